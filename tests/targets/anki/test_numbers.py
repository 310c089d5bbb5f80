"""Typed numbers: judged by size and tolerance where Anki compares letters, in the signs of the course's language."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.browser import Reviewer, cards_of, package_of, reviewer
from tests.conftest import KINDS_COURSE
from tests.reading_back import collection, import_into

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VALUES: dict[str, dict[str, object]] = {
    "figure": {"value": 49.1, "tolerance": 0.5, "unit": "% of \\<all\\>"},
    "million": {"value": 1000000, "tolerance": "1%"},
    "exact": {"value": 75, "unit": "billion dollars"},
    "avogadro": {"value": "6.022e23"},
    "below": {"value": -3, "tolerance": 0.5},
    "long": {"value": "123456789.123456"},
    "thirds": {"value": 0.3, "tolerance": 0.1},
    "price": {"value": 48000, "unit": "$"},
    "loss": {"value": -3450, "unit": "$"},
    "wage": {"value": 7.25, "unit": "$/h"},
    "share": {"value": 40, "unit": "%"},
    "length": {"value": 5, "unit": "m"},
}
# What is typed, and whether it is right; None: it is no number, and Anki's comparison stands.
CASES: dict[str, dict[str, dict[str, bool | None]]] = {
    "en": {
        "figure": {
            **dict.fromkeys(
                ("49.1", "49.6", "48.6", "49.10", " 49.3 ", "49.3 %", "49.3 % of <all>", "+49", "4.91e1"), True
            ),
            **dict.fromkeys(("49.61", "48.5", "49", "0", "491", "-49.1", "1e300"), False),
            **dict.fromkeys(("49,3", "half", "49.1.1", "49 3", "4,91e1", "10^x", "--49"), None),
            "49": True,
        },
        "million": {
            **dict.fromkeys(
                ("1000000", "1,000,000", "1 000 000", "1’005’000", "1e6", "10^6", "1.01×10^6", "990000"), True
            ),
            **dict.fromkeys(("1,020,000", "1.02e6", "1.011 * 10^6", "1,000"), False),
            **dict.fromkeys(("1,00,000", "10,00000", "1.000.000"), None),
        },
        "exact": {
            **dict.fromkeys(("75", "75.0", "075", "75 billion dollars", "7.5e1"), True),
            **dict.fromkeys(("76", "75.000000000000001", "7", "-75"), False),
            "seventy-five": None,
        },
        "avogadro": {
            **dict.fromkeys(
                ("6.022e23", "6.022E+23", "6.022×10^23", "6.022*10^23", "6.022 x 10^23", "6.022 · 10²³", "602.2e21"),
                True,
            ),
            **dict.fromkeys(("6.022e22", "6.022×10²²", "6.022", "6.022×10⁻²³", "6.0220001e23"), False),
        },
        "below": {"-3": True, "−3.4": True, "–2.5": True, "3": False, "-3.6": False},
        "thirds": {"0.4": True, ".2": True, "0.401": False, "0.1999": False, "0,300": None},
        "long": {"123456789.123456": True, "123,456,789.123456": True, "123456789.123457": False},
        "price": {"$48,000": True, "48,000 $": True, "US$48000": True, "48000": True, "$47,000": False, "$": None},
        "loss": {**dict.fromkeys(("-$3,450", "($3,450)", "$(3,450)", "(3450)"), True), "3450": False, "()": None},
        "wage": {"$7.25 / h": True, "$7.25/h": True, "7.25 $/h": True, "$7.25": True, "7.25": True, "$7/h": False},
        "share": {"40 %": True, "40%": True, "40": True, "41%": False},
        "length": {"5 m": True, "5m": True, "5": True, "6 m": False, "5 mm": None, "5 km": None},
    },
    "es": {
        "figure": {"49,3": True, "49.3": True, "49,7": False, "49,1,1": None},
        "thirds": {"0,300": True, "0.300": True, "0.500": False},
        "million": {"1.000.000": True, "1 000 000": True, "1,005e6": True, "1.000": False, "1.000.000,5": True},
        "avogadro": {"6,022×10^23": True, "6.022e23": False, "6,022*10^23": True},
    },
    "fr-CA": {
        "figure": {"49,3": True, "49.3": True, "48,5": False},
        "million": {"1 000 000": True, "1\u00a0000\u00a0000": True, "1\u202f000\u202f000": True, "1,02e6": False},
        "avogadro": {"6,022×10^23": True, "6.022e23": True},
        "below": {"−3,4": True, "-3,6": False},
        "price": {"48 000 $": True, "$48000": True, "47 000 $": False},
    },
}

SHOWN = ".judged:not([hidden])"

Decks = Callable[[str], Any]


class Typist:
    """Answers numeric cards, in a window, as Anki compares what was typed."""

    def __init__(self, window: Reviewer, anki: Any) -> None:
        self.window = window
        self._anki = anki

    def type(self, item: str, typed: str, change: str = "") -> Reviewer:
        """Show the back of a card after something was typed; `change` takes the place of Anki's comparison."""
        self.window.show(self._back(item, typed, change))
        return self.window

    def verdict(self, item: str, typed: str) -> bool | None:
        """Return whether a card calls what was typed right, in the page of the last one, as on the desktop."""
        self.window.replace(self._back(item, typed))
        right, wrong = (self.window.page.locator(f".judged.{name}").is_visible() for name in ("right", "wrong"))
        assert not (right and wrong)
        return right if right or wrong else None

    def _back(self, item: str, typed: str, change: str = "") -> str:
        card = self._anki.get_card(self._anki.find_cards(f"Id:{item}")[0])
        compared = change or self._anki.compare_answer(card.note()["Value"], typed)
        return re.sub(
            r"\[\[type:[^\]]+\]\]", lambda _: f"<div>{compared}</div>", card.render_output().answer_and_style()
        )


@pytest.fixture(scope="module")
def decks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decks]:
    """Return a function that gives a collection with numeric cards in a language, made once; nobody changes it."""
    common = {"type": "numeric", "level": "remember", "stem": "How many?", "quote": "half of them"}
    items = [{"id": name, **common, **{k: str(v) for k, v in more.items()}} for name, more in VALUES.items()]
    with ExitStack() as stack:

        @cache
        def deck(language: str) -> Any:
            folder = tmp_path_factory.mktemp("numbers")
            copytree(KINDS_COURSE, folder / "kinds")
            file = folder / "kinds/items/ink/numbers.yaml"
            file.write_text(yaml.safe_dump({"reading": "ink", "section": "names", "items": items}), "utf-8")
            anki = stack.enter_context(collection())
            import_into(anki, package_of(folder, folder / "kinds", "everything", f"language: {language}"))
            return anki

        yield deck


@contextmanager
def typist(browser: "Browser", anki: Any, **options: Any) -> Iterator[Typist]:
    """Open a window for the numeric cards of a collection."""
    with reviewer(browser, {}, **options) as window:
        yield Typist(window, anki)


@pytest.mark.parametrize("language", CASES)
def test_a_number_within_the_tolerance_is_right(browser: "Browser", decks: Decks, language: str) -> None:
    with typist(browser, decks(language)) as student:
        student.window.show("")
        for item, cases in CASES[language].items():
            assert {typed: student.verdict(item, typed) for typed in cases} == cases, item


def test_figures_may_be_wide_or_those_of_arabic_in_a_course_in_such_a_script(
    browser: "Browser", tmp_path: Path
) -> None:
    copytree(KINDS_COURSE, tmp_path / "kinds")
    yen = {"id": "yen", "type": "numeric", "level": "remember", "stem": "いくらですか。", "quote": "half of them"}
    items = {"reading": "ink", "section": "names", "items": [yen | {"value": "500.5", "unit": "円"}]}
    (tmp_path / "kinds/items/ink/numbers.yaml").write_text(yaml.safe_dump(items, allow_unicode=True), "utf-8")
    cases = {
        "\uff15\uff10\uff10\uff0e\uff15": True,
        "500.5円": True,
        "\u0665\u0660\u0660\u066b\u0665": True,
        "\uff15\uff10\uff11": False,
        "五百": None,
    }
    with collection() as anki:
        import_into(anki, package_of(tmp_path, tmp_path / "kinds", "everything"))
        with typist(browser, anki) as student:
            student.window.show("")
            assert {typed: student.verdict("yen", typed) for typed in cases} == cases


@pytest.mark.parametrize(
    ("language", "typed", "right", "wrong"),
    [
        ("en", "49.3", "49.3 is right, within ± 0.5", "77 is not right"),
        ("es-MX", "49.3", "49.3 es correcto, con ± 0.5", "77 no es correcto"),
        ("fr-CA", "49,3", "49,3 est bon, à ± 0,5 près", "77 n’est pas bon"),
    ],
)
def test_a_verdict_is_in_words_of_the_language(
    browser: "Browser", decks: Decks, language: str, typed: str, right: str, wrong: str
) -> None:
    with typist(browser, decks(language)) as student:
        window = student.type("figure", typed)
        assert window.texts(SHOWN) == [right]
        # Anki's letters, of which some are red, are no help where the number is right.
        assert not window.page.locator("#typeans").is_visible()
        window = student.type("exact", "77")
        assert window.texts(SHOWN) == [wrong]
        assert window.page.locator("#typeans").is_visible()


def test_the_tolerance_is_written_as_in_the_language(browser: "Browser", decks: Decks) -> None:
    with typist(browser, decks("fr-CA"), java_script_enabled=False) as student:
        assert student.type("figure", "").texts(".tolerance") == ["Bon à ± 0,5 près"]
        assert student.type("million", "").texts(".tolerance") == ["Bon à ± 1 % près"]
        assert student.type("exact", "").texts(".tolerance") == []


def test_without_a_script_value_and_tolerance_stand_there(browser: "Browser", decks: Decks) -> None:
    with typist(browser, decks("en"), java_script_enabled=False) as student:
        window = student.type("figure", "49.3")
        assert window.texts(".key") == ["49.1% of <all>"]
        assert window.texts(".tolerance") == ["Right within ± 0.5"]
        assert window.page.locator("#typeans").is_visible()
        assert window.texts(SHOWN) == []


@pytest.mark.parametrize(
    ("markup", "right"),
    [
        ('<code id="typeans"><span class="typeGood">49.1</span><span id="typecheckmark">✔</span></code>', ["49.1"]),
        ('<code id="typeans"><span class="typeMissed">49.1</span></code>', []),
        ("<code id=typeans>49.1</code>", []),
        ("", []),
    ],
)
def test_what_older_clients_write_is_read_too(browser: "Browser", decks: Decks, markup: str, right: list[str]) -> None:
    """AnkiDroid before 2.17 marks a right answer with a sign, and one that was not typed as missing."""
    with typist(browser, decks("en")) as student:
        window = student.type("figure", "", markup or " ")
        assert window.texts(f"{SHOWN} .number") == right
        assert not window.page.locator("#typeans").is_visible()


def test_the_field_has_a_name_and_its_unit_beside_it(browser: "Browser", decks: Decks) -> None:
    with typist(browser, decks("en")) as student:
        card = student._anki.get_card(student._anki.find_cards("Id:figure")[0])  # noqa: SLF001 - our own
        field = '<center><input type="text" id="typeans"></center>'
        student.window.show(re.sub(r"\[\[type:[^\]]+\]\]", field, card.render_output().question_and_style()))
        student.window.page.get_by_label("Your answer.").fill("49")
        assert student.window.texts(".unit") == ["% of <all>"]


def test_the_points_of_a_rubric_are_in_the_signs_of_the_language(browser: "Browser", tmp_path: Path) -> None:
    content = Path(copytree(KINDS_COURSE, tmp_path / "course"))
    bank = content / "items/ink/names.yaml"
    bank.write_text(re.sub(r"points: [32]}", "points: 2.5}", bank.read_text("utf-8")), "utf-8")
    cards = cards_of(package_of(tmp_path, content, "everything", "language: fr-CA"))
    with reviewer(browser, {}) as window:
        window.show(cards.of("essay-names").back)
        assert window.texts(".rubric .points") == ["2,5", "2,5"]


@pytest.mark.parametrize(("language", "shown", "order"), [("en", "$48,000", -1), ("fr-CA", "48 000 $", 1)])
def test_a_currency_stands_where_the_language_puts_it(
    browser: "Browser", decks: Decks, language: str, shown: str, order: int
) -> None:
    with typist(browser, decks(language)) as student:
        assert student.type("price", "").texts(".key") == [shown]
        card = student._anki.get_card(student._anki.find_cards("Id:price")[0])  # noqa: SLF001 - our own
        field = '<center><input type="text" id="typeans"></center>'
        student.window.show(re.sub(r"\[\[type:[^\]]+\]\]", field, card.render_output().question_and_style()))
        unit, box = (student.window.page.locator(name).bounding_box() for name in (".unit", "#typeans"))
        assert unit
        assert box
        assert (unit["x"] - box["x"]) * order > 0
