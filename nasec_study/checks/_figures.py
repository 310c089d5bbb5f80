"""Figures of answers and rationales: with their units, in words, and with the provisions that they belong to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from nasec_study.checks._known import Known, plain_numbers
from nasec_study.checks._provisions import is_cited, provisions
from nasec_study.checks._quantities import DECADE, Quantity, quantities
from nasec_study.checks.shown import where_said
from nasec_study.course.model import Course, Item
from nasec_study.course.numbers import FIGURE, meanings
from nasec_study.foundation.characters import in_plain_figures
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.markup import FORMULA, without_gaps

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
# Constants of nature have many digits in full, the smallest ones behind the point: 6.626 × 10⁻³⁴.
_PLAIN = re.compile(r"\d{1,120}(?:\.\d{1,120})?")
_YEAR = re.compile(r"1\d\d\d|20\d\d")


def lacking_figures(course: Course, item: Item, known: Known) -> Iterator[Problem]:
    """Yield a problem for each figure of an item that what it cites does not print, or has in other units only."""
    # No number has the first word of the next text behind it.
    claims = " ¶ ".join(without_gaps(text) for text in (*item.asserts, item.rationale))
    claims = plain_numbers(in_plain_figures(claims))
    idle = _idle_places(claims)
    upto = counted = 0
    proven: dict[tuple[object, ...], bool] = {}
    told = set()
    for quantity in quantities(claims, known.language):
        number = quantity.number
        if number.start < upto or idle.issuperset(range(number.start, number.upto)):
            continue
        said = (number.values, *quantity[1:])
        is_new = said not in proven
        if is_new:
            proven[said] = _is_proven(quantity, known)
        if proven[said]:
            upto = number.upto
        elif not number.is_sure:
            # Who says two out of three has counted both.
            counted = number.upto
        elif is_new:
            what = _told(quantity, claims, known, is_counted=number.start < counted)
            if what and what not in told:
                told.add(what)
                yield lacking(course, item, claims[number.start : number.upto], *what)
    for provision in dict.fromkeys(provisions(claims)):
        # Of one with a figure that is nowhere, that figure is told.
        figures = FIGURE.findall(provision)
        is_there = not any(meanings(figure, known.language).isdisjoint(known.numbers) for figure in figures)
        if is_there and not any(is_cited(provision, text) for text in known.texts):
            yield lacking(course, item, provision, provision)


def lacking(course: Course, item: Item, written: str, figure: str, there: str = "") -> Problem:
    """Return the problem that a figure of an item, as it is written there, is printed by no reading that it cites.

    `there` says what is.
    """
    message = f"{item.type} item '{item.id}': the figure {figure} is not in what it cites"
    hint = f"{there}correct it, or say in `computed:` how it was worked out"
    return Problem("E312", where_said(course, item, (*item.asserts, item.rationale), written), message, hint)


def _idle_places(claims: str) -> frozenset[int]:
    """Return where claims have figures in their formulas that no reading need print."""
    formulas = FORMULA.finditer(claims) if "\\" in claims else ()
    found = (idle for formula in formulas for idle in _OF_NO_READING.finditer(claims, *formula.span()))
    return frozenset(place for idle in found for place in range(*idle.span()))


def _told(quantity: Quantity, claims: str, known: Known, *, is_counted: bool) -> tuple[str, str] | None:
    """Return what is told of a quantity that is not proven, and what is there instead; None for what needs no proof."""
    number = quantity.number
    written = claims[number.start : number.upto] if number.is_spelled else ""
    is_idle = bool(written) and number.figure in _IDLE and not (quantity.power or is_counted)
    if (is_idle and quantity.is_bare) or (written and number.figure == _HALF and not quantity.power):
        return None
    if not number.values.isdisjoint(known.numbers):
        shown = written if "." in number.figure and not quantity.power and written else number.figure
        found = ", ".join(sorted({other.shown(shown) for other in known.quantities(number.values)}))
        return quantity.shown(shown), f"there is {found}; "
    return (written or number.figure, "") if not is_idle or quantity.is_exact else None


def _is_proven(quantity: Quantity, known: Known) -> bool:
    """Tell whether what is known says a quantity, with its word for many or in full, or in another way."""
    full = quantity.in_full
    return (
        _is_said(quantity, quantity.number.values, known)
        or (full is not quantity and _is_said(full, full.number.values, known))
        or _is_part(full, known)
        or _is_rounded(full, known)
        or not full.number.values.isdisjoint(_times(known.numbers).get(full.unit, ()))
        or known.has_measured(quantity.measures)
    )


def _is_said(quantity: Quantity, values: frozenset[str], known: Known) -> bool:
    """Tell whether one of some values is known, and stands there in the unit of a quantity, or without one."""
    if values.isdisjoint(known.numbers):
        return False
    there = list(known.quantities(values)) if any(quantity[1:]) else ()
    return not there or any(map(quantity.may_be, there))


def _is_rounded(quantity: Quantity, known: Known) -> bool:
    """Tell whether a number is another one, rounded to fewer decimals, or to thousands: 97 for 96.7, and 70000."""
    if quantity.numbers_something:
        return False
    there: list[str] = []
    for value in _decimals(quantity.number.values):
        place = _last_place(value) if value >= _LARGE else min(_last_place(value), 0)
        off = min(Decimal("0.5").scaleb(place), value * _ROUNDED)
        there += (f"{other:f}" for other in _between(value, off, known) if _last_place(other) < place)
    return _is_said(quantity, frozenset(there), known)


def _is_part(quantity: Quantity, known: Known) -> bool:
    """Tell whether a part of something is said otherwise: two thirds in percent, or 67 percent as a fraction."""
    for value in _decimals(quantity.number.values):
        if quantity.unit == "%":
            off = min(Decimal("0.5").scaleb(min(_last_place(value), 0)), value * _ROUNDED) / 100
            parts = (f"{part:f}" for part in _between(value / 100, off, known))
            return any(other.is_bare for other in known.quantities(list(parts)))
        if quantity.is_bare and value < 1:
            percents = (f"{one:f}" for one in _between(value * 100, min(_SAID, value * 100 * _ROUNDED), known))
            return any(other.may_be_percent for other in known.quantities(list(percents)))
    return False


def _between(value: Decimal, off: Decimal, known: Known) -> tuple[Decimal, ...]:
    numbers = _in_order(known.numbers)
    return numbers[bisect_left(numbers, value - off) : bisect_right(numbers, value + off)]


def _last_place(number: Decimal) -> int:
    """Return the place of the last digit that counts, as a power of ten: -1 in 96.7, and 4 in 70000."""
    return int(number.normalize().as_tuple().exponent)


def _decimals(numbers: Iterable[str]) -> Iterator[Decimal]:
    return map(Decimal, filter(_PLAIN.fullmatch, numbers))


@lru_cache(maxsize=64)
def _in_order(numbers: frozenset[str]) -> tuple[Decimal, ...]:
    return tuple(sorted(_decimals(numbers)))


@lru_cache(maxsize=64)
def _times(numbers: frozenset[str]) -> Mapping[str, frozenset[str]]:
    """Return the decades and the centuries that the years among some numbers prove."""
    years = {int(number) for number in numbers if _YEAR.fullmatch(number)}
    decades = {year // 10 * 10 for year in years}
    return {
        DECADE: frozenset(map(str, decades)) | {f"{decade % 100:02}" for decade in decades},
        "century": frozenset(str(-(-year // 100)) for year in years),
    }
