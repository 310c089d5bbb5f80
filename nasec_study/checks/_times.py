"""Years, decades and centuries: a year proves the decade and the century in which it is."""

import re

# The second year of a span, without its century: 1713–15.
_SPAN = re.compile(r"\b(?P<century>1\d|20)(?P<year>\d\d)(?P<to>[-/–])(?P<end>\d\d)(?![-/–.,]?\d)")
# A year or a decade without its century: '44, the 90s.
_CUT_YEARS = (
    re.compile(r"['’‘](?<!\w.)(\d\d)(?!\w)"),
    re.compile(r"(\d0)(?<![\d.,]\d\d)['’]?s\b"),
    re.compile(r"a(?:ño|nnée)s\s(\d0)\b"),
)
_YEAR = re.compile(r"1\d\d\d|20\d\d")
_DECADE = re.compile(
    r"(?<![\d.,])['’‘]?(?P<decade>(?:1\d|20)?\d0)(?:['’]?s|er)(?!\w)"
    r"|\b(?:années|años)\s+(?P<behind>(?:1\d|20)?\d0)(?![.,]?\d)"
)
_CENTURY = re.compile(
    r"(?<!\w)(\d{1,2})(?:st|nd|rd|th|[eᵉ]|[eè]me|\.)?[-\s]\s*"
    r"(?:[Cc]entur(?:y|ies)|[Ss]iècles?|Jahrhunderts?)(?!\w)|\b[Ss]iglos?\s+(\d{1,2})(?!\w)"
)
_SAYS_TIME = re.compile(r"0['’]?s\b|0er\b|années|años|entur|iècle|ahrhundert|iglo")


def with_whole_years(text: str) -> str:
    """Return a text with each span of years in full: 1713–15 is 1713–1715."""

    def whole(span: re.Match[str]) -> str:
        is_span = span["end"] > span["year"]
        return f"{span['century']}{span['year']}{span['to']}{span['century']}{span['end']}" if is_span else span[0]

    return _SPAN.sub(whole, text)


def cut_years(text: str) -> frozenset[str]:
    """Return the years and decades that a text has without their century: for '44, these are 1844, 1944 and 2044."""
    years = [year for pattern in _CUT_YEARS for year in pattern.findall(text)]
    return frozenset(f"{century}{year}" for year in years for century in (18, 19, 20))


def without_known_times(text: str, numbers: frozenset[str]) -> str:
    """Return a text without the decades and centuries in which there is a year among some numbers."""
    if not _SAYS_TIME.search(text):
        return text
    years = {int(number) for number in numbers if _YEAR.fullmatch(number)}
    decades = {year // 10 * 10 for year in years}
    decades |= {decade % 100 for decade in decades}
    centuries = {-(-year // 100) for year in years}

    def unless_known(time: re.Match[str], known: set[int]) -> str:
        number = time[1] or time[2]
        return " " if int(number) in known else time[0]

    text = _DECADE.sub(lambda decade: unless_known(decade, decades), text)
    return _CENTURY.sub(lambda century: unless_known(century, centuries), text)
