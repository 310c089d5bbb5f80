"""Dates and centuries as people write them in English, Spanish and French, so that they can stand in order."""

import re

_MONTHS = (
    ("january", "enero", "janvier"),
    ("february", "febrero", "février"),
    ("march", "marzo", "mars"),
    ("april", "abril", "avril"),
    ("may", "mayo", "mai"),
    ("june", "junio", "juin"),
    ("july", "julio", "juillet"),
    ("august", "agosto", "août"),
    ("september", "septiembre", "septembre"),
    ("october", "octubre", "octobre"),
    ("november", "noviembre", "novembre"),
    ("december", "diciembre", "décembre"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH = rf"(?P<month>{'|'.join(_NUMBERS)})"
_SPACE = r"[ \u00a0\u202f]"
_AMERICAN = re.compile(rf"{_MONTH}{_SPACE}(?P<day>\d{{1,2}}),{_SPACE}(?P<year>\d{{4}})")
_OTHERS = re.compile(
    rf"(?:(?:the|le|el){_SPACE})?(?:(?P<day>\d{{1,2}})(?:er|ᵉʳ|\.?º)?{_SPACE}(?:de{_SPACE})?)?"
    rf"{_MONTH}{_SPACE}(?:de{_SPACE})?(?P<year>\d{{4}})"
)
_ROMAN = {"I": 1, "V": 5, "X": 10}
_CENTURY = re.compile(
    rf"(?:(?:[Tt]he|[Ll]e|[Ee]l|[Aa]u){_SPACE})?"
    rf"(?:(?P<french>[IVX]+)(?:ᵉʳ|er|ᵉ|e|ème)?{_SPACE}siècle|[Ss]iglo{_SPACE}(?P<spanish>[IVX]+)"
    rf"|(?P<english>\d{{1,2}})(?:st|nd|rd|th){_SPACE}century)"
    rf"(?P<before>{_SPACE}(?:BCE?|av\.{_SPACE}?J\.-C\.|a\.{_SPACE}?C\.))?",
)


def day_of(text: str) -> int | None:
    """Return a number of a day or a month that is greater the later it is; None for what is no date.

    March 2005, March 23, 2005, 23 March 2005, 15 avril 1874, 1ᵉʳ mai 1886, 15 de abril de 1874.
    """
    text = text.lower()
    found = _AMERICAN.fullmatch(text) or _OTHERS.fullmatch(text)
    if found is None:
        return None
    return 372 * int(found["year"]) + 31 * (_NUMBERS[found["month"]] - 1) + int(found["day"] or 0)


def century_of(text: str) -> int | None:
    """Return the number of a century, less than zero before Christ; None for what is no century.

    The 19th century, XIXᵉ siècle, siglo XIX.
    """
    found = _CENTURY.fullmatch(text)
    if found is None:
        return None
    number = int(found["english"]) if found["english"] else _from_roman(found["french"] or found["spanish"])
    return -number if found["before"] else number


def _from_roman(figures: str) -> int:
    values = [_ROMAN[figure] for figure in figures]
    return sum(-one if one < after else one for one, after in zip(values, (*values[1:], 0), strict=True))
