"""Numbers in figures, as texts write them: in groups (18 500), as fractions, with powers of ten, and Roman ones."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize, numeric

from nasec_study.course.units import LABELS

# All of them begin with one sign out of a few, for which a text is soon looked through, and then look back from it.
FIGURE = re.compile(r"\d\d*(?:[.,]\d+)*")
# As most languages write one: with a comma before its decimals, and points between its groups.
_WITH_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d+)?")
# As English writes one. There, 3,50 is a price in a reading in another language.
_WITH_POINT = re.compile(r"(?!0,)\d+(?:(?:,\d{2,3})*,\d{3})?(?:\.\d+)*")
# A number in groups with spaces between them, as in 18 500.
_IN_GROUPS = re.compile(r"\d(?<![\d.,].)\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
# A decimal without its zero, as p = .05 is written.
_BARE_DECIMAL = re.compile(r"\.(?<![\w.)\]]\.)\d+")
# What is multiplied by 100 is none. Where print lost what was raised, as in 1.0 × 10-7, it may be a product, too.
# Decimals may be in groups, and be followed by how sure the last of them are: 6.626 070 15, 6.67430(15).
_POWER_OF_TEN = re.compile(
    r"(?P<digits>\d(?<!\d.)\d*(?:[.,]\d+(?:(?<=[.,]\d{3})(?:[ \u00a0\u202f]\d{3})*[ \u00a0\u202f]\d{1,4})?)?)"
    r"(?:\(\d{1,3}\)(?=\s*[×x·⋅*\\]))?(?:"
    r"\s*(?:[×x·⋅*]|\\times|\\cdot)\s*10"
    r"\s*(?P<sign>\^|\*\*|<sup>)?\s*\{?(?P<power>[-−–⁻]? ?(?:(?!0)\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))\b[}^]?"
    r"|[eE](?P<e>[-−+]?\d{1,2})\b)"
)
_MINUS = str.maketrans("−–", "--", " ")
# The second year of a span, without its century: 1713–15; and a year without it: '44.
_SPAN = re.compile(r"(?P<century>[12](?<!\w.)(?:(?<=1)\d|0))(?P<year>\d\d)[-/–](?P<end>\d\d)(?![-/–.,]?\d)")
_CUT_YEAR = re.compile(r"['’‘](?<!\w.)(\d\d)(?!\w)")
# A fraction in figures, and what is before its stroke or sign: 2½, 2 1/2. Most other strokes, 120/80, are of none.
_UNDER = re.compile(r"[/¼-¾\u2044⅐-⅞](?:(?<![/\u2044])|([2-9]|10)(?![\w/\u2044]|[.,]\d))")
_OVER = re.compile(r"(?:(?<![\d.,/\u2044])(\d{1,3})[ -])?(?<![\d.,/\u2044])([1-9])\Z")
_WHOLE = re.compile(r"(?<![\d.,/\u2044])(\d{1,3})[ -]?\Z")
_LARGEST_UNDER, _DECIMALS, _LOOK = 10, 6, 16
_ROMAN_FIGURES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
# A number in Roman figures, with the ending that makes an ordinal of it: XIX, XVᵉ, XVe, Iᵉʳ.
_ROMAN = re.compile(r"([IVXLC](?<![^\W_].)[IVXLC]{0,14})(?:(?:[eᵉ]|er|ᵉʳ|ème)s?)?(?![^\W_]|['’]\w)")
_LABEL = re.compile(r"([^\W\d_]+\.?)[\s-]\Z")
_CENTURY = re.compile(r"[-\s](?:[Cc]entur(?:y|ies)|[Ss]iècles?|Jahrhunderts?)(?!\w)")


class Number(NamedTuple):
    """A number that a text has from `start` to `upto`, which is `figure` in digits and may be worth any of `values`.

    What it counts is said at `end`: within it, for two miles and a half. One that is not sure may be the numbers
    within it, too, such as 18 500. One that is spelled is written otherwise than in digits.
    """

    start: int
    end: int
    upto: int
    figure: str
    values: frozenset[str]
    is_sure: bool = True
    is_spelled: bool = False


def in_figures(text: str, language: str) -> Iterator[Number]:
    """Yield each number that a text has in digits or Roman figures, behind that of which it is a part."""
    for found in _BARE_DECIMAL.finditer(text):
        yield Number(*found.span(), found.end(), f"0{found[0]}", frozenset({shortest(f"0{found[0]}")}))
    for found in _IN_GROUPS.finditer(text):
        joined = "".join(found[0].split())
        yield Number(*found.span(), found.end(), joined, meanings(joined, language), is_sure=False)
    for found in _SPAN.finditer(text):
        if found["end"] > found["year"]:
            year = found["century"] + found["end"]
            yield Number(*found.span("end"), found.end(), year, frozenset({year}))
    for found in _CUT_YEAR.finditer(text):
        yield Number(*found.span(1), found.end(), found[1], with_centuries(found[1]))
    yield from powers_of_ten(text, language)
    yield from _fractions(text)
    yield from _in_roman(text)
    for found in FIGURE.finditer(text):
        yield Number(*found.span(), found.end(), found[0], meanings(found[0], language))


def powers_of_ten(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers of a text that are written with a power of ten: 1.0 × 10^-7, 1.0·10⁻⁷, 6.022e23."""
    for found in _POWER_OF_TEN.finditer(text):
        power = int(normalize("NFKC", found["power"] or found["e"]).translate(_MINUS))
        values = frozenset(scaled(number, power) for number in meanings("".join(found["digits"].split()), language))
        is_raised = bool(found["sign"] or found["e"] or not found["power"][-1].isascii())
        yield Number(*found.span(), found.end(), found[0], values, is_raised)


def _fractions(text: str) -> Iterator[Number]:
    """Yield each fraction in figures, with the whole number before it."""
    for found in _UNDER.finditer(text):
        start = found.start()
        over = (_OVER if found[1] else _WHOLE).search(text, max(0, start - _LOOK), start)
        if not found[1]:
            part = Fraction(numeric(found[0])).limit_denominator(_LARGEST_UNDER)
        elif over:
            part = Fraction(int(over[2]), int(found[1]))
        else:
            continue
        if part < 1:
            whole = int((over and over[1]) or 0)
            yield spelled(over.start() if over else start, found.end(), whole + part)


def _in_roman(text: str) -> Iterator[Number]:
    """Yield each number in Roman figures that stands behind a label, such as Chapter, or before a century."""
    for found in _ROMAN.finditer(text):
        start = found.start()
        label = _LABEL.search(text, max(0, start - _LOOK), start)
        is_labeled = label and label[1].lower() in LABELS and (found[1] != "I" or label[1][0].isupper())
        if is_labeled or _CENTURY.match(text, found.end()):
            yield spelled(start, found.end(), Fraction(from_roman(found[1])))


def spelled(start: int, end: int, value: Fraction, upto: int = 0) -> Number:
    """Return a number that is not written in digits."""
    whole, rest = divmod(value, 1)
    decimals = f"{round(rest * 10**_DECIMALS):0{_DECIMALS}}".rstrip("0")
    digits = f"{whole}.{decimals}" if decimals else str(whole)
    return Number(start, end, upto or end, digits, frozenset({digits}), is_spelled=True)


def from_roman(figures: str) -> int:
    """Return a number in Roman figures: XIX is 19."""
    values = [_ROMAN_FIGURES[figure] for figure in figures]
    return sum(-one if one < after else one for one, after in zip(values, (*values[1:], 0), strict=True))


@lru_cache(maxsize=4096)
def meanings(figure: str, language: str) -> frozenset[str]:
    """Return the numbers that a figure may mean: 1,500 is 1500, and in other languages than English 1.5, too."""
    is_english = language == "en" and _WITH_POINT.fullmatch(figure)
    if not is_english and _WITH_COMMA.fullmatch(figure):
        return frozenset({figure.replace(",", ""), shortest(figure.replace(".", "").replace(",", "."))})
    return frozenset({shortest(figure.replace(",", ""))})


def shortest(number: str) -> str:
    """Return a number without the zeros before it and at the end of its decimals: 5.0 and 05 are 5."""
    short = (number.rstrip("0").rstrip(".") if "." in number else number).lstrip("0")
    return short if short[:1].isdigit() else f"0{short}"


def scaled(number: str, power: int) -> str:
    """Return how much a number of millions, or of another power of ten, is; the number itself if it is none."""
    try:
        return shortest(f"{Decimal(number).scaleb(power):f}")
    except InvalidOperation:
        return number


def with_centuries(year: str) -> frozenset[str]:
    """Return a year, or a decade, that is written without its century, and what it is in each of the last ones."""
    return frozenset({year, *(f"{century}{year}" for century in (18, 19, 20))})
