"""Figures of answers and rationales: with their units, in words, and with the provisions that they belong to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache, partial

from nasec_study.checks._known import Known, meanings, plain_numbers, scaled, shortest
from nasec_study.checks._provisions import is_cited, provisions
from nasec_study.checks._quantities import FIGURE, Quantity, quantities
from nasec_study.checks._times import with_whole_years, without_known_times
from nasec_study.course.model import BaseItem, Course, Item
from nasec_study.course.model.base import as_typed
from nasec_study.course.number_words import in_digits, in_words
from nasec_study.course.numbers import IN_GROUPS, grouped, in_ideographs, powers_of_ten, with_zeros
from nasec_study.course.readings import ReadingTexts
from nasec_study.foundation.characters import in_plain_figures
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.markup import FORMULA, without_gaps

# A number in ideographs for sure: a single one, and those of tens and thousands, are parts of many words, as in
# 三民主義 and 千萬不可, and 七八 is a guess.
_SURE_IDEOGRAPHS = re.compile("(?=..)(?=.*[一二三四五六七八九兩两廿卅])(?:.{4}|.*[十百千萬万億亿兆廿卅])")
# What no reading need print of a formula: a raised or lowered figure, which is part of a sign, as in σ² and x₁; and 0
# and 1, by which one reckons, as in 1 − p.
_OF_NO_READING = re.compile(r"[\^_]\s*(?:\{[^{}]*\}|\d)|(?<![\d.,])[01](?![.,]?\d)")
# In words, what an author counts, two causes, is no figure of a reading; nor are a hundred times and a thousand years.
_IDLE = frozenset(map(str, (*range(13), 100, 1000)))
_HALF = "0.5"
# A figure may be rounded, if it stays so near to the one that it stands for.
_ROUNDED = Decimal("0.05")
_LARGE = 10_000
# A part of something that is said in words may be so many in a hundred more or less.
_SAID = Decimal("0.7")
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(r"\d{1,20}(?:\.\d{1,20})?")


def lacking_figures(course: Course, readings: ReadingTexts, item: Item, known: Known) -> Iterator[Problem]:
    """Yield a problem for each figure of an item that what it cites does not print."""
    claims = _claims(item)
    in_signs = in_ideographs(claims)
    if not in_signs and not _DIGIT.search(in_digits(claims, known.language)):
        return
    claims, powers = powers_of_ten(plain_numbers(claims))
    in_powers = frozenset().union(*(readings[name].powers_of_ten for name in item.cited_readings))
    for number in powers:
        if number not in in_powers and shortest(f"{number:f}") not in known.numbers:
            yield lacking(course, item, as_typed(number))
    meant = known.numbers
    if in_powers:
        meant |= {shortest(f"{number:f}") for number in in_powers}
    claims = IN_GROUPS.sub(partial(_joined_if_known, meant), FORMULA.sub(_without_idle_figures, claims))
    claims = with_whole_years(_without(in_signs, claims))
    yield from _quantities(course, item, claims, known, meant)
    for provision in dict.fromkeys(provisions(claims)):
        # Of one with a figure that is nowhere, that figure is told.
        figures = FIGURE.findall(provision)
        is_there = not any(meanings(figure, known.language).isdisjoint(known.numbers) for figure in figures)
        if is_there and not any(is_cited(provision, text) for text in known.texts):
            yield lacking(course, item, provision)
    for figure, value in in_signs.items():
        if (figure[0].isdigit() or _SURE_IDEOGRAPHS.match(figure)) and str(value) not in meant:
            yield lacking(course, item, figure)


def lacking(course: Course, item: Item, figure: str, there: str = "") -> Problem:
    """Return the problem that a figure of an item is printed by no reading that it cites; `there` says what is."""
    message = f"{item.type} item '{item.id}': the figure {figure} is not in what it cites"
    hint = f"{there}correct it, or say in `computed:` how it was worked out"
    return Problem("E312", course.place(item).where(), message, hint, about=item.id)


def _quantities(course: Course, item: Item, claims: str, known: Known, meant: frozenset[str]) -> Iterator[Problem]:
    """Yield a problem for each figure that is nowhere, or stands there in other units only."""
    told = set()
    digits = without_known_times(in_digits(claims, known.language), meant)
    for quantity in dict.fromkeys(quantities(digits, known.language)):
        figure = quantity.figure
        numbers = meanings(figure, known.language)
        # In full: 2400000 for 2.4 million.
        whole = frozenset(filter(None, (scaled(number, quantity.power) for number in numbers)))
        in_full = quantity._replace(power=0)
        if _is_said(quantity, numbers, known, meant) or _is_said(in_full, whole, known, meant):
            continue
        if _is_part(in_full, whole, known, meant) or _is_rounded(in_full, whole, known, meant):
            continue
        spelled = "" if figure in FIGURE.findall(claims) else in_words(claims, known.language).get(figure, "")
        is_idle = bool(spelled) and figure in _IDLE and not quantity.power
        if figure in told or (is_idle and quantity.is_bare) or (spelled and figure == _HALF and not quantity.power):
            continue
        if not numbers.isdisjoint(meant):
            shown = spelled if spelled and "." in figure else figure
            there = frozenset().union(*map(known.quantities, numbers))
            found = ", ".join(sorted({str(other._replace(figure=shown)) for other in there}))
            yield lacking(course, item, str(quantity._replace(figure=shown)), f"there is {found}; ")
        elif not is_idle or quantity.is_exact:
            told.add(figure)
            yield lacking(course, item, str(quantity._replace(figure=spelled, unit="")) if spelled else figure)


def _is_said(quantity: Quantity, numbers: frozenset[str], known: Known, meant: frozenset[str]) -> bool:
    """Tell whether one of some numbers is among others, and stands there in the unit of a quantity, or without one."""
    if numbers.isdisjoint(meant):
        return False
    there = frozenset().union(*map(known.quantities, numbers)) if quantity.unit or quantity.power else ()
    return not there or any(quantity.may_be(other) for other in there)


def _is_rounded(quantity: Quantity, numbers: frozenset[str], known: Known, meant: frozenset[str]) -> bool:
    """Tell whether a number is another one, rounded to fewer decimals, or to thousands: 97 for 96.7, and 70000."""
    if quantity.numbers_something:
        return False
    there: list[str] = []
    for value in map(Decimal, numbers):
        place = _last_place(value) if value >= _LARGE else min(_last_place(value), 0)
        off = min(Decimal("0.5").scaleb(place), value * _ROUNDED)
        there += (f"{other:f}" for other in _between(value, off, meant) if _last_place(other) < place)
    return _is_said(quantity, frozenset(there), known, meant)


def _is_part(quantity: Quantity, numbers: frozenset[str], known: Known, meant: frozenset[str]) -> bool:
    """Tell whether a part of something is said otherwise: two thirds in percent, or 67 percent as a fraction."""
    for value in map(Decimal, numbers):
        if quantity.unit == "%":
            off = min(Decimal("0.5").scaleb(min(_last_place(value), 0)), value * _ROUNDED) / 100
            parts = _between(value / 100, off, meant)
            return any(other.is_bare for part in parts for other in known.quantities(f"{part:f}"))
        if quantity.is_bare and value < 1:
            percents = _between(value * 100, min(_SAID, value * 100 * _ROUNDED), meant)
            return any(other.may_be_percent for one in percents for other in known.quantities(f"{one:f}"))
    return False


def _between(value: Decimal, off: Decimal, meant: frozenset[str]) -> tuple[Decimal, ...]:
    known = _in_order(meant)
    return known[bisect_left(known, value - off) : bisect_right(known, value + off)]


def _last_place(number: Decimal) -> int:
    """Return the place of the last digit that counts, as a power of ten: -1 in 96.7, and 4 in 70000."""
    return int(number.normalize().as_tuple().exponent)


@lru_cache(maxsize=64)
def _in_order(numbers: frozenset[str]) -> tuple[Decimal, ...]:
    return tuple(sorted(map(Decimal, filter(_PLAIN.fullmatch, numbers))))


def _claims(item: BaseItem) -> str:
    return with_zeros(in_plain_figures(" ".join(without_gaps(text) for text in (*item.asserts, item.rationale))))


def _without(numbers: Iterable[str], claims: str) -> str:
    """Return claims without some numbers, longer ones first."""
    for number in sorted(numbers, key=len, reverse=True):
        claims = claims.replace(number, " ")
    return claims


def _without_idle_figures(formula: re.Match[str]) -> str:
    """Return a formula without the figures that no reading need print."""
    return _OF_NO_READING.sub(" ", formula[0])


def _joined_if_known(meant: frozenset[str], number: re.Match[str]) -> str:
    [joined] = grouped(number[0])
    return joined if shortest(joined) in meant else number[0]
