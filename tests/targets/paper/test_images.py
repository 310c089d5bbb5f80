"""Images with regions on paper: accessible pages, numbers with room to write, and names on the key."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from nasec_study.pipeline import build
from tests.conftest import REPOSITORY
from tests.reading_back import text_of
from tests.tags import GUARDS, Printed, read_printed

ANATOMY = REPOSITORY / "tests" / "courses" / "anatomy" / "content"


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return each edition of the sheet of the anatomy course."""
    folder = tmp_path_factory.mktemp("anatomy")
    copytree(ANATOMY, folder / "content")
    made = build(folder / "content", folder / "build", ("worksheets",))
    return {path.stem.removeprefix("exam-A-"): path for path in made if path.suffix == ".pdf"}


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_pages_with_images_and_plots_are_accessible(sheets: dict[str, Path], guard: Callable[[Printed], None]) -> None:
    for path in sheets.values():
        guard(read_printed(path))


def test_students_see_numbers_and_a_word_bank_and_the_key_names_them(sheets: dict[str, Path]) -> None:
    student, key = (" ".join(text_of(sheets[edition]).split()) for edition in ("student", "key"))
    assert "Labels Index finger · Little finger · Middle finger · Ring finger · Thumb" in student
    assert "1 Thumb" not in student
    assert "✓ 1 Thumb · 2 Index finger · 3 Middle finger · 4 Ring finger · 5 Little finger" in key
    assert "Pulse (1/min)" in student
    assert "Time (min)" in student
    assert student.count("Untrained") == 1
    assert "Untrained" in key
