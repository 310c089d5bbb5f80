"""Cards in a browser: that options can be chosen and come back marked, and that every card can be read."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from nasec_study.pipeline import build
from nasec_study.targets.anki.note_types import NOTE_TYPES
from tests.browser import PHONE, Card, Cards, Reviewer, cards_of, reviewer
from tests.conftest import KINDS_COURSE, REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHOICE, NUMBERS, MULTI = "choice-signs", "choice-figures", "multi-signs"
WAYS = ("new page", "same page")  # how a client turns a card: AnkiDroid's way, the desktop's way
LONGEST = 12

Open = Callable[..., AbstractContextManager[Reviewer]]


@dataclass(frozen=True)
class Sight:
    """What was seen of one side of a card."""

    name: str
    overflow: list[str]
    contrasts: list[tuple[str, float]]
    text: str


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    """Return the cards of the course of every kind, which are read aloud here."""
    folder = tmp_path_factory.mktemp("kinds")
    copytree(KINDS_COURSE, folder / "content")
    settings = folder / "content/course.yaml"
    settings.write_text(settings.read_text("utf-8") + "speech: true\n", "utf-8")
    return cards_of(package(folder, "everything"), typed="49,3")


@pytest.fixture(scope="module")
def longest(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    """Return the longest cards of the shipped course, no item twice."""
    folder = tmp_path_factory.mktemp("nasec")
    copytree(REPOSITORY / "content", folder / "content")
    shipped = cards_of(package(folder, "nasec"), typed="1")
    by_item = {card.id: card for card in sorted(shipped.cards, key=lambda card: (len(card.back), card.name))}
    return Cards(tuple(by_item.values())[-LONGEST:], shipped.pictures)


def package(folder: Path, name: str) -> Path:
    return next(path for path in build(folder / "content", folder / "build", ("anki",)) if path.stem == name)


@pytest.fixture
def opened(browser: "Browser", kinds: Cards) -> Open:
    """Return a function that opens a window for the cards of every kind."""

    def call(script: str = "", **options: bool) -> AbstractContextManager[Reviewer]:
        return reviewer(browser, kinds.pictures, script=script, **options)

    return call


def options(window: Reviewer) -> list[str]:
    return window.texts(".options .text")


def chosen(window: Reviewer) -> list[str]:
    return window.texts(".options .chosen .text")


# How a student chooses


@pytest.mark.parametrize("item", [CHOICE, MULTI])
def test_a_tap_chooses_and_a_second_tap_takes_it_back(item: str, opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(item).front)
        assert chosen(window) == []
        window.page.locator(".options li").nth(2).click()
        assert chosen(window) == [options(window)[2]]
        assert window.page.locator("[aria-checked=true]").count() == 1
        window.page.locator(".options li").nth(2).click()
        assert chosen(window) == []
        assert window.page.locator("[aria-checked=true]").count() == 0


@pytest.mark.parametrize("key", ["Enter", "Space"])
@pytest.mark.parametrize("item", [CHOICE, MULTI])
def test_the_keyboard_alone_reaches_and_chooses_every_option(item: str, key: str, opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(item).front)
        for option in options(window):
            window.page.keyboard.press("Tab")
            window.page.keyboard.press(key)
            assert option in chosen(window)
            assert outline(window) == "solid"


def outline(window: Reviewer) -> str:
    return str(window.page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))


@pytest.mark.parametrize("item", [CHOICE, MULTI])
def test_a_digit_chooses_the_option_that_shows_it(item: str, opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(item).front)
        for digit, option in enumerate(options(window), start=1):
            window.page.keyboard.press(str(digit))
            assert option in chosen(window)
        before = chosen(window)
        window.page.keyboard.press("9")
        window.page.keyboard.press("Control+1")
        assert chosen(window) == before


def test_a_choice_holds_one_option_and_a_multiple_response_several(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        for item, expected in ((CHOICE, [3]), (MULTI, [0, 1, 2, 3])):
            window.show(kinds.of(item).front)
            for option in window.page.locator(".options li").all():
                option.click()
            assert chosen(window) == [options(window)[number] for number in expected]


def test_a_tap_on_an_option_does_not_turn_the_card(opened: Open, kinds: Cards) -> None:
    """AnkiMobile and AnkiDroid let a tap through to what has the class `tappable`."""
    with opened() as window:
        window.show(kinds.of(CHOICE).front)
        window.page.evaluate("window.taps = 0; document.addEventListener('click', () => { window.taps += 1; })")
        window.page.locator(".options li").first.click()
        assert window.page.locator(".options li.tappable").count() == 4
        assert window.page.evaluate("window.taps") == 0


# What comes back on the answer


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("item", [CHOICE, NUMBERS, MULTI])
def test_the_answer_keeps_the_order_and_marks_what_was_chosen(item: str, way: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(item)
    with opened() as window:
        for number in range(4):
            window.show(card.front)
            order = options(window)
            window.page.locator(".options li").nth(number).click()
            window.turn(way, card.back)
            assert options(window) == order
            assert chosen(window) == [order[number]]
            assert window.texts(".mine") == ["Your answer."]
            assert window.page.locator(".options .chosen .mine").is_visible()
            marks = marks_of(window)
            right = window.texts(".options .right .text")
            assert {option for option, mark in marks.items() if mark == "✓"} == set(right)
            assert {option for option, mark in marks.items() if mark == "✕"} == {order[number]} - set(right)


def marks_of(window: Reviewer) -> dict[str, str]:
    """Return the mark that stands before each option."""
    script = "all => all.map(option => getComputedStyle(option, '::before').content.replaceAll('\"', ''))"
    return dict(zip(options(window), window.page.locator(".options li").evaluate_all(script), strict=True))


@pytest.mark.parametrize("way", WAYS)
def test_the_answer_of_a_multiple_response_marks_all_that_were_chosen(way: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(MULTI)
    with opened() as window:
        window.show(card.front)
        for number in (0, 1, 3):
            window.page.locator(".options li").nth(number).click()
        expected = chosen(window)
        window.turn(way, card.back)
        assert len(expected) == 3
        assert chosen(window) == expected
        assert window.texts(".mine") == ["Your answer."] * 3
        assert window.texts(".options .right .text") == [name for name in options(window) if name[:2] in {"Ch", "Do"}]


@pytest.mark.parametrize("way", WAYS)
def test_who_chose_nothing_sees_the_key_and_no_mark_of_theirs(way: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(CHOICE)
    with opened() as window:
        window.show(card.front)
        order = options(window)
        window.turn(way, card.back)
        assert options(window) == order
        assert chosen(window) == []
        assert window.texts(".mine") == []
        assert window.texts(".options .right") == ["<i>"]


@pytest.mark.parametrize("way", WAYS)
def test_every_wrong_option_says_why(way: str, opened: Open, kinds: Cards) -> None:
    reasons = {"[sound:no.mp3]": "It is Anki's & nobody else’s.", "(x<y)": "[latex]"}
    reasons["{{c1::gap}} & {% raw %}"] = "It is Jinja’s."
    with opened() as window:
        window.show(kinds.of(CHOICE).front)
        window.turn(way, kinds.of(CHOICE).back)
        found = window.page.locator(".options .wrong").all()
        assert {(option.locator(".text").inner_text(), option.locator(".why").inner_text()) for option in found} == set(
            reasons.items()
        )


def test_the_order_varies_from_showing_to_showing(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        for item in (CHOICE, MULTI):
            orders = set()
            for _ in range(30):
                window.show(kinds.of(item).front)
                orders.add(tuple(options(window)))
            assert len(orders) > 5
            assert len({frozenset(order) for order in orders}) == 1
            assert len({order[0] for order in orders}) == 4


def test_numbers_keep_the_order_of_their_size(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        for _ in range(30):
            window.show(kinds.of(NUMBERS).front)
            assert options(window) == ["90", "700", "1,200", "15,000"]


# Clients that lack something, or do something twice


def test_without_javascript_the_options_stand_there_and_the_answer_shows_the_key(opened: Open, kinds: Cards) -> None:
    with opened(java_script_enabled=False) as window:
        for item, right in ((CHOICE, ["<i>"]), (NUMBERS, ["1,200"]), (MULTI, ["Domínguez", "Chrétien"])):
            window.show(kinds.of(item).front)
            order = options(window)
            assert len(order) == 4
            window.show(kinds.of(item).back)
            assert options(window) == order
            assert {option for option, mark in marks_of(window).items() if mark == "✓"} == set(right)
            assert all(why.is_visible() for why in window.page.locator(".why").all())


NO_STORAGE = 'Object.defineProperty(window, "sessionStorage", { get() { throw new Error("denied"); } });'
FULL_STORAGE = 'Storage.prototype.setItem = () => { throw new Error("full"); };'
BROKEN_STORAGE = 'Storage.prototype.getItem = () => "{broken";'
FOREIGN_STORAGE = 'Storage.prototype.getItem = () => "[1]";'


@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE, BROKEN_STORAGE, FOREIGN_STORAGE])
def test_storage_that_fails_is_done_without(script: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(CHOICE)
    with opened(script) as window:
        window.show(card.front)
        window.page.locator(".options li").nth(1).click()
        order, expected = options(window), chosen(window)
        assert len(expected) == 1
        window.replace(card.back)
        if script != FOREIGN_STORAGE:
            assert (options(window), chosen(window)) == (order, expected)
        window.show(card.back)
        assert window.texts(".options .right") == ["<i>"]
        assert window.texts(".mine") == []


@pytest.mark.parametrize("item", [CHOICE, MULTI])
def test_a_script_that_runs_twice_does_its_work_once(item: str, opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(item).front)
        order = options(window)
        run_again(window)
        assert options(window) == order
        window.page.locator(".options li").first.click()
        assert chosen(window) == [order[0]]
        window.page.keyboard.press("2")
        assert order[1] in chosen(window)
        run_again(window)
        assert order[1] in chosen(window)
        window.show(kinds.of(item).back)
        marks = len(chosen(window))
        run_again(window)
        assert window.texts(".mine") == ["Your answer."] * marks


def run_again(window: Reviewer) -> None:
    window.page.evaluate("(0, eval)(document.querySelector('#qa script').textContent)")


def test_the_script_asks_nothing_of_a_web_view_that_an_old_phone_lacks() -> None:
    script = re.sub(r"//.*", "", (REPOSITORY / "templates/anki/choices.js").read_text("utf-8"))
    assert "function" in script
    assert re.findall(r"=>|`|\b(?:let|const|class|async|await)\b|\.\.\.|\?\.|\?\?|\*\*", script) == []
    methods = "append|assign|before|closest|entries|find|findIndex|from|includes|prepend|remove|replaceWith|values"
    assert re.findall(rf"\.(?:{methods})\(", script) == []


LISTEN = """() => {
  if (!window.keys) {
    window.addEventListener("keydown", event => window.keys.push([event.key, event.defaultPrevented]));
  }
  window.keys = [];
}"""


@pytest.mark.parametrize("way", WAYS)
def test_the_keys_of_anki_stay_with_anki(way: str, opened: Open, kinds: Cards) -> None:
    """Space and enter turn the card, 1 to 4 rate it: they must arrive, and must do nothing to the answer."""
    card = kinds.of(CHOICE)
    pressed = ["Space", "Enter", "1", "2", "3", "4"]
    arrived = [[" ", False], ["Enter", False], ["1", False], ["2", False], ["3", False], ["4", False]]
    with opened() as window:
        window.show(card.front)
        window.page.evaluate(LISTEN)
        for key in pressed:
            window.page.keyboard.press(key)
        assert window.page.evaluate("window.keys") == arrived
        assert chosen(window) == [options(window)[3]]
        window.turn(way, card.back)
        kept = stored(window)
        shown = window.page.locator("#qa").inner_html()
        window.page.evaluate(LISTEN)
        for key in pressed:
            window.page.keyboard.press(key)
            assert stored(window) == kept
        assert window.page.evaluate("window.keys") == arrived
        assert window.page.locator("#qa").inner_html() == shown


def stored(window: Reviewer) -> object:
    return json.loads(window.page.evaluate(f"sessionStorage.getItem('nasec-study:{CHOICE}')"))


def test_the_next_card_in_the_same_window_is_chosen_on_its_own(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(CHOICE).front)
        window.page.keyboard.press("1")
        window.replace(kinds.of(CHOICE).back)
        window.replace(kinds.of(MULTI).front)
        assert chosen(window) == []
        window.page.keyboard.press("2")
        assert chosen(window) == [options(window)[1]]
        window.replace(kinds.of(CHOICE).front)
        assert chosen(window) == []


# Other kinds


def test_a_number_is_typed_and_compared(opened: Open, kinds: Cards) -> None:
    card = kinds.of("numeric-names")
    with opened() as window:
        window.show(card.front)
        window.page.locator("input#typeans").fill("49,3")
        assert window.texts(".unit") == ["% of <all>"]
        window.show(card.back)
        assert window.texts(".typeBad") == [",3"]
        assert window.page.locator("code#typeans").bounding_box()
        assert window.texts(".key") == ["49.1 % of <all>"]
        assert window.texts(".tolerance") == ["Anything within ± 0.5 counts as right."]
        window.show(re.sub(r"<code id=typeans>.*?</code>", "<code id=typeans>49.1</code>", card.back))
        assert not window.page.locator("code#typeans").is_visible()


def test_a_verdict_is_told_by_word_and_mark(opened: Open, kinds: Cards) -> None:
    card = kinds.of("true-false-signs")
    mark = "getComputedStyle(document.querySelector('.verdict'), '::before').content"
    with opened() as window:
        window.show(card.back)
        assert (window.texts(".verdict"), window.page.evaluate(mark)) == (["False"], '"✕"')
        window.show(card.back.replace('verdict False">False', 'verdict True">True'))
        assert (window.texts(".verdict"), window.page.evaluate(mark)) == (["True"], '"✓"')


def test_the_turn_scrolls_to_what_answers(browser: "Browser", kinds: Cards, longest: Cards) -> None:
    with reviewer(browser, {**kinds.pictures, **longest.pictures}) as window:
        for card in (*kinds.cards, *longest.cards):
            window.show(card.front)
            window.replace(card.back)
            answer = ".options li, .cloze" if card.kind in {"Choice", "Multiple response", "Cloze"} else ".answer > *"
            box = window.page.locator(answer).first.bounding_box()
            assert box, card.id
            assert window.page.locator("#answer").count() == 1, card.id
            assert 0 <= box["y"] < 700, card.id


# Every card can be read


@pytest.fixture(scope="module", params=["light", "night"])
def sights(request: pytest.FixtureRequest, browser: "Browser", kinds: Cards, longest: Cards) -> list[Sight]:
    """Return what is seen of every card on a phone, options chosen."""
    found = []
    night = request.param == "night"
    for deck in (kinds, longest):
        with reviewer(browser, deck.pictures) as window:
            for card in deck.cards:
                found += list(look_at(window, card, night=night))
    return found


def look_at(window: Reviewer, card: Card, *, night: bool) -> Iterator[Sight]:
    for side, html in (("front", card.front), ("back", card.back)):
        window.show(html, night=night)
        for option in window.page.locator(".options .live").all():
            option.click()
        text = window.page.locator("#qa").inner_text()
        overflow, contrasts = window.overflow(), window.contrasts()
        window.page.add_style_tag(content="#qa * { letter-spacing: 0.06em }")  # where a phone's letters are wider
        overflow += [f"wider: {fault}" for fault in window.overflow() if fault.startswith("page")]
        yield Sight(f"{card.kind}/{card.name}/{card.id}/{side}", overflow, contrasts, text)


def test_every_kind_of_note_is_looked_at(sights: list[Sight]) -> None:
    types = {f"{note_type.name}/{side}" for note_type in NOTE_TYPES for side in ("front", "back")}
    assert {re.sub("/.*/", "/", sight.name) for sight in sights} == types


def test_nothing_sticks_out_of_a_phone(sights: list[Sight]) -> None:
    assert {sight.name: sight.overflow for sight in sights if sight.overflow} == {}


def test_every_text_stands_out_from_its_ground(sights: list[Sight]) -> None:
    ratios = [(sight.name, where, ratio) for sight in sights for where, ratio in sight.contrasts]
    assert [faint for faint in ratios if faint[2] < 4.5] == []
    seen = " ".join(where for _, where, _ in ratios)
    for part in (
        "p.context",
        "p.task",
        "div.stem",
        "span.why",
        "span.mine",
        "div.rationale",
        "cite",
        "span.id",
        "p.note",
        "span.cloze",
        "li.right.chosen::before",
        "li.wrong.chosen::before",
        "li.live.tappable.chosen::before",
        "div.key::before",
        "span.typeBad",
        "span.date",
        "input",
    ):
        assert part in seen, part


def test_no_card_shows_what_a_client_should_have_read(sights: list[Sight]) -> None:
    for sight in sights:
        assert not re.search(r"\[anki:|\[\[|tts|undefined", sight.text), sight.name


def test_the_card_brings_its_own_colors_to_the_night(browser: "Browser", kinds: Cards) -> None:
    color = "getComputedStyle(document.body).backgroundColor"
    with reviewer(browser, kinds.pictures, PHONE) as window:
        window.show(kinds.of(CHOICE).front)
        assert window.page.evaluate(color) == "rgb(253, 252, 248)"
        window.show(kinds.of(CHOICE).front, night=True)
        assert window.page.evaluate(color) == "rgb(28, 29, 32)"
