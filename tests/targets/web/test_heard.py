"""What someone who does not see a practice page is told by its controls."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy, copytree

import pytest

from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.targets.web.learner import Learner, learner_in, pages_of

COURSE = """title: Heard
code: HEARD
readings: none
decks: [{id: heard, name: Heard}]
"""
ITEMS = r"""items:
  - id: pairs
    type: matching
    stem: Match each with its derivative.
    pairs:
      - {premise: '\(x^2\)', response: '\(2x\)'}
      - {premise: '\(\sin x\)', response: '\(\cos x\)'}
      - {premise: A square, response: '![A line](media/square.svg)'}
  - id: steps
    type: ordering
    stem: Put these in order.
    steps: [{text: '\(\frac{1}{2}\)'}, {text: One}, {text: Two}]
  - {id: speed, type: numeric, stem: How fast is it?, value: 5, unit: $ per hour}
  - {id: typed, type: question, stem: What is heard?, answer: A bell, typed: true, audio: media/bell.mp3, script: Ding}
  - {id: gap, type: cloze, text: 'It {{c1::flows}}.'}
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("heard")
    (folder / "content/items").mkdir(parents=True)
    media = folder / "content/media"
    media.mkdir()
    copy(KINDS_COURSE / "media/square.svg", media)
    copy(REPOSITORY / "tests/courses/spanish/content/media/casa.mp3", media / "bell.mp3")
    (folder / "content/course.yaml").write_text(COURSE, "utf-8")
    (folder / "content/items/all.yaml").write_text(ITEMS, "utf-8")
    return pages_of(folder, folder / "content") / "heard.html"


@pytest.fixture
def student(window: Learner, page: Path) -> Iterator[Learner]:
    with learner_in(window, page) as found:
        yield found


def test_formulas_and_pictures_are_shown_in_lists_and_said_in_names(student: Learner) -> None:
    student.quiz(1, kind="matching")
    fields = student.page.locator(".rows select")
    assert {*fields.first.locator("option").all_inner_texts()} == {"Choose", "2x", "cos x", "A line"}
    for name in ("x squared", "sine of x", "A square"):
        student.page.get_by_role("combobox", name=f"Belongs to {name}").wait_for()
    student.select(("2x", "A line"))
    student.check()
    assert student.verdict == "Partly right: 1 of 3."
    student.quiz(1, kind="ordering")
    student.page.get_by_role("button", name="1 over 2: move down").click()
    assert student.text("#moved").startswith("1 over 2 is now ")


def described(student: Learner, field: str) -> tuple[str, str]:
    """Return the name of a field, and what a screen reader says behind it."""
    session = student.context.new_cdp_session(student.page)
    found = session.send("Runtime.evaluate", {"expression": f"document.querySelector('{field}')"})["result"]
    asked = {"objectId": found["objectId"], "fetchRelatives": False}
    told, *_ = session.send("Accessibility.getPartialAXTree", asked)["nodes"]
    session.detach()
    return told["name"]["value"], told["description"]["value"]


def test_who_steps_from_field_to_field_is_told_what_is_asked(student: Learner) -> None:
    student.quiz(1, kind="numeric")
    assert described(student, "#number") == ("Your answer, a number", "How fast is it? $ per hour")
    student.quiz(1, kind="question")
    name = "Type the words, or think of them and see the answer."
    assert described(student, "#answer") == (name, "What is heard? Listen to the recording.")


def test_a_recording_has_a_name_and_can_be_read_once_it_is_answered(student: Learner) -> None:
    student.quiz(1, kind="question")
    assert student.page.locator("audio").get_attribute("aria-label") == "Listen to the recording."
    student.page.set_viewport_size({"width": 320, "height": 400})
    assert student.overflow() == []
    assert "Ding" not in student.text("article")
    student.page.get_by_role("button", name="I don’t know").click()
    assert student.text(".rationale") == "♪ Ding"


def test_a_wrong_word_is_said_behind_the_right_one(student: Learner) -> None:
    student.quiz(1, kind="cloze")
    student.page.fill("#gap-0", "stands")
    student.check()
    said = student.page.locator(".answer .stem").aria_snapshot()
    assert said == "- text: It\n- insertion: flows\n- text: Wrong. You wrote stands ."


# The language of each of some elements.
LANGUAGES = "found => found.map(one => one.closest('[lang]').lang)"


def test_each_text_is_in_its_language_where_the_page_has_no_words_in_that_of_the_course(
    window: Learner, page: Path, tmp_path: Path
) -> None:
    copytree(page.parents[2] / "content", tmp_path / "content")
    folder = pages_of(tmp_path, tmp_path / "content", "language: de")
    authors, ours = "h1, #stem, .rows label, .rows option[value='0']", "html, .actions button, .rows option[value='']"
    with learner_in(window, folder / "heard.html") as student:
        student.quiz(1, kind="matching")
        assert {*student.page.locator(authors).evaluate_all(LANGUAGES)} == {"de"}
        assert {*student.page.locator(ours).evaluate_all(LANGUAGES)} == {"en"}
        student.page.get_by_role("button", name="I don’t know").click()
        assert {*student.page.locator("#stem, .pairs dt, .pairs dd span").evaluate_all(LANGUAGES)} == {"de"}
        assert {*student.page.locator(".verdict, .after button").evaluate_all(LANGUAGES)} == {"en"}
        student.open(folder / "index.html")
        found = student.page.locator("html, h1, h2, .decks a").evaluate_all(LANGUAGES)
        assert found == ["en", "de", "en", "de"]
