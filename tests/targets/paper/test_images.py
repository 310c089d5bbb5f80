"""Images with regions on paper: numbers with room to write, and names on the key; how it is read: test_courses.py."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from nasec_study.targets.paper.pdf import render_pdf
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


@pytest.mark.parametrize(("between", "is_parted"), [(" ", False), ("<br />\n", True)])
def test_two_pictures_in_a_paragraph_stand_beside_each_other_unless_the_line_ends(
    between: str, *, is_parted: bool
) -> None:
    file = BytesIO()
    Image.new("RGB", (1200, 600), "teal").save(file, "PNG")
    pictures = {f"media/{name}.png": file.getvalue() for name in ("one", "two")}
    shown = between.join(f'<img src="{address}" alt="A panel">' for address in pictures)
    style = "@page { size: letter } img { max-width: 100%; max-height: 150mm } img.beside { max-width: 49% }"
    html = f"<html lang='en'><head><title>Two</title><style>{style}</style></head><body><p>{shown}</p></body></html>"
    with PdfDocument(render_pdf(html, pictures, "two", "en")) as document:
        assert len(document) == 1
        left, right = (one.get_bounds() for one in document[0].get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    if is_parted:
        assert left[0] == right[0]
        assert left[2] - left[0] > 400
    else:
        assert left[3] == right[3]
        assert left[2] <= right[0]
