"""The sizes of numbers, amounts and dates that are written as a person writes them, so that they can stand in order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from nasec_study.course.units import UNITS, WORTH
from nasec_study.foundation.characters import in_plain_figures
from nasec_study.rendering.alphabets import alphabet_key
from nasec_study.rendering.dates import century_of, day_of
from nasec_study.rendering.keyboard import ANY_GROUPS, amount_lost

_CLOCK = re.compile(r"(?P<hour>\d{1,2})(?::(?P<minute>[0-5]\d))?(?: ?(?P<half>[ap])\.?m\.?)?", re.IGNORECASE)
# What may be read in two ways, 1,500, is taken for the first; no group begins with 0, as 0,125 does.
_DIGITS = (
    r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d?(?:,\d\d)+,\d{3}(?:\.\d+)?"
    r"|(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d{1,3}(?:\.\d{3})+|\d+),\d+"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+|(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-−+]?\d{1,3})?|\d+/\d+"
)
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_AMOUNT = re.compile(
    rf"(?P<before>[^\w\d.−-]*)(?P<minus>[−-])?(?P<sign>[^\w\d.]?)"
    rf"(?P<number>{_DIGITS})[ \u00a0\u202f]?(?P<behind>[^\d]*)"
)
# Most options are words, and hold no digit and no century in Roman figures.
_TELLING = re.compile(r"\d|siècle|[Ss]ecolo|[Ss]iglo|[Ss]éculo")
# What stands between the two ends of a span.
_DASHES = ("–", "-", " to ")
# An amount, and the same in another unit: 38 °C (100.4 °F).
_AGAIN = re.compile(r"(?P<one>[^()]+) \((?P<other>[^()]+)\)")
# With a comma for the point and a point for groups of three, 1.500 is more than 900.
_MAY_BE_GROUPED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_MONEY = re.compile(r"[$€£¥₹¢]")

# A word for a power of ten, and in which of the two ways of counting it stands: a French billion is a million million.
_SCALES = {
    **dict.fromkeys(("hundred", "hundreds"), (1e2, "")),
    **dict.fromkeys(("thousand", "thousands", "mil", "mille"), (1e3, "")),
    **dict.fromkeys(("million", "millions", "millón", "millones"), (1e6, "")),
    **dict.fromkeys(("billion", "billions"), (1e9, "short")),
    **dict.fromkeys(("trillion", "trillions"), (1e12, "short")),
    **dict.fromkeys(("milliard", "milliards"), (1e9, "long")),
    **dict.fromkeys(("billón", "billones"), (1e12, "long")),
}
# The letters that stand for them behind an amount of money: £950k, $1.2m.
_LETTERS = {"k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "b": 1e9, "B": 1e9, "bn": 1e9}
# What else stands behind numbers, and what it is worth: words that mean something else in a sentence, years and ranks.
_OTHERS: Mapping[str, tuple[Decimal, str]] = {
    "an": WORTH["years"],
    "julio": WORTH["J"],
    "julios": WORTH["J"],
    "pound": WORTH["lb"],
    "pounds": WORTH["lb"],
    **dict.fromkeys(("decade", "decades", "década", "décadas"), (10 * WORTH["years"][0], "s")),
    **dict.fromkeys(("bc", "bce"), (Decimal(-1), "year")),
    **dict.fromkeys(("ad", "ce"), (Decimal(1), "year")),
    **dict.fromkeys(("st", "nd", "rd", "th"), (Decimal(1), "rank")),
}


class Size(NamedTuple):
    """The size of something: of which kind it is, how large, by which way of counting, and what a comma is in it."""

    kind: str
    value: float
    counting: str = ""
    may_be_grouped: bool = False
    comma: str = ""


def sizes(texts: Sequence[str]) -> tuple[tuple[float, float], ...] | None:
    """Return the sizes of texts that are numbers, amounts, dates or spans of one kind, no two alike; else None.

    A size is that of where a span begins and ends, 5–9 mg; what is no span begins where it ends. Amounts in several
    units of one kind are of one kind (2 km, 30 m), others are not (2 km, 30 s); nothing is of any kind (0).
    """
    if not all(map(_TELLING.search, texts)):
        return None
    spans = [span for span in map(_span_of, texts) if span is not None]
    found = [size for span in spans for size in span]
    values = tuple((start.value, end.value) for start, end in spans)
    kinds = {size.kind for size in found if size.value or size.kind}
    countings = {size.counting for size in found if size.counting}
    commas = {size.comma for size in found if size.comma}
    grouped = {size.may_be_grouped for size in found}
    # Where one point stands before decimals, as in 1.96, all of them do: 1.645 is no thousand.
    is_clear = len(grouped) == 1 or commas == {"groups"}
    is_of_one_kind = len(kinds) <= 1 and len(countings) <= 1 and len(commas) <= 1 and is_clear
    return values if len(spans) == len(texts) == len(set(values)) and is_of_one_kind else None


def _span_of(text: str) -> tuple[Size, Size] | None:
    """Return the sizes of where a span begins and ends: 0.5–0.9 mL, 1994–2001, $5 to $10; twice that of an amount."""
    if size := size_of(text):
        return size, size
    if (found := _AGAIN.fullmatch(text)) and _span_of(found["other"]):
        return _span_of(found["one"])
    dash = next((dash for dash in _DASHES if dash in text), None)
    if dash is None:
        return None
    start, _, end = (part.strip() for part in text.rpartition(dash))
    alone, whole = _AMOUNT.fullmatch(start), _AMOUNT.fullmatch(end)
    if alone and whole and not alone["behind"]:
        # The unit, or the word of scale, stands behind the end only.
        start = f"{start} {whole['behind']}"
    first, last = size_of(start), size_of(end)
    return (first, last) if first and last and first.value < last.value else None


def size_of(text: str) -> Size | None:
    """Return the size of a number with a sign, a word of scale or a unit, or of a date or a century; else None.

    −3, $1,200, ($950), 12,34,567, 1.200,5, .05, 1.2e-16, 38 million, 49.1 %, 9:50, 1:15 PM, 3/4, 5th, March 23, 2005,
    15. April 1874, XIXᵉ siècle; in the figures of any script.
    """
    text = in_plain_figures(text.strip())
    for kind, place in (("date", day_of(text)), ("century", century_of(text))):
        if place is not None:
            return Size(kind, place)
    clock = _CLOCK.fullmatch(text)
    if clock and (clock["minute"] or clock["half"]):
        return _time_of(clock)
    loss = amount_lost(text, ANY_GROUPS) if ")" in text else ""
    found = _AMOUNT.fullmatch(f"−{loss}" if loss else text)
    if found is None:
        return None
    money = _MONEY.search(found["before"] + found["sign"])
    scale, counting, unit = _scale_and_unit(found["behind"].strip())
    if money and unit in _LETTERS:
        scale, unit = _LETTERS[unit], ""
    kind, factor = _kind_of(unit)
    if len(unit.split()) > 1 and kind == _plain(unit):
        return None
    digits, comma = _without_commas(found["number"])
    number, _, divisor = digits.partition("/")
    if divisor and not int(divisor):
        return None
    value = float(number) / float(divisor or 1) * scale * factor
    kind = f"{money[0] if money else ''}{kind}"
    may_be_grouped = not comma and bool(_MAY_BE_GROUPED.fullmatch(number))
    return Size(kind, -value if found["minus"] else value, counting, may_be_grouped, comma)


def _without_commas(number: str) -> tuple[str, str]:
    """Return a number with nothing between its groups and a point before its decimals, and what a comma was in it."""
    digits = re.sub(r"[ \u00a0\u202f]", "", number.replace("−", "-"))
    if _THOUSANDS.fullmatch(digits):
        return digits.replace(",", ""), "groups"
    if "," in digits:
        return digits.replace(".", "").replace(",", "."), "decimals"
    return digits, "groups" if "." in digits and not _MAY_BE_GROUPED.fullmatch(digits) else ""


def listed(words: Iterable[str], language: str) -> tuple[str, ...]:
    """Return words in the order of a list to choose from: numbers and amounts by their size, then words by letters."""
    return tuple(sorted(words, key=partial(_place_in_list, language)))


def _place_in_list(language: str, word: str) -> tuple[bool, str, float, float, tuple[str, str]]:
    span = _span_of(word) if _TELLING.search(word) else None
    start, end = span or (Size("", 0.0), Size("", 0.0))
    return (span is None, end.kind, start.value, end.value, alphabet_key(word, language))


def _time_of(clock: re.Match[str]) -> Size:
    """Return a time of day, or a duration, in minutes; 12 AM is midnight."""
    hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
    if half := (clock["half"] or "").lower():
        return Size("half day", 60 * (hour % 12 + 12 * (half == "p")) + minute)
    return Size("clock", 60 * hour + minute)


def _scale_and_unit(behind: str) -> tuple[float, str, str]:
    """Return what the words of scale behind a number are worth, in which way of counting, and the unit behind them."""
    scale, counting = 1.0, ""
    words = behind.split()
    while words and words[0].lower() in _SCALES:
        factor, school = _SCALES[words.pop(0).lower()]
        scale, counting = scale * factor, school or counting
    if len(words) > 1 and words[0] in {"de", "of"} and scale > 1:
        words.pop(0)
    return scale, counting, " ".join(words)


def _kind_of(unit: str) -> tuple[str, float]:
    """Return of which kind a unit is and what it is worth; one that is not known is a kind of its own."""
    for name in (unit, unit.lower()):
        if known := WORTH.get(UNITS.get(name, name)) or _OTHERS.get(name):
            return known[1], float(known[0])
    one, per, other = unit.partition("/")
    if one and other:
        kind, factor = _kind_of(one.strip())
        return f"{kind}{per}{_plain(other)}", factor
    return _plain(unit), 1.0


def _plain(unit: str) -> str:
    """Return a unit without what tells one from several."""
    return unit.casefold().removesuffix(".").removesuffix("s")
