"""What figures belong to: amounts in their units, 5 mg/kg and €20, and provisions, § 12 Abs. 3 and Art. 5(1)(b)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# The signs of units, and behind some of them other ways to write these; one may stand for several with an s.
_UNITS = """
mg milligram|g gram|kg kilogram|µg mcg ug microgram|ng nanogram|mL ml cc milliliter millilitre|dL|L l liter litre
mm|cm|m meter metre|km kilometer kilometre|mi mile|ft foot feet|in. inch inches|lb|oz|mmol|mol|mEq|units unit IU
mmHg|kPa|Pa|kcal|kJ|kWh|MW|GW|Hz|kHz|MHz|GHz|°C|°F|% percent|‰|drops drop gtt|ms|seconds sec second|min minute
h hr hour|days day|weeks week|months month|years yr year|$ dollar USD|€ euro EUR|£ GBP
"""
_UNIT_OF: Mapping[str, str] = {
    form: names[0]
    for names in map(str.split, _UNITS.strip().replace("\n", "|").split("|"))
    for name in names
    for form in (name, f"{name}s")
} | {"per cent": "%", "mm Hg": "mmHg"}
_ANY = "|".join(sorted(map(re.escape, _UNIT_OF), key=len, reverse=True))
_PER = r"\s?/\s?|\s(?:per|an?|each|every|(?:for|in) (?:each|every))\s"
_SCALE = r"(?:(?:hundred|thousand|million|billion|trillion|mil|millones|millions|milliards?)[\s-])?"
# Of a unit with a power, 5 cm3 and 5 m^2^, it is not known; nor is $ one behind a figure that has its own: in 2005 $20.
_ENDS = r"(?![^\W_]|\^)"
_BEHIND = re.compile(rf"\s*-?{_SCALE}(?P<first>{_ANY}){_ENDS}(?P<per>(?:(?:{_PER})(?:{_ANY}|d){_ENDS})*)")
_SECTION, _ARTICLE = r"§+|\b[Ss]ec(?:s?\.|tions?|ción)", r"\b[Aa]rt(?:s?\.|icles?|ikel|ículos?)"
_BEFORE = re.compile(rf"(?:(?P<money>[$€£])|(?P<section>{_SECTION})|(?P<article>{_ARTICLE}))\s?\Z")
_SAYS_LAW = re.compile(rf"(?:{_SECTION}|{_ARTICLE}|\b[Rr](?:ules?|eg\.)|\bP\.)\s?\Z")
# Between two figures that share the unit behind the second one, or the sign before the first one: 4 to 6 h, §§ 4 and 5.
_SHARED = re.compile(r"\s*(?:[-–—/±]|to|and|or|bis|und|à|et|ou|a|y|o)\s*[$€£]?")
_MONEY = frozenset("$€£")
_SIGN_LOOK, _UNIT_LOOK = 12, 40

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


def quantities(text: str) -> Iterator[tuple[str, str]]:
    """Yield each figure of a text with its unit, such as mg/kg, or its sign, § or art.; '' where that is not known."""
    found = list(FIGURE.finditer(text))
    shares = [bool(_SHARED.fullmatch(text, one.end(), other.start())) for one, other in pairwise(found)]
    signs = [_sign(text, figure.start()) for figure in found]
    units = [_unit(text, figure.end()) for figure in found]
    for place, is_shared in enumerate(shares):
        signs[place + 1] = signs[place + 1] or (signs[place] if is_shared and not units[place + 1] else "")
    for place in range(len(shares) - 1, -1, -1):
        units[place] = units[place] or (units[place + 1] if shares[place] else "")
    for figure, sign, unit in zip(found, signs, units, strict=True):
        yield figure[0], sign or unit


def _sign(text: str, start: int) -> str:
    found = _BEFORE.search(text, max(0, start - _SIGN_LOOK), start)
    return (found["money"] or ("§" if found["section"] else "art.")) if found else ""


def _unit(text: str, end: int) -> str:
    found = _BEHIND.match(text, end, end + _UNIT_LOOK)
    if not found:
        return ""
    per = [_UNIT_OF.get(name, "days") for name in re.split(_PER, found["per"])[1:]]
    return "/".join([_UNIT_OF[found["first"]], *per])


def with_unit(figure: str, unit: str) -> str:
    """Return a figure beside its unit, or behind its sign: 5 mg/kg, $40, § 12."""
    if unit in _MONEY:
        return f"{unit}{figure}"
    return f"{unit} {figure}" if unit in {"§", "art."} else f"{figure} {unit}"


def is_same(unit: str, other: str) -> bool:
    """Tell whether two units may be the same: one may leave out what the text around it tells, such as a day."""
    return f"{unit}/".startswith(f"{other}/") or f"{other}/".startswith(f"{unit}/")


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
