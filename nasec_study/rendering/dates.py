"""Dates and centuries as people write them in some languages, to be put in order and typed in other ways."""

import re
from functools import cache
from typing import NamedTuple

# Languages that write a date with the name of its month before its year; no name means two months in them.
_LANGUAGES = ("en", "es", "fr", "de", "it", "nl", "pt", "ru", "uk", "he", "hi", "th")
_SPACE = r"[ \u00a0\u202f]"
_MONTH = r"(?P<month>[^\s\d]+)"
_AMERICAN = re.compile(rf"{_MONTH}{_SPACE}(?P<day>\d{{1,2}}),{_SPACE}(?P<year>\d{{4}})")
_OTHERS = re.compile(
    rf"(?:(?:the|le|el|der|il){_SPACE})?(?:(?P<day>\d{{1,2}})(?:er|ᵉʳ|\.?[º°]|\.)?{_SPACE}(?:de{_SPACE}|ב)?)?"
    rf"{_MONTH}{_SPACE}(?:del?{_SPACE}|พ\.ศ\.{_SPACE})?(?P<year>\d{{4}})(?:{_SPACE}(?:года?|року?|[\u0433\u0440]\.))?",
    re.IGNORECASE,
)
_EASTERN = re.compile(
    rf"(?P<year>\d{{4}})[年년]{_SPACE}?(?P<month>1[0-2]|0?[1-9])[月월](?:{_SPACE}?(?P<day>\d{{1,2}})[日일])?"
)
_CENTURY = re.compile(
    rf"(?:(?:[Tt]he|[Ll]e|[Ee]l|[Aa]u|[Dd]as|[Ii]l|[Dd]e|[Oo]){_SPACE})?"
    rf"(?:(?P<first>[IVX]+)(?:ᵉʳ|er|ᵉ|e|ème)?{_SPACE}(?:siècle|secolo)"
    rf"|(?:[Ss]iglo|[Ss]ecolo|[Ss]éculo){_SPACE}(?P<last>[IVX]+)"
    rf"|(?P<figures>\d{{1,2}})(?:(?:st|nd|rd|th){_SPACE}century|\.{_SPACE}Jahrhundert|(?:e|ste|de){_SPACE}eeuw))"
    rf"(?P<before>{_SPACE}(?:BCE?|av\.{_SPACE}?J\.-C\.|a\.{_SPACE}?C\.|v\.{_SPACE}?Chr\.))?",
)


class Date(NamedTuple):
    """A date, of a month where its day is 0, and the month as it is written; '' for one in figures."""

    year: int
    month: int
    day: int
    name: str


def date_of(text: str) -> Date | None:
    """Return the date that a text is; None for what is no date.

    March 2005, March 23, 2005, 23 March 2005, 15 avril 1874, 1ᵉʳ mai 1886, 15 de abril de 1874, 15. April 1874,
    16 октября 1905 года, 16 במאי 1936, 2023年3月15日.
    """
    if eastern := _EASTERN.fullmatch(text):
        return Date(int(eastern["year"]), int(eastern["month"]), int(eastern["day"] or 0), "")
    found = _AMERICAN.fullmatch(text) or _OTHERS.fullmatch(text)
    month = _month_of(found["month"].lower()) if found else None
    return Date(int(found["year"]), month, int(found["day"] or 0), found["month"]) if found and month else None


def day_of(text: str) -> int | None:
    """Return a number of a day or a month that is greater the later it is; None for what is no date."""
    date = date_of(text)
    return 372 * date.year + 31 * (date.month - 1) + date.day if date else None


def _month_of(name: str) -> int | None:
    return next((months[name] for months in map(_months, _LANGUAGES) if name in months), None)


@cache
def _months(language: str) -> dict[str, int]:
    """Return the names of the months in a language (Unicode CLDR), in small letters, with their numbers.

    In some, a month has another form without a day: мая, май.
    """
    from babel import Locale  # noqa: PLC0415 - few courses hold a date

    forms = Locale(language).months
    return {name.lower(): number for form in forms for number, name in forms[form]["wide"].items()}


def century_of(text: str) -> int | None:
    """Return the number of a century, less than zero before Christ; None for what is no century.

    The 19th century, XIXᵉ siècle, siglo XIX, 19. Jahrhundert, 19e eeuw.
    """
    found = _CENTURY.fullmatch(text)
    if found is None:
        return None
    from nasec_study.course.numbers import from_roman  # noqa: PLC0415 - few courses hold a century

    number = int(found["figures"]) if found["figures"] else from_roman(found["first"] or found["last"])
    return -number if found["before"] else number
