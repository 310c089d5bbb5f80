"""What a sheet tells those who answer it, and those who mark it: word banks, directions, columns, shares of a point."""

import re
from pathlib import Path

import pytest

from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.templating import environment
from nasec_study.sheets.plan import plan_sheets
from nasec_study.targets._contract import Job
from nasec_study.targets.paper.flashcards import cards_of
from nasec_study.targets.paper.key_table import key_tables
from nasec_study.targets.paper.word import documents
from nasec_study.targets.paper.worksheets import sheet_html, sheet_pdf
from tests.reading_back import pages_of, text_of
from tests.word import lines_of

COURSE = """\
title: T
code: TT
language: LANGUAGE
readings: READINGS
decks: [{id: all, name: All}]
worksheets: [{id: w, title: W, sections: SECTIONS}]
"""
MATCHING = "  - {id: %s, type: matching, stem: Match., pairs: [%s]}\n"
ORDERING = "  - {id: %s, type: ordering, stem: The oldest first., steps: [{text: A}, {text: B}, {text: C}]}\n"


def job_of(folder: Path, items: str, language: str = "en", readings: str = "none", sections: str = "") -> Job:
    """Return a course of items of one kind, all of which are on its worksheet, in one part where none are given."""
    (folder / "items").mkdir()
    (folder / "items/all.yaml").write_text(f"items:\n{items}", "utf-8")
    [kind] = set(re.findall(r"type: ([\w-]+)", items))
    one = f"[{{title: One, count: {items.count('type:')}, items: {{types: [{kind}]}}}}]"
    head = COURSE.replace("LANGUAGE", language).replace("READINGS", readings).replace("SECTIONS", sections or one)
    (folder / "course.yaml").write_text(head, "utf-8")
    course, problems = read_course(folder)
    assert course
    assert not problems
    return Job(course, environment(folder))


def html_of(job: Job, edition: str = "student") -> str:
    return sheet_html(job, plan_sheets(job.course, job.course.settings.worksheets[0])[0], edition)


def text_of_sheet(folder: Path, job: Job, edition: str = "student") -> str:
    sheet = plan_sheets(job.course, job.course.settings.worksheets[0])[0]
    (folder / "sheet.pdf").write_bytes(sheet_pdf(job, sheet, edition).make())
    return " ".join(text_of(folder / "sheet.pdf").split())


def premises_of(job: Job) -> list[int]:
    """Return how wide premises stand, in percent, item by item."""
    return [int(width) for width in re.findall(r"--premises: (\d+)%", html_of(job))]


def hints_beside_blanks(pdf: Path, within: float) -> list[bool]:
    """Return of each hint “(what …” whether it begins on the line of a blank, `within` so many points."""
    return [
        any(word.text == "blank" and abs(word.bottom - hint.bottom) < within for word in page.words)
        for page in pages_of(pdf)
        for hint in page.words
        if hint.text == "(what"
    ]


@pytest.mark.parametrize(("last", "times"), [("tariff", 1), ("quota", 0)])
def test_a_word_bank_lists_each_word_once_and_says_that_some_are_needed_again(
    tmp_path: Path, last: str, times: int
) -> None:
    texts = ("A {{c1::tariff}} is a tax.", "It raises the {{c1::price}}.", f"A {{{{c1::{last}}}}} is no ban.")
    items = "".join(f'  - {{id: c{n}, type: cloze, text: "{text}"}}\n' for n, text in enumerate(texts))
    job = job_of(tmp_path, items)
    shown = text_of_sheet(tmp_path, job)
    assert shown.count("(words may be used more than once)") == times
    bank = shown.partition("Word bank")[2].partition(" 1 ")[0]
    assert bank.count("tariff") == 1
    assert bank.count("price") == 1
    document = next(iter(documents.plan(job).outputs(Ledger({}))))
    (tmp_path / "sheet.docx").write_bytes(document.make())
    assert [line.bold.strip() for line in lines_of(tmp_path / "sheet.docx") if "Word bank" in line.text] == [
        "Word bank"
    ]


def test_a_word_bank_shows_its_words_as_they_are_written(tmp_path: Path) -> None:
    words = ("*Picea abies*", "CO~2~", "a & b")
    items = "".join(f'  - {{id: c{n}, type: cloze, text: "X {{{{c1::{word}}}}}."}}\n' for n, word in enumerate(words))
    shown = html_of(job_of(tmp_path, items)).partition('class="bank"')[2].partition("</p>")[0]
    assert re.findall(r'class="word">(.*?)</span>', shown) == ["a &amp; b", "CO<sub>2</sub>", "<em>Picea abies</em>"]


@pytest.mark.parametrize(("language", "order"), [("es", "anual año nube ñandú"), ("fr", "año anual ñandú nube")])
def test_a_word_bank_is_in_the_order_of_its_alphabet(tmp_path: Path, language: str, order: str) -> None:
    words = sorted(order.split())
    items = "".join(f'  - {{id: c{n}, type: cloze, text: "X {{{{c1::{word}}}}}."}}\n' for n, word in enumerate(words))
    shown = html_of(job_of(tmp_path, items, language)).partition('class="bank"')[2]
    assert re.findall(r'class="word">(\w+)', shown) == order.split()


@pytest.mark.parametrize(
    ("language", "matching", "ordering"),
    [
        ("en", "Write the letter of the match in each blank.", "Number these in order, from 1 to 3."),
        ("es", "Escribe en cada espacio la letra que corresponde.", "Numera los elementos en orden, del 1 al 3."),
        (
            "fr",
            "Inscrivez dans chaque espace la lettre qui correspond.",
            "Numérotez ces éléments dans l’ordre, de 1 à 3.",
        ),
    ],
)
def test_the_first_of_what_is_matched_or_ordered_says_how_to_answer(
    tmp_path: Path, language: str, matching: str, ordering: str
) -> None:
    pairs = "{premise: A, response: B}, {premise: C, response: D}"
    for words, items in (
        (matching, MATCHING % ("m1", pairs) + MATCHING % ("m2", pairs)),
        (ordering, ORDERING % "o1" + ORDERING % "o2"),
    ):
        folder = tmp_path / words[:5]
        folder.mkdir()
        job = job_of(folder, items, language)
        assert text_of_sheet(folder, job).count(words) == 1
        assert words not in html_of(job, "key")


def test_a_hint_begins_on_the_line_of_its_blank(tmp_path: Path) -> None:
    """The blank stands a letter farther right in each item, over the end of the line."""
    items = "".join(
        f'  - {{id: c{length}, type: cloze, text: "{"x" * length} {{{{c1::tariff::what is paid}}}}."}}\n'
        for length in range(30, 60)
    )
    job = job_of(tmp_path, items)
    text_of_sheet(tmp_path, job)
    assert hints_beside_blanks(tmp_path / "sheet.pdf", within=3) == [True] * 30
    document = next(iter(documents.plan(job).outputs(Ledger({}))))
    (tmp_path / "sheet.docx").write_bytes(document.make())
    assert sum("_\u00a0(what is paid)" in line.text for line in lines_of(tmp_path / "sheet.docx")) == 30


@pytest.mark.parametrize(("edition", "shortest"), [("student", 40), ("large-print", 15)])
def test_of_a_long_hint_the_first_word_stands_on_the_line_of_its_blank(
    tmp_path: Path, edition: str, shortest: int
) -> None:
    hint = "what those who cross it pay at a border"
    items = "".join(
        f'  - {{id: c{length}, type: cloze, text: "{"x" * length} {{{{c1::tariff::{hint}}}}}."}}\n'
        for length in range(shortest, shortest + 35)
    )
    text_of_sheet(tmp_path, job_of(tmp_path, items), edition)
    assert hints_beside_blanks(tmp_path / "sheet.pdf", within=4) == [True] * 35


@pytest.mark.parametrize("edition", ["student", "large-print"])
def test_no_hint_in_a_cell_is_cut_within_a_word(tmp_path: Path, edition: str) -> None:
    hints = ("first of those", "second", "third of all those many numbers")
    row = "|".join(f"{{{{c{n}::a long answer of many words::{hint}}}}}" for n, hint in enumerate(hints[:2], start=1))
    last = f"| {{{{c3::a long answer of many words::{hints[2]}}}}} | b |"
    item = f'  - {{id: c, type: cloze, text: "| a | b |\\n|---|---|\\n|{row}|\\n{last}"}}\n'
    words = text_of_sheet(tmp_path, job_of(tmp_path, item), edition).split()
    assert {"(first", "(second)", "(third"} <= {*words}


TEXT = "Bound to {{c1::sovereignty::principle}}, to territorial {{c2::integrity::principle}} and to equality."
TABLE = "Read:\\n\\n| a | b |\\n|---|---|\\n| {{c1::sovereignty::principle}}, too | {{c2::integrity::principle}}; |"


@pytest.mark.parametrize("edition", ["student", "large-print"])
@pytest.mark.parametrize("text", [TEXT, TABLE], ids=("text", "table"))
def test_a_blank_with_its_hint_and_what_follows_stays_on_the_page(tmp_path: Path, text: str, edition: str) -> None:
    """All blanks of a part are as wide as its longest answer wants: a little wider in each, beyond the line's end."""
    lengths = range(10, 21)
    items = "".join(
        f'  - {{id: c{length}, type: cloze, text: "{text}"}}\n'
        f'  - {{id: long{length}, type: cloze, text: "Long {{{{c1::{"m" * length}}}}}."}}\n'
        for length in lengths
    )
    parts = (f"{{title: Part, points: 1, ids: [c{length}, long{length}], in_order: true}}" for length in lengths)
    job = job_of(tmp_path, items, sections=f"[{', '.join(parts)}]")
    # A page on which something does not stand where it should is not made.
    assert text_of_sheet(tmp_path, job, edition).count("blank") == 3 * len(lengths)


def test_premises_and_responses_have_the_room_that_they_want(tmp_path: Path) -> None:
    long, word = "what is said here takes more than a line of the page " * 2, "Internationalization"
    pairs = (
        f"{{premise: '{long}', response: Yes}}, {{premise: No, response: Never}}",
        f"{{premise: Yes, response: '{long}'}}, {{premise: Never, response: No}}",
        "{premise: Canada, response: Ottawa}, {premise: Mexico, response: Mexico City}",
        f"{{premise: '{long}', response: {word}}}, {{premise: No, response: Never}}",
    )
    items = "".join(MATCHING % (f"m{n}", pair) for n, pair in enumerate(pairs))
    job = job_of(tmp_path, items)
    widths = sorted(premises_of(job))
    assert widths[0] < 40 < widths[1] < 60 < widths[2] < widths[3]
    assert word in text_of_sheet(tmp_path, job)


def test_a_key_tells_how_many_other_answers_there_are_whatever_signs_they_hold(tmp_path: Path) -> None:
    text = "Of {{c1::Ottawa}} and {{c2::noon}}."
    accept = "{Ottawa: [Bytown, 'Ottawa, ON'], noon: [midday, 12 o’clock]}"
    job = job_of(tmp_path, f'  - {{id: c, type: cloze, text: "{text}", accept: {accept}}}\n')
    assert "Also right Ottawa: Bytown; Ottawa, ON · noon: midday, 12 o’clock" in text_of_sheet(tmp_path, job, "key")


def test_a_key_lists_no_other_terms_where_a_definition_is_asked(tmp_path: Path) -> None:
    term = "{id: t%s, type: term, term: oliguria%s, definition: Little urine%s, typed: true, accept: [hypouresis]}"
    for number in (1, 3):
        folder = tmp_path / str(number)
        folder.mkdir()
        job = job_of(folder, "".join(f"  - {term % (n, n, n)}\n" for n in range(number)))
        assert "hypouresis" not in text_of_sheet(folder, job, "key")


def test_a_key_names_no_answer_again_where_a_text_has_one_alone(tmp_path: Path) -> None:
    text = "Of {{c1::Ottawa}}, once more {{c2::Ottawa}}."
    job = job_of(tmp_path, f'  - {{id: c, type: cloze, text: "{text}", accept: {{Ottawa: [Bytown]}}}}\n')
    assert "Also right Bytown" in text_of_sheet(tmp_path, job, "key")


def test_words_that_no_line_end_divides_take_what_there_is_and_leave_room_for_the_other_column(tmp_path: Path) -> None:
    address, longest = "https://example.org/" + 60 * "x", "Pneumonoultramicroscopicsilicovolcanoconiosis"
    job = job_of(
        tmp_path,
        MATCHING % ("a", f"{{premise: That, response: '{address}'}}, {{premise: No, response: Never}}")
        + MATCHING % ("b", f"{{premise: '{address}', response: That}}, {{premise: No, response: Never}}")
        + MATCHING % ("c", f"{{premise: {longest}, response: That}}, {{premise: No, response: Never}}"),
    )
    assert sorted(premises_of(job)) == [32, 68, 78]
    assert longest in text_of_sheet(tmp_path, job)


@pytest.mark.parametrize(("points", "share"), [(1, "1/3 each"), (2, "2/3 each"), (3, "1 each")])
def test_each_edition_says_what_each_answer_earns(tmp_path: Path, points: int, share: str) -> None:
    text = "Of {{c1::land}}, {{c1::labor}} and {{c1::capital}}."
    job = job_of(tmp_path, f'  - {{id: c, type: cloze, points: {points}, text: "{text}"}}\n')
    for edition in ("student", "large-print", "key", "instructor"):
        assert re.findall(r'<span class="share">(.*?)</span>', html_of(job, edition)) == [share]
    pdf, _ = key_tables(job, "keys", plan_sheets(job.course, job.course.settings.worksheets[0]))
    (tmp_path / "keys.pdf").write_bytes(pdf.make())
    assert share in text_of(tmp_path / "keys.pdf")


@pytest.mark.parametrize(("language", "share"), [("en", "2/3 each"), ("es", "2/3 c/u"), ("fr", "2/3 ch.")])
@pytest.mark.parametrize("edition", ["student", "large-print"])
def test_what_an_answer_earns_stands_in_a_line_below_the_points(
    tmp_path: Path, language: str, share: str, edition: str
) -> None:
    """In large print, too: beside them, it left a third of the page empty."""
    text = f"{'words ' * 30}{{{{c1::land}}}}, {{{{c2::labor}}}}, {{{{c3::capital}}}}."
    text_of_sheet(
        tmp_path, job_of(tmp_path, f'  - {{id: c, type: cloze, points: 2, text: "{text}"}}\n', language), edition
    )
    [words] = [page.words for page in pages_of(tmp_path / "sheet.pdf")]
    (points,) = (word for word in words if word.text == "(2)")
    first, last = (next(word for word in words if word.text == piece) for piece in share.split())
    assert first.bottom == last.bottom > points.bottom
    assert last.right == pytest.approx(points.right, abs=1)
    assert max(word.right for word in words if word.text == "words") < first.left


def test_backs_of_flashcards_bear_the_letters_of_their_fronts(tmp_path: Path) -> None:
    pairs = "{premise: 'Canada.', response: Ottawa}, {premise: Mexico, response: Mexico City}"
    many = ", ".join(f"{{premise: {'word ' * 9}{n}, response: {'answer ' * 6}{n}}}" for n in range(5))
    job = job_of(tmp_path, MATCHING % ("short", pairs) + MATCHING % ("long", many))
    cards = {card.id: card for card in cards_of(job, job.course.settings.decks[0])[0]}
    for card in cards.values():
        front, back = (re.sub(r"<[^>]*>", " ", face.text) for face in (card.front, card.back))
        letters = dict(re.findall(r"\b([A-E])\s+(Ottawa|Mexico City)", front))
        found = dict(re.findall(r"\d ([A-E])\s+\S+ →\s+(Ottawa|Mexico City)", back))
        assert found == letters
    assert cards["long"].front.is_brief
    assert not re.search(r">\d [A-E]<", cards["long"].back.text)


@pytest.mark.parametrize(("language", "colon"), [("en", ": "), ("fr", "\u00a0: ")])
def test_keys_list_what_a_marker_would_not_take_for_the_answer_anyway(
    tmp_path: Path, language: str, colon: str
) -> None:
    """Platforms are told all spellings; those that differ in an accent, a hyphen or an article say nothing on a key."""
    text = "{{c1::Quebec}}, {{c2::no-reelection}}, {{c3::NATO}} and {{c4::1.5}} in {{c5::the United States}}."
    accept = (
        "{Quebec: [Québec, Quebec City, Québec City], no-reelection: [no reelection, no re-election], "
        "NATO: [the Atlantic Alliance, Atlantic Alliance], '1.5': ['15', one and a half], "
        "the United States: [US, U.S., U. S., USA]}"
    )
    job = job_of(tmp_path, f'  - {{id: c, type: cloze, points: 5, text: "{text}", accept: {accept}}}\n', language)
    found = re.search(r'<p class="forms">.*?</span> (.*?)</p>', html_of(job, "key"))
    assert found
    listed = (
        "Quebec: Quebec City",
        "NATO: the Atlantic Alliance",
        "1.5: 15, one and a half",
        "the United States: US, USA",
    )
    assert re.sub(r"<[^>]*>", "", found[1]) == " · ".join(listed).replace(": ", colon)


@pytest.mark.parametrize(("language", "lead"), [("en", "Bell:"), ("fr", "Bell\u00a0:"), ("es", "Bell:")])
def test_the_reading_that_a_question_is_on_stands_before_it_as_its_language_writes_it(
    tmp_path: Path, language: str, lead: str
) -> None:
    (tmp_path / "readings").mkdir()
    for name in ("Bell", "Diez"):
        reading = f"id: {name.lower()}\nlabel: {name}\ncite: {name}\nfile: a.txt\noutline: [{{id: s, heading: S}}]\n"
        (tmp_path / f"readings/{name.lower()}.yaml").write_text(reading, "utf-8")
    item = "  - {{id: {0}, type: question, reading: {0}, section: s, stem: Why?, answer: So, quote: a, level: apply}}\n"
    job = job_of(tmp_path, item.format("bell") + item.format("diez"), language, "[bell, diez]")
    assert f'<span class="lead-in">{lead}</span> Why?' in html_of(job)
