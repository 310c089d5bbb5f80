"""Handouts read back from their PDFs: cards that lie behind each other, guides with all that a course has."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from nasec_study.course.model import Course
from nasec_study.course.parse import read_course
from nasec_study.preparation import prepare
from nasec_study.rendering.markup import gaps, to_plain
from nasec_study.sheets.plan import deck_items
from nasec_study.targets._contract import Job
from nasec_study.targets.paper.flashcards import CARD, COLUMNS, ROWS, SKIPS, cards_of
from nasec_study.targets.paper.measure import Style, height_of, line_count, paragraphs_of
from nasec_study.targets.paper.pages import PAPERS
from nasec_study.targets.paper.study_guide import study_guides
from tests.conftest import COURSES
from tests.paper import (
    LETTER,
    MILLIMETER,
    assert_fonts_are_ours_and_embedded,
    assert_no_words_overlap,
    assert_within_margins,
    printed,
)
from tests.reading_back import Page, Word, pages_of, text_of

EDGES = ("long", "short")
A4 = (210 * MILLIMETER, 297 * MILLIMETER)

Cell = tuple[int, int]


@pytest.fixture(scope="module")
def handouts(builds: dict[str, Path]) -> dict[str, dict[str, Path]]:
    """Return the handouts of every course, by the file's name."""
    return {name: {pdf.name: pdf for pdf in (folder / "handouts").glob("*.pdf")} for name, folder in builds.items()}


def course_of(name: str) -> Course:
    course, problems = read_course(COURSES[name])
    assert course
    assert not problems
    return course


def job_of(folder: Path) -> Job:
    return prepare(folder).job


def every_pdf(handouts: dict[str, dict[str, Path]]) -> list[Path]:
    return [pdf for files in handouts.values() for pdf in files.values()]


def test_a_course_has_the_handouts_that_it_has_the_material_for(handouts: dict[str, dict[str, Path]]) -> None:
    for name, files in handouts.items():
        course = course_of(name)
        expected = {f"study-guide-{reading.id}.pdf" for reading in course.readings} | {"reading-checklist.pdf"}
        expected |= {f"flashcards-{deck.id}-{edge}-edge.pdf" for deck in course.settings.decks for edge in EDGES}
        expected |= {"where-the-readings-disagree.pdf", "discussion-guide.pdf"}
        assert set(files) == expected | ({"week-plan.pdf"} if course.settings.weeks else set())


def test_pages_are_in_order(handouts: dict[str, dict[str, Path]]) -> None:
    for pdf in every_pdf(handouts):
        pages = pages_of(pdf)
        assert {(page.width, page.height) for page in pages} == {LETTER}
        assert all(page.words for page in pages)
        cards = pdf.name.startswith("flashcards")
        assert_within_margins(pdf, *((10, 6.5, 6.5) if cards else (16,)))
        assert_no_words_overlap(pdf)
        assert_fonts_are_ours_and_embedded(pdf)
        assert cards or len(pages) <= 15, pdf.name


def card_of(word: Word, page: Page) -> Cell | None:
    """Return the row and column of the card on which a word stands; None for one between or across cards."""
    left = (page.width - COLUMNS * CARD[0] * MILLIMETER) / 2
    top = (page.height - ROWS * CARD[1] * MILLIMETER) / 2
    corners = {
        (int((y - top) // (CARD[1] * MILLIMETER)), int((x - left) // (CARD[0] * MILLIMETER)))
        for x, y in ((word.left, word.top), (word.right, word.bottom))
    }
    cell = corners.pop()
    return cell if not corners and 0 <= cell[0] < ROWS and 0 <= cell[1] < COLUMNS else None


def words_by_card(page: Page) -> dict[Cell, set[str]]:
    """Return the words of each card; fails where one leaves its card, the line on top and below apart."""
    top = (page.height - ROWS * CARD[1] * MILLIMETER) / 2
    found: dict[Cell, set[str]] = defaultdict(set)
    for word in page.words:
        if not word.text.strip() or word.bottom < top or word.top > page.height - top:
            continue
        cell = card_of(word, page)
        assert cell is not None, word
        found[cell].add(word.text)
    return found


def behind(cell: Cell, edge: str) -> Cell:
    """Return the place on the back page, as it is printed, that lies behind a place on the front page."""
    row, column = cell
    return (row, COLUMNS - 1 - column) if edge == "long" else (ROWS - 1 - row, column)


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("name", COURSES)
def test_every_back_lies_behind_its_front(name: str, edge: str, handouts: dict[str, dict[str, Path]]) -> None:
    job = job_of(COURSES[name])
    for deck in job.course.settings.decks:
        cards, left_out = cards_of(job, deck)
        numbers = {str(card.number): card.id for card in cards}
        pages = pages_of(handouts[name][f"flashcards-{deck.id}-{edge}-edge.pdf"])
        sheets = -(-len(cards) // (COLUMNS * ROWS))
        assert len(pages) == 2 * sheets + bool(left_out)
        found = []
        for front, back in zip(pages[0 : 2 * sheets : 2], pages[1 : 2 * sheets : 2], strict=True):
            fronts, backs = words_by_card(front), words_by_card(back)
            assert {behind(cell, edge) for cell in fronts} == backs.keys()
            for cell, words in fronts.items():
                # The number stands at the right below, the id behind it.
                number = numbers_on(front, cell)
                assert number in words
                assert numbers[number] in "".join(sorted(backs[behind(cell, edge)], key=len)), (number, cell)
                # A card is turned like a page: where the paper is flipped over its top, backs stand on their heads.
                on_card = [word for word in back.words if card_of(word, back) == behind(cell, edge)]
                last = max(on_card, key=lambda word: word.bottom if edge == "long" else -word.top)
                assert last.text in numbers[number]
                found.append(number)
        assert sorted(found, key=int) == list(numbers)


def numbers_on(page: Page, cell: Cell) -> str:
    """Return the number of a card: its last word at the right."""
    words = [word for word in page.words if word.text.strip().isdigit() and card_of(word, page) == cell]
    return max(words, key=lambda word: (word.bottom, word.right)).text


def test_every_item_is_a_card_or_named_as_left_out(handouts: dict[str, dict[str, Path]]) -> None:
    for name, files in handouts.items():
        job = job_of(COURSES[name])
        for deck in job.course.settings.decks:
            wanted = {item.id for item in deck_items(job.course, deck) if not item.retired}
            wanted |= {dispute.id for dispute in job.course.disputes} if deck.disputes else set()
            cards, left_out = cards_of(job, deck)
            named = {item for ids in left_out.values() for item in ids}
            assert {card.id for card in cards} | named == wanted
            assert not {card.id for card in cards} & named
            text = "".join(text_of(files[f"flashcards-{deck.id}-long-edge.pdf"]).split())
            assert all(item in text for item in wanted)


def test_why_an_item_is_left_out_is_said_as_it_is(tmp_path: Path) -> None:
    common = "type: choice, level: remember, quote: a b, distractors: [{text: Two}, {text: Three}]"
    (tmp_path / "content/media").mkdir(parents=True)
    (tmp_path / "content/media/a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    items = (
        f'  - {{id: shown, {common}, stem: Which?, key: "![A bee](media/a.svg)"}}\n'
        f"  - {{id: long, {common}, stem: {'very ' * 999}?, key: One}}\n"
    )
    job = job_of(a_course(tmp_path, items))
    assert cards_of(job, job.course.settings.decks[0])[1] == {"stimulus": ["shown"], "length": ["long"]}


def test_a_card_shows_its_question_in_front_and_its_answer_behind() -> None:
    job = job_of(COURSES["nasec"])
    items = {item.id: item for item in job.course.items}
    deck = job.course.settings.decks[0]
    kinds = set()
    for card in cards_of(job, deck)[0]:
        item = items[card.id]
        kinds.add(item.type)
        front, back = (to_plain(face.text) for face in (card.front, card.back))
        if item.type == "cloze":
            answers = [to_plain(gap.answer) for gap in gaps(item.text)]
            assert all(answer in back for answer in answers)
        elif item.type == "question":
            assert item.answer not in front
            assert to_plain(item.answer) in back
        elif item.type == "choice":
            assert all(to_plain(option) in front for option in item.options)
            assert to_plain(item.key) in back
    assert {"cloze", "question", "choice", "term", "true-false", "multi", "numeric"} <= kinds
    assert not kinds & set(SKIPS)


def a_course(folder: Path, items: str, more: str = "") -> Path:
    """Write a course of one reading and the given items, and return its folder."""
    content = folder / "content"
    (content / "readings").mkdir(parents=True)
    (content / "items").mkdir()
    (content / "course.yaml").write_text(f"title: T\ncode: TT\nreadings: [r]\ndecks: [{{id: all, name: All}}]\n{more}")
    (content / "readings/r.yaml").write_text(
        "id: r\nlabel: R\ncite: Roe\nfile: r.txt\noutline: [{id: s, heading: A section}]\n"
    )
    (content / "items/r.yaml").write_text(f"reading: r\nsection: s\nitems:\n{items}", "utf-8")
    return content


def test_texts_of_any_length_stay_on_their_cards(tmp_path: Path) -> None:
    words = "Québec i WWW–WWW mill **Mexico** *naturalización* a-b `code` Wimmelbilder 1,200 " * 40
    items = "".join(
        f"  - {{id: q{length}, type: question, level: remember, quote: a b c, stem: {words[:length].strip('*` ')!r},\n"
        f"     answer: {words[-length:].strip('*` ')!r}, rationale: {'x' * length}}}\n"
        for length in range(20, 900, 17)
    )
    content = a_course(tmp_path, items, "paper: a4\n")
    [file] = printed(content, tmp_path, "handouts", "flashcards-all-long-edge.pdf").values()
    cards, left_out = cards_of(job_of(content), job_of(content).course.settings.decks[0])
    pages = pages_of(file)
    assert abs(pages[0].width - A4[0]) < 1
    for page in pages[:-1]:
        words_by_card(page)
    assert_no_words_overlap(file)
    assert_within_margins(file, 10, 6.5, 6.5)
    assert len({card.front.size for card in cards}) > 5
    assert len(cards) > 25
    assert len(left_out["length"]) > 5


def test_the_measure_of_a_text() -> None:
    assert line_count("one", "serif-regular", 10) == 1
    assert line_count("one " * 20, "serif-regular", 10) > 2
    assert 5 <= line_count("n" * 100, "serif-regular", 10) <= 7
    styles = {"a": Style("serif-regular", gap=1), "b": Style("sans-bold", 2.0, leading=1)}
    alone = paragraphs_of('<p class="a">x</p><p class="b">y</p>', styles)
    around = paragraphs_of('<div class="a"><p>x</p>y</div>', styles)
    assert alone
    assert height_of(alone, 10) == pytest.approx(2.3 + 2)
    assert around
    assert height_of(around, 10) == pytest.approx(4.6)
    assert paragraphs_of('<p class="a">x <img src="y"></p>', styles) is None


def test_cards_of_both_papers_have_one_size() -> None:
    for width, height in PAPERS.values():
        assert COLUMNS * CARD[0] <= width - 20
        assert ROWS * CARD[1] <= height - 24


@pytest.mark.parametrize(
    ("headings", "outline"),
    [
        (["Doses", "Drip rates"], ["1 Doses", "2 Drip rates"]),
        (["2. Doses", "2.1 Drip rates", "References"], ["2. Doses", "2.1 Drip rates", "References"]),
        (["§ 433 Sale", "§ 434 Defects"], ["§ 433 Sale", "§ 434 Defects"]),
        (["11 September", "The war", "Peace"], ["1 11 September", "2 The war", "3 Peace"]),
    ],
)
def test_a_guide_counts_sections_that_have_no_numbers(tmp_path: Path, headings: list[str], outline: list[str]) -> None:
    content = a_course(tmp_path, "  - {id: q, type: question, level: remember, quote: a, stem: Who?, answer: They.}\n")
    sections = "".join(f"  - {{id: s{number or ''}, heading: {one!r}}}\n" for number, one in enumerate(headings))
    (content / "readings/r.yaml").write_text(f"id: r\nlabel: R\ncite: Roe\nfile: r.txt\noutline:\n{sections}", "utf-8")
    [guide] = printed(content, tmp_path, "handouts", "study-guide-r.pdf").values()
    lines = [" ".join(line.split()) for line in text_of(guide).splitlines() if line.strip()]
    assert lines[lines.index("Outline") + 1 :][: len(outline)] == outline


@pytest.mark.parametrize(("terms", "page"), [(10, 0), (11, 1)])
def test_a_picture_that_is_a_little_too_high_for_a_guide_leaves_no_page_half_empty(
    tmp_path: Path, terms: int, page: int
) -> None:
    term = "  - {{id: t{0}, type: term, level: remember, quote: a, term: Word {0}, definition: What word {0} means.}}\n"
    content = a_course(tmp_path, "".join(map(term.format, range(terms))))
    (content / "pictures").mkdir()
    events = "".join(f'  - {{date: "{year}", label: Event}}\n' for year in range(1900, 2020, 10))
    (content / "pictures/p.yaml").write_text(
        f"id: p\ntitle: P\nalt: A.\ncitations:\n  - {{reading: r, section: s, quote: a}}\nevents:\n{events}", "utf-8"
    )
    [guide] = printed(content, tmp_path, "handouts", "study-guide-r.pdf").values()
    first, last = ([word.top for word in pages_of(guide)[page].words if word.text == year] for year in ("1900", "2010"))
    # Where more than a little lacks, it stays as large as it is.
    assert last[0] - first[0] == pytest.approx((223, 259)[page], abs=4)
    assert_within_margins(guide, 10)


def test_a_guide_has_every_section_term_figure_and_dated_step(handouts: dict[str, dict[str, Path]]) -> None:
    for name, files in handouts.items():
        course = course_of(name)
        for reading in course.readings:
            text = squeezed(text_of(files[f"study-guide-{reading.id}.pdf"]))
            own = [item for item in course.items if item.cited_readings == (reading.id,) and not item.retired]
            for section in reading.outline:
                assert squeezed(section.name) in text, section.name
            for objective in reading.objectives:
                assert squeezed(to_plain(objective.text)) in text
            for item in own:
                if item.type == "term":
                    assert squeezed(to_plain(item.term)) in text, item.id
                    assert squeezed(to_plain(item.definition)) in text, item.id
                elif item.type == "numeric":
                    first = to_plain(item.unit).split(" ")[0]  # the rest of a long unit may stand below
                    assert squeezed(f"{item.value:f} {first}") in text, item.id
                elif item.type == "ordering" and all(step.date for step in item.steps):
                    assert all(squeezed(step.date) in text for step in item.steps), item.id


def squeezed(text: str) -> str:
    """Return a text without white space and page feet: how lines break does not matter."""
    kept = [line for line in text.splitlines() if not re.search(r"edition .* page \d+ of \d+$", line)]
    return re.sub(r"\s+", "", "".join(kept))


def test_the_answers_to_the_test_stand_upside_down(handouts: dict[str, dict[str, Path]]) -> None:
    last = pages_of(handouts["nasec"]["study-guide-obstacles.pdf"])[-1]
    number = {word.text: word for word in last.words if word.text.isdigit() and word.left > last.width / 2}
    assert number["1"].top > number["9"].top


@pytest.mark.parametrize("terms", range(13, 18))
def test_the_answers_stand_on_no_page_of_their_own(tmp_path: Path, terms: int) -> None:
    common = "level: apply, quote: a b"
    entries = [f"{{id: t{n}, type: term, {common}, term: T{n}, definition: So}}" for n in range(terms)]
    entries += [f"{{id: q{n}, type: question, {common}, stem: Why {n}?, answer: So.}}" for n in range(3)]
    items = "".join(f"  - {entry}\n" for entry in entries)
    [guide] = study_guides(job_of(a_course(tmp_path, items)))
    (tmp_path / "guide.pdf").write_bytes(guide.make())
    *_, last = pages_of(tmp_path / "guide.pdf")
    words = [word.text for word in last.words]
    assert "Answers" in words
    assert "Why" in words


def test_a_title_that_is_the_label_stands_there_once(tmp_path: Path) -> None:
    item = "  - {id: q, type: question, level: remember, quote: a b, stem: Why?, answer: So.}\n"
    file = a_course(tmp_path, item) / "readings/r.yaml"
    file.write_text(file.read_text().replace("label: R", "label: On salt\nbibliography: {title: On salt, date: 1901}"))
    [guide] = study_guides(job_of(tmp_path / "content"))
    (tmp_path / "guide.pdf").write_bytes(guide.make())
    first, *_ = pages_of(tmp_path / "guide.pdf")
    assert [word.text for word in first.words if word.text in {"salt", "1901"}][:2] == ["salt", "1901"]


def test_what_is_in_no_deck_is_in_no_guide(tmp_path: Path) -> None:
    common = "level: apply, quote: a b"
    items = (
        f"  - {{id: q, type: question, {common}, stem: Is it open?, answer: So., tags: [free]}}\n"
        f"  - {{id: e, type: question, {common}, stem: Is it for the exam?, answer: So.}}\n"
        f"  - {{id: t, type: term, {common}, term: examined, definition: So.}}\n"
    )
    content = a_course(tmp_path, items)
    settings = content / "course.yaml"
    settings.write_text(settings.read_text().replace("name: All}", "name: All, items: {tags: [free]}}"))
    [guide] = study_guides(job_of(content))
    (tmp_path / "guide.pdf").write_bytes(guide.make())
    text = text_of(tmp_path / "guide.pdf")
    assert "Is it open?" in text
    assert "exam" not in text


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("es", "antes, anual, año, nube, ñandú, ola"),
        ("fr", "año, antes, anual, ñu, nube"),
        ("fr", "le cogito, le doute, l’œuvre, l’ombre, la vertu"),
        ("en", "el agua, la casa, El Niño, los reyes"),
        ("en", "desert, El Niño, flood, shelf"),
        ("en", "a fortiori, a posteriori, a priori, deduction, entailment, form, inference, premise"),
    ],
)
def test_a_glossary_is_in_the_order_of_its_alphabet(tmp_path: Path, language: str, order: str) -> None:
    words = sorted(order.split(", "))
    items = "".join(
        f"  - {{id: w{number}, type: term, level: remember, quote: a b, term: {word}, definition: So.}}\n"
        for number, word in enumerate(words)
    )
    [guide] = study_guides(job_of(a_course(tmp_path, items, f"language: {language}\n")))
    (tmp_path / "guide.pdf").write_bytes(guide.make())
    shown = re.findall("|".join(words), " ".join(text_of(tmp_path / "guide.pdf").split()))
    assert shown[: len(words)] == order.split(", ")


def test_the_checklist_has_every_section_and_objective(handouts: dict[str, dict[str, Path]]) -> None:
    for name, files in handouts.items():
        course = course_of(name)
        text = text_of(files["reading-checklist.pdf"])
        boxes = sum(len(reading.outline) for reading in course.readings)
        assert text.count("☐") == boxes + len(course.objectives)
        for reading in course.readings:
            assert reading.label in text


def test_what_a_course_has_no_material_for_is_not_printed(tmp_path: Path) -> None:
    content = a_course(tmp_path, "  - {id: q, type: question, level: remember, quote: a b, stem: Why?, answer: So.}\n")
    files = printed(content, tmp_path, "handouts", "guide-r.pdf", "checklist.pdf", "disagree.pdf")
    assert "where-the-readings-disagree.pdf" not in files
    text = text_of(files["study-guide-r.pdf"])
    assert "Outline" in text
    assert "Test yourself" in text
    for heading in ("Glossary", "Figures", "In chronological order", "Pictures", "otherwise", "afterwards"):
        assert heading not in text
    assert "I can" not in text_of(files["reading-checklist.pdf"])


def test_the_name_of_a_subdeck_is_divided_in_words_outside_anki(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "items").mkdir(parents=True)
    item = "{id: sun, type: question, source: author, stem: What rises?, answer: The sun, rationale: It is day.}"
    (content / "items/sky.yaml").write_text(f"items: [{item}]", "utf-8")
    (content / "course.yaml").write_text('{title: Sky, code: SKY, decks: [{id: all, name: "Day::Dawn"}]}', "utf-8")
    [paper] = map(text_of, printed(content, tmp_path, "handouts", "long-edge.pdf").values())
    page = printed(content, tmp_path, "web", "all.html")["all.html"].read_text("utf-8")
    for shown in (paper, page):
        assert "Day · Dawn" in shown
        assert "Day::Dawn" not in shown
