"""What is too wide or too long is made to fit: pictures, options of code, cards."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from nasec_study.targets.paper.pdf import render_pdf
from tests.conftest import REPOSITORY
from tests.paper import assert_no_words_overlap, assert_within_margins, printed
from tests.reading_back import Page, Word, pages_of, text_of

SOUND = REPOSITORY / "tests" / "courses" / "sound" / "content"
MARGIN = 17
INDENTED = "```\nfor port in ports:\n    open(port)\n{}\n```"


def sheets_of(folder: Path, *items: dict[str, Any], parts: bool = False) -> list[Path]:
    """Return the sheets of a course with these items, each in a part of its own if so, in a student's editions."""
    shared = {"level": "remember", "quote": "that is it"}
    bank = {"reading": "r", "section": "s", "items": [{**item, **shared} for item in items]}
    (folder / "content/items/r/items.yaml").write_text(json.dumps(bank), "utf-8")
    names = [item["id"] for item in items]
    groups = [[name] for name in names] if parts else [names]
    sections = [{"title": "Part", "points": 1, "ids": group, "in_order": True} for group in groups]
    with (folder / "content/course.yaml").open("a") as file:
        file.write(f"worksheets: {json.dumps([{'id': 'w', 'title': 'W', 'sections': sections}])}\n")
    found = printed(folder / "content", folder, "worksheets", "student.pdf", "large-print.pdf")
    assert len(found) == 2
    return list(found.values())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a sound course."""
    copytree(SOUND, tmp_path / "content")
    (tmp_path / "content/media").mkdir()
    return tmp_path


def choice(*options: str, stem: str = "Which is right?") -> dict[str, Any]:
    key, *wrong = options
    return {
        "id": "options",
        "type": "choice",
        "stem": stem,
        "key": key,
        "distractors": [{"text": text, "why": "No."} for text in wrong],
    }


def test_options_of_code_keep_their_indents(folder: Path) -> None:
    options = [INDENTED.format(last) for last in ("close(ports)", "    close(port)", "        close(port)")]
    for sheet in sheets_of(folder, choice(*options)):
        assert_no_words_overlap(sheet)
        words = [word for page in pages_of(sheet) for word in page.words]
        first, opens, ends = (lefts(words, start) for start in ("for", "open(", "close("))
        step = (opens[0] - first[0]) / 4  # as wide as a letter
        assert opens == pytest.approx([left + 4 * step for left in first], abs=0.1)
        assert sorted(round((end - first[0]) / step) for end in ends) == [0, 4, 8]
        assert len(set(first)) == 1


def lefts(words: list[Word], start: str) -> list[float]:
    return [round(word.left, 1) for word in words if word.text.startswith(start)]


def test_pictures_of_any_size_stand_whole_inside_the_margins(folder: Path) -> None:
    sizes = {"wide": (3000, 200), "tall": (200, 3000), **{f"option-{number}": (900, 700) for number in range(4)}}
    for name, size in sizes.items():
        Image.new("RGB", size, "gray").save(folder / f"content/media/{name}.png")
    options = [f"![Sketch {number}](media/option-{number}.png)" for number in range(4)]
    stem = "What is this?\n\n![A strip](media/wide.png)\n\n![A column](media/tall.png)"
    sheets = sheets_of(folder, choice(*options), {"id": "stem", "type": "question", "stem": stem, "answer": "That."})
    for sheet in sheets:  # that they were made says that no picture leaves its box
        assert_within_margins(sheet, MARGIN)
        assert "What is this?" in text_of(sheet)


def test_a_picture_in_a_text_stands_apart_from_the_line_above_it(folder: Path) -> None:
    Image.new("RGB", (1500, 600), "gray").save(folder / "content/media/below.png")
    stem = "What is this? ![A strip](media/below.png)"
    for sheet in sheets_of(folder, {"id": "stem", "type": "question", "stem": stem, "answer": "That."}):
        with pypdfium2.PdfDocument(sheet) as document:
            [page] = [page for page in document if [*page.get_objects([FPDF_PAGEOBJ_IMAGE])]]
            [picture] = page.get_objects([FPDF_PAGEOBJ_IMAGE])
            top = page.get_height() - picture.get_bounds()[3]
        above = max(word.bottom for page in pages_of(sheet) for word in page.words if word.text == "this?")
        assert top - above > 2


def test_cells_of_any_table_stand_inside_the_margins(folder: Path) -> None:
    head = [f"quarter-{number}" for number in range(30)]
    rows = [[f"{row},{column:03d},000" for column in range(30)] for row in range(1, 4)]
    lines = ["| " + " | ".join(cells) + " |" for cells in (head, ["---"] * 30, *rows)]
    stem = "Which is largest?\n\n" + "\n".join(lines)
    for sheet in sheets_of(folder, {"id": "stem", "type": "question", "stem": stem, "answer": "That."}):
        assert_within_margins(sheet, MARGIN)
        words = {word.text for page in pages_of(sheet) for word in page.words}
        assert {*head, *(cell for row in rows for cell in row)} <= words


def test_a_side_that_is_alone_on_its_page_is_set_again_alone_and_all_else_stays(tmp_path: Path) -> None:
    style = "body { margin: 0 } section { break-after: page; font: 12pt/1.25 'Study Serif' } @page { size: a6 }"
    face = '<section{}><div data-size="12" data-room="20.5">{}</div></section>'
    texts = ["Short", "One<br>two<br>three<br>four", "Short", "Five<br>six<br>seven<br>eight"]

    def page(mark: str) -> bytes:
        sides = "".join(face.format(mark, text) for text in texts)
        head = f'<html lang="en"><head><title>Cards</title><style>{style}</style></head>'
        return render_pdf(f"{head}<body>{sides}<p>End</p></body></html>", {})

    (tmp_path / "a.pdf").write_bytes(page(" data-alone"))
    short, long, *_ = (found.words[0] for found in pages_of(tmp_path / "a.pdf"))
    assert long.bottom - long.top < short.bottom - short.top
    assert page(" data-alone") == page("")


def test_the_points_of_an_inner_list_have_a_font_where_nothing_else_needs_it() -> None:
    html = "<!doctype html><html lang='en'><title>T</title><ul><li>One<ul><li>Two</li></ul></li></ul></html>"
    with pypdfium2.PdfDocument(render_pdf(html, {})) as document:
        assert "◦" in document[0].get_textpage().get_text_range()


def test_a_list_of_ones_own_template_that_begins_with_no_number_begins_with_one() -> None:
    entries = "<ol start='first'><li>One</li><li value='7'>Seven</li><li value='?'>Eight</li></ol>"
    html = f"<!doctype html><html lang='en'><title>T</title>{entries}</html>"
    with pypdfium2.PdfDocument(render_pdf(html, {})) as document:
        text = document[0].get_textpage().get_text_range()
    assert [mark in text for mark in ("1.", "7.", "8.")] == [True, True, True]


@pytest.mark.parametrize(
    "given", ["data-size='12' data-room='tall'", "data-size='large' data-room='2'", "data-room='2'"]
)
def test_a_card_of_ones_own_template_whose_size_or_room_is_no_number_stays_as_it_is(given: str) -> None:
    html = f"<!doctype html><html lang='en'><title>T</title><div {given}>One<br>two<br>three</div></html>"
    with pypdfium2.PdfDocument(render_pdf(html, {})) as document:
        assert document[0].get_textpage().get_text_range().split() == ["One", "two", "three"]


GAPS = r"""
items:
  - id: costs
    type: cloze
    text: |
      Costs:

      | operation | array | linked list |
      |:--|:-:|--:|
      | read element | {{c1::constant, always}} | linear |
      | insert in front | linear | {{c2::head.next.take()}} |
"""


def test_a_table_of_one_column_breaks_a_word_that_is_wider_than_the_page(folder: Path) -> None:
    word = "Rindfleischetikettierungs" * 6
    stem = f"What is this?\n\n| Word |\n| --- |\n| {word} |"
    for sheet in sheets_of(folder, {"id": "word", "type": "question", "stem": stem, "answer": "A law."}):
        assert_within_margins(sheet, MARGIN)
        assert word in "".join(text_of(sheet).split())


def test_a_table_with_gaps_in_two_columns_stays_one_in_large_print(tmp_path: Path) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    (tmp_path / "content/items/all.yaml").write_text(GAPS, "utf-8")
    (tmp_path / "content/course.yaml").write_text(
        "title: M\ncode: MM\nreadings: none\n"
        "worksheets: [{id: w, title: W, sections: [{title: A, ids: [costs], points: 1}]}]\n",
        "utf-8",
    )
    [large] = printed(tmp_path / "content", tmp_path, "worksheets", "large-print.pdf").values()
    assert text_of(large).split().count("operation") == 1


PHOTO = """\
id: leaf
title: A leaf
alt: A leaf, upright.
image: media/leaf.png
regions:
  - {label: The tip of the leaf, rectangle: [0.4, 0.0, 0.2, 0.1]}
  - {label: The blade of the leaf, rectangle: [0.4, 0.4, 0.2, 0.1]}
  - {label: The stalk of the leaf, rectangle: [0.4, 0.9, 0.2, 0.1]}
  - {label: The veins of the leaf, rectangle: [0.1, 0.4, 0.2, 0.1]}
"""


@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_a_picture_as_high_as_the_page_leaves_no_heading_alone(folder: Path, paper: str) -> None:
    Image.new("RGB", (300, 400), "green").save(folder / "content/media/leaf.png")
    (folder / "content/pictures").mkdir(exist_ok=True)
    (folder / "content/pictures/leaf.yaml").write_text(PHOTO, "utf-8")
    with (folder / "content/course.yaml").open("a") as file:
        file.write(f"paper: {paper}\n")
    item = {"id": "leaf-parts", "type": "picture", "picture": "leaf", "rationale": "Each has its place."}
    before = {"id": "before", "type": "question", "stem": "Which part is green?", "answer": "The blade.", "lines": 12}
    for sheet in sheets_of(folder, before, {**item, "stem": "Name the four parts of the leaf."}, parts=True):
        pages = [" ".join(word.text for word in page.words) for page in pages_of(sheet)]
        assert [page for page in pages if "2 Part" in page] == [page for page in pages if "Labels" in page]
        words = [word for page in pages_of(sheet) for word in page.words if word.left < 500]
        heights = [word.bottom - word.top for word in words if word.text in {"3", "4"}]
        assert len(heights) == 4
        assert min(heights) > (18 if "large" in sheet.stem else 9.5)


def test_a_chart_in_a_question_of_large_print_is_as_wide_as_the_page(folder: Path) -> None:
    (folder / "content/pictures").mkdir(exist_ok=True)
    (folder / "content/pictures/depths.yaml").write_text(
        "id: depths\ntitle: Depths\nalt: A bar chart. Arica has 9 meters.\nunit: m\n"
        "bars: [{label: Arica, values: [9]}, {label: Callao, values: [11]}]\n",
        "utf-8",
    )
    sheets = sheets_of(folder, choice("Arica", "Callao", "Both", stem="Which?\n\n![Bars](pictures/depths.svg)"))
    large = next(sheet for sheet in sheets if "large" in sheet.stem)
    heights = [word.bottom - word.top for page in pages_of(large) for word in page.words if word.text == "Callao"]
    assert len(heights) == 2
    assert min(heights) > 0.8 * max(heights)


def test_a_hint_longer_than_its_line_is_broken(folder: Path) -> None:
    hint = "hint" * 35
    for sheet in sheets_of(folder, {"id": "gap", "type": "cloze", "text": f"It is {{{{c1::that::{hint}}}}} here."}):
        assert hint in "".join(found.text for page in pages_of(sheet) for found in page.words).replace("-", "")
        assert_within_margins(sheet, MARGIN)


@pytest.mark.parametrize(
    "stem", ["See ![a map](media/map.png).", "See (![a map](media/map.png)).", "![a map](media/map.png)?"]
)
def test_a_sign_beside_a_picture_as_wide_as_the_page_stands_on_another_line(folder: Path, stem: str) -> None:
    Image.new("RGB", (2000, 300), "red").save(folder / "content/media/map.png")
    for sheet in sheets_of(folder, choice("Ottawa", "Quebec", "Regina", stem=stem)):
        assert_within_margins(sheet, MARGIN)


ROWS = "\n".join(["| Year | Value |", "| --- | --- |", *(f"| {1950 + row} | {row} |" for row in range(60))])
TEXT = "\n\n".join(["That it is so must be read before anything is answered. " * 8] * 12)
LONG = {
    "a table": (ROWS, "1950"),
    "a text": (TEXT, "That"),
    "a text that has room on a page of its own": (TEXT[: len(TEXT) * 2 // 3], "That"),
    "a text that fills a page of its own": (TEXT[: len(TEXT) * 5 // 6], "That"),
    "terms": ("", "Term"),
}


@pytest.mark.parametrize(("text", "first"), LONG.values(), ids=LONG)
def test_what_is_too_long_for_the_rest_of_the_first_page_begins_there(folder: Path, text: str, first: str) -> None:
    (folder / "content/stimuli").mkdir()
    stimulus = {"id": "long", "title": "Long", "text": text or "That is it."}
    (folder / "content/stimuli/long.yaml").write_text(json.dumps(stimulus), "utf-8")
    on_it = {"type": "question", "stem": "What is shown?", "answer": "That.", "stimulus": "long"}
    says = "That it is so, which takes more than a line of a page to say, "
    terms = [{"id": f"t{n}", "type": "term", "term": f"Term {n}", "definition": f"{says}{n}"} for n in range(20)]
    for sheet in sheets_of(folder, *([{"id": "seen", **on_it}, {"id": "again", **on_it}] if text else terms)):
        pages = pages_of(sheet)
        begins = [word.text for word in pages[0].words]
        assert {"1", "Part", first} <= {*begins}
        assert max(word.bottom for word in pages[0].words if word.top < 700) > 550
        if text == ROWS:
            tables = [page.words for page in pages if any(word.text.startswith(("19", "20")) for word in page.words)]
            assert all("Year" in [word.text for word in words] for words in tables)


@pytest.mark.parametrize("size", [(900, 1200), (600, 1400), (1200, 1200), (1600, 1000)])
@pytest.mark.parametrize("of_stimulus", [False, True], ids=["of the item", "of its stimulus"])
def test_a_picture_leaves_no_head_of_a_sheet_alone(folder: Path, size: tuple[int, int], *, of_stimulus: bool) -> None:
    Image.new("RGB", size, "gray").save(folder / "content/media/shape.png")
    (folder / "content/stimuli").mkdir()
    shape = {"id": "shape", "title": "A shape", "text": "![A shape](media/shape.png)"}
    (folder / "content/stimuli/shape.yaml").write_text(json.dumps(shape), "utf-8")
    item = {"id": "seen", "type": "question", "stem": "Which shape is it?", "answer": "A gray one."}
    given = {**item, "stimulus": "shape"} if of_stimulus else {**item, "stem": f"{item['stem']}\n\n{shape['text']}"}
    student, large = sorted(sheets_of(folder, given), key=lambda sheet: "large" in sheet.stem)
    assert ["Which" in [word.text for word in page.words] for page in pages_of(student)] == [True]
    with pypdfium2.PdfDocument(student) as document:
        [picture] = [part for part in document[0].get_objects() if part.type == FPDF_PAGEOBJ_IMAGE]
        left, bottom, right, top = picture.get_bounds()
        assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.01)
    assert all("shape" in text_on(page) for page in pages_of(large)[1:])


def test_a_stimulus_with_a_picture_may_fill_pages_without_an_item(folder: Path) -> None:
    Image.new("RGB", (600, 400), "gray").save(folder / "content/media/shape.png")
    (folder / "content/stimuli").mkdir()
    long = {"id": "long", "title": "Long", "text": f"{TEXT}\n\n![A shape](media/shape.png)\n\n{TEXT}"}
    (folder / "content/stimuli/long.yaml").write_text(json.dumps(long), "utf-8")
    item = {"id": "seen", "type": "question", "stem": "Which shape?", "answer": "A gray one.", "stimulus": "long"}
    for sheet in sheets_of(folder, item):
        assert ["Which" in text_on(page) for page in pages_of(sheet)].count(True) == 1


def test_an_item_higher_than_a_page_begins_on_the_first_one(folder: Path) -> None:
    for name, size in {"one": (600, 1400), "other": (900, 1200)}.items():
        Image.new("RGB", size, "gray").save(folder / f"content/media/{name}.png")
    stem = "Compare these.\n\n![One](media/one.png)\n\n![The other](media/other.png)"
    for sheet in sheets_of(folder, {"id": "two", "type": "question", "stem": stem, "answer": "Gray."}):
        first, *others = map(text_on, pages_of(sheet))
        assert "Compare these." in first
        assert len(others) < 3


def text_on(page: Page) -> str:
    """Return the words of a page but those in its margins."""
    return " ".join(word.text for word in page.words if word.bottom < page.height - 55)
