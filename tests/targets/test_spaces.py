"""Spaces at which no line ends, whatever the width of the page."""

import json
from html import unescape
from pathlib import Path

import pytest

from nasec_study.pipeline import build
from nasec_study.targets.paper.pdf import render_pdf
from tests.reading_back import package_content, text_of
from tests.word import lines_of

NO_BREAK = "\u00a0"
TEXT = "On a dit « petits cubes » ; est-ce une « <em>fenêtre</em> » ? Oui : un mur ! <code>zz : zz</code>"


@pytest.mark.parametrize("width", range(30, 90, 4))
def test_no_line_ends_within_guillemets_or_begins_with_a_sign(width: int, tmp_path: Path) -> None:
    page = f"<html lang='fr'><title>T</title><body><p style='width: {width}mm'>{TEXT}</p></body></html>"
    (tmp_path / "page.pdf").write_bytes(render_pdf(page, {}, language="fr"))
    lines = [line.strip() for line in text_of(tmp_path / "page.pdf").splitlines()]
    shown = [line for line in lines if line and "zz" not in line]
    assert shown
    assert [line for line in shown if line.endswith("«") or line[0] in "»;:!?"] == []


def made_of_cubes(folder: Path, target: str, language: str = "fr") -> dict[str, Path]:
    """Return what a target makes of a course of one question, by the names of the files."""
    (folder / "content/items").mkdir(parents=True)
    stem = r"Qui a dit « *petits* cubes » : lui ou `a : b` ou \(a : b\) ?"
    item = f"{{id: cubes, type: question, stimulus: s, stem: '{stem}', answer: C’est « lui » !, typed: true}}"
    (folder / "content/stimuli").mkdir()
    stimulus = "id: s\ntitle: 'Le cubisme : sa loi'\ntext: De lui.\nnote: 'Lu : oui'\n"
    (folder / "content/stimuli/s.yaml").write_text(stimulus, "utf-8")
    (folder / "content/items/all.yaml").write_text(f"items: [{item}]\n", "utf-8")
    (folder / "content/course.yaml").write_text(
        f"title: M\ncode: MM\nlanguage: {language}\nreadings: none\ndecks: [{{id: d, name: D}}]\n"
        "worksheets: [{id: w, title: W, sections: [{title: A, ids: [cubes]}]}]\n",
        "utf-8",
    )
    return {path.name: path for path in build(folder / "content", folder / "build", (target,))}


def fields_of(package: Path) -> dict[str, str]:
    """Return the fields of the only note of a package."""
    [note] = package_content(package)["notes"]
    return dict(note["fields"])


def test_in_word_neither(tmp_path: Path) -> None:
    made = made_of_cubes(tmp_path, "word")
    lines = [line.text for line in lines_of(made["w-A-student.docx"])]
    assert any("«\u00a0petits cubes\u00a0»\u00a0: lui ou a : b ou" in line for line in lines), lines


SHOWN = "Qui a dit «\u00a0<em>petits</em> cubes\u00a0»\u00a0: lui ou <code>a : b</code> ou"


def test_on_cards_neither_but_what_is_typed_is_as_it_was_written(tmp_path: Path) -> None:
    made = made_of_cubes(tmp_path, "anki")
    fields = {name: unescape(field) for name, field in fields_of(made["d.apkg"]).items()}
    assert fields["Stem"] == rf"{SHOWN} \(a : b\){NO_BREAK}?"
    assert fields["Answer"] == "C’est «\u00a0lui\u00a0»\u00a0!"
    assert "\u00a0" not in fields["Typed"]


def test_on_a_practice_page_neither(tmp_path: Path) -> None:
    page = made_of_cubes(tmp_path, "web")["d.html"].read_text("utf-8")
    assert json.dumps(SHOWN, ensure_ascii=False)[1:-1].replace("</", "<\\/") in page
    assert "C’est «\u00a0lui\u00a0»\u00a0!" in page
    assert "Le cubisme\u00a0: sa loi" in page
    assert "Lu\u00a0: oui" in page


@pytest.mark.parametrize("target", ["anki", "web"])
def test_in_english_spaces_stay_as_they_are(target: str, tmp_path: Path) -> None:
    made = made_of_cubes(tmp_path, target, "en")
    shown = fields_of(made["d.apkg"])["Stem"] if target == "anki" else made["d.html"].read_text("utf-8")
    assert "« <em>petits<" in shown
    assert "cubes » : lui" in shown
