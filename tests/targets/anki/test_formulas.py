"""Formulas on cards, set by Anki's own MathJax."""

import os
import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nasec_study.rendering.formulas.commands import COMMANDS, ENVIRONMENTS
from tests.browser import ADDRESS, FLIP_IN_PLACE, PATIENCE, Cards, cards_of, package_of, page_with
from tests.conftest import REPOSITORY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Route

CHEMISTRY = REPOSITORY / "tests" / "courses" / "chemistry" / "content"
# What MathJax could not set it shows in red, and what it did not find stays as it was written.
_LEFT = r"""() => [
  ...[...document.querySelectorAll("mjx-container, mjx-container *")]
    .filter(element => getComputedStyle(element).color === "rgb(255, 0, 0)").map(element => element.outerHTML),
  ...(document.getElementById("qa").innerText.match(/\\[a-zA-Z(\[].{0,40}/g) || []),
]"""
_UNKNOWN = r"""names => names.filter(name => {
  const set = MathJax.tex2mml("\\" + name + "{a}{b}{c}");
  return set.includes(`mathcolor="red">\\${name}<`);
})"""

_UNSET = r"""names => names.filter(name => {
  const given = name.startsWith("alignat") || name === "alignedat" ? "{2}" : name === "array" ? "{c}" : "";
  const set = MathJax.tex2mml(`\\begin{${name}}${given}a\\end{${name}}`);
  return set.includes("merror") || set.includes('mathcolor="red"');
})"""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Cards:
    return cards_of(package_of(tmp_path_factory.mktemp("chemistry"), CHEMISTRY, "chem"))


class Window:
    """A page with the MathJax that comes with Anki."""

    def __init__(self, page: "Page", scripts: Path) -> None:
        self.page = page
        self._scripts = scripts
        self._html = ""
        page.route("**/*", self._answer)

    def _answer(self, route: "Route", request: "Request") -> None:
        file = self._scripts / request.url.removeprefix(f"{ADDRESS}_anki/js/")
        if request.url == ADDRESS:
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        elif file.is_file():
            route.fulfill(body=file.read_bytes(), content_type="text/javascript")
        else:
            route.abort()

    def show(self, side: str) -> None:
        """Show a side in a new page."""
        own = (self._scripts / "mathjax.js").read_text("utf-8")
        loaded = '<script src="/_anki/js/vendor/mathjax/tex-chtml-full.js"></script>'
        self._html = page_with(f"{side}<script>{own}</script>{loaded}")
        self.page.goto(ADDRESS, wait_until="domcontentloaded", timeout=PATIENCE)
        self.page.evaluate("MathJax.startup.promise.then(() => MathJax.typesetPromise())")

    def replace(self, side: str) -> None:
        """Show a side in the same page, as the desktop does, and set it with the same calls."""
        self.page.evaluate(FLIP_IN_PLACE, side)
        self.page.evaluate("() => { MathJax.typesetClear(); return MathJax.typesetPromise([window.qa]) }")


@pytest.fixture(scope="module")
def window(browser: "Browser") -> Iterator[Window]:
    """Return a window; skips where the desktop program is not installed, fails in CI."""
    found = find_spec("_aqt")
    if found is None or not found.submodule_search_locations:
        if os.environ.get("CI") == "true":
            pytest.fail("aqt: not installed, and CI must set the formulas of cards")
        pytest.skip("not installed: aqt (nasec-study[desktop])")
    page = browser.new_page()
    yield Window(page, Path(found.submodule_search_locations[0], "data/web/js"))
    page.close()


def test_each_formula_is_set_on_both_sides_of_each_card(cards: Cards, window: Window) -> None:
    assert len(cards.cards) > 30
    window.show("")
    for card in cards.cards:
        for side in (card.front, card.back):
            window.replace(side)
            assert window.page.evaluate(_LEFT) == [], card.id
            assert window.page.locator("mjx-container").count() or "\\(" not in side, card.id
    assert any("\\(" in card.front for card in cards.cards)


def test_a_long_formula_in_an_option_scrolls_in_its_box(cards: Cards, window: Window) -> None:
    long = rf"\({' + '.join(['x^2'] * 20)} = \int_0^1 x\)"
    choice = next(card for card in cards.cards if 'class="options' in card.front)
    before = window.page.viewport_size
    window.page.set_viewport_size({"width": 400, "height": 720})
    for side in (choice.front, choice.back):
        window.show(re.sub(r'(?<=<span class="text">).*?(?=</span>)', lambda _: long, side, count=1))
        scrolls = "box => box.scrollWidth > box.clientWidth + 100"
        assert window.page.wait_for_function(f"() => [...document.querySelectorAll('.options .text')].some({scrolls})")
        assert window.page.evaluate("document.documentElement.scrollWidth") == 400
    assert before
    window.page.set_viewport_size(before)


def test_a_long_formula_in_a_line_of_its_own_scrolls_by_itself_and_shows_it(cards: Cards, window: Window) -> None:
    long = rf"<p>\[{' + '.join(['x^2'] * 20)} = \int_0^1 x\]</p>"
    before = window.page.viewport_size
    window.page.set_viewport_size({"width": 400, "height": 720})
    window.show(cards.of("ch-price").front.replace("</article>", f"{long}</article>"))
    formula = window.page.locator('mjx-container[display="true"]').last
    assert window.page.evaluate("document.documentElement.scrollWidth") == 400
    # Its letters may still be on their way.
    scrolls = "box => box.scrollWidth > box.clientWidth + 100 && box.scrollHeight === box.clientHeight"
    assert window.page.wait_for_function(scrolls, arg=formula.element_handle())
    assert "linear-gradient" in formula.evaluate("box => getComputedStyle(box).backgroundImage")
    assert before
    window.page.set_viewport_size(before)


def test_what_mathjax_does_not_know_is_seen(cards: Cards, window: Window) -> None:
    window.show("")
    window.replace(cards.cards[0].front + r"<p>\(\foo\) \(\SI{1}{m}\)</p>")
    assert window.page.evaluate(_LEFT)


def test_a_part_of_a_formula_is_asked_in_it(cards: Cards) -> None:
    first, second = (card for card in cards.cards if card.id == "ch-concentration")
    assert r"\(c = \frac{{ [...] }}{{ V }}\)" in first.front
    assert r"\(c = \frac{{ n  }}{{ [\text{a volume}  ] }}\)" in second.front
    assert r"\(c = \frac{{ n  }}{{ V }}\)" in first.back


def test_money_is_no_formula(cards: Cards) -> None:
    assert "acetone at $5/L and ethanol at 6$/L, $20 and $30 in all" in cards.of("ch-price").front


def test_the_commands_that_pass_are_known_to_mathjax(cards: Cards, window: Window) -> None:
    window.show(cards.of("ch-price").front)
    assert window.page.evaluate(_UNKNOWN, ["foo", "SI"]) == ["foo", "SI"]
    assert window.page.evaluate(_UNKNOWN, sorted(COMMANDS)) == []
    assert window.page.evaluate(_UNSET, sorted(ENVIRONMENTS)) == []
