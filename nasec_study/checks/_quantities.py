"""What the numbers of a text are: amounts in their units, 5 mg/kg and €20, or of something numbered, § 12 and 7 May."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from nasec_study.course.ideographs import in_ideographs
from nasec_study.course.number_words import in_words
from nasec_study.course.numbers import Number, in_figures, scaled, spelled, with_centuries
from nasec_study.course.units import CURRENCIES, LABELS, MANY, MONTHS, UNITS, VAGUE, WORTH

_POWER_OF: Mapping[str, int] = {word: power for power, words in MANY.items() for word in words}
# What stands for them behind an amount of money: $300m.
_LETTERS: Mapping[str, int] = {"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9}
# A unit, a word for many, or several words that are one of them.
_WORD = re.compile(
    r"[\s-]{0,2}(?:d['’])?((?:per|pour|por)\s(?:cent|ciento)\b|mm\sHg|degrees\s(?:Celsius|Fahrenheit)|mil\smillones"
    r"|thousand\smillion|(?:in|Mio|Mrd)\.|[^\W\d_]{1,30}(?:·[^\W\d_]{1,30}){0,9}|[$€£¥₹₽₩%‰]|°[CF])"
)
# Of a unit with a power, 5 cm3 and 5 m^2^, and of a product, 5 lb-ft, it is not known; nor is $ one behind a figure
# that has its own: in 2005 $20.
_ENDS = re.compile(r"(?![^\W_]|\^|-(?:ft|lbs?|m|pounds?)(?![^\W_]))")
_PER = re.compile(r"\s?/\s?|\s(?:per|an?|each|every|(?:for|in) (?:each|every))\s")
_OF = re.compile(r"\s(?:of|de)(?=\s)")
# What makes a figure a rank, before a month or a century: 17th of May, 21. Jahrhundert.
_RANK = re.compile(r"(?:st|nd|rd|th|er|[eᵉº]|ème|\.)?(?:\s(?:of|de))?(?=[\s-])")
_RANKS = frozenset(["st", "nd", "rd", "th", "er", "e", "ᵉ", "º", "ème", "of", "de"])
_RANKED = frozenset({"century", "amendment"})
# What makes a decade of a year: 1990s, 90er, nineties, años 90.
DECADE = "decade"
_DECADE = re.compile(r"(?:1\d|20)?\d0")
_OF_YEARS, _DECADES = re.compile(r"(?:['’]?s|er|ies)(?!\w)"), frozenset({"años", "années"})
_LETTER = re.compile(r"[kKmMbB](?![^\W_])")
_BESIDE_WORDS, _CURRENCY_SIGNS = "([“„\"'*_-", "$€£¥₹₽₩"
_NUMBERING = frozenset({*LABELS.values(), *MONTHS.values()})
# Between two figures that share the unit behind the second one, or the sign before the first one: 4 to 6 h, §§ 4 and 5.
_SHARED = re.compile(r"\s*(?:[-–—/±]|to|and|or|bis|und|à|et|ou|a|y|o)\s*[$€£]?")
# Between what is a part and what it is a part of: two out of three.
_OUT_OF = re.compile(r"\s+(?:out\s+of|(?:of|in)\s+every|de\s+cada|sur|von)\s+")
_LONGEST = 9
# The word behind a figure has so many letters, and is no abbreviation, as in § 434 BGB. One in the plural is of things,
# which are no amount of anything else; pounds may be in weight or in money, and some words only look like a plural.
_LEAST = 3
_NO_THINGS = "pounds|degrees|this|thus|does|plus|dans|sans|vers|versus|minus|across|towards"
_THINGS = re.compile(rf"(?!(?:{_NO_THINGS})\Z)[^\W\d_A-Z]{{2,}}[^\Ws]s")
_SIGN_LOOK = 16
_MOST_DAYS = 31
# What a number is worth beyond doubt: 0125 and 1.500 are only one way to read 0,125 and 1.500.
_WORTH_IT = re.compile(r"(?:0|[1-9]\d{0,19})(?:\.\d{0,19}[1-9])?")
_MONEY = frozenset(CURRENCIES.values()) | {"$"}
_LEADING = frozenset({"$", "€", "£", "¥"})


class Quantity(NamedTuple):
    """A number with its unit, the power of ten of a word for many, million, and the word behind it; '' and 0 for none.

    The unit is one of amounts, such as mg/kg, or what is numbered, such as § or May, or a decade. Where none is known,
    `thing` is the word behind the number, such as ships.
    """

    number: Number
    unit: str = ""
    power: int = 0
    thing: str = ""

    def __str__(self) -> str:
        """Return the figure beside its unit, or behind its sign: 5 mg/kg, $40 million, § 12."""
        return self.shown(self.number.figure)

    def shown(self, figure: str) -> str:
        """Return a figure beside the unit, or behind its sign."""
        many = f" {MANY[self.power][0]}" if self.power else ""
        sign, _, name = self.unit.partition("/")
        if sign in _LEADING and name != "pesos":
            return f"{sign}{figure}{many}"
        if self.unit in LABELS:
            return f"{self.unit} {figure}"
        if self.unit == DECADE:
            return f"{figure}s"
        return f"{figure}{many} {name if name == 'pesos' else self.unit or self.thing}".rstrip()

    @property
    def in_full(self) -> "Quantity":
        """The same without a word for many: 2400000 for 2.4 million."""
        if not self.power:
            return self
        values = frozenset(scaled(value, self.power) for value in self.number.values)
        figure = scaled(self.number.figure, self.power)
        return Quantity(self.number._replace(figure=figure, values=values), self.unit)

    @property
    def is_bare(self) -> bool:
        """Whether no unit and no word for many is known."""
        return not (self.unit or self.power)

    @property
    def are_things(self) -> bool:
        """Whether it is how many there are of some things."""
        return bool(_THINGS.fullmatch(self.thing))

    @property
    def may_be_percent(self) -> bool:
        """Whether it is so much of a hundred, or nothing says of what, as in a table."""
        return self.unit == "%" or (self.is_bare and not self.are_things)

    @property
    def numbers_something(self) -> bool:
        """Whether it is the number of something, such as a chapter, or a day of a month, and no amount."""
        return self.unit in _NUMBERING

    @property
    def is_exact(self) -> bool:
        """Whether it is an amount of money, or the number of something: nobody says them by the way."""
        return self.unit in _MONEY or self.numbers_something

    @property
    def measures(self) -> frozenset[tuple[str, Fraction]]:
        """How much it may be in basic units, with their names: 250 mg is a quarter of a gram; none for other units."""
        unit, worth = _measured(self.unit)
        if self.numbers_something or not worth:
            return frozenset()
        values = filter(_WORTH_IT.fullmatch, self.in_full.number.values)
        return frozenset((unit, Fraction(value) * worth) for value in values)

    def may_be(self, other: "Quantity") -> bool:
        """Tell whether another one of the same value may be the same.

        One may leave out what the text around it tells, such as a day. Other words for things are no other number, but
        things are not what a unit measures, and nothing else is what Chapter 7 numbers.
        """
        if self.is_bare:
            is_other = self.are_things or (self.thing and other.numbers_something)
            return other.unit in ("", self.thing) or not is_other
        if other.are_things:
            return False
        if self.power == other.power:
            mine, its = f"{self.unit}/", f"{other.unit}/"
            return mine.startswith(its) or its.startswith(mine) or not (self.unit and other.unit)
        return not other.power and not other.number.figure.startswith("0.") and other.unit in ("", self.unit)


@lru_cache(maxsize=256)
def _measured(unit: str) -> tuple[str, Fraction]:
    """Return the basic units of which a unit is made, g/g for mg/kg, and what it is worth in them; 0 for others."""
    parts = unit.split("/")
    if not all(part in WORTH and part not in VAGUE for part in parts):
        return "", Fraction(0)
    worths = [Fraction(WORTH[part][0]) for part in parts]
    return "/".join(WORTH[part][1] for part in parts), worths[0] / math.prod(worths[1:])


@lru_cache(maxsize=64)
def quantities(text: str, language: str) -> tuple[Quantity, ...]:
    """Return what the numbers of a text are, in order. Behind one that is not sure are those within it."""
    several = sorted((*in_words(text, language), *in_ideographs(text), *in_figures(text, language)), key=_place)
    several = sorted((*_ratios(text, several), *several), key=_place)
    joined: list[Number] = []
    apart: list[Number] = []
    upto = upto_joined = 0
    for number in several:
        if number.start >= upto_joined:
            joined.append(number)
            upto_joined = number.upto
        if number.start >= upto and number.is_sure:
            apart.append(number)
            upto = number.upto
    found = list(_quantities(text, joined, language))
    if joined != apart:
        outer = frozenset(joined)
        found += (one for one in _quantities(text, apart, language) if one.number not in outer)
        found.sort(key=lambda one: _place(one.number))
    return tuple(found)


def _ratios(text: str, numbers: Sequence[Number]) -> Iterator[Number]:
    """Yield how many each time are out of how many, two out of three, as a part of these."""
    for part, whole in pairwise(numbers):
        are_out_of = _OUT_OF.fullmatch(text, part.upto, whole.start) and (part.figure + whole.figure).isdecimal()
        if are_out_of and len(part.figure) <= len(whole.figure) <= _LONGEST and int(whole.figure):
            share = Fraction(int(part.figure), int(whole.figure))
            yield spelled(part.start, whole.end, share, whole.upto)._replace(is_sure=False)


def _place(number: Number) -> tuple[int, int]:
    return number.start, -number.upto


def _quantities(text: str, numbers: Sequence[Number], language: str) -> Iterator[Quantity]:
    """Yield numbers of a text with what is beside them, which two of them may share."""
    shares = [bool(_SHARED.fullmatch(text, one.upto, other.start)) for one, other in pairwise(numbers)]
    signs = [_sign(text, number, language) for number in numbers]
    found = [_behind(text, number, sign) for number, sign in zip(numbers, signs, strict=True)]
    for place, is_shared in enumerate(shares):
        # No sign before another figure numbers an amount, or things.
        if is_shared and not (signs[place + 1] or found[place + 1].unit or found[place + 1].are_things):
            signs[place + 1] = signs[place]
    for place in range(len(shares) - 1, -1, -1):
        one, other = found[place : place + 2]
        if shares[place] and not one.unit:
            found[place] = other._replace(number=one.number, power=one.power or other.power)
    for one, sign in zip(found, signs, strict=True):
        whole = one._replace(unit=sign, thing="") if sign and not (sign in LABELS and one.unit) else one
        if whole.unit == DECADE and len(one.number.figure) == len("90"):
            yield Quantity(one.number._replace(values=with_centuries(one.number.figure)), DECADE)
        else:
            yield whole


def _sign(text: str, number: Number, language: str) -> str:
    """Return the currency before a number, or what numbers it there."""
    before = text[max(0, number.start - _SIGN_LOOK) : number.start].split()
    word = before[-1].replace("’", "'").rpartition("'")[2].strip(_BESIDE_WORDS) if before else ""
    if not word:
        return ""
    if word[-1] in _CURRENCY_SIGNS:
        return "$" if word == "$" and language == "es" else UNITS.get(word) or UNITS[word[-1]]
    if label := LABELS.get(word.lower()):
        return label
    if word in _DECADES:
        return DECADE if _DECADE.fullmatch(number.figure) else ""
    name = word.removesuffix(".")
    if name in MONTHS:
        return MONTHS[name] if _is_day(number) else ""
    return CURRENCIES.get(name, "") if name.isupper() or name == "Rs" else ""


def _is_day(number: Number) -> bool:
    return len(number.figure) < len("100") and number.figure.isdecimal() and int(number.figure) <= _MOST_DAYS


def _behind(text: str, number: Number, sign: str) -> Quantity:
    """Return a number with the unit, the word for many, or else the word behind it."""
    end = number.end
    if sign in _MONEY and (found := _LETTER.match(text, end)):
        return Quantity(number, power=_LETTERS[found[0]])
    if number.figure[-1] == "0" and _OF_YEARS.match(text, end) and _DECADE.fullmatch(number.figure):
        return Quantity(number, DECADE)
    word, end = _word(text, end)
    first = word
    power = _POWER_OF.get(word, 0)
    if power:
        found = _OF.match(text, end)
        word, end = _word(text, found.end() if found else end)
    units = []
    while word in UNITS and _ENDS.match(text, end):
        units.append(UNITS[word])
        per = _PER.match(text, end)
        word, end = _word(text, per.end()) if per else ("", end)
    unit = "/".join(units) or ("" if power else _ranked(text, number, first))
    is_word = len(first) >= _LEAST and sum(map(str.isupper, first)) < 2  # noqa: PLR2004 - a noun has one
    is_thing = is_word and not (unit or power or text[number.end].isalpha())
    return Quantity(number, unit, power, first if is_thing else "")


def _ranked(text: str, number: Number, word: str) -> str:
    """Return the month, or what else numbers a figure, of which this is the rank: 17th of May, 21. Jahrhundert."""
    if not word or word in _RANKS:
        rank = _RANK.match(text, number.end)
        word = _word(text, rank.end())[0] if rank else ""
    if word in MONTHS:
        return MONTHS[word] if _is_day(number) else ""
    unit = UNITS.get(word, "")
    return unit if unit in _RANKED else ""


def _word(text: str, start: int) -> tuple[str, int]:
    """Return the word that stands at a place, '' if there is none, and where it ends."""
    found = _WORD.match(text, start)
    return (found[1].replace("\n", " "), found.end()) if found else ("", start)
