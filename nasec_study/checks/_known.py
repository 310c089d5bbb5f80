"""What the readings that an item cites, and its stimulus, hold: words, numbers and quantities, to compare them with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from nasec_study.checks._quantities import Quantity, quantities
from nasec_study.checks._times import cut_years, with_whole_years
from nasec_study.course.model import Course, Item, Stimulus
from nasec_study.course.number_words import in_digits
from nasec_study.course.numbers import grouped, in_ideographs, shares, with_zeros
from nasec_study.course.passages import cleaned, words_in
from nasec_study.course.readings import ReadingText, ReadingTexts
from nasec_study.foundation.characters import in_plain_letters
from nasec_study.rendering.locales import ENGLISH, language_of
from nasec_study.rendering.markup import FORMULA

# As most languages write one: with a comma before its decimals, and points between its groups.
_WITH_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?")
# As English writes one. There, 3,50 is a price in a reading in another language.
_WITH_POINT = re.compile(r"(?!0,)\d+(?:(?:,\d{2,3})*,\d{3})?(?:\.\d+)*")
# What TeX writes within a number, as in 18{,}500 and 18\,500.
_IN_NUMBER = re.compile(r"(?<=\d)(?:\{([.,])\}(?=\d)|(?:\\[,;: ]|~)(?=\d{3}))")
# Two arguments of TeX, each of one digit, which are no number of two: a half is written \frac12.
_DIGIT_ARGUMENTS = re.compile(r"(?<=\\)([dtc]?frac|[dt]?binom)\s*(\d)\s*(\d)")


class Known(NamedTuple):
    """What the readings that an item cites, and its stimulus, hold, in the forms in which it is compared.

    `plain` are the words, in plain letters, `numbers` what the numbers may mean, `scripts` those of the readings,
    `texts` each whole text, and `printed` each with the lines of all its versions.
    """

    plain: frozenset[str]
    numbers: frozenset[str]
    scripts: frozenset[str]
    texts: tuple[str, ...]
    printed: tuple[str, ...]
    language: str

    def quantities(self, number: str) -> frozenset[Quantity]:
        """Return the quantities in which a number stands."""
        return frozenset().union(*(_quantities_of(text, self.language).get(number, ()) for text in self.printed))


def checkable(course: Course, readings: ReadingTexts) -> Iterator[tuple[Item, Known]]:
    """Yield the items that cite readings of which every one is there, with what these and their stimulus hold."""
    known: dict[tuple[str | None, ...], Known] = {}
    for item in course.items:
        if item.cited_readings and all(name in readings for name in item.cited_readings):
            key = (item.stimulus, *sorted(item.cited_readings))
            if key not in known:
                stimulus = course.stimulus(item.stimulus) if item.stimulus else None
                known[key] = _known(course, stimulus, [readings[name] for name in item.cited_readings])
            yield item, known[key]


def _known(course: Course, stimulus: Stimulus | None, cited: Sequence[ReadingText]) -> Known:
    """Return what some readings and a stimulus hold."""
    language = language_of(course.settings.language)
    own = with_zeros(cleaned(plain_numbers(f"{stimulus.title} {stimulus.text} {stimulus.note}" if stimulus else "")))
    printed = (own, *(one.printed for one in cited))
    # Those of a reading are looked at once, whatever it is cited with.
    parts = [frozenset(words_in(own)), *(one.vocabulary for one in cited)]
    return Known(
        frozenset().union(*map(all_plain, parts)),
        frozenset().union(*(_quantities_of(text, language) for text in printed)),
        frozenset(one.script for one in cited),
        (own, *(one.whole for one in cited)),
        printed,
        language,
    )


@lru_cache(maxsize=64)
def _quantities_of(text: str, language: str) -> Mapping[str, set[Quantity]]:
    """Return the quantities in which a text has each number; 2 million is 2000000, too."""
    digits = in_digits(with_whole_years(text), language)
    bare = frozenset().union(cut_years(digits), *map(shares, in_ideographs(text).values()))
    found: dict[str, set[Quantity]] = {number: set() for number in bare}
    for quantity in dict.fromkeys(quantities(digits, language)):
        for number in meanings(quantity.figure, language):
            found.setdefault(number, set()).add(quantity)
            if quantity.power:
                whole = scaled(number, quantity.power)
                found.setdefault(whole, set()).add(Quantity(whole, quantity.unit, 0))
    for number in grouped(text):
        for meant in meanings(number, language):
            found.setdefault(meant, set())
    return found


@lru_cache(maxsize=4096)
def meanings(figure: str, language: str) -> frozenset[str]:
    """Return the numbers that a figure may mean: 1,500 is 1500, and in other languages than English 1.5, too."""
    is_english = language == ENGLISH and _WITH_POINT.fullmatch(figure)
    if not is_english and _WITH_COMMA.fullmatch(figure):
        return frozenset({figure.replace(",", ""), shortest(figure.replace(".", "").replace(",", "."))})
    return frozenset({shortest(figure.replace(",", ""))})


def shortest(number: str) -> str:
    """Return a number without the zeros at the end of its decimals: 5.0 is 5."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def scaled(number: str, power: int) -> str:
    """Return how much a number of millions, or of another power of ten, is; '' if it is none."""
    try:
        return shortest(f"{Decimal(number).scaleb(power):f}")
    except InvalidOperation:
        return ""


def plain_numbers(text: str) -> str:
    """Return a text with the numbers of its formulas as they are written outside of them."""

    def plain(formula: re.Match[str]) -> str:
        return _DIGIT_ARGUMENTS.sub(r"\1{\2}{\3}", _IN_NUMBER.sub(lambda sign: sign[1] or " ", formula[0]))

    return FORMULA.sub(plain, text)


@lru_cache(maxsize=64)
def all_plain(words: frozenset[str]) -> frozenset[str]:
    """Return words in plain letters."""
    return frozenset(in_plain_letters("\n".join(words)).split("\n"))
