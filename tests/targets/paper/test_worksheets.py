"""Worksheets read back from their PDFs: fonts, margins, order, pages, and the key beside the sheet."""

import re
import subprocess
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase

import pikepdf
import pytest

from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.templating import environment
from nasec_study.sheets.plan import plan_sheets
from nasec_study.targets._contract import Job
from nasec_study.targets.paper.pdf import render_pdf
from nasec_study.targets.paper.worksheets import EDITIONS, plan, sheet_html, sheet_pdf
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.paper import (
    LETTER,
    assert_fonts_are_ours_and_embedded,
    assert_no_words_overlap,
    assert_within_margins,
    printed,
)
from tests.reading_back import Page, pages_of, text_of

MARGIN = 16.0  # millimeters; the narrowest margin of the sheets
NAMES = ("Peña Nieto", "Québec", "Cancún", "Domínguez", "Chrétien", "Díez")


@pytest.fixture(scope="module")
def sheets(builds: dict[str, Path]) -> dict[str, Path]:
    """Return every worksheet of the shipped course, by the file's name."""
    return {pdf.name: pdf for pdf in (builds["nasec"] / "worksheets").rglob("*.pdf")}


def test_there_is_every_edition_of_each_form_and_a_table_of_keys(sheets: dict[str, Path]) -> None:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    expected = {
        f"{worksheet.id}-{form}-{edition}.pdf"
        for worksheet in course.settings.worksheets
        for form in worksheet.forms
        for edition in EDITIONS
    }
    keys = {f"{worksheet.id}-keys.pdf" for worksheet in course.settings.worksheets}
    together = {f"{worksheet.id}-print.pdf" for worksheet in course.settings.worksheets if len(worksheet.forms) > 1}
    assert set(sheets) == expected | keys | together
    assert len(expected) == 4 * 19


def test_pages_are_letter_and_nothing_stands_outside_the_margins(sheets: dict[str, Path]) -> None:
    for pdf in sheets.values():
        assert {(page.width, page.height) for page in pages_of(pdf)} == {LETTER}
        assert_within_margins(pdf, MARGIN)


def test_no_words_overlap(sheets: dict[str, Path]) -> None:
    for pdf in sheets.values():
        assert_no_words_overlap(pdf)


def test_all_fonts_are_ours_and_embedded(sheets: dict[str, Path], builds: dict[str, Path]) -> None:
    kinds = [*(builds["kinds"] / "worksheets").rglob("*.pdf")]
    assert kinds
    for pdf in (*sheets.values(), *kinds):
        assert_fonts_are_ours_and_embedded(pdf)


def test_items_stand_in_order_with_their_points_and_each_on_one_page(sheets: dict[str, Path]) -> None:
    course, _ = read_course(REPOSITORY / "content")
    assert course
    for worksheet in course.settings.worksheets:
        for sheet in plan_sheets(course, worksheet):
            for edition in EDITIONS:
                pages = pages_of(sheets[f"{worksheet.id}-{sheet.form}-{edition}.pdf"])
                numbers = [number for page in pages for number in numbers_on(page)]
                assert numbers == [(task.number, task.points) for task in sheet.tasks]


def test_an_item_begins_beside_its_number(sheets: dict[str, Path]) -> None:
    pages = [(name, page) for name, pdf in sheets.items() if "-large-print" in name for page in pages_of(pdf)]
    assert pages
    assert [(name, alone_on(page)) for name, page in pages if alone_on(page)] == []


def test_no_definition_stands_alone_on_a_page(sheets: dict[str, Path]) -> None:
    """Where a list of definitions runs on, the page begins with two of them: letters that follow each other."""
    begun = []
    for pdf in sheets.values():
        for page in pages_of(pdf):
            body = sorted((word for word in page.words if 45 < word.top < 725), key=lambda word: word.top)
            first = min((word for word in body if word.top < body[0].top + 8), key=lambda word: word.left, default=None)
            if first and first.text in ascii_uppercase:
                begun.append([word.text for word in body if word.text in ascii_uppercase and word.left == first.left])
    assert begun
    assert [letters for letters in begun if letters[1:2] != [chr(ord(letters[0]) + 1)]] == []


def test_no_word_of_large_print_is_small(sheets: dict[str, Path]) -> None:
    """A word in 18 points takes 22 or more, with the room above and below its letters."""
    words = {
        (name, word.text): word.bottom - word.top
        for name, pdf in sheets.items()
        if "-large-print" in name
        for page in pages_of(pdf)
        for word in page.words
        if 45 < word.top < 725
    }
    assert words
    assert {word: height for word, height in words.items() if height < 22} == {}
    running = [
        (name, word)
        for name, pdf in sheets.items()
        if "-large-print" in name
        for page in pages_of(pdf)
        for word in page.words
        if not 45 < word.top < 725
    ]
    assert [found for found in running if found[1].bottom - found[1].top < 14] == []


def test_letters_in_a_picture_of_large_print_are_large(tmp_path: Path) -> None:
    course, _ = read_course(KINDS_COURSE)
    assert course
    outputs = plan(Job(course, environment(KINDS_COURSE))).outputs(Ledger({}))
    (tmp_path / "large.pdf").write_bytes(
        next(output.make() for output in outputs if output.name.endswith("everything-A-large-print.pdf"))
    )
    dates = {event.date for picture in course.pictures for event in picture.events}
    words = [word for page in pages_of(tmp_path / "large.pdf") for word in page.words if word.text in dates]
    assert words
    assert {word.text: word.bottom - word.top for word in words if word.bottom - word.top < 22} == {}


def alone_on(page: Page) -> list[str]:
    """Return the numbers in the left margin of a page with nothing but points in their line."""
    return [
        word.text
        for word in page.words
        if word.text.isdigit()
        and word.left < 20 / 25.4 * 72 + 2
        and not any(abs(other.bottom - word.bottom) < 8 and word.left < other.left < 350 for other in page.words)
    ]


def numbers_on(page: Page) -> list[tuple[int, Decimal]]:
    """Return the item numbers in the left margin of a page with the points in the right one."""
    lefts = [word for word in page.words if word.text.isdigit() and word.left < 20 / 25.4 * 72 + 2 and word.top < 730]
    found = []
    for word in sorted(lefts, key=lambda word: word.top):
        beside = [
            other.text
            for other in page.words
            if abs(other.top - word.top) < 6 and re.fullmatch(r"\([\d.]+\)", other.text) and other.left > 470
        ]
        if beside:
            found.append((int(word.text), Decimal(beside[0].strip("()"))))
    return found


def test_every_page_names_form_edition_and_page(sheets: dict[str, Path]) -> None:
    pages = text_of(sheets["final-B-student.pdf"]).rstrip("\f").split("\f")
    course, _ = read_course(REPOSITORY / "content")
    assert course
    edition = course.settings.edition
    for number, page in enumerate(pages, start=1):
        lines = [" ".join(line.split()) for line in page.strip().splitlines()]
        assert lines[0].endswith("Form B")
        assert f"Final exam edition {edition} page {number} of {len(pages)}" in lines[-2:]


def test_the_student_sheet_shows_no_answers(sheets: dict[str, Path]) -> None:
    for name, pdf in sheets.items():
        text = text_of(pdf)
        if "student" in name or "large-print" in name:
            assert "✓" not in text
            assert "Name" in text
            assert re.search("(?i)E ?nd of worksheet", text)  # the letters may be spaced
        elif "-key.pdf" in name or "instructor" in name:
            assert "✓" in text
            assert re.search("Answer key|Instructor edition", text)


def test_forms_hold_the_same_items_in_another_order(sheets: dict[str, Path]) -> None:
    first, second = (text_of(sheets[f"final-{form}-student.pdf"]) for form in "AB")
    assert first != second
    assert words(first) == words(second)


def words(text: str) -> set[str]:
    """Return the different words of a sheet."""
    return set(re.findall(r"[^\W\d_]{4,}", text))


def test_no_name_lacks_a_letter(sheets: dict[str, Path], tmp_path: Path) -> None:
    lines = "".join(
        f"<p style=\"font-family: '{name}'\">{' '.join(NAMES)} ☐ ☑ ✓</p>" for name in ("Study Serif", "Study Sans")
    )
    pdf = tmp_path / "names.pdf"
    pdf.write_bytes(render_pdf(f"<html lang='en'><title>Names</title><body>{lines}</body></html>", {}))
    text = text_of(pdf)
    for name in NAMES:
        assert text.count(name) == 2
    with pikepdf.open(pdf) as document:
        embedded = document.pages[0]["/Resources"]["/Font"]
        assert len(embedded.keys()) == 2  # no third font stands in for a missing letter
    assert sheets


def test_a_students_sheet_takes_four_pages_at_most(sheets: dict[str, Path]) -> None:
    students = {name: len(pages_of(pdf)) for name, pdf in sheets.items() if name.endswith("-student.pdf")}
    assert len(students) == 19
    assert {name: pages for name, pages in students.items() if pages > 4} == {}


def test_no_page_but_a_last_one_is_under_a_third_full(builds: dict[str, Path]) -> None:
    """In a file of several sheets the last page of each counts as one, and so does the empty back of its leaf."""
    thin = []
    for pdf in sorted(builds["nasec"].rglob("*.pdf")):
        shares = fullness(pdf)
        last = [number for number, share in enumerate(shares[1:]) if not share or begins(pdf, number + 1)]
        thin += [
            (pdf.name, number + 1)
            for number, share in enumerate(shares[:-1])
            if 0 < share < 1 / 3 and number not in last
        ]
    assert thin == []


def test_a_key_does_not_end_on_a_page_of_one_line_or_of_notes_alone(sheets: dict[str, Path]) -> None:
    """Notes are set in letters that take less than 12 points, with the room above and below them."""
    ends = {}
    for name, pdf in sheets.items():
        if name.endswith(("-key.pdf", "-instructor.pdf")):
            words = [word for word in pages_of(pdf)[-1].words if 50 < word.top < 740]
            lines = len({round(word.top) for word in words})
            ends[name] = (lines, max(word.bottom - word.top for word in words))
    assert len(ends) == 38
    assert {name: end for name, end in ends.items() if end[0] < 2 or end[1] < 12} == {}


def test_answers_alone_stand_below_their_head_with_their_points_beside_them(sheets: dict[str, Path]) -> None:
    words = pages_of(sheets["final-keys.pdf"])[0].words
    heads = {word.text: word for word in words if word.text in {"Item", "Key", "Points"}}
    answers = [word for word in words if word.left > heads["Item"].right and word.right < heads["Points"].left]
    firsts = {round(word.top): word.left for word in reversed(answers) if heads["Key"].bottom < word.top < 700}
    assert {round(left - heads["Key"].left) for left in firsts.values()} == {0}
    assert heads["Points"].left - heads["Key"].right < 100


def test_each_page_of_answers_alone_begins_at_the_same_height(sheets: dict[str, Path]) -> None:
    files = [pdf for name, pdf in sheets.items() if name.endswith("-keys.pdf")]
    tops = [[min(word.top for word in page.words) for page in pages_of(pdf)] for pdf in files]
    assert max(map(len, tops)) > 1
    assert [found for found in tops if max(found) - min(found) > 1] == []


def begins(pdf: Path, number: int) -> bool:
    """Tell whether a page, counted from 0, is the first of a sheet among several."""
    return bool(re.search(r"page 1 of \d", " ".join(word.text for word in pages_of(pdf)[number].words)))


def fullness(pdf: Path) -> list[float]:
    """Return how far down the ink of each page reaches, as a share of the page; the footer is none."""
    done = subprocess.run(["pdftoppm", "-r", "24", "-gray", str(pdf)], capture_output=True, check=True)
    shares, rest = [], done.stdout
    while rest:
        _, size, _, rest = rest.split(b"\n", 3)
        width, height = map(int, size.split())
        rows = [min(rest[row * width : (row + 1) * width]) < 200 for row in range(int(0.92 * height))]
        shares.append((1 + max((row for row, ink in enumerate(rows) if ink), default=-1)) / height)
        rest = rest[width * height :]
    return shares


COURSE = """\
title: Signs
code: signs
readings: none
decks: [{id: signs, name: Signs}]
worksheets:
  - {id: long, title: Long lists, density: DENSITY, sections: [{title: Choose, count: 12, items: {types: [choice]}}]}
"""
ITEM = """\
  - id: list-NUMBER
    type: choice
    stem: Which of these words stands at place NUMBER of the list that was read out in class?
    key: The right word NUMBER and it is long enough to want a line
    distractors: [{text: A DIFFERENT PLACE}, {text: SECOND}, {text: THIRD}, {text: FOURTH}, {text: FIFTH},
      {text: SIXTH}]
"""
PLACES = ("A DIFFERENT PLACE", "SECOND", "THIRD", "FOURTH", "FIFTH", "SIXTH")


def test_long_lists_of_options_break_on_compact_sheets_with_two_options_on_each_side(tmp_path: Path) -> None:
    pages = {}
    for density in ("comfortable", "compact"):
        content = tmp_path / density / "content"
        (content / "items").mkdir(parents=True)
        (content / "course.yaml").write_text(COURSE.replace("DENSITY", density), "utf-8")
        items = [ITEM.replace("NUMBER", str(number)) for number in range(12)]
        bank = "items:\n" + "".join(items)
        for place in PLACES:
            bank = bank.replace(place, f"The {place.lower()} wrong word and it is long enough as well")
        (content / "items/signs.yaml").write_text(bank, "utf-8")
        [sheet] = printed(content, content, "worksheets", "student.pdf").values()
        pages[density] = [page.split() for page in text_of(sheet).rstrip("\f").split("\f")]
    broken = [after for before, after in pairwise(pages["compact"]) if "continues" in before]
    assert broken
    for after in broken:
        assert "continued" in after
        letters = [word for word in after if re.fullmatch("[A-G]", word)]
        assert "B" < letters[0] < "G"
    assert not [page for page in pages["comfortable"] if "continues" in page]


SECTIONS = "[{title: Lines, ids: [lines-NUMBER]}, {title: Pairs, instructions: Write letters., ids: [pairs]}]"
SHEET = "  - {id: at-NUMBER, title: Sheet NUMBER, sections: SECTIONS}\n"
LINES = "  - {id: lines-NUMBER, type: question, stem: Why?, answer: It is so., lines: NUMBER}\n"
PAIRS = """\
  - id: pairs
    type: matching
    stem: Match each sign with what was said of it in class.
    pairs:
      - {premise: "The first sign, named at some length", response: "It was said to be older than all of the others"}
      - {premise: "The second sign, named at some length", response: "It was said to be used in the south, and rarely"}
      - {premise: "The third sign, named at some length", response: "It was said to stand on every door of the town"}
      - {premise: "The fourth sign, named at some length", response: "It was said to mean that nobody was at home"}
    distractors: [{text: It was said to be the sign of a guild of bakers}]
"""


def test_a_matching_item_is_whole_wherever_its_page_ends(tmp_path: Path) -> None:
    """What was printed is compared with what was planned, and is refused where a line is lost."""
    lines = range(6, 18)
    (tmp_path / "content/items").mkdir(parents=True)
    head = COURSE.partition("worksheets:")[0] + "worksheets:\n"
    sheets = (SHEET.replace("SECTIONS", SECTIONS).replace("NUMBER", str(number)) for number in lines)
    (tmp_path / "content/course.yaml").write_text(head + "".join(sheets), "utf-8")
    questions = (LINES.replace("NUMBER", str(number)) for number in lines)
    (tmp_path / "content/items/signs.yaml").write_text(f"items:\n{''.join(questions)}{PAIRS}", "utf-8")
    made = printed(tmp_path / "content", tmp_path, "worksheets", "student.pdf", "large-print.pdf")
    numbers = [len(pages_of(path)) for name, path in made.items() if name.endswith("student.pdf")]
    assert set(numbers) == {1, 2}


def test_lines_fill_the_page_on_which_the_last_answer_begins_wherever_that_is(tmp_path: Path) -> None:
    """Each sheet begins a little lower than the one before, over the height of a line: none may take two pages."""
    (tmp_path / "items").mkdir()
    essay = "type: essay, stem: Say why., points: 4, answer: Because., rubric: [{criterion: Why, points: 4}]"
    (tmp_path / "items/signs.yaml").write_text(f"items: [{{id: why, {essay}}}]\n", "utf-8")
    head = COURSE.replace("DENSITY", "compact").replace("count: 12", "count: 1").replace("choice", "essay")
    (tmp_path / "course.yaml").write_text(head, "utf-8")
    course, _ = read_course(tmp_path)
    assert course
    sheet = plan_sheets(course, course.settings.worksheets[0])[0]
    before, inside = sheet_html(Job(course, environment(tmp_path)), sheet, "student").split('<div class="sheet">')
    inside, after = inside.split("</body>")
    begin = '<div class="sheet" style="break-before: page"><div style="height: {}px"></div>'
    lower = [begin.format(height / 2) + inside for height in range(58)]
    (tmp_path / "lower.pdf").write_bytes(render_pdf(f"{before}{''.join(lower)}</body>{after}", {}))
    assert len(pages_of(tmp_path / "lower.pdf")) == len(lower)


def test_on_keys_what_is_matched_has_the_width_of_the_page(tmp_path: Path) -> None:
    premise = "A sign that was said to stand on every door of the town, and on most gates"
    (tmp_path / "items").mkdir()
    (tmp_path / "items/signs.yaml").write_text(
        f"items: [{{id: signs, type: matching, stem: Match., pairs: [{{premise: '{premise}', response: On doors}},"
        " {premise: Another, response: On walls}]}]\n",
        "utf-8",
    )
    head = COURSE.replace("DENSITY", "compact").replace("count: 12", "count: 1").replace("choice", "matching")
    (tmp_path / "course.yaml").write_text(head, "utf-8")
    course, _ = read_course(tmp_path)
    assert course
    sheet = plan_sheets(course, course.settings.worksheets[0])[0]
    (tmp_path / "key.pdf").write_bytes(sheet_pdf(Job(course, environment(tmp_path)), sheet, "key").make())
    assert premise in text_of(tmp_path / "key.pdf")


@pytest.mark.parametrize(("count", "items"), [(1, "item 1."), (2, "items 1 and 2."), (3, "items 1 to 3.")])
def test_a_stimulus_says_for_which_items_it_is(tmp_path: Path, count: int, items: str) -> None:
    (tmp_path / "items").mkdir()
    (tmp_path / "stimuli").mkdir()
    (tmp_path / "stimuli/door.yaml").write_text("id: door\ntitle: A door\ntext: There are signs on it.\n", "utf-8")
    signs = (f"{{id: s{number}, type: question, stimulus: door, stem: Why?, answer: So.}}" for number in range(count))
    (tmp_path / "items/signs.yaml").write_text(f"items: [{', '.join(signs)}]\n", "utf-8")
    head = COURSE.replace("DENSITY", "compact").replace("count: 12", f"count: {count}").replace("choice", "question")
    (tmp_path / "course.yaml").write_text(head, "utf-8")
    course, _ = read_course(tmp_path)
    assert course
    sheet = plan_sheets(course, course.settings.worksheets[0])[0]
    assert f"Use this for {items}" in sheet_html(Job(course, environment(tmp_path)), sheet, "student")
