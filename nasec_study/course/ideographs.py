"""Numbers in ideographs, 三十四, also partly in figures, 3万2千, and in Korean, 3만 2천."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from nasec_study.course.numbers import Number
from nasec_study.foundation.characters import has_unspaced

# A number in ideographs, as far as it goes: 一八九五, 三十四, 四億五千萬. 兩 behind one is a weight of silver; 餘 tells
# that it is more or less so many.
_IDEOGRAPHS = re.compile(
    "(?:[兩两](?=[百千萬万億亿兆])|[〇零○一二三四五六七八九十廿卅百千萬万億亿兆]|[餘余多](?=[萬万億亿兆]))+|[兩两]"
)
_ABOUT = str.maketrans("", "", "餘余多")
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
# A number for sure: a single ideograph, and those of tens and thousands, are parts of many words, as in 三民主義 and
# 千萬不可, and 七八 is a guess.
_SURE = re.compile("(?=..)(?=.*[一二三四五六七八九兩两廿卅])(?:.{4}|.*[十百千萬万億亿兆廿卅])")


def in_ideographs(text: str) -> Iterator[Number]:
    """Yield the numbers that a text has in ideographs: 三十四 is 34, and 一八九五 is 1895.

    Those that are partly in figures count, also in Korean: 3万2千 and 3만 2천 are 32000. A sequence that is no number,
    such as 七八百 and 千萬, is left out, and so is 一, which is a part of many words.
    """
    if _A_MULTIPLE.search(text):
        for found in _PARTLY_IN_FIGURES.finditer(text):
            value = _of_parts(found[0])
            if value is not None:
                yield _number(found, value, is_sure=True)
    if has_unspaced(text):
        for found in _IDEOGRAPHS.finditer(text):
            value = _value(found[0].translate(_ABOUT))
            if value is not None and found[0] != "一":
                yield _number(found, value, is_sure=bool(_SURE.match(found[0])))


def _number(found: re.Match[str], value: int, *, is_sure: bool) -> Number:
    """Return a number, which is so many times ten thousand, too: 450000000, 45000 and 4.5."""
    shares = (f"{Decimal(value) / many:f}" for many in _MANY.values() if value >= many)
    return Number(*found.span(), found.end(), found[0], frozenset({str(value), *shares}), is_sure)


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
