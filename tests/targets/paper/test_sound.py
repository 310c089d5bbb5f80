"""Recordings and forms of words on paper: a mark for students, file and script for teachers."""

from pathlib import Path

import pytest

from tests.reading_back import text_of

HEARD = "¿Dónde está el gato? – Luis"


@pytest.fixture(scope="module")
def pages(paper_of_fields: dict[str, Path]) -> dict[str, str]:
    """Return the text of each page of the Spanish course by the end of its file's name."""
    files = paper_of_fields["spanish"].rglob("*.pdf")
    return {path.stem.rpartition("prueba-A-")[2]: text_of(path) for path in files}


def test_students_see_a_mark_and_nothing_of_what_is_heard(pages: dict[str, str]) -> None:
    for edition in ("student", "large-print"):
        assert pages[edition].count("♪ Escucha la grabación.") == 2
        assert "la casa ♪" in " ".join(pages[edition].split())
        assert "la mesa ♪" not in " ".join(pages[edition].split())
        for told in (HEARD, ".mp3", ".ogg", "las casas\n", "el año – los años"):
            assert told not in pages[edition]


def test_the_key_is_a_script_for_the_teacher(pages: dict[str, str]) -> None:
    for edition in ("key", "instructor"):
        text = " ".join(pages[edition].split())
        assert f"♪ dialogo.ogg – Ana: {HEARD}" in text
        assert "♪ ano.mp3 – el año – los años" in text
        assert "♪ casa.mp3" in text
        assert "género femenino · plural las casas · ejemplo La casa es grande." in text
        assert "También vale luces" in text


def test_forms_stand_in_the_glossary_and_what_must_be_heard_on_no_handout(pages: dict[str, str]) -> None:
    guide = pages["study-guide-manual"]
    assert "la casa the house (género: femenino; plural: las casas; ejemplo: La casa es grande.)" in " ".join(
        guide.split()
    )
    assert "Escribe la palabra que oyes" not in guide
    cards = pages["flashcards-palabras-long-edge"]
    assert "Escribe la palabra que oyes" not in cards
    assert "oye-la-palabra" in cards.partition("Preguntas con una grabación: en papel no suena")[2]
