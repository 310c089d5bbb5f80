"""Cards in a browser: that options can be chosen and come back marked, and that every card can be read."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nasec_study.targets.anki.note_types import NOTE_TYPES
from tests.browser import FLIP_IN_PLACE, PHONE, Card, Cards, Reviewer, as_new, cards_of, package_of, reviewer
from tests.conftest import KINDS_COURSE, REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

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
    package = package_of(tmp_path_factory.mktemp("kinds"), KINDS_COURSE, "everything", "speech: true")
    return cards_of(package, typed="49.3")


@pytest.fixture(scope="module")
def longest(builds: dict[str, Path]) -> Cards:
    """Return the longest cards of the shipped course, no item twice."""
    shipped = cards_of(builds["nasec"] / "anki/nasec.apkg", typed="1")
    by_item = {card.id: card for card in sorted(shipped.cards, key=lambda card: (len(card.back), card.name))}
    return Cards(tuple(by_item.values())[-LONGEST:], shipped.pictures)


@pytest.fixture(scope="module")
def window(browser: "Browser", kinds: Cards) -> Iterator[Reviewer]:
    """Return a window for the cards of every kind, in which one test shows them after the other."""
    with reviewer(browser, kinds.pictures) as found:
        yield found


@pytest.fixture
def opened(browser: "Browser", kinds: Cards, window: Reviewer) -> Open:
    """Return a function that opens a window for the cards of every kind: one of its own where that is to be special."""

    def call(script: str = "", **options: bool) -> AbstractContextManager[Reviewer]:
        return reviewer(browser, kinds.pictures, script=script, **options) if script or options else as_new(window)

    return call


def options(window: Reviewer) -> list[str]:
    return window.texts(".options .text")


def chosen(window: Reviewer) -> list[str]:
    return window.texts(".options .chosen .text, .options input:checked + .text")


def rows(window: Reviewer) -> list["Locator"]:
    return window.page.locator(".options li").all()


# How a student chooses


def test_a_tap_anywhere_on_a_row_chooses(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        for item in (CHOICE, MULTI):
            window.show(kinds.of(item).front)
            assert chosen(window) == []
            row = rows(window)[2]
            box = row.bounding_box()
            assert box
            assert box["height"] >= 44
            row.click(position={"x": box["width"] - 4, "y": box["height"] / 2})
            assert chosen(window) == [options(window)[2]]


def test_a_choice_holds_one_option_and_a_multiple_response_several(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        for item, expected in ((CHOICE, [3]), (MULTI, [0, 1, 2, 3])):
            window.show(kinds.of(item).front)
            for row in rows(window):
                row.click()
            assert chosen(window) == [options(window)[number] for number in expected]
        rows(window)[1].click()
        assert chosen(window) == [options(window)[number] for number in (0, 2, 3)]


@pytest.mark.parametrize("item", [CHOICE, MULTI])
def test_up_and_down_go_round_the_options_and_choose_where_one_is_right(item: str, opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(item).front)
        for key, place in (("Down", 0), ("Down", 1), ("Up", 0), ("Up", 3), ("Up", 2), ("Down", 3), ("Down", 0)):
            window.page.keyboard.press(f"Arrow{key}")
            assert focused(window) == options(window)[place]
            assert chosen(window) == ([options(window)[place]] if item == CHOICE else [])
            assert window.page.evaluate(RING) == "solid"
        window.show(kinds.of(item).front)
        window.page.keyboard.press("ArrowUp")
        assert focused(window) == options(window)[3]


def focused(window: Reviewer) -> str:
    """Return the text of the option that has the focus."""
    return str(window.page.evaluate("document.activeElement.nextElementSibling.innerText"))


# The frame around the row that the keys are at.
RING = "getComputedStyle(document.activeElement.nextElementSibling, '::after').outlineStyle"


def test_right_ticks_and_left_unticks_where_several_are_right(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(MULTI).front)
        window.page.keyboard.press("ArrowRight")
        assert chosen(window) == []
        for key in ("Down", "Right", "Right", "Down", "Down", "Right"):
            window.page.keyboard.press(f"Arrow{key}")
        assert chosen(window) == [options(window)[0], options(window)[2]]
        for key in ("Left", "Left", "Up", "Right"):
            window.page.keyboard.press(f"Arrow{key}")
        assert chosen(window) == [options(window)[0], options(window)[1]]


def test_arrows_with_a_modifier_and_arrows_elsewhere_do_what_they_always_do(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(CHOICE).front)
        for key in ("Shift+ArrowDown", "Control+ArrowDown", "Alt+ArrowUp"):
            window.page.keyboard.press(key)
        window.page.locator(".stimulus").focus()
        window.page.keyboard.press("ArrowDown")
        assert chosen(window) == []


@pytest.mark.parametrize("scripts", [True, False])
def test_what_a_browser_does_with_its_controls_works(opened: Open, kinds: Cards, *, scripts: bool) -> None:
    """As in AnkiWeb: Tab reaches the options, arrows go on from one to the next, Space ticks."""
    with opened(java_script_enabled=scripts) as window:
        window.show(kinds.of(CHOICE).front)
        for _ in range(2):  # past the material
            window.page.keyboard.press("Tab")
        window.page.keyboard.press("ArrowDown")
        window.page.keyboard.press("ArrowRight")
        window.page.keyboard.press("ArrowLeft")
        assert chosen(window) == [options(window)[1]]
        window.show(kinds.of(MULTI).front)
        for place in (0, 1):
            window.page.keyboard.press("Tab")
            window.page.keyboard.press("Space")
            assert chosen(window) == options(window)[: place + 1]


def test_a_tap_on_an_option_does_not_turn_the_card(opened: Open, kinds: Cards) -> None:
    """AnkiMobile and AnkiDroid let a tap through to what has the class `tappable`."""
    with opened() as window:
        window.show(kinds.of(CHOICE).front)
        window.page.evaluate("window.taps = 0; document.addEventListener('click', () => { window.taps += 1; })")
        rows(window)[0].click()
        assert window.page.locator(".options label.tappable").count() == 4
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
            rows(window)[number].click()
            window.turn(way, card.back)
            assert options(window) == order
            assert chosen(window) == [order[number]]
            right = set(window.texts(".options .right .text"))
            assert marked(window, "✓") == right
            assert marked(window, "✕") == {order[number]} - right
            for row, option in zip(rows(window), order, strict=True):
                words = " ".join(row.inner_text().removeprefix(option).split())
                expected = "Right." if option in right else "Wrong."
                assert words.startswith(f"Your answer. {expected}" if option == order[number] else expected)


def marked(window: Reviewer, mark: str) -> set[str]:
    """Return the options before which a mark stands."""
    script = "all => all.map(option => getComputedStyle(option, '::before').content)"
    found = zip(options(window), window.page.locator(".options li").evaluate_all(script), strict=True)
    return {option for option, shown in found if mark in shown}


@pytest.mark.parametrize("way", WAYS)
def test_the_answer_of_a_multiple_response_marks_all_that_were_chosen(way: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(MULTI)
    with opened() as window:
        window.show(card.front)
        for number in (0, 1, 3):
            rows(window)[number].click()
        expected = chosen(window)
        window.turn(way, card.back)
        assert len(expected) == 3
        assert chosen(window) == expected
        assert mine(window) == 3
        assert window.texts(".options .right .text") == [name for name in options(window) if name[:2] in {"Ch", "Do"}]


def mine(window: Reviewer) -> int:
    """Return how many options say that they were the student's."""
    return sum(text.startswith("Your answer.") for text in window.texts(".options .said"))


@pytest.mark.parametrize("way", WAYS)
def test_who_chose_nothing_sees_the_key_and_no_mark_of_theirs(way: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(CHOICE)
    with opened() as window:
        window.show(card.front)
        order = options(window)
        window.turn(way, card.back)
        assert options(window) == order
        assert chosen(window) == []
        assert mine(window) == 0
        assert window.texts(".options .right .text") == ["<i>"]


REASONS = {
    "[sound:no.mp3]": "It is Anki's & nobody else’s.",
    "\\(x<y\\)": "[latex]",
    "{{c1::gap}} & {% raw %}": "It is Jinja’s.",
}


def reasons(window: Reviewer) -> list[tuple[str, str]]:
    """Return the reasons that stand behind the rationale, each with its option."""
    return list(zip(window.texts(".reasons dt"), window.texts(".reasons dd"), strict=True))


@pytest.mark.parametrize("way", WAYS)
def test_the_rationale_comes_before_the_reasons_of_the_other_options(way: str, opened: Open, kinds: Cards) -> None:
    """That of the option that was chosen stands beside it."""
    card = kinds.of(CHOICE)
    with opened() as window:
        for place in (None, 0, 1, 2, 3):
            window.show(card.front)
            order = options(window)
            if place is not None:
                rows(window)[place].click()
            window.turn(way, card.back)
            others = [option for option in order if option in REASONS and order.index(option) != place]
            assert reasons(window) == [(option, REASONS[option]) for option in others]
            mine = order[place] if place is not None else ""
            assert window.texts(".options .why") == ([REASONS[mine]] if mine in REASONS else [])
            tops = [window.page.locator(part).first.bounding_box() for part in (".options", ".rationale", ".reasons")]
            places = [box["y"] for box in tops if box]
            assert places == sorted(places)
            assert len(places) == 3


def test_no_heading_stands_where_no_reason_is_left(opened: Open, kinds: Cards) -> None:
    card = kinds.of(CHOICE)
    kept = re.sub(r"<div data-option[^>]*>(?!<dt>\S*sound).*?</div>", "", card.back)
    with opened() as window:
        window.show(card.front)
        window.page.locator(".options li", has_text="no.mp3").click()
        window.replace(kept)
        assert window.texts(".options .why") == [REASONS["[sound:no.mp3]"]]
        assert not window.page.locator(".others").is_visible()


# Shows a side so many times in the same page, and returns the order of its options each time.
SHOW_OFTEN = f"""([html, times]) => [...Array(times)].map(() => {{
  ({FLIP_IN_PLACE})(html);
  return [...document.querySelectorAll("#qa .options .text")].map(option => option.innerText);
}})"""


def test_the_order_varies_from_showing_to_showing(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        new = set()
        # Two orders or one: by chance, that would be so once in millions of times.
        for _ in range(10):
            window.show(kinds.of(CHOICE).front)
            new.add(tuple(options(window)))
        assert len(new) > 2
        same = {tuple(order) for order in window.page.evaluate(SHOW_OFTEN, [kinds.of(MULTI).front, 60])}
        assert len(same) > 5
        assert len({order[0] for order in same}) == 4
        for orders in (new, same):
            assert len({frozenset(order) for order in orders}) == 1


def test_numbers_keep_the_order_of_their_size(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show("")
        # By chance, they would stand so once in 24 showings.
        orders = window.page.evaluate(SHOW_OFTEN, [kinds.of(NUMBERS).front, 10])
        assert orders == [["90", "700", "1,200", "15,000"]] * 10


def test_an_option_that_stays_last_is_last_at_each_showing(browser: "Browser", tmp_path: Path) -> None:
    cards = cards_of(
        package_of(tmp_path, REPOSITORY / "tests/courses/exam/content", "all", "decks: [{id: all, name: All}]")
    )
    with reviewer(browser, {}) as window:
        window.show("")
        orders = window.page.evaluate(SHOW_OFTEN, [cards.of("rk-basalt").front, 10])
        assert [order[-1] for order in orders] == ["Nobody knows"] * 10


# Clients that lack something, or do something twice


def test_without_javascript_the_options_stand_there_and_the_answer_shows_the_key(opened: Open, kinds: Cards) -> None:
    with opened(java_script_enabled=False) as window:
        for item, right in ((CHOICE, ["<i>"]), (NUMBERS, ["1,200"]), (MULTI, ["Chrétien", "Domínguez"])):
            window.show(kinds.of(item).front)
            order = options(window)
            assert len(order) == 4
            window.show(kinds.of(item).back)
            assert options(window) == order
            assert marked(window, "✓") == set(right)
            assert window.texts(".unseen")[0] == f"Key: {' '.join(right)}"
            assert len(reasons(window)) == 4 - len(right)


NO_STORAGE = 'Object.defineProperty(window, "sessionStorage", { get() { throw new Error("denied"); } });'
FULL_STORAGE = 'Storage.prototype.setItem = () => { throw new Error("full"); };'
BROKEN_STORAGE = 'Storage.prototype.getItem = () => "{broken";'
FOREIGN_STORAGE = 'Storage.prototype.getItem = () => "[1]";'


@pytest.mark.parametrize("script", [NO_STORAGE, FULL_STORAGE, BROKEN_STORAGE, FOREIGN_STORAGE])
def test_storage_that_fails_is_done_without(script: str, opened: Open, kinds: Cards) -> None:
    card = kinds.of(CHOICE)
    with opened(script) as window:
        window.show(card.front)
        rows(window)[1].click()
        order, expected = options(window), chosen(window)
        assert len(expected) == 1
        window.replace(card.back)
        if script != FOREIGN_STORAGE:
            assert (options(window), chosen(window)) == (order, expected)
        window.show(card.back)
        assert window.texts(".options .right .text") == ["<i>"]
        assert mine(window) == 0


@pytest.mark.parametrize("item", [CHOICE, MULTI])
def test_a_script_that_runs_twice_does_its_work_once(item: str, opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(item).front)
        order = options(window)
        run_again(window)
        assert options(window) == order
        rows(window)[0].click()
        assert chosen(window) == [order[0]]
        window.page.keyboard.press("ArrowDown")
        window.page.keyboard.press("ArrowRight")
        before = chosen(window)
        run_again(window)
        assert chosen(window) == before
        window.show(kinds.of(item).back)
        marks = len(chosen(window))
        run_again(window)
        assert mine(window) == marks


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


def test_arrows_that_move_among_the_options_scroll_nothing(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(MULTI).front)
        window.page.evaluate(LISTEN)
        for key in ("Left", "Down", "Up", "Right", "Left"):
            window.page.keyboard.press(f"Arrow{key}")
        assert [prevented for _, prevented in window.page.evaluate("window.keys")] == [False, True, True, True, True]


@pytest.mark.parametrize("way", WAYS)
def test_the_keys_of_anki_stay_with_anki(way: str, opened: Open, kinds: Cards) -> None:
    """Space and enter turn the card, 1 to 4 rate it: they must go on to the client, and do nothing here."""
    card = kinds.of(CHOICE)
    pressed = ["Space", "Enter", "1", "2", "3", "4"]
    arrived = [[" ", False], ["Enter", False], ["1", False], ["2", False], ["3", False], ["4", False]]
    arrows = [[f"Arrow{key}", False] for key in ("Up", "Down", "Left", "Right")]
    with opened() as window:
        window.show(card.front)
        window.page.evaluate(LISTEN)
        for key in pressed:
            window.page.keyboard.press(key)
        assert window.page.evaluate("window.keys") == arrived
        assert chosen(window) == []
        window.turn(way, card.back)
        kept = stored(window)
        shown = window.page.locator("#qa").inner_html()
        window.page.evaluate(LISTEN)
        for key in (*pressed, *(str(name) for name, _ in arrows)):
            window.page.keyboard.press(key)
            assert stored(window) == kept
        assert window.page.evaluate("window.keys") == [*arrived, *arrows]
        assert window.page.locator("#qa").inner_html() == shown


def stored(window: Reviewer) -> object:
    return json.loads(window.page.evaluate(f"sessionStorage.getItem('nasec-study:{CHOICE}')"))


def test_the_next_card_in_the_same_window_is_chosen_on_its_own(opened: Open, kinds: Cards) -> None:
    with opened() as window:
        window.show(kinds.of(CHOICE).front)
        window.page.keyboard.press("ArrowDown")
        window.replace(kinds.of(CHOICE).back)
        window.replace(kinds.of(MULTI).front)
        assert chosen(window) == []
        for key in ("Down", "Down", "Right"):
            window.page.keyboard.press(f"Arrow{key}")
        assert chosen(window) == [options(window)[1]]
        window.replace(kinds.of(CHOICE).front)
        assert chosen(window) == []


# Other kinds


def test_a_key_in_blocks_is_told_and_not_seen_above_the_options(browser: "Browser", tmp_path: Path) -> None:
    cards = cards_of(package_of(tmp_path, REPOSITORY / "tests/courses/python/content", "python"))
    with reviewer(browser, {}) as window:
        window.show(cards.of("py-which-loop").back)
        assert window.texts("pre")[0] == window.texts(".unseen > pre")[0] == "n = 3 while n > 0: print(n)"


# With what each of some elements begins, and in which language that is.
LANGUAGES = """found => found.map(one => {
  const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  while (texts.nextNode() && !texts.currentNode.data.trim());
  return [texts.currentNode.data, texts.currentNode.parentElement.closest("[lang]").lang];
})"""


def test_each_text_is_in_its_language_where_cards_have_no_words_in_that_of_the_course(
    browser: "Browser", tmp_path: Path
) -> None:
    german = cards_of(package_of(tmp_path, KINDS_COURSE, "everything", "language: de"), typed="49.3")
    ours = ".task, .label, .judged, .tolerance, .said, .verdict span, .stimulus summary, .report, .unseen"
    authors = ".stem, .key:not(.verdict), .options .text, .why, .reasons dd, .sources cite, .stimulus h2, .unit, .date"
    with reviewer(browser, german.pictures) as window:
        window.show("")
        for card in german.cards:
            for side in (card.front, card.back):
                window.replace(side)
                if rows(window) and side == card.front:
                    rows(window)[0].click()
                for selector, language in ((ours, "en"), (authors, "de")):
                    found = window.page.locator(f"#qa :is({selector})").evaluate_all(LANGUAGES)
                    assert [text for text, told in found if told != language] == [], card.id


def test_a_verdict_is_told_by_word_and_mark(opened: Open, kinds: Cards) -> None:
    card = kinds.of("true-false-signs")
    mark = "getComputedStyle(document.querySelector('.verdict'), '::before').content"
    with opened() as window:
        window.show(card.back)
        assert (window.texts(".verdict"), window.page.evaluate(mark)[:3]) == (["False"], '"✕"')
        window.show(card.back.replace('verdict false"', 'verdict true"'))
        assert (window.texts(".verdict"), window.page.evaluate(mark)[:3]) == (["True"], '"✓"')


def test_the_turn_scrolls_to_what_answers(browser: "Browser", kinds: Cards, longest: Cards) -> None:
    with reviewer(browser, {**kinds.pictures, **longest.pictures}) as window:
        window.show("")
        for card in (*kinds.cards, *longest.cards):
            window.replace(card.front)
            window.replace(card.back)
            answer = ".options li, .cloze" if card.kind in {"Choice", "Multiple response", "Cloze"} else ".answer > *"
            box = window.page.locator(answer).first.bounding_box()
            assert box, card.id
            assert window.page.locator("#answer").count() == 1, card.id
            assert 0 <= box["y"] < 700, card.id


# Every card can be read


@pytest.fixture(scope="module")
def sights(browser: "Browser", kinds: Cards, longest: Cards) -> list[Sight]:
    """Return what is seen of every card on a phone, options chosen, by day and at night."""
    found = []
    for deck in (kinds, longest):
        with reviewer(browser, deck.pictures) as window:
            window.show("")
            for card in deck.cards:
                found += list(look_at(window, card))
    return found


# Pictures have their size once they are there.
DRAWN = "Promise.all([...document.images].map(image => image.decode()))"
# A phone's letters may be wider.
WIDER = "document.getElementById('qa').insertAdjacentHTML('beforeend', '<style>#qa * {letter-spacing: 0.06em}</style>')"
# What a reviewer adds to a page at night, and takes away.
NIGHT = """() => {
  document.documentElement.classList.toggle("night-mode");
  for (const name of ["nightMode", "night_mode"]) document.body.classList.toggle(name);
}"""


def look_at(window: Reviewer, card: Card) -> Iterator[Sight]:
    for side, html in (("front", card.front), ("back", card.back)):
        window.replace(html)
        window.page.evaluate(DRAWN)
        window.page.locator(".options label").evaluate_all("all => all.forEach(option => option.click())")
        text = window.page.locator("#qa").inner_text()
        overflow, contrasts = window.overflow(), window.contrasts()
        window.page.evaluate(NIGHT)
        contrasts += [(f"{where} at night", ratio) for where, ratio in window.contrasts()]
        window.page.evaluate(NIGHT)
        window.page.evaluate(WIDER)
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
        "span.from-obstacles",
        "p.task",
        "div.stem",
        "span.why",
        "span.said",
        "div.rationale",
        "dd",
        "cite",
        "summary.tappable",
        "p.note",
        "span.cloze",
        "li.right.chosen::before",
        "li.wrong.chosen::before",
        "span.text",
        "div.key::before",
        "p.judged.right",
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
