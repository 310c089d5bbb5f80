"""Every kind of item alive: answered right, wrong and partly, by mouse, touch and keys."""

import re
from collections.abc import Callable, Iterable
from itertools import combinations, permutations
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from nasec_study.course.vocabulary import KINDS
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.targets.web.learner import Learner, learner, learner_in, pages_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Answer = Callable[[Learner], object]


def typed(**fields: str) -> Answer:
    def answer(student: Learner) -> None:
        for name, text in fields.items():
            student.page.fill(f"#{name.replace('_', '-')}", text)

    return answer


def chosen(*texts: str) -> Answer:
    return lambda student: student.choose(*texts)


def selected(*texts: str) -> Answer:
    return lambda student: student.select(texts)


def in_order(*wanted: str) -> Answer:
    """Put steps in an order by their buttons."""

    def answer(student: Learner) -> None:
        for place, text in enumerate(wanted):
            while student.steps().index(text) > place:
                student.page.get_by_role("button", name=f"{text}: move up").click()

    return answer


PEN, CHR = "México <centro>", "Québec & Ottawa"
# By kind and how to choose the item, the answer, the verdict, and words that stand with it.
ANSWERS: list[tuple[str, dict[str, str], Answer, str, tuple[str, ...]]] = [
    (
        "choice",
        {"level": "understand"},
        chosen("<i>"),
        "Right.",
        ("Your answer. Right.", "It is Jinja’s.", "It begins"),
    ),
    (
        "choice",
        {"level": "understand"},
        chosen("[sound:no.mp3]"),
        "Wrong.",
        ("Your answer. Wrong. It is Anki's & nobody else’s.", "Why not the others", "[latex]"),
    ),
    ("multi", {}, chosen("Chrétien", "Domínguez"), "Right.", ("é and í.",)),
    ("multi", {}, chosen("Chrétien"), "Partly right: 1 of 2.", ("You left this out.", "An apostrophe is none.")),
    ("multi", {}, chosen("Chrétien", "Smith & Sons"), "Wrong.", ("Your answer. Wrong. None.",)),
    ("true-false", {}, chosen("True"), "Wrong.", ("It is false.", '1 < 2 & "2" > 1.', "See the line")),
    ("true-false", {}, chosen("False"), "Right.", ("Corrected",)),
    ("numeric", {}, typed(number="49,5 % of <all>".replace(",", ".")), "Right.", ("49.1", "Right within ± 0.5")),
    ("numeric", {}, typed(number="50"), "Wrong.", ("You wrote 50", "Half, nearly.")),
    ("cloze", {}, typed(gap_0="<B>", gap_1="cancun", gap_2="Diez"), "Right.", ("A gap may hold",)),
    ("cloze", {}, typed(gap_0="<b>", gap_1="Cancnú", gap_2="Pérez"), "Partly right: 2 of 3.", ("Pérez Díez", "Cancún")),
    ("cloze", {}, typed(gap_0="<B>", gap_1="cancún", gap_2="peña & co"), "Right.", ("A gap may hold",)),
    ("cloze", {}, typed(gap_0="<B>", gap_1="peña & co", gap_2="a port"), "Partly right: 2 of 3.", ("Cancún", "Díez")),
    ("cloze", {}, typed(gap_0="x"), "Wrong.", ("Mine means the same",)),
    ("matching", {}, selected(PEN, CHR), "Right.", ("Names go with places.", "A beach.")),
    ("matching", {}, selected(PEN, "Cancún"), "Partly right: 1 of 2.", (CHR, "Cancún")),
    ("matching", {}, selected(CHR, PEN), "Wrong.", ("Your answer. Wrong.",)),
    ("ordering", {}, in_order("A & B", "B < C", "“C”"), "Right.", ("1957", "22 March 2002")),
    ("ordering", {}, in_order("B < C", "A & B", "“C”"), "Partly right: 2 of 3.", ("You had this at place 2.",)),
    ("ordering", {}, in_order("“C”", "B < C", "A & B"), "Wrong.", ("By their dates.",)),
    ("picture", {}, selected("Ampersand & co.", "Tilde < ñ"), "Right.", ("Number 1", "By their dates.")),
    ("picture", {}, selected("", "Tilde < ñ"), "Partly right: 1 of 2.", ("Ampersand & co.",)),
    ("picture", {}, selected("Tilde < ñ", "Ampersand & co."), "Wrong.", ("Number 2",)),
]


@pytest.mark.parametrize(
    ("answer", "misplaced"),
    [(("B < C", "“C”", "A & B"), 1), (("“C”", "A & B", "B < C"), 1), (("“C”", "B < C", "A & B"), 2)],
)
def test_of_steps_as_many_are_called_misplaced_as_the_verdict_says(
    student: Learner, answer: tuple[str, ...], misplaced: int
) -> None:
    student.quiz(1, kind="ordering")
    in_order(*answer)(student)
    student.check()
    assert student.verdict == ("Wrong." if misplaced == 2 else "Partly right: 2 of 3.")
    assert student.page.locator(".timeline .instead").count() == misplaced


def test_lines_of_code_keep_their_indent(window: Learner, tmp_path: Path) -> None:
    folder = pages_of(tmp_path, REPOSITORY / "tests/courses/python/content")
    lines = ['with open("a.txt") as file:', "    for line in file:", "        print(line.rstrip())"]
    with learner_in(window, folder / "python.html") as student:
        student.quiz(1, kind="ordering")
        assert sorted(student.page.locator(".steps code").all_inner_texts()) == sorted(lines)
        student.check()
        assert student.page.locator(".timeline code").all_inner_texts() == lines
        as_on_cards = "getComputedStyle(document.body.appendChild(document.createElement('pre'))).tabSize"
        assert student.page.evaluate(as_on_cards) == "4"


def test_of_runs_in_order_the_one_that_leaves_most_steps_in_their_places_counts(browser: "Browser") -> None:
    source = (REPOSITORY / "templates/web/script/arranging.js").read_text("utf-8")
    orders = [list(order) for order in permutations(range(5))]
    page = browser.new_page()
    found = page.evaluate(f"orders => {{ const KINDS = {{}}; {source}; return orders.map(longestInOrder) }}", orders)
    page.close()

    def worth(order: list[int], run: Iterable[int]) -> tuple[int, int]:
        steps = list(run)
        return len(steps), sum(order[step] == step for step in steps)

    for order, run in zip(orders, found, strict=True):
        runs = [[*steps] for n in range(1, 6) for steps in combinations(order, n) if [*steps] == sorted(steps)]
        assert run in runs
        assert worth(order, run) == max(worth(order, one) for one in runs), order


@pytest.mark.parametrize(("kind", "filters", "answer", "verdict", "words"), ANSWERS, ids=lambda part: str(part)[:12])
def test_an_answer_is_judged_in_words(
    student: Learner, kind: str, filters: dict[str, str], answer: Answer, verdict: str, words: tuple[str, ...]
) -> None:
    student.quiz(1, kind=kind, **filters)
    answer(student)
    student.check()
    assert student.verdict == verdict
    shown = student.text("article")
    for phrase in (*words, "Where to read it", "Chrétien & Díez, “"):
        assert phrase in shown
    assert student.overflow() == []


@pytest.mark.parametrize(("kind", "rationale"), [("choice", "It begins"), ("matching", "Names go with places.")])
def test_the_rationale_comes_before_the_reasons_of_the_other_options(
    student: Learner, kind: str, rationale: str
) -> None:
    student.quiz(1, kind=kind, level="understand" if kind == "choice" else "")
    student.page.get_by_role("button", name="I don’t know").click()
    shown = student.text("article")
    assert 0 < shown.index(rationale) < shown.index("Why not the others") < shown.index("Where to read it")


# Kinds whose answers only the student can compare; what is shown, and what the marks are called.
SELF_MARKED: list[tuple[str, dict[str, str], dict[str, str], str]] = [
    ("question", {}, {"words": "A list, I think"}, "A list of two; a < b"),
    ("term", {}, {"words": "a sign"}, "The sign"),
]


@pytest.mark.parametrize(("kind", "filters", "fields", "answer"), SELF_MARKED)
@pytest.mark.parametrize(("mark", "verdict"), [("Right", "Right."), ("Partly", "Graded."), ("Wrong", "Wrong.")])
def test_own_words_stand_beside_the_answer_and_the_student_marks_them(
    student: Learner,
    kind: str,
    filters: dict[str, str],
    fields: dict[str, str],
    answer: str,
    mark: str,
    verdict: str,
) -> None:
    student.quiz(1, kind=kind, **filters)
    typed(**fields)(student)
    student.check()
    assert f"You wrote {next(iter(fields.values()))}" in student.text("article")
    assert answer in student.text("article")
    assert student.verdict == "Answer"
    student.page.get_by_role("button", name=mark, exact=True).click()
    assert student.verdict == verdict


def test_who_slips_on_a_mark_may_give_another_one(student: Learner) -> None:
    student.quiz(1, kind="question")
    student.check()
    student.page.get_by_role("button", name="Wrong", exact=True).click()
    assert "It will come back in a moment." in student.text(".after")
    student.page.get_by_role("button", name="Change my mark").click()
    assert student.verdict == "Answer"
    assert student.stored("KINDS")["log"] == []
    student.page.get_by_role("button", name="Right", exact=True).click()
    assert student.verdict == "Right."
    student.next()
    assert student.text("#summary-words") == "1 of 1 right on the first try."
    assert [line[3] for line in student.stored("KINDS")["log"]] == [1]


def test_what_is_counted_as_right_when_it_comes_back_was_missed_all_the_same(student: Learner) -> None:
    student.quiz(1, kind="cloze")
    for _ in range(2):
        student.page.fill("#gap-0", "another")
        student.check()
        if student.page.locator("#session-title", has_text="Once more").count():
            student.page.get_by_role("button", name="count it as right").click()
        student.next()
    assert student.text("#summary-words").startswith("0 of 1 right on the first try. Missed")


def know_the_terms(student: Learner) -> None:
    """Learn what the two terms mean, and let a day pass."""
    student.quiz(9, kind="term")
    assert student.text("#session-title") == "Item 1 of 2"
    for _ in range(2):
        assert student.text(".task") == "What does it mean?"
        student.check()
        student.page.get_by_role("button", name="Right", exact=True).click()
        student.next()
    student.quiz(9, kind="term")
    assert student.page.locator("#session").is_hidden() or student.page.locator("#words").count()
    student.days_pass(1)


def test_a_term_is_asked_from_either_side_but_not_twice_a_day(student: Learner) -> None:
    know_the_terms(student)
    student.quiz(9, kind="term")
    assert student.text("#session-title") == "Item 1 of 2"
    assert student.text(".typed label") == "Which term is this?"


@pytest.mark.parametrize(("slip", "verdict"), [("", "Right."), ("the ", "Wrong."), ("x", "Right.")])
def test_a_typed_term_is_compared(student: Learner, slip: str, verdict: str) -> None:
    know_the_terms(student)
    student.quiz(1, kind="term")
    name = "ampersand" if "AT&T" in student.text("#stem") else "tilde"
    student.page.fill("#term", f"{slip}{name}" if slip != "x" else f"{name}x")
    student.check()
    assert student.verdict == verdict
    if verdict == "Wrong.":
        student.page.get_by_role("button", name="Mine means the same: count it as right").click()
        assert student.verdict == "Right."
        assert student.stored("KINDS")["log"][-1][3] == 1
        student.next()
        assert student.text("#summary-words") == "1 of 1 right on the first try."


def test_a_remark_in_brackets_behind_a_term_need_not_be_typed(window: Learner, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/signs.yaml"
    bank.write_text(bank.read_text("utf-8").replace("Tilde (~)", "Tilde (wave)"), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    for name in ("Tilde", "tilde (wave)"):
        with learner_in(window, folder / "everything.html") as student:
            know_the_terms(student)
            student.quiz(9, kind="term")
            if "AT&T" in student.text("#stem"):
                student.page.get_by_role("button", name="I don’t know").click()
                student.next()
            student.page.fill("#term", name)
            student.check()
            assert student.verdict == "Right.", name


def test_an_essay_is_marked_by_its_rubric(student: Learner) -> None:
    student.quiz(1, kind="essay")
    student.page.fill("#words", "Names carry signs.\nSo they do.")
    student.check(sure=False)
    assert "Names such as Chrétien & Díez carry signs." in student.text("article")
    student.page.get_by_label("Names & signs").check()
    assert student.text(".rubric-box [role=status]") == "3 of 5 points"
    student.page.get_by_role("button", name="Grade it").click()
    assert student.verdict == "Partly right: 3 of 5."
    assert student.page.get_by_label("Names & signs").is_disabled()
    student.page.get_by_role("button", name="Change my mark").click()
    student.page.get_by_label("Names & signs").uncheck()
    student.page.get_by_role("button", name="Grade it").click()
    assert student.verdict == "Wrong."


def test_half_points_of_a_rubric_are_written_as_the_course_writes_them_and_its_rows_stand_in_columns(
    browser: "Browser", tmp_path: Path
) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/names.yaml"
    long = "points: 2.5}, {criterion: A criterion that takes more than a line on the screen of a phone, points: 2.5}"
    held = bank.read_text("utf-8").replace('points: 3}, {criterion: "1 < 2", points: 2}', long)
    bank.write_text(held, "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE, "language: fr-CA")
    with learner(browser, 360) as student:
        student.open(folder / "everything.html")
        student.quiz(1, kind="essay")
        student.check()
        student.page.locator(".rubric input").first.check()
        assert student.text(".rubric-box [role=status]").startswith("2,5 ")
        for part in ("input", ".points", ".text"):
            boxes = [found.bounding_box() for found in student.page.locator(f".rubric {part}").all()]
            assert len({(box["x"], part != "input" or box["width"]) for box in boxes if box}) == 1, part


def test_a_correction_is_compared_by_the_student(student: Learner) -> None:
    student.quiz(1, kind="true-false")
    assert not student.page.locator("#correction").is_visible()
    student.choose("False")
    student.page.fill("#correction", "One is less than two")
    student.check()
    assert "You wrote One is less than two" in student.text("article")
    student.page.get_by_role("button", name="Partly").click()
    assert student.verdict == "Graded."


# Of each field with a sign behind it, whether that stands on the field's line.
_TOGETHER = """() => [...document.querySelectorAll(".stem .together")].map(part => {
  const sign = document.createRange();
  sign.selectNodeContents(part.lastChild);
  const [a, b] = [part.querySelector("input").getBoundingClientRect(), sign.getBoundingClientRect()];
  return part.lastChild.data + (b.top < a.bottom && b.bottom > a.top ? "" : " apart");
})"""


def test_a_sign_behind_a_gap_never_begins_a_line(student: Learner) -> None:
    student.quiz(1, kind="cloze")
    for width in range(300, 700, 10):
        student.page.set_viewport_size({"width": width, "height": 700})
        assert student.page.evaluate(_TOGETHER) == [","]
        assert student.overflow() == []


def test_a_hint_is_seen_whole_in_its_gap(browser: "Browser", tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/signs.yaml"
    hint = "two, alphabetically"
    bank.write_text(bank.read_text("utf-8").replace("::a tag}}", f"::{hint}}}}}"), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    with learner(browser, 320) as student:
        student.open(folder / "everything.html")
        student.quiz(1, kind="cloze")
        field = student.page.get_by_placeholder(hint)
        field.fill(hint)
        assert field.evaluate("one => one.scrollWidth <= one.clientWidth")


def test_another_form_that_the_item_shows_is_no_slip_and_figures_need_no_groups(
    window: Learner, tmp_path: Path
) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/signs.yaml"
    text = "Of 2 ^rosae^ in rosa, {{c1::rosae}} and {{c2::rosārum}} cost {{c3::$18,500}}.".replace("^", "*")
    pattern = r"text: .*{{c1.*\n    accept: .*"
    bank.write_text(re.sub(pattern, f'text: "{text}"', bank.read_text("utf-8"), count=1), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    with learner_in(window, folder / "everything.html") as student:
        student.quiz(1, kind="cloze")
        typed(gap_0="rosa", gap_1="rosarun", gap_2="18500")(student)
        student.check()
        assert student.verdict == "Partly right: 2 of 3."
        assert student.text(".gap.wrong") == "rosa rosae Wrong. You wrote rosa"


@pytest.mark.parametrize(("word", "verdict"), [("__init__", "Right."), ("init", "Wrong.")])
def test_what_stands_in_code_is_asked_and_shown_sign_by_sign(
    window: Learner, tmp_path: Path, word: str, verdict: str
) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/signs.yaml"
    pattern = r"text: .*{{c1.*\n    accept: .*"
    text = 'text: "Call `{{c1::__init__}}(self)` first."'
    bank.write_text(re.sub(pattern, text, bank.read_text("utf-8"), count=1), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    with learner_in(window, folder / "everything.html") as student:
        student.quiz(1, kind="cloze")
        typed(gap_0=word)(student)
        student.check()
        assert student.verdict == verdict
        assert student.text(".answer code ins") == "__init__"
        assert student.page.locator(".answer strong").count() == 0


@pytest.mark.parametrize(
    ("typed_so", "verdict"),
    [
        (("23 March 2005", "6", "=="), "Right."),
        (("2005-03-23", "Six", " == "), "Right."),
        (("22 March 2005", "7", "!="), "Wrong."),
    ],
)
def test_a_gap_takes_dates_and_numbers_in_other_ways_and_of_signs_those_alone_that_are_right(
    window: Learner, tmp_path: Path, typed_so: tuple[str, ...], verdict: str
) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/signs.yaml"
    text = 'text: "On {{c1::March 23, 2005}} all {{c2::six}} wrote {{c3::`==`}}."'
    bank.write_text(re.sub(r"text: .*{{c1.*\n    accept: .*", text, bank.read_text("utf-8"), count=1), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    with learner_in(window, folder / "everything.html") as student:
        student.quiz(1, kind="cloze")
        typed(gap_0=typed_so[0], gap_1=typed_so[1], gap_2=typed_so[2])(student)
        student.check()
        assert student.verdict == verdict


@pytest.mark.parametrize(("typed_so", "verdict"), [("? :", "Bon."), ("?\u00a0:", "Bon."), ("? ;", "Mauvais.")])
def test_spaces_between_signs_are_alike_where_the_page_keeps_them_together(
    window: Learner, tmp_path: Path, typed_so: str, verdict: str
) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    (tmp_path / "content/course.yaml").write_text(
        "title: M\ncode: MM\nlanguage: fr\nreadings: none\ndecks: [{id: d, name: D}]\n", "utf-8"
    )
    item = "{id: signs, type: question, stem: Comment choisir ?, answer: '`? :`', typed: true}"
    (tmp_path / "content/items/all.yaml").write_text(f"items: [{item}]\n", "utf-8")
    folder = pages_of(tmp_path, tmp_path / "content")
    with learner_in(window, folder / "d.html") as student:
        student.quiz(1)
        typed(answer=typed_so)(student)
        student.check()
        assert student.verdict.startswith(verdict)


@pytest.mark.parametrize(
    "texts",
    [
        ("tú {{c1::hablas}} y yo {{c2::soy}}", "tú {{c1::eres}} y yo {{c2::hablo}}"),
        ("{{c1::Ven::venir, imperativo}} aquí", "{{c1::Venga::venir, imperativo}} aquí"),
    ],
)
def test_the_width_of_a_gap_does_not_tell_its_answer_and_holds_its_hint(
    browser: "Browser", tmp_path: Path, texts: tuple[str, ...]
) -> None:
    (tmp_path / "content/items").mkdir(parents=True)
    decks = "".join(
        f"  - {{id: d{place}, name: D{place}, items: {{tags: [t{place}]}}}}\n" for place in range(len(texts))
    )
    course = f"title: T\ncode: TT\nreadings: none\ndecks:\n{decks}"
    (tmp_path / "content/course.yaml").write_text(course, "utf-8")
    items = "".join(f"- {{id: c{n}, type: cloze, tags: [t{n}], text: {text!r}}}\n" for n, text in enumerate(texts))
    (tmp_path / "content/items/a.yaml").write_text(f"items:\n{items}", "utf-8")
    folder = pages_of(tmp_path, tmp_path / "content")
    widths = set()
    for place in range(len(texts)):
        with learner(browser) as student:
            student.open(folder / f"d{place}.html")
            student.quiz(1)
            for field in student.page.locator("#stem input").all():
                widths.add(field.evaluate("field => field.offsetWidth"))
                assert int(field.get_attribute("size") or 0) >= len(field.get_attribute("placeholder") or "")
    assert len(widths) == 1


def test_gaps_may_be_thought_and_revealed(student: Learner) -> None:
    student.quiz(1, kind="cloze")
    student.check()
    assert "Cancún" in student.text("article")
    student.page.get_by_role("button", name="Right", exact=True).click()
    assert student.verdict == "Right."


def test_nothing_chosen_and_what_is_no_number_are_said_and_cost_nothing(student: Learner) -> None:
    student.quiz(1, kind="numeric")
    student.check()
    assert student.text(".problem") == "Choose an answer first."
    student.page.fill("#number", "half")
    student.check()
    assert student.text(".problem") == "“half” cannot be read as a number. Type one such as 1.5."
    assert student.page.evaluate("document.activeElement.id") == "number"
    assert student.stored("KINDS") is None


def test_who_does_not_know_is_told_without_blame_and_asked_again(student: Learner) -> None:
    for kind in KINDS:
        student.quiz(1, kind=kind)
        student.page.get_by_role("button", name="I don’t know").click()
        assert student.verdict == "Now you know.", kind
        assert "It will come back in a moment." in student.text("article")
    assert {line[3] for line in student.stored("KINDS")["log"]} == {0}


def test_options_stand_in_their_own_order_where_that_means_something(student: Learner) -> None:
    for _ in range(5):
        student.quiz(1, kind="choice", level="apply")
        assert student.page.locator(".options .text").all_inner_texts() == ["90", "700", "1,200", "15,000"]


def test_by_keys_alone(student: Learner) -> None:
    keys = student.page.keyboard
    student.page.locator("#filter summary").focus()
    keys.press("Enter")
    student.page.locator("#by-kind").focus()
    keys.type("sev")  # several answers
    student.page.locator("#quiz-items").focus()
    keys.press("Enter")
    assert student.page.evaluate("document.activeElement.id") == "session-title"
    options = student.page.locator(".options .text").all_inner_texts()
    keys.press("Tab")  # Stop here
    for text in options:
        keys.press("Tab")
        if text in {"Chrétien", "Domínguez"}:
            keys.press("Space")
    keys.press("Enter")
    assert student.verdict == "Right."
    assert student.page.evaluate("document.activeElement.className") == "verdict right"
    keys.press("Tab")  # Report a mistake
    keys.press("Tab")
    keys.press("Enter")
    assert student.text("#summary-words") == "1 of 1 right on the first try."


def test_steps_are_moved_by_keys_and_it_is_told(student: Learner) -> None:
    student.quiz(1, kind="ordering")
    first, second, third = student.steps()
    button = student.page.get_by_role("button", name=f"{third}: move up")
    button.focus()
    student.page.keyboard.press("Enter")
    assert student.steps() == [first, third, second]
    assert student.text("#moved") == f"{third} is now 2 of 3"
    student.page.keyboard.press("Enter")
    assert student.steps() == [third, first, second]
    student.page.keyboard.press("Enter")
    assert student.steps() == [third, first, second]


def test_steps_are_dragged_by_mouse(student: Learner) -> None:
    student.quiz(1, kind="ordering")
    first, second, third = student.steps()
    start, end = (student.page.locator(".steps .text").nth(place).bounding_box() for place in (0, 2))
    assert start
    assert end
    mouse = student.page.mouse
    mouse.move(start["x"] + 5, start["y"] + 5)
    mouse.down()
    for part in range(1, 11):
        mouse.move(start["x"] + 5, start["y"] + (end["y"] - start["y"] + 30) * part / 10)
    mouse.up()
    assert student.steps() == [second, third, first]
    assert student.text("#moved") == f"{first} is now 3 of 3"


def drag_by_finger(student: Learner, x: float, start: float, end: float) -> None:
    finger = student.context.new_cdp_session(student.page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": start}]})
    for part in range(1, 11):
        point = {"x": x, "y": start + (end - start) * part / 10}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_steps_are_dragged_by_touch(student: Learner) -> None:
    student.quiz(1, kind="ordering")
    first, second, third = student.steps()
    start, end = (student.page.locator(".steps .handle").nth(place).bounding_box() for place in (2, 0))
    assert start
    assert end
    drag_by_finger(student, start["x"] + 5, start["y"] + 5, end["y"] + 10)
    assert student.steps() == [third, first, second]


def test_a_finger_on_the_text_of_a_step_scrolls_past_it(student: Learner) -> None:
    # As on a phone that is held sideways, or at 400 %: steps fill the screen.
    student.page.set_viewport_size({"width": 320, "height": 200})
    student.quiz(1, kind="ordering")
    steps = student.steps()
    student.page.locator(".steps li").first.evaluate("row => row.scrollIntoView()")
    box = student.page.locator(".steps .text").nth(2).bounding_box()
    start = student.page.evaluate("scrollY")
    assert box
    drag_by_finger(student, box["x"] + 5, box["y"] + 5, box["y"] - 95)
    student.page.wait_for_function("start => scrollY > start + 40", arg=start)
    assert student.steps() == steps


def test_options_are_chosen_by_touch(student: Learner) -> None:
    student.quiz(1, kind="choice", level="understand")
    student.row("<i>").tap()
    student.page.locator("form .actions .main").tap()
    assert student.verdict == "Right."


def test_an_amount_may_be_typed_with_its_currency(window: Learner, tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/names.yaml"
    held = bank.read_text("utf-8").replace("value: 49.1", "value: -1200").replace("% of \\\\<all\\\\>", "$")
    bank.write_text(held, "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    for typed_so in ("-1200", "-$1,200", "−1,200 $", "-1200.4$", "-US$1,200", "(1,200)", "$(1,200)"):
        with learner_in(window, folder / "everything.html") as student:
            student.quiz(1, kind="numeric")
            student.page.fill("#number", typed_so)
            student.check()
            assert student.verdict == "Right.", typed_so
            assert "−$1200" in student.text("article")


@pytest.mark.parametrize(
    ("value", "language", "keys"),
    [
        ("49.1", "en", "text"),
        ("49.1", "fr-CA", "decimal"),
        ("48000", "en", "decimal"),
        ("-5", "fr-CA", "text"),
        ("6.022e23", "fr-CA", "text"),
    ],
)
def test_the_keys_of_a_phone_can_type_the_number(
    window: Learner, tmp_path: Path, value: str, language: str, keys: str
) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/names.yaml"
    bank.write_text(bank.read_text("utf-8").replace("value: 49.1", f"value: {value}"), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE, f"language: {language}")
    with learner_in(window, folder / "everything.html") as student:
        student.quiz(1, kind="numeric")
        # An iPhone's keys for decimals have neither a minus nor letters, and no point where its region has commas.
        assert student.page.get_attribute("#number", "inputmode") == keys


def test_a_phone_corrects_no_word_that_is_judged(student: Learner) -> None:
    student.quiz(1, kind="cloze")
    fields = student.page.locator("#stem input")
    assert {field.get_attribute("autocorrect") for field in fields.all()} == {"off"}


def test_numbers_are_read_as_the_course_writes_them(window: Learner, tmp_path: Path) -> None:
    folder = pages_of(tmp_path, KINDS_COURSE, "language: fr-CA")
    with learner_in(window, folder / "kinds.html") as student:
        student.quiz(1, kind="numeric")
        student.page.fill("#number", "49,2")
        student.check()
        assert student.verdict == "Bon."
        assert "49,1" in student.text("article")


def test_a_long_text_that_a_list_cuts_stands_below_it(browser: "Browser", tmp_path: Path) -> None:
    copytree(KINDS_COURSE, tmp_path / "content")
    bank = tmp_path / "content/items/ink/names.yaml"
    long = "A city on a great river that is the capital of a province and the seat of its parliament"
    bank.write_text(bank.read_text("utf-8").replace("response: Québec & Ottawa", f"response: {long}"), "utf-8")
    folder = pages_of(tmp_path, KINDS_COURSE)
    with learner(browser, 360) as student:
        student.open(folder / "everything.html")
        student.quiz(1, kind="matching")
        student.select([long, "Cancún"])
        assert student.text(".rows .whole") == long
        assert [below.is_visible() for below in student.page.locator(".rows .whole").all()] == [True, False]
