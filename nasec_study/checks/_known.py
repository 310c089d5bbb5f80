"""What the readings that an item cites, and its stimulus, hold: words, numbers and quantities, to compare them with."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from nasec_study.checks._quantities import Quantity, quantities
from nasec_study.course.model import Course, Item, Stimulus
from nasec_study.course.numbers import powers_of_ten
from nasec_study.course.passages import cleaned, words_in
from nasec_study.course.readings import ReadingText, ReadingTexts
from nasec_study.foundation.characters import composed, in_plain_letters
from nasec_study.rendering.locales import language_of
from nasec_study.rendering.markup import FORMULA

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

    def quantities(self, values: Iterable[str]) -> Iterator[Quantity]:
        """Yield the quantities whose number may be worth one of some values."""
        for text in self.printed:
            by_value = _by_value(text, self.language)
            for value in values:
                yield from by_value.get(value, ())

    def has_measured(self, measures: frozenset[tuple[str, Fraction]]) -> bool:
        """Tell whether one of the measures of a quantity stands there, in whatever unit."""
        return bool(measures) and not all(measures.isdisjoint(_measures(text, self.language)) for text in self.printed)


def checkable(course: Course, readings: ReadingTexts) -> Iterator[tuple[Item, Known]]:
    """Yield the items that cite readings of which every one is there, with what these and their stimulus hold."""
    known: dict[tuple[str | None, ...], Known] = {}
    for item in course.items:
        if item.cited_readings and all(name in readings for name in item.cited_readings):
            key = (item.stimulus, *sorted(item.cited_readings))
            if key not in known:
                stimulus = course.stimulus_of(item)
                known[key] = _known(course, stimulus, [readings[name] for name in item.cited_readings])
            yield item, known[key]


def _known(course: Course, stimulus: Stimulus | None, cited: Sequence[ReadingText]) -> Known:
    """Return what some readings and a stimulus hold."""
    language = language_of(course.settings.language)
    own = cleaned(plain_numbers(f"{stimulus.title} {stimulus.text} {stimulus.note}" if stimulus else ""))
    printed = (own, *(one.printed for one in cited))
    # Those of a reading are looked at once, whatever it is cited with.
    parts = [frozenset(words_in(own)), *(one.vocabulary for one in cited)]
    raised = (_raised(one.raw, language) for one in cited)
    return Known(
        frozenset().union(*map(all_plain, parts)),
        frozenset().union(*(_by_value(text, language) for text in printed), *raised),
        frozenset(one.script for one in cited),
        (own, *(one.plain[0] for one in cited)),
        printed,
        language,
    )


@lru_cache(maxsize=64)
def _by_value(text: str, language: str) -> Mapping[str, Sequence[Quantity]]:
    """Return the quantities of a text by what their numbers may be worth; 2 million is 2000000, too."""
    found: dict[str, list[Quantity]] = {}
    for quantity in quantities(text, language):
        for one in (quantity, quantity.in_full) if quantity.power else (quantity,):
            for value in one.number.values:
                found.setdefault(value, []).append(one)
    return found


@lru_cache(maxsize=64)
def _measures(text: str, language: str) -> frozenset[tuple[str, Fraction]]:
    """Return how much the amounts of a text are in basic units."""
    return frozenset().union(*(quantity.measures for quantity in quantities(text, language)))


@lru_cache(maxsize=64)
def _raised(text: str, language: str) -> frozenset[str]:
    """Return the numbers of a text with a power of ten; where that is marked as raised, words do not show it."""
    return frozenset().union(*(number.values for number in powers_of_ten(composed(text), language)))


def plain_numbers(text: str) -> str:
    """Return a text with the numbers of its formulas as they are written outside of them."""

    def plain(formula: re.Match[str]) -> str:
        return _DIGIT_ARGUMENTS.sub(r"\1{\2}{\3}", _IN_NUMBER.sub(lambda sign: sign[1] or " ", formula[0]))

    return FORMULA.sub(plain, text)


@lru_cache(maxsize=64)
def all_plain(words: frozenset[str]) -> frozenset[str]:
    """Return words in plain letters."""
    return frozenset(in_plain_letters("\n".join(words)).split("\n"))
