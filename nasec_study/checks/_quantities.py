"""What figures belong to: amounts in their units, 5 mg/kg and €20, and what they number, § 12 and Chapter 7."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from nasec_study.course.units import CURRENCIES, LABELS, MANY, MONTHS, UNITS

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_POWER_OF: Mapping[str, int] = {word: power for power, words in MANY.items() for word in words}
# What stands for them behind an amount of money: $300m.
_LETTERS: Mapping[str, int] = {"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9}
# A unit, a word for many, or several words that are one of them.
_WORD = re.compile(
    r"[\s-]{0,2}(?:d['’])?((?:per|pour|por)\s(?:cent|ciento)\b|mm\sHg|degrees\s(?:Celsius|Fahrenheit)|mil\smillones"
    r"|thousand\smillion|(?:in|Mio|Mrd)\.|[^\W\d_]+(?:·[^\W\d_]+)*|[$€£¥₹₽₩%‰]|°[CF])"
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
_LETTER = re.compile(r"[kKmMbB](?![^\W_])")
_BESIDE_WORDS, _CURRENCY_SIGNS = "([“„\"'*_-", "$€£¥₹₽₩"
_NUMBERING = frozenset({*LABELS.values(), *MONTHS.values()})
# Between two figures that share the unit behind the second one, or the sign before the first one: 4 to 6 h, §§ 4 and 5.
_SHARED = re.compile(r"\s*(?:[-–—/±]|to|and|or|bis|und|à|et|ou|a|y|o)\s*[$€£]?")
# The word behind a figure has so many letters. One in the plural is of things, which are no amount of anything else;
# pounds may be in weight or in money, and some words only look like a plural.
_LEAST = 3
_NO_THINGS = "pounds|degrees|this|thus|does|plus|dans|sans|vers|versus|minus|across|towards"
_THINGS = re.compile(rf" (?!(?:{_NO_THINGS})\Z)[^\W\d_A-Z]{{2,}}[^\Ws]s")
_SIGN_LOOK = 16
_MOST_DAYS = 31
_MONEY = frozenset(CURRENCIES.values()) | {"$"}
_LEADING = frozenset({"$", "€", "£", "¥"})


class Quantity(NamedTuple):
    """A figure with its unit, and the power of ten of a word for many, million.

    The unit is one of amounts, such as mg/kg, what numbers the figure, such as § or May, or, behind a space, the word
    behind it, such as ships. '' and 0 stand for none, and for no word for many.
    """

    figure: str
    unit: str
    power: int

    def __str__(self) -> str:
        """Return the figure beside its unit, or behind its sign: 5 mg/kg, $40 million, § 12."""
        many = f" {MANY[self.power][0]}" if self.power else ""
        sign, _, name = self.unit.partition("/")
        if sign in _LEADING and name != "pesos":
            return f"{sign}{self.figure}{many}"
        if self.unit in LABELS:
            return f"{self.unit} {self.figure}"
        return f"{self.figure}{many} {name if name == 'pesos' else self.unit.strip()}".rstrip()

    @property
    def is_bare(self) -> bool:
        """Whether no unit and no word for many is known."""
        return not (_known_unit(self.unit) or self.power)

    @property
    def may_be_percent(self) -> bool:
        """Whether it is so much of a hundred, or nothing says of what, as in a table."""
        return self.unit == "%" or (self.is_bare and not _THINGS.fullmatch(self.unit))

    @property
    def numbers_something(self) -> bool:
        """Whether it is the number of something, such as a chapter, or a day of a month, and no amount."""
        return self.unit in _NUMBERING

    @property
    def is_exact(self) -> bool:
        """Whether it is an amount of money, or the number of something: nobody says them by the way."""
        return self.unit in _MONEY or self.numbers_something

    def may_be(self, other: "Quantity") -> bool:
        """Tell whether another one of the same figure may be the same.

        One may leave out what the text around it tells, such as a day. Other words for things are no other number, but
        things are not what a unit measures, and nothing else is what Chapter 7 numbers.
        """
        mine, its = _known_unit(self.unit), other.unit if _THINGS.fullmatch(other.unit) else _known_unit(other.unit)
        if self.is_bare:
            are_things = bool(_THINGS.fullmatch(self.unit))
            is_rank = self.unit[1:] == its
            return (
                not its or its.startswith(" ") or is_rank or not (are_things or (self.unit and other.numbers_something))
            )
        same_unit = f"{mine}/".startswith(f"{its}/") or f"{its}/".startswith(f"{mine}/")
        if self.power == other.power:
            return same_unit or not (mine and its)
        return not other.power and not other.figure.startswith("0.") and (mine == its or not its)


def _known_unit(unit: str) -> str:
    return "" if unit.startswith(" ") else unit


def quantities(text: str, language: str) -> Iterator[Quantity]:
    """Yield each figure of a text with its unit and power of ten."""
    found = list(FIGURE.finditer(text))
    shares = [bool(_SHARED.fullmatch(text, one.end(), other.start())) for one, other in pairwise(found)]
    signs = [_sign(text, figure, language) for figure in found]
    behind = [_behind(text, figure, sign) for figure, sign in zip(found, signs, strict=True)]
    for place, is_shared in enumerate(shares):
        if is_shared and not signs[place + 1] and not _is_amount(behind[place + 1][0]):
            signs[place + 1] = signs[place]
    for place in range(len(shares) - 1, -1, -1):
        if shares[place]:
            (unit, power), (next_unit, next_power) = behind[place], behind[place + 1]
            is_known = bool(_known_unit(unit))
            behind[place] = (unit if is_known else next_unit, power if is_known or power else next_power)
    for figure, sign, (unit, power) in zip(found, signs, behind, strict=True):
        yield Quantity(figure[0], unit if sign in LABELS and _known_unit(unit) else sign or unit, power)


def _is_amount(unit: str) -> bool:
    """Tell whether a unit is one of amounts, or of things: no sign before another figure numbers them."""
    return bool(_known_unit(unit) or _THINGS.fullmatch(unit))


def _sign(text: str, figure: re.Match[str], language: str) -> str:
    """Return the currency before a figure, or what numbers it there."""
    before = text[max(0, figure.start() - _SIGN_LOOK) : figure.start()].split()
    word = before[-1].replace("’", "'").rpartition("'")[2].strip(_BESIDE_WORDS) if before else ""
    if not word:
        return ""
    if word[-1] in _CURRENCY_SIGNS:
        return "$" if word == "$" and language == "es" else UNITS.get(word) or UNITS[word[-1]]
    if label := LABELS.get(word.lower()):
        return label
    name = word.removesuffix(".")
    if name in MONTHS:
        return MONTHS[name] if _is_day(figure[0]) else ""
    return CURRENCIES.get(name, "") if name.isupper() or name == "Rs" else ""


def _is_day(figure: str) -> bool:
    return len(figure) < len("100") and int(figure) <= _MOST_DAYS


def _behind(text: str, figure: re.Match[str], sign: str) -> tuple[str, int]:
    """Return the unit behind a figure, or, behind a space, the word there; and the power of ten of a word for many."""
    end = figure.end()
    if sign in _MONEY and (found := _LETTER.match(text, end)):
        return "", _LETTERS[found[0]]
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
    if units or power:
        return "/".join(units), power
    return _ranked(text, figure, first) or (
        f" {first}" if len(first) >= _LEAST and not text[figure.end()].isalpha() else ""
    ), 0


def _ranked(text: str, figure: re.Match[str], word: str) -> str:
    """Return the month, or what else numbers a figure, of which this is the rank: 17th of May, 21. Jahrhundert."""
    if not word or word in _RANKS:
        rank = _RANK.match(text, figure.end())
        word = _word(text, rank.end())[0] if rank else ""
    if word in MONTHS:
        return MONTHS[word] if _is_day(figure[0]) else ""
    unit = UNITS.get(word, "")
    return unit if unit in _RANKED else ""


def _word(text: str, start: int) -> tuple[str, int]:
    """Return the word that stands at a place, '' if there is none, and where it ends."""
    found = _WORD.match(text, start)
    return (found[1].replace("\n", " "), found.end()) if found else ("", start)
