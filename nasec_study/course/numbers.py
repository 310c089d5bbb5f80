"""Numbers as readings print them: in groups of digits (18 500), with powers of ten, and in ideographs."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from nasec_study.foundation.characters import has_unspaced

# A number in groups with spaces between them, as in 18 500.
IN_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)")
# A decimal without its zero, as p = .05 is written. It begins with a sign that is seldom.
BARE_DECIMAL = re.compile(r"\.(?<![\w.)\]]\.)\d+")
_POWER_OF_TEN = re.compile(
    r"(?<!\d)(?P<digits>\d+(?:[.,]\d+)?)(?:"
    r"\s*(?:[×x·⋅*]|\\times|\\cdot)\s*10"
    r"\s*(?:\^|\*\*|<sup>)?\s*\{?(?P<power>[-−–⁻]? ?(?:(?!0)\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))\b"
    r"|[eE](?P<e>[-−+]?\d{1,2})\b)"
)
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MINUS = str.maketrans("−–", "--")

# A number in ideographs, as far as it goes: 一八九五, 三十四, 四億五千萬. 兩 behind one is a weight of silver.
_IDEOGRAPHS = re.compile("(?:[兩两](?=[百千萬万億亿兆])|[〇零○一二三四五六七八九十廿卅百千萬万億亿兆])+|[兩两]")
# More or less of it, between a number and what that counts: 三千餘萬.
_ABOUT = re.compile("[餘余多](?=[萬万億亿兆])")
_AS_DIGITS = str.maketrans("〇零○一二三四五六七八九兩两", "00012345678922")
_AS_ONE_SIGN = str.maketrans("万亿", "萬億")
# In Japanese, and with 十 in Chinese, one of them goes without saying: 千九百四十五.
_ONE_OF_THEM = re.compile(r"(?<!\d)(?=[千百十])")
_UNDER_TEN_THOUSAND = re.compile(
    r"(?:(?P<thousands>\d)千)?0?(?:(?P<hundreds>\d)百)?0?(?:(?P<tens>\d)十)?0?(?P<ones>\d)?"
)
_MOST_DIGITS = 20
_MANY: Mapping[str, int] = MappingProxyType({"兆": 10**12, "億": 10**8, "萬": 10**4})
# The same beside figures, in Korean, too: 3万2千, 12억 5천만, 3백.
_FEW: Mapping[str, int] = MappingProxyType({"": 1, "十": 10, "百": 100, "千": 1000})
_IN_IDEOGRAPHS = str.maketrans("십백천만억조", "十百千萬億兆")
_MULTIPLES = "[천백십千百十조억만兆亿億万萬]"
_A_MULTIPLE = re.compile(_MULTIPLES)
_FIGURES_AND_SIGNS = rf"\d[\d.,]*{_MULTIPLES}+"
_PARTLY_IN_FIGURES = re.compile(rf"(?<![\d.,]){_FIGURES_AND_SIGNS}(?: ?{_FIGURES_AND_SIGNS}|\d+)*")
_PARTS = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([千百十]?)([兆億萬]?)")


def grouped(text: str) -> tuple[str, ...]:
    """Return the numbers of a text that stand in groups with spaces between them, without these: 18 500 is 18500."""
    return tuple("".join(number.split()) for number in IN_GROUPS.findall(text))


def from_roman(figures: str) -> int:
    """Return a number in Roman figures: XIX is 19."""
    values = [_ROMAN[figure] for figure in figures]
    return sum(-one if one < after else one for one, after in zip(values, (*values[1:], 0), strict=True))


def with_zeros(text: str) -> str:
    """Return a text with a zero before each decimal that has none: p = .05 is p = 0.05."""
    return BARE_DECIMAL.sub(lambda decimal: f"0{decimal[0]}", text)


@lru_cache(maxsize=256)
def in_ideographs(text: str) -> Mapping[str, int]:
    """Return the numbers that a text has in ideographs, as they are written: 三十四 is 34, and 一八九五 is 1895.

    Those that are partly in figures count, also in Korean: 3万2千 and 3만 2천 are 32000. A sequence that is no number,
    such as 七八百 and 千萬, is left out, and so is 一, which is a part of many words.
    """
    found: dict[str, int | None] = {}
    if _A_MULTIPLE.search(text):
        found = {number: _of_parts(number) for number in _PARTLY_IN_FIGURES.findall(text)}
    if has_unspaced(text):
        found |= {number: _value(number) for number in _IDEOGRAPHS.findall(_ABOUT.sub("", text))}
    return {number: value for number, value in found.items() if value is not None and number != "一"}


def shares(number: int) -> frozenset[str]:
    """Return a number in digits, and how many times ten thousand and so on it is: 450000000, 45000 and 4.5."""
    return frozenset({str(number), *(f"{Decimal(number) / many:f}" for many in _MANY.values() if number >= many)})


def _value(number: str) -> int | None:
    """Return what a number in ideographs is worth; None if it is no number."""
    rest = number.replace("廿", "二十").replace("卅", "三十").translate(_AS_ONE_SIGN).translate(_AS_DIGITS)
    if rest.isdigit():
        return int(rest) if len(rest) <= _MOST_DIGITS else None
    value = 0
    for sign, many in _MANY.items():
        before, is_there, behind = rest.partition(sign)
        if is_there:
            part = _under_ten_thousand(before)
            if not part:
                return None
            value, rest = value + part * many, behind
    last = _under_ten_thousand(rest)
    return None if last is None else value + last


def _of_parts(number: str) -> int | None:
    """Return what a number is worth of which each part begins with figures; None if it is no whole number."""
    if len(number) > 2 * _MOST_DIGITS:
        return None
    value = part = Decimal(0)
    for figure, few, many in _PARTS.findall(number.translate(_IN_IDEOGRAPHS).translate(_AS_ONE_SIGN)):
        part += Decimal(figure.replace(",", "")) * _FEW[few]
        if many:
            value, part = value + part * _MANY[many], Decimal(0)
    return int(value + part) if value + part == int(value + part) else None


def _under_ten_thousand(number: str) -> int | None:
    found = _UNDER_TEN_THOUSAND.fullmatch(_ONE_OF_THEM.sub("1", number))
    if not found:
        return None
    thousands, hundreds, tens, ones = map(int, found.groups("0"))
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones


def powers_of_ten(text: str) -> tuple[str, frozenset[Decimal]]:
    """Return a text without the numbers that are written with a power of ten, and these numbers.

    They are written like 1.0 × 10^-7, 1.0·10⁻⁷, 6.022e23, or, where print lost what was raised, 1.0 × 10-7. What is
    multiplied by 100 is none.
    """
    found: list[Decimal] = []

    def take(match: re.Match[str]) -> str:
        power = unicodedata.normalize("NFKC", match["power"] or match["e"]).translate(_MINUS)
        found.append(Decimal(f"{match['digits'].replace(',', '.')}E{power.replace(' ', '')}"))
        return " "

    return _POWER_OF_TEN.sub(take, text), frozenset(found)
