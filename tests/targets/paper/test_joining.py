"""Finished PDFs put together: what a reader sees and hears of each part is what it was, and nothing stands twice."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from nasec_study.targets.paper.joining import join
from nasec_study.targets.paper.pdf import render_pdf
from tests.reading_back import pages_of
from tests.tags import GUARDS, Printed, read_printed, spoken

PAGE = """<!doctype html><html lang="en"><title>{title}</title><style>
  @page {{ size: 120mm 90mm; margin: 12mm; @bottom-left {{ content: "{title}" }} }}
  html {{ font-family: "Study Serif"; }}
  h1, b {{ font-family: "Study Sans"; font-weight: 600; }}
  section {{ break-before: page; }}
</style><{heading}>{title}</{heading}><p>{text}</p><p>See <a href="https://example.org/{title}">elsewhere</a>.
<img src="media/dots.png" alt="Four dots" width="20"></p>{more}</html>"""


@pytest.fixture(scope="module")
def parts() -> list[bytes]:
    """Return PDFs of one page and of two, with links and a picture, whose letters differ."""
    dots = BytesIO()
    Image.frombytes("RGB", (2, 2), bytes(range(12))).save(dots, "PNG")
    second = "<section><h2>More</h2><p>Quoth <i>Zoë</i>, → ∯ 2.</p></section>"
    texts = {
        "First": ("An affluent <b>office</b>", ""),
        "Second": ("Jinx, vex: <b>Quiz</b>", second),
        "Third": ("नमस्ते", ""),
        "Fourth": ("दुनिया", ""),
    }
    return [
        render_pdf(
            PAGE.format(title=title, heading="h1" if title == "First" else "h2", text=text, more=more),
            {"media/dots.png": dots.getvalue()},
        )
        for title, (text, more) in texts.items()
    ]


def pictures(pdf: bytes) -> list[bytes]:
    """Return what each page of a PDF looks like."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=2).to_numpy().tobytes() for page in document]


def test_pages_look_and_read_as_they_did(parts: list[bytes], tmp_path: Path) -> None:
    whole = join(parts)
    assert pictures(whole) == [page for part in parts for page in pictures(part)]
    read = []
    for number, part in enumerate([whole, *parts]):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(part)
        read.append([page.words for page in pages_of(file)])
    assert read[0] == [page for found in read[1:] for page in found]
    assert "Jinx," in {word.text for page in read[0] for word in page}


def test_what_is_heard_is_what_was_heard(parts: list[bytes], tmp_path: Path) -> None:
    read = []
    for number, part in enumerate([join(parts), *parts]):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(part)
        read.append(read_printed(file))
    whole, *each = read
    assert spoken(whole) == [text for part in each for text in spoken(part)]
    kept = [guard for guard in GUARDS if all(holds(guard, part) for part in each)]
    assert len(kept) > len(GUARDS) / 2
    for guard in kept:
        guard(whole)


def holds(guard: Callable[[Printed], None], printed: Printed) -> bool:
    try:
        guard(printed)
    except AssertionError:
        return False
    return True


def test_links_lead_where_they_led_and_their_tags_own_them(parts: list[bytes]) -> None:
    with pikepdf.open(BytesIO(join(parts))) as whole:
        links = [link for page in whole.pages for link in page.get("/Annots", ())]
        assert [str(link.A.URI).rpartition("/")[2] for link in links] == ["First", "Second", "Third", "Fourth"]
        numbers = list(whole.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert all(first < second for first, second in pairwise(map(int, numbers[::2])))
        for link in links:
            owner = owners[int(link.StructParent)]
            assert owner.S == "/Link"
            assert any(isinstance(kid, pikepdf.Dictionary) and kid.get("/Obj") == link for kid in owner.K)


def test_a_face_and_a_picture_stand_in_it_once(parts: list[bytes]) -> None:
    with pikepdf.open(BytesIO(join(parts))) as whole:
        files: dict[str, set[bytes]] = {}
        images = set()
        for page in whole.pages:
            for font in page.Resources.Font.values():
                about = font.DescendantFonts[0].FontDescriptor
                file = about["/FontFile3" if "/FontFile3" in about else "/FontFile2"]
                files.setdefault(str(about.FontName).partition("+")[2], set()).add(file.read_raw_bytes())
            images |= {picture.objgen for picture in page.Resources.XObject.values()}
    assert {name for name, found in files.items() if len(found) > 1} == {"Study-Devanagari"}, "that one is variable"
    assert {"Study-Serif", "Study-Sans-Semi-Bold", "Study-Signs"} <= files.keys()
    assert len(images) == 1


@pytest.mark.parametrize("lengths", [(0, 1), (1, 0), (1, 1, 0), (0, 0)])
def test_on_leaves_each_begins_on_an_odd_page_and_the_last_has_no_empty_one(
    parts: list[bytes], lengths: tuple[int, ...]
) -> None:
    with pypdfium2.PdfDocument(join([parts[number] for number in lengths], on_leaves=True)) as whole:
        texts = [page.get_textpage().get_text_range().strip() for page in whole]
    begins = [number for number, text in enumerate(texts) if text.startswith(("First", "Second"))]
    assert len([text for text in texts if text]) == sum(1 + number for number in lengths)
    assert all(number % 2 == 0 for number in begins if texts[number].count("elsewhere"))
    assert texts[-1]


def test_the_same_parts_are_the_same_bytes(parts: list[bytes]) -> None:
    assert join(parts) == join(parts)


def test_links_within_a_part_lead_to_its_pages_and_a_part_needs_no_heading() -> None:
    html = """<!doctype html><html lang="en"><title>T</title><p><a href="#end">To the end</a></p>
        <p style="break-before: page" id="end">Here</p></html>"""
    part = render_pdf(html, {})
    with pikepdf.open(BytesIO(join([part, part]))) as whole:
        names = list(whole.Root.Names.Dests.Names)
        places = dict(zip(map(str, names[::2]), names[1::2], strict=True))
        links = [places[str(page.Annots[0].Dest)] for page in whole.pages if "/Annots" in page]
        assert [link.D[0].objgen for link in links] == [whole.pages[number].obj.objgen for number in (1, 3)]
        assert "/Outlines" not in whole.Root
