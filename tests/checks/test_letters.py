"""Letters that the fonts of the page lack."""

from pathlib import Path

import pytest

from nasec_study.examination import check
from nasec_study.rendering import fonts

BANK = """\
items:
  - {id: a, type: term, term: पानी, definition: water}
  - {id: b, type: term, term: 水, definition: water}
  - {id: c, type: term, term: น้ำ, definition: water}
  - {id: d, type: term, term: ᎠᎹ, definition: water}
  - {id: e, type: term, term: ᎠᎹᎠ, definition: waters}
"""


def test_fonts_that_can_be_installed_are_named_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "is_here", lambda name: name in (*fonts.BASE, "signs"))
    monkeypatch.chdir(tmp_path)
    Path("content/items").mkdir(parents=True)
    Path("content/course.yaml").write_text("title: Water\ncode: WATER\nreadings: none\n", "utf-8")
    Path("content/items/bank.yaml").write_text(BANK, "utf-8")
    found = [problem for problem in check(Path("content")).problems if problem.rule == "E246"]
    assert [(problem.where.line, problem.hint == fonts.MORE_FONTS) for problem in found] == [
        (2, True),
        (5, False),
        (6, False),
    ]
