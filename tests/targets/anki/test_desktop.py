"""Cards in the real desktop program, under real key events: which keys come through, and what they do."""

import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.browser import package_of
from tests.conftest import KINDS_COURSE, REPOSITORY
from tests.desktop import Desktop, desktop, missing, until

CHOICE, MULTI = "choice-signs", "multi-signs"
CHOSEN = ".options input:checked + .text"

# What the program leaves to a card (Anki 26.9.3), by X's names and by the page's; its own are the shortcuts of its
# reviewer: digits to 7, space, enter, and most letters.
COMES_THROUGH = {"Up": "ArrowUp", "Down": "ArrowDown", "Left": "ArrowLeft", "Right": "ArrowRight", "8": "8", "9": "9"}
STAYS_OUTSIDE = ("1", "2", "3", "4", "5", "6", "7")


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desktop]:
    """Return the desktop program with the cards of every kind; skips where it is not installed, fails in CI."""
    if lacking := missing():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{lacking}: not installed, and CI must play the cards in the desktop program")
        pytest.skip(f"not installed: {lacking}")
    folder = tmp_path_factory.mktemp("desktop")
    with desktop(folder, package_of(folder, KINDS_COURSE, "everything")) as program:
        yield program


def options(anki: Desktop) -> list[str]:
    return anki.texts(".options .text")


def test_arrows_come_through_and_digits_do_not(anki: Desktop) -> None:
    anki.study(CHOICE)
    anki.evaluate("window.came = []; window.addEventListener('keydown', event => came.push(event.key), true); 0")
    anki.press(*COMES_THROUGH, *STAYS_OUTSIDE)
    assert anki.evaluate("came") == list(COMES_THROUGH.values())
    assert anki.state == "question"


def test_up_and_down_choose_and_space_turns_the_card(anki: Desktop) -> None:
    anki.study(CHOICE)
    order = options(anki)
    for key, place in (
        ("Down", 0),
        ("Down", 1),
        ("Up", 0),
        ("Up", 3),
        ("Left", 2),
        ("Right", 3),
        ("Down", 0),
        ("Down", 1),
    ):
        anki.press(key)
        assert anki.texts(CHOSEN) == [order[place]]
    anki.press("space")
    anki.turned()
    assert options(anki) == order
    assert anki.texts(".options .chosen .text") == [order[1]]


def test_right_ticks_left_unticks_and_enter_turns_the_card(anki: Desktop) -> None:
    anki.study(MULTI)
    order = options(anki)
    anki.press("Down", "Right", "Down", "Down", "Right", "Down", "Right", "Left")
    assert anki.texts(CHOSEN) == [order[0], order[2]]
    anki.press("Return")
    anki.turned()
    assert anki.texts(".options .chosen .text") == [order[0], order[2]]


def test_a_number_typed_into_the_field_is_judged_in_words(anki: Desktop) -> None:
    anki.study("numeric-names")
    anki.type("49.3")
    anki.press("Return")
    anki.turned()
    assert anki.texts(".judged:not([hidden])") == ["49.3 is right, within ± 0.5"]
    assert anki.evaluate("getComputedStyle(document.getElementById('typeans')).display") == "none"


# How much of the picture is under a mask.
MASKED = """(canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, place) => place % 4 === 3 && value).length / (canvas.width * canvas.height);
})(document.getElementById("image-occlusion-canvas"))"""


def test_the_program_masks_a_picture_and_the_answer_names_it(anki: Desktop) -> None:
    anki.study("picture-names")
    box = "document.getElementById('image-occlusion-container')"
    assert anki.evaluate(f"getComputedStyle({box}).visibility") == "visible"
    assert anki.evaluate(f"{box}.clientWidth / {box}.querySelector('img').naturalWidth") > 12 / 15
    until(lambda: anki.evaluate(MASKED) > 0.1)
    assert anki.texts("#err:not([hidden])") == []
    anki.press("space")
    anki.turned()
    assert anki.texts(".key") == ["Ampersand & co."]


def test_a_digit_rates_the_answer(anki: Desktop) -> None:
    """The last one here: it leaves the reviewer."""
    anki.study(CHOICE)
    anki.press("Down", "space")
    anki.turned()
    anki.press("Down", "3")
    assert anki.state != "answer"


def test_no_style_of_the_program_s_own_falls_on_a_card() -> None:
    """Its class `drawing`, for one, halves what has it."""
    found = find_spec("_aqt")
    if not found:
        pytest.skip("not installed: aqt")
    place = next(iter(found.submodule_search_locations or ()))
    theirs = {
        name
        for file in ("reviewer", "webview")
        for name in classes((Path(place) / f"data/web/css/{file}.css").read_text("utf-8"))
    }
    ours = classes((REPOSITORY / "templates/anki/style.css").read_text("utf-8"))
    assert ours & theirs == {"nightMode", "replay-button", "typeGood", "typeBad", "typeMissed"}


def classes(css: str) -> set[str]:
    return set(re.findall(r"\.([A-Za-z_][\w-]*)(?=[^{}]*\{)", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)))
