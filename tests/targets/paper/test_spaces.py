"""Spaces at which no line ends, whatever the width of the page."""

from pathlib import Path

import pytest

from nasec_study.pipeline import build
from nasec_study.targets.paper.pdf import render_pdf
from tests.reading_back import text_of
from tests.word import lines_of

TEXT = "On a dit « petits cubes » ; est-ce une « <em>fenêtre</em> » ? Oui : un mur ! <code>zz : zz</code>"


@pytest.mark.parametrize("width", range(30, 90, 4))
def test_no_line_ends_within_guillemets_or_begins_with_a_sign(width: int, tmp_path: Path) -> None:
    page = f"<html lang='fr'><title>T</title><body><p style='width: {width}mm'>{TEXT}</p></body></html>"
    (tmp_path / "page.pdf").write_bytes(render_pdf(page, {}, language="fr"))
    lines = [line.strip() for line in text_of(tmp_path / "page.pdf").splitlines()]
    shown = [line for line in lines if line and "zz" not in line]
    assert shown
    assert [line for line in shown if line.endswith("«") or line[0] in "»;:!?"] == []


def test_in_word_neither(tmp_path: Path) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    item = "{id: cubes, type: question, stem: 'Qui a dit « *petits* cubes » : lui ou `a : b` ?', answer: Lui.}"
    (tmp_path / "content/items/all.yaml").write_text(f"items: [{item}]\n", "utf-8")
    (tmp_path / "content/course.yaml").write_text(
        "title: M\ncode: MM\nlanguage: fr\nreadings: none\n"
        "worksheets: [{id: w, title: W, sections: [{title: A, ids: [cubes]}]}]\n",
        "utf-8",
    )
    made = {path.name: path for path in build(tmp_path / "content", tmp_path / "build", ("word",))}
    lines = [line.text for line in lines_of(made["w-A-student.docx"])]
    assert any("«\u00a0petits cubes\u00a0»\u00a0: lui ou a : b\u00a0?" in line for line in lines), lines
