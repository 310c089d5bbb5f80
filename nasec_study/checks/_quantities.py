"""What figures belong to: amounts in their units, 5 mg/kg and €20, and provisions, § 12 Abs. 3 and Art. 5(1)(b)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# The signs of units, and behind some of them other ways to write these; one may stand for several with an s.
_UNITS = """
mg milligram milligramme|g gram gramme gramo Gramm|kg kilogram kilogramme kilo|µg mcg ug microgram|ng nanogram
mL ml cc milliliter millilitre|dL|L l liter litre litro|mm millimeter millimetre|cm centimeter centimetre
m meter metre mètre metro Meter|km kilometer kilometre kilomètre kilómetro Kilometer|mi mile|ft foot feet
in. inch inches|lb|oz ounce|quart|pint|gallon|acre|ha hectare|mmol|mol|mEq|units unit IU|mmHg|kPa kilopascal|Pa|psi
rpm|mi/h mph|kcal|kJ|kWh|MW|GW|Hz|kHz|MHz|GHz|volt|ampere amp|watt|N·m Nm|°C|°F|% percent Prozent|‰
drops drop gtt|ms|seconds sec second seconde segundo Sekunde Sekunden|min minute minuto Minuten
h hr hour heure hora Stunde Stunden|days day jour día Tag Tage Tagen|weeks week semaine semana Woche Wochen
months month mois mes meses Monat Monate Monaten|years yr year ans année año Jahr Jahre Jahren
$ dollar USD dólar dólares|€ euro Euro EUR|£ GBP
"""
_UNIT_OF: Mapping[str, str] = {
    form: names[0]
    for names in map(str.split, _UNITS.strip().replace("\n", "|").split("|"))
    for name in names
    for form in (name, f"{name}s")
} | {
    "per cent": "%",
    "pour cent": "%",
    "por ciento": "%",
    "mm Hg": "mmHg",
    "degrees Celsius": "°C",
    "degrees Fahrenheit": "°F",
    "d": "days",
}
# Words for many, by their powers of ten, the one that is shown first.
_MANY: Mapping[int, tuple[str, ...]] = {
    3: ("thousand", "mil", "mille", "tausend", "Tausend"),
    6: ("million", "millions", "millón", "millones", "Million", "Millionen", "Mio.", "mn"),
    9: ("billion", "milliard", "milliards", "mil millones", "Milliarde", "Milliarden", "Mrd.", "bn"),
    12: ("trillion", "billones", "Billion", "Billionen", "trn", "tn"),
}
_POWER_OF: Mapping[str, int] = {word: power for power, words in _MANY.items() for word in words}
# What stands for them behind an amount of money: $300m.
_LETTERS: Mapping[str, int] = {"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9}
# A unit, a word for many, or several words that are one of them.
_WORD = re.compile(
    r"[\s-]{0,2}(?:d['’])?((?:per|pour|por)\s(?:cent|ciento)\b|mm\sHg|degrees\s(?:Celsius|Fahrenheit)|mil\smillones"
    r"|(?:in|Mio|Mrd)\.|[^\W\d_]+(?:·[^\W\d_]+)*|[$€£%‰]|°[CF])"
)
# Of a unit with a power, 5 cm3 and 5 m^2^, and of a product, 5 lb-ft, it is not known; nor is $ one behind a figure
# that has its own: in 2005 $20.
_ENDS = re.compile(r"(?![^\W_]|\^|-(?:ft|lbs?|m|pounds?)(?![^\W_]))")
_PER = re.compile(r"\s?/\s?|\s(?:per|an?|each|every|(?:for|in) (?:each|every))\s")
_OF = re.compile(r"\s(?:of|de)(?=\s)")
_LETTER = re.compile(r"[kKmMbB](?![^\W_])")
_SECTION, _ARTICLE = r"§+|\b[Ss]ec(?:s?\.|tions?|ción)", r"\b[Aa]rt(?:s?\.|icles?|ikel|ículos?)"
_BEFORE = re.compile(rf"(?:(?P<money>[$€£])|(?P<section>{_SECTION})|(?P<article>{_ARTICLE}))\s?\Z")
_SAYS_LAW = re.compile(rf"(?:{_SECTION}|{_ARTICLE}|\b[Rr](?:ules?|eg\.)|\bP\.)\s?\Z")
# Between two figures that share the unit behind the second one, or the sign before the first one: 4 to 6 h, §§ 4 and 5.
_SHARED = re.compile(r"\s*(?:[-–—/±]|to|and|or|bis|und|à|et|ou|a|y|o)\s*[$€£]?")
_MONEY = frozenset("$€£")
_SIGN_LOOK = 12

_LABEL = (
    r"(?:Abs\.|Absatz|S\.|Satz|Nr\.|lit\.|Buchst\.|al\.|cl\.|clause|para\.|(?:sub)?paragraph|subsection|point"
    r"|apartado|párrafo|paragraphe)"
)
_MARK = r"(?:\d{1,2}|[^\W\d_]|[ivx]{2,4})"
_PART = rf"\s*\({_MARK}\)|,?\s+{_LABEL}\s*(?:\({_MARK}\)|(?:\d{{1,2}}|[^\W\d_])(?!\w))"
_PROVISION = re.compile(rf"(?P<number>\d+[a-z]?)(?P<parts>(?:{_PART})*)")
_WITHIN_PART = re.compile(rf"{_LABEL}(?!\w)|\w+")
# What is before a provision that begins a paragraph, and before one whose part comes first: paragraph 4 of Art. 2.
_OPENS = re.compile(r"(?:\A|[.;:]\s*\n|\n[^\S\n]*\n)\s*\Z")
_NAMED_FIRST = re.compile(r"\s(?:of|de|del|des|du)(?:\s+(?:the|el|la))?\s+\Z")
_PART_LOOK = 60


class _Provision(NamedTuple):
    """A provision: its number and what is behind that, ("5", "1", "b"), and the text in which the rest may stand.

    That reaches up to the next provision, and from one that begins a paragraph, which may be a law's own heading, up to
    the next of these.
    """

    parts: tuple[str, ...]
    around: str


class Quantity(NamedTuple):
    """A figure with its unit, such as mg/kg, or its sign, § or art., and the power of ten of a word for many, million.

    '' and 0 stand for a unit that is not known, and for no such word.
    """

    figure: str
    unit: str
    power: int

    def __str__(self) -> str:
        """Return the figure beside its unit, or behind its sign: 5 mg/kg, $40 million, § 12."""
        many = f" {_MANY[self.power][0]}" if self.power else ""
        if self.unit in _MONEY:
            return f"{self.unit}{self.figure}{many}"
        if self.unit in {"§", "art."}:
            return f"{self.unit} {self.figure}"
        return f"{self.figure}{many} {self.unit}".rstrip()

    def may_be(self, other: "Quantity") -> bool:
        """Tell whether another one of the same figure may be the same.

        One may leave out what the text around it tells, such as a day.
        """
        same_unit = f"{self.unit}/".startswith(f"{other.unit}/") or f"{other.unit}/".startswith(f"{self.unit}/")
        return (self.power == other.power and (same_unit or not (self.unit and other.unit))) or (
            not other.power and (self.unit == other.unit or not other.unit)
        )


def quantities(text: str) -> Iterator[Quantity]:
    """Yield each figure of a text with its unit and power of ten."""
    found = list(FIGURE.finditer(text))
    shares = [bool(_SHARED.fullmatch(text, one.end(), other.start())) for one, other in pairwise(found)]
    signs = [_sign(text, figure.start()) for figure in found]
    behind = [_behind(text, figure.end(), sign) for figure, sign in zip(found, signs, strict=True)]
    for place, is_shared in enumerate(shares):
        signs[place + 1] = signs[place + 1] or (signs[place] if is_shared and not behind[place + 1][0] else "")
    for place in range(len(shares) - 1, -1, -1):
        if shares[place]:
            (unit, power), (next_unit, next_power) = behind[place], behind[place + 1]
            behind[place] = (unit or next_unit, power if unit or power else next_power)
    for figure, sign, (unit, power) in zip(found, signs, behind, strict=True):
        yield Quantity(figure[0], sign or unit, power)


def _sign(text: str, start: int) -> str:
    found = _BEFORE.search(text, max(0, start - _SIGN_LOOK), start)
    return (found["money"] or ("§" if found["section"] else "art.")) if found else ""


def _behind(text: str, end: int, sign: str) -> tuple[str, int]:
    """Return the unit behind a figure, and the power of ten of the word for many before that."""
    if sign in _MONEY and (found := _LETTER.match(text, end)):
        return "", _LETTERS[found[0]]
    word, end = _word(text, end)
    power = _POWER_OF.get(word, 0)
    if power:
        found = _OF.match(text, end)
        word, end = _word(text, found.end() if found else end)
    units = []
    while word in _UNIT_OF and _ENDS.match(text, end):
        units.append(_UNIT_OF[word])
        per = _PER.match(text, end)
        word, end = _word(text, per.end()) if per else ("", end)
    return "/".join(units), power


def _word(text: str, start: int) -> tuple[str, int]:
    """Return the word that stands at a place, '' if there is none, and where it ends."""
    found = _WORD.match(text, start)
    return (found[1].replace("\n", " "), found.end()) if found else ("", start)


def provisions(text: str) -> tuple[str, ...]:
    """Return the provisions that a text cites down to their parts, without the word before them: 5(1)(b), 38 Abs. 1."""
    return tuple(" ".join(found[0].split()) for _, found in _cited(text) if found["parts"])


def _cited(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield each provision, and where the word before it begins."""
    for found in _PROVISION.finditer(text):
        if word := _SAYS_LAW.search(text, max(0, found.start() - _SIGN_LOOK), found.start()):
            yield word.start(), found


@lru_cache(maxsize=64)
def _provisions_of(text: str) -> tuple[_Provision, ...]:
    cited = list(_cited(text))
    opening = [start for start, _ in cited if _OPENS.search(text, max(0, start - _SIGN_LOOK), start)]
    heads, after = frozenset(opening), iter((*opening[1:], len(text)))
    ends = (*(start for start, _ in cited), len(text))[1:]
    found: list[_Provision] = []
    before = 0
    for (start, one), end in zip(cited, ends, strict=False):
        if start in heads:
            found.append(_Provision((one["number"],), text[one.end("number") : next(after)]))
        else:
            first = text[max(before, start - _PART_LOOK) : start]
            named = first if _NAMED_FIRST.search(first) else ""
            found.append(_Provision(_parts(one[0]), f"{named}\n{text[one.end() : end]}"))
        before = one.end()
    return tuple(found)


def _parts(provision: str) -> tuple[str, ...]:
    return tuple(part for part in _WITHIN_PART.findall(provision) if not re.fullmatch(_LABEL, part))


def is_cited(provision: str, text: str) -> bool:
    """Tell whether a text cites a provision, or a part of it and beside that the rest: Art. 6(1), ... (point (a)).

    A text that says no article and no section of this number may be a law that numbers its sections without that word.
    """
    wanted = _parts(provision)
    there = [one for one in _provisions_of(text) if one.parts[0] == wanted[0]]
    if not there and (found := re.search(rf"^\s*{wanted[0]}\b", text, re.MULTILINE)):
        there = [_Provision((wanted[0],), text[found.end() :])]
    return any(
        parts[: len(wanted)] == wanted
        or (parts == wanted[: len(parts)] and all(_has(around, part) for part in wanted[len(parts) :]))
        for parts, around in there
    )


def _has(text: str, part: str) -> bool:
    return bool(re.search(rf"(?<!\w){part}\)|{_LABEL}\s*{part}(?!\w)|^[^\S\n]*{part}\.\s", text, re.MULTILINE))
