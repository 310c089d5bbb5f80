"""Decoys that are asked for and are not there are told."""

from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.examination import examine
from tests.conftest import STARTER

SHEET = """
worksheets:
  - id: w
    title: W
    sections:
      - {{title: E, count: 1, items: {{types: [essay]}}}}
      - {{title: A, count: {count}, decoys: {decoys}, items: {{types: [{kind}]}}}}
"""


@pytest.mark.parametrize(
    ("kind", "count", "decoys", "got"),
    [("cloze", 2, 20, 0), ("cloze", 1, 1, None), ("term", 5, 1, 0), ("term", 3, 1, None), ("choice", 1, 2, 0)],
)
def test_decoys_that_are_not_there_are_told(
    kind: str, count: int, decoys: int, got: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    copytree(STARTER, "content")
    file = Path("content/course.yaml")
    text = file.read_text("utf-8")
    sheet = SHEET.format(count=count, decoys=decoys, kind=kind)
    file.write_text(text[: text.index("# Worksheets:")] + sheet, "utf-8")
    found = [problem for problem in examine(Path("content")).problems if problem.rule == "W239"]
    told = f"worksheet 'w' asks for {decoys} decoy{'s' if decoys > 1 else ''} here, and gets {got} (they come from"
    last = len(file.read_text("utf-8").splitlines())
    assert [(told in str(problem), problem.where.line) for problem in found] == [(True, last)] * (got is not None)
