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
_BEHIND = re.compile(rf"\s*-?{_SCALE}(?P<first>{_ANY})(?![^\W\d_])(?P<per>(?:(?:{_PER})(?:{_ANY}|d)(?![^\W\d_]))*)")
_SECTION, _ARTICLE = r"§+|\b[Ss]ec(?:s?\.|tions?|ción)", r"\b[Aa]rt(?:s?\.|icles?|ikel|ículos?)"
_BEFORE = re.compile(rf"(?:(?P<money>[$€£])|(?P<section>{_SECTION})|(?P<article>{_ARTICLE}))\s?\Z")
_SAYS_LAW = re.compile(rf"(?:{_SECTION}|{_ARTICLE}|\b[Rr](?:ules?|eg\.)|\bP\.)\s?\Z")
# Between two figures that share the unit behind the second one, or the sign before the first one: 4 to 6 h, §§ 4 and 5.
_SHARED = re.compile(r"\s*(?:[-–—/±]|to|and|or|bis|und|à|et|ou|a|y|o)\s*[$€£]?")
_MONEY = frozenset("$€£")
_SIGN_LOOK, _UNIT_LOOK = 12, 40

_LABEL = r"(?:Abs\.|Absatz|S\.|Satz|Nr\.|lit\.|Buchst\.|al\.|cl\.|para\.|apartado)"
_PART = rf"\s*\((?:\d{{1,2}}|[^\W\d_]|[ivx]{{2,4}})\)|,?\s+{_LABEL}\s*(?:\d{{1,2}}|[^\W\d_])(?!\w)"
_PROVISION = re.compile(rf"(?P<number>\d+[a-z]?)(?P<parts>(?:{_PART})*)")
_WITHIN_PART = re.compile(rf"{_LABEL}|\w+")


class _Provision(NamedTuple):
    """A provision: its number and what is behind that, ("5", "1", "b"), and the text up to the next one."""

    parts: tuple[str, ...]
    behind: str


def quantities(text: str) -> Iterator[tuple[str, str]]:
    """Yield each figure of a text with its unit, such as mg/kg, or its sign, § or art.; '' where that is not known."""
    found = list(FIGURE.finditer(text))
    shares = [bool(_SHARED.fullmatch(text, one.end(), other.start())) for one, other in pairwise(found)]
    signs = [_sign(text, figure.start()) for figure in found]
    units = [_unit(text, figure.end()) for figure in found]
    for place, is_shared in enumerate(shares):
        signs[place + 1] = signs[place + 1] or (signs[place] if is_shared else "")
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
    per = [_UNIT_OF.get(name, name) for name in re.split(_PER, found["per"])[1:]]
    return "/".join([_UNIT_OF[found["first"]], *per])


def units_in(text: str) -> Mapping[str, frozenset[str]]:
    """Return in which units a text has its figures."""
    found: dict[str, set[str]] = {}
    for figure, unit in quantities(text):
        found.setdefault(figure, set()).add(unit)
    return {figure: frozenset(units) for figure, units in found.items()}


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
    return tuple(" ".join(found[0].split()) for found in _cited(text) if found["parts"])


def _cited(text: str) -> Iterator[re.Match[str]]:
    for found in _PROVISION.finditer(text):
        if _SAYS_LAW.search(text, max(0, found.start() - _SIGN_LOOK), found.start()):
            yield found


@lru_cache(maxsize=64)
def _provisions_of(text: str) -> tuple[_Provision, ...]:
    found = list(_cited(text))
    ends = (*(one.start() for one in found), len(text))[1:]
    return tuple(_Provision(_parts(one[0]), text[one.end() : end]) for one, end in zip(found, ends, strict=False))


def _parts(provision: str) -> tuple[str, ...]:
    return tuple(part for part in _WITHIN_PART.findall(provision) if not re.fullmatch(_LABEL, part))


def is_cited(provision: str, text: str) -> bool:
    """Tell whether a text cites a provision, or a part of it and behind that the rest: Art. 6(1), ... (point (a))."""
    wanted = _parts(provision)
    for parts, behind in _provisions_of(text):
        common = wanted[: len(parts)]
        if parts[: len(wanted)] == wanted or (
            parts == common and all(_has(behind, part) for part in wanted[len(parts) :])
        ):
            return True
    return False


def _has(text: str, part: str) -> bool:
    return bool(re.search(rf"\({part}\)|{_LABEL}\s*{part}(?!\w)", text))
