"""Images with regions on paper: numbers with room to write, and names on the key; how it is read: test_courses.py."""

from pathlib import Path

import pytest

from tests.reading_back import text_of


@pytest.fixture(scope="module")
def sheets(paper_of_fields: dict[str, Path]) -> dict[str, Path]:
    """Return each edition of the sheet of the anatomy course."""
    return {path.stem.removeprefix("exam-A-"): path for path in paper_of_fields["anatomy"].rglob("exam-A-*.pdf")}


def test_students_see_numbers_and_a_word_bank_and_the_key_names_them(sheets: dict[str, Path]) -> None:
    student, key = (" ".join(text_of(sheets[edition]).split()) for edition in ("student", "key"))
    assert "Labels Index finger · Little finger · Middle finger · Ring finger · Thumb" in student
    assert "1 Thumb" not in student
    assert "✓ 1 Thumb · 2 Index finger · 3 Middle finger · 4 Ring finger · 5 Little finger" in key
    assert "Pulse (1/min)" in student
    assert "Time (min)" in student
    assert student.count("Untrained") == 1
    assert "Untrained" in key
