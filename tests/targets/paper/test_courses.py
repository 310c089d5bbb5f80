"""The pages of courses from other fields, chemistry, Python, Spanish and anatomy, as a reader meets them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.tags import GUARDS, Printed, hold_on_all, read_printed


@pytest.fixture(scope="module")
def printed(paper_of_fields: dict[str, Path]) -> Mapping[str, Printed]:
    """Return every PDF that these courses become, by course and file."""
    return {
        f"{name}/{pdf.name}": read_printed(pdf)
        for name, folder in paper_of_fields.items()
        for pdf in folder.rglob("*.pdf")
    }


@pytest.mark.parametrize("guard", GUARDS, ids=lambda guard: guard.__name__)
def test_on_every_page(printed: Mapping[str, Printed], guard: Callable[[Printed], None]) -> None:
    assert len(printed) > 35
    hold_on_all(printed, guard)


def test_a_point_between_words_of_code_is_none_of_theirs(paper_of_fields: dict[str, Path]) -> None:
    with PdfDocument(paper_of_fields["python"] / "worksheets/quiz/quiz-A-student.pdf") as document:
        signs = document[0].get_textpage()
        place = signs.get_text_range().index("def · ")
        word, point, other = (signs.get_charbox(place + step) for step in (2, 4, 6))
        assert min(point[0] - word[2], other[0] - point[2]) > 4


def test_the_mark_of_an_answer_stands_on_its_first_line(printed: Mapping[str, Printed]) -> None:
    key = printed["chemistry/quiz-A-key.pdf"]
    blocks = [tag for tag in key.tree.all("P", "Div") if tag.text.startswith("✓")]
    assert len(blocks) > 4
    assert [block.text for block in blocks if block.text == "✓" and not block.tags] == []
