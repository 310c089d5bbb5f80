"""Recordings and forms of words on paper: a mark for students, file and script for teachers."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.pipeline import build
from tests.conftest import REPOSITORY
from tests.reading_back import text_of
from tests.tags import GUARDS, Printed, read_printed

SPANISH = REPOSITORY / "tests" / "courses" / "spanish" / "content"
HEARD = "¿Dónde está el gato? – Luis"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the pages of the Spanish course by the ends of their names."""
    folder = tmp_path_factory.mktemp("spanish")
    copytree(SPANISH, folder / "content")
    made = build(folder / "content", folder / "build", ("worksheets", "handouts"))
    return {path.stem.rpartition("prueba-A-")[2]: path for path in made if path.suffix == ".pdf"}


@pytest.fixture(scope="module")
def pages(files: dict[str, Path]) -> dict[str, str]:
    """Return the text of each page."""
    return {name: text_of(path) for name, path in files.items()}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_pages_with_recordings_are_accessible(files: dict[str, Path], guard: Callable[[Printed], None]) -> None:
    for path in files.values():
        guard(read_printed(path))


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
