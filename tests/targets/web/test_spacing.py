"""When an item comes again: FSRS beside its Python implementation, what is chosen for a day, and an exam ahead."""

import json
import random
import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from fsrs import Card, Rating, Scheduler

from tests.conftest import COURSES
from tests.targets.web.conftest import InAPage
from tests.targets.web.learner import SCRIPTS, Learner, learner_in, pages_of

HISTORIES = 4_000
REPLAY = """histories => histories.map(history => {
  let memory = null;
  return history.map(([rating, days]) => {
    memory = remembered(memory, rating, days);
    return [memory.stability, memory.difficulty, interval(memory)];
  });
})"""


_ALL_DUE_IN_TWO_DAYS = """() => {
  const state = JSON.parse(localStorage.getItem("nasec-study:KINDS:practice"));
  for (const card of Object.values(state.cards)) card.due = card.last + 2;
  localStorage.setItem("nasec-study:KINDS:practice", JSON.stringify(state));
}"""


def random_history(chance: random.Random) -> list[tuple[int, int]]:
    """Return ratings and the days since the one before: the same day, soon, when due, or much too late."""
    first = (chance.randint(1, 4), 0)
    return [
        first,
        *((chance.randint(1, 4), chance.choice((0, 1, 2, 5, 20, 90, 700))) for _ in range(chance.randint(0, 11))),
    ]


def by_the_library(history: list[tuple[int, int]]) -> list[tuple[float, float, int]]:
    """Return what the Python library makes of a history, without steps within a day and without chance."""
    scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    # With a number of its own, it does not wait for another one.
    card, now = Card(card_id=1), datetime(2026, 1, 1, tzinfo=UTC)
    states = []
    for rating, days in history:
        now += timedelta(days=days)
        card, _ = scheduler.review_card(card, Rating(rating), now)
        assert card.stability
        assert card.difficulty
        states.append((card.stability, card.difficulty, (card.due - now).days))
    return states


def test_spacing_is_that_of_fsrs(in_a_page: InAPage) -> None:
    chance = random.Random(17)
    histories = [random_history(chance) for _ in range(HISTORIES)]
    source = (SCRIPTS / "fsrs.js").read_text("utf-8")
    # As text: of anything else, a hundred thousand numbers would be handed over one by one.
    script = f"{source}; return JSON.stringify(({REPLAY})(JSON.parse(argument)))"
    found = json.loads(in_a_page(script, json.dumps(histories)))
    seen = 0
    for history, ours in zip(histories, found, strict=True):
        for (stability, difficulty, interval), expected in zip(ours, by_the_library(history), strict=True):
            assert stability == pytest.approx(expected[0], rel=1e-9), history
            assert difficulty == pytest.approx(expected[1], rel=1e-9), history
            assert interval == expected[2], history
            seen += 1
    assert seen > 4 * HISTORIES


def test_another_weight_is_noticed(in_a_page: InAPage) -> None:
    source = (SCRIPTS / "fsrs.js").read_text("utf-8").replace("0.8722", "0.87").replace("1.4835", "1.5")
    history = [(3, 0), (3, 2), (1, 5), (3, 1)]
    [ours] = in_a_page(f"{source}; return ({REPLAY})(argument)", [history])
    assert [round(state[0], 4) for state in ours] != [round(state[0], 4) for state in by_the_library(history)]


def test_before_an_exam_all_come_once_more_on_days_of_its_last_quarter(in_a_page: InAPage) -> None:
    source = "".join((SCRIPTS / name).read_text("utf-8") for name in ("fsrs.js", "choosing.js"))
    script = f"""{source}
      let memory = remembered(null, 4, 0);
      for (const days of [15]) memory = remembered(memory, 4, days);
      const over = left => argument.map(name => daysUntil(memory, name, left));
      return [interval(memory), over(null), over(400), over(40), over(3), over(1), over(0)];"""
    names = [f"item-{number}" for number in range(200)]
    interval, no_exam, far, near, *last = in_a_page(script, names)
    assert 40 < interval < 400
    assert {*no_exam, *far} == {interval}
    assert {*near} == {*range(30, 40)}
    assert [{*days} for days in last] == [{2}, {1}, {1}]


def answer(student: Learner, *, known: bool, sure: bool = True) -> str:
    """Answer a true-or-false item, rightly or wrongly; return the verdict."""
    student.choose("False" if known else "True")
    student.check(sure=sure)
    return student.verdict


def test_a_week_of_practice(student: Learner) -> None:
    due = []
    for days, known in ((0, True), (1, True), (1, False), (1, True), (4, True)):
        student.days_pass(days)
        student.quiz(1, kind="true-false")
        assert answer(student, known=known) == ("Right." if known else "Wrong.")
        card = student.stored("KINDS")["cards"]["true-false-signs"]
        due.append(card["due"] - card["last"])
    expected = [interval for *_, interval in by_the_library([(3, 0), (3, 1), (1, 1), (3, 1), (3, 4)])]
    # What was missed comes back on the same day.
    assert due == [*expected[:2], 0, *expected[3:]]
    assert due[1] > due[0]
    assert due[3] < due[1]


def test_right_but_unsure_comes_earlier_than_right_and_sure(student: Learner) -> None:
    student.quiz(1, kind="true-false")
    answer(student, known=True, sure=False)
    card = student.stored("KINDS")["cards"]["true-false-signs"]
    assert card["stability"] == pytest.approx(by_the_library([(2, 0)])[0][0])


def test_what_was_missed_comes_back_in_the_session_until_it_is_known(student: Learner) -> None:
    student.quiz(1, kind="true-false")
    answer(student, known=False)
    assert "It will come back in a moment." in student.text("article")
    student.next()
    assert student.text("#session-title") == "Once more"
    answer(student, known=True)
    student.next()
    assert student.text("#summary-words .large") == "0 of 1 right on the first try."
    assert student.page.locator("#summary-words li").count() == 1


def test_what_was_missed_comes_back_after_the_session_was_left(student: Learner) -> None:
    student.quiz(1, kind="true-false")
    answer(student, known=False)
    student.reload()
    assert student.text("#due") == "1 item is due today. 9 items are new."
    student.page.locator("#practise").click()
    assert student.page.locator("article").get_attribute("class") == "item kind-true-false"
    answer(student, known=True)
    student.next()
    student.page.locator("#stop").click()
    student.reload()
    assert student.text("#due") == "9 items are new."


def test_a_session_that_is_left_before_an_answer_has_nothing_to_sum_up(student: Learner) -> None:
    student.page.locator("#practise").click()
    student.page.locator("#stop").click()
    assert student.page.locator("#start").is_visible()
    assert student.text("#due") == "10 items are new."


def test_a_day_brings_what_is_due_and_ten_new_items(student: Learner) -> None:
    assert student.text("#due") == "10 items are new."
    student.page.locator("#practise").click()
    seen = 0
    while student.page.locator("#session").is_visible():
        student.page.get_by_role("button", name="I don’t know").click()
        student.next()
        seen += 1
    assert seen == 40
    student.page.goto(f"{student.page.url.partition('#')[0]}#start")
    assert student.text("#due").startswith("Nothing is due. Come back on Tuesday, December 1")
    assert student.page.locator("#practise").is_hidden()
    student.days_pass(1)
    assert student.text("#due") == "10 items are due today. 3 items are new."


def test_who_has_done_all_of_today_is_called_for_the_day_that_brings_more_of_what_is_chosen(student: Learner) -> None:
    start = f"{student.page.url.partition('#')[0]}#start"
    student.quiz(1, kind="true-false")
    answer(student, known=True)
    student.page.locator("#stop").click()
    student.page.goto(start)
    student.page.locator("#filter-all").click(force=True)
    student.page.locator("#practise").click()
    while student.page.locator("#session").is_visible():
        student.page.get_by_role("button", name="I don’t know").click()
        student.next()
    student.page.goto(start)
    student.page.select_option("#by-kind", "true-false", force=True)
    assert "Come back on Wednesday, December 2" in student.text("#due")
    # What was never asked comes tomorrow, also where all else is known for longer.
    student.page.select_option("#by-kind", "", force=True)
    student.page.evaluate(_ALL_DUE_IN_TWO_DAYS)
    student.reload()
    assert "Come back on Tuesday, December 1" in student.text("#due")


@pytest.mark.parametrize(
    "event", ["document.dispatchEvent(new Event('visibilitychange'))", "dispatchEvent(new Event('focus'))"]
)
def test_a_page_that_lay_open_shows_the_day_that_it_is(student: Learner, event: str) -> None:
    student.quiz(1, kind="true-false")
    answer(student, known=False)
    student.next()
    answer(student, known=True)
    student.next()
    student.page.goto(f"{student.page.url.partition('#')[0]}#start")
    assert student.text("#due").startswith("Nothing is due.")
    student.now += timedelta(days=1)
    student.page.clock.set_system_time(student.now)
    student.page.evaluate(event)
    assert student.text("#due") == "1 item is due today."
    student.page.goto(f"{student.page.url.partition('#')[0]}#progress")
    student.page.evaluate("localStorage.clear()")
    student.page.evaluate(event)
    assert student.text(".counts tbody tr") == "Chrétien & Díez 0 0 15"


@pytest.mark.parametrize(("days", "is_due"), [(400, True), (1, False)])
def test_what_was_answered_by_a_clock_far_ahead_is_due_when_it_is_set_right(
    student: Learner,
    days: int,
    is_due: bool,  # noqa: FBT001
) -> None:
    student.days_pass(days)
    student.quiz(1, kind="true-false")
    answer(student, known=True)
    student.days_pass(-days)
    assert ("1 item is due" in student.text("#due")) is is_due
    student.quiz(1, kind="true-false")
    answer(student, known=True)
    student.reload()
    assert "due" not in student.text("#due")


def test_an_exam_ahead_draws_intervals_in_and_brings_all_items_before_it(student: Learner) -> None:
    student.page.locator("#exam summary").click()
    student.page.fill("#exam-day", "2026-12-12")
    assert student.text("#exam-words") == "The exam is in 12 days: every item comes up again before then."
    student.quiz(1, kind="true-false")
    answer(student, known=True)
    for days in (2, 4):
        student.days_pass(days)
        student.quiz(1, kind="true-false")
        answer(student, known=True)
    card = student.stored("KINDS")["cards"]["true-false-signs"]
    exam = student.page.evaluate("Date.UTC(2026, 11, 12) / 864e5")
    # Without an exam it would be due long after it.
    assert by_the_library([(3, 0), (3, 2), (3, 4)])[-1][2] > 6
    assert card["last"] < card["due"] < exam
    student.days_pass(7)
    assert student.text("#exam-words") == ""


def test_an_exam_that_is_set_late_draws_in_what_was_due_after_it(student: Learner) -> None:
    for days in (0, 3, 12):
        student.days_pass(days)
        student.quiz(1, kind="true-false")
        answer(student, known=True)
    student.days_pass(1)
    student.page.select_option("#by-kind", "true-false", force=True)
    assert "Nothing is due" in student.text("#due")
    student.page.locator("#exam summary").click()
    student.page.fill("#exam-day", "2026-12-17")
    assert student.text("#due") == "1 item is due today."


def test_neighbours_are_from_other_readings(window: Learner, tmp_path: Path) -> None:
    folder = pages_of(tmp_path, COURSES["starter"])
    with learner_in(window, folder / "tides.html") as student:
        facts = student.page.evaluate("JSON.parse(document.getElementById('course').textContent)")
        home = {item["asks"]: item["places"][0][0] for item in facts["items"]}
        student.page.locator("#practise").click()
        met: list[str] = []
        while student.page.locator("#session").is_visible() and student.text("#session-title") != "Once more":
            asked = student.page.evaluate("document.querySelector('.report code')?.textContent")
            assert asked is None
            student.page.get_by_role("button", name="I don’t know").click()
            name = student.page.locator(".report code").text_content()
            met.append(next(item["places"][0][0] for item in facts["items"] if item["id"] == name))
            student.next()
    assert len(home) > 10
    assert len(set(met)) > 1
    repeated = sum(one == two for one, two in pairwise(met))
    assert repeated <= len(met) // 3


@pytest.mark.parametrize("name", ["kind", "level", "importance", "section"])
def test_what_is_practised_can_be_chosen(student: Learner, name: str) -> None:
    student.page.locator("#filter summary").click()
    values = student.page.locator(f"#by-{name} option").evaluate_all("options => options.map(option => option.value)")
    counts = []
    for value in values:
        student.page.select_option(f"#by-{name}", value)
        counts.append(int(student.text("#filter-count").strip("()").split()[0]))
    assert counts[0] == sum(counts[1:]) == 13
    student.page.get_by_role("button", name="Clear the selection").click()
    assert student.text("#filter-count") == "(13 items)"


def test_ten_items_in_ten_minutes(student: Learner) -> None:
    student.page.fill("#quiz-items", "10")
    student.page.fill("#quiz-minutes", "10")
    student.page.locator("#quiz button").click()
    assert student.text("#session-title") == "Item 1 of 10"
    assert student.text("#clock") == "10:00 left"
    student.page.clock.run_for(61_500)
    # The clock runs on by itself while the test asks.
    assert re.fullmatch("8:5[0-9] left", student.text("#clock"))
    student.page.clock.run_for(540_000)
    assert student.text("#notices") == "Time is up. You may finish this item, or go on for as long as you like."
    student.page.get_by_role("button", name="I don’t know").click()
    student.next()
    assert student.page.locator("#session").is_visible()
