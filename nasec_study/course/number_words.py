"""Numbers in words, in the languages in which they can be read: which a text has, and the text with them in digits."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

# From zero to twenty, by language.
NUMBER_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "en": (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
            *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        "es": (
            *("cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once"),
            *("doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte"),
        ),
        "fr": (
            *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
            *("douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf", "vingt"),
        ),
        "de": (
            *("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
            *("zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig"),
        ),
    }
)
# Those beyond, and other forms.
_MORE: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        language: {word: int(value) for value, *forms in map(str.split, table.split("|")) for word in forms}
        for language, table in {
            "en": "30 thirty|40 forty fourty|50 fifty|60 sixty|70 seventy|80 eighty|90 ninety|100 hundred"
            "|1 first|2 second|3 third|4 fourth|5 fifth|6 sixth|7 seventh|8 eighth|9 ninth|10 tenth|11 eleventh"
            "|12 twelfth|13 thirteenth|14 fourteenth|15 fifteenth|16 sixteenth|17 seventeenth|18 eighteenth"
            "|19 nineteenth|20 twentieth|30 thirtieth|40 fortieth|50 fiftieth|60 sixtieth",
            "es": "1 un una|21 veintiuno veintiún veintiuna|22 veintidós|23 veintitrés|24 veinticuatro|25 veinticinco"
            "|26 veintiséis|27 veintisiete|28 veintiocho|29 veintinueve|30 treinta|40 cuarenta|50 cincuenta|60 sesenta"
            "|70 setenta|80 ochenta|90 noventa|100 cien ciento|200 doscientos doscientas|300 trescientos trescientas"
            "|400 cuatrocientos cuatrocientas|500 quinientos quinientas|600 seiscientos seiscientas"
            "|700 setecientos setecientas|800 ochocientos ochocientas|900 novecientos novecientas",
            "fr": "1 une|20 vingts|30 trente|40 quarante|50 cinquante|60 soixante|70 septante|80 huitante octante"
            "|90 nonante|100 cent cents",
            "de": "1 ein|30 dreißig|40 vierzig|50 fünfzig|60 sechzig|70 siebzig|80 achtzig|90 neunzig|100 hundert",
        }.items()
    }
)
# By themselves they often stand for other things: seconds, a third of it.
_OFTEN_NONE = frozenset({"first", "second", "third"})
_TEN, _HUNDRED = 10, 100
# What stands between the words of a number: dix-neuf, thirty five.
_JOINT = r"[-\s]+"


def in_words(text: str, language: str) -> Mapping[str, str]:
    """Return the numbers from 2 on that a text of a language has in words, as they are written, by their digits.

    The word for 1 is none: it is an article or a pronoun as often. Before a million it counts by itself, as in
    figures: 2 million. A part of a larger number is none: twenty-five is no 20 and no 5.
    """
    return {digits: text[start:end] for start, end, digits in _found(text, language)}


@lru_cache(maxsize=64)
def in_digits(text: str, language: str) -> str:
    """Return a text with its numbers in words in digits."""
    parts, before = [], 0
    for start, end, digits in _found(text, language):
        parts += [text[before:start], digits]
        before = end
    return "".join([*parts, text[before:]])


def _found(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each number in words begins and ends, and its digits."""
    # As a small letter, İ alone is two.
    small = text.replace("İ", "I").lower()
    if language in NUMBER_WORDS:
        for found in _pattern(language).finditer(small):
            value = _value(found[0], language)
            if value > 1:
                yield *found.span(), str(value)


@cache
def _values(language: str) -> Mapping[str, int]:
    return {**{word: value for value, word in enumerate(NUMBER_WORDS[language])}, **_MORE[language]}


@lru_cache(maxsize=256)
def _value(words: str, language: str) -> int:
    """Return what a number in words is worth."""
    whole = 0
    values = _values(language)
    for word in _word(language).findall("-".join(re.split(_JOINT, words))):
        value = values[word]
        if value == _HUNDRED:
            whole = max(whole, 1) * value
        elif language == "fr" and value == 2 * _TEN and whole % _HUNDRED == 4:  # noqa: PLR2004 - quatre-vingts
            whole += 76
        else:
            whole += value
    return whole


@cache
def _word(language: str) -> re.Pattern[str]:
    return re.compile(_any(_values(language)))


def _any(words: Mapping[str, int]) -> str:
    """Return what finds one of some words, longer ones first: dix-neuf before dix."""
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return what finds each number in words as a whole."""
    values = _values(language)
    small = _any({word: value for word, value in values.items() if 0 < value < _HUNDRED and word not in _OFTEN_NONE})
    ones = _any({word: value for word, value in values.items() if 0 < value < _TEN})
    tens = _any({word: value for word, value in values.items() if value in range(20, 100, 10)})
    hundreds = _any({word: value for word, value in values.items() if value >= _HUNDRED})
    if language == "en":
        under_hundred = rf"(?:(?:{tens}){_JOINT}(?:{ones})|{small})"
        # Several hundred are no 100.
        number = rf"(?:{under_hundred}{_JOINT}|(?<=\ba\s)){hundreds}(?:{_JOINT}(?:and{_JOINT})?{under_hundred})?"
    elif language == "es":
        under_hundred = rf"(?:(?:{tens}){_JOINT}y{_JOINT}(?:{ones})|{small})"
        number = rf"(?!(?<=\bpor\s)ciento\b)(?:{hundreds})(?:{_JOINT}{under_hundred})?"
    elif language == "fr":
        behind = rf"{_JOINT}(?:et{_JOINT}(?:une?|onze)|(?:{small}))"
        under_hundred = rf"(?:quatre{_JOINT}vingts?(?:{_JOINT}(?:{small}))?|(?:{tens})(?:{behind})?|{small})"
        number = rf"(?!(?<=\bpour\s)cent\b)(?:(?:{ones}){_JOINT})?(?:{hundreds})(?:{_JOINT}{under_hundred})?"
    else:
        under_hundred = rf"(?:(?:{ones})und(?:{tens})|{small})"
        number = rf"(?:{ones})?{hundreds}(?:(?:und)?{under_hundred})?"
    # To look at the first letters is many times as quick as to try all words in all places.
    first = "|".join(sorted({word[:3] for word, value in values.items() if value}))
    return re.compile(rf"(?<![\w.,])(?={first})(?:{number}|{under_hundred})\b")
