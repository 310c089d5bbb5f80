"""Numbers in words, in the languages in which they can be read: which a text has, and the text with them in digits."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import numeric

from nasec_study.course.number_grammar import NUMBER_WORDS, OFTEN_NONE, Grammar, any_of, grammar_of
from nasec_study.course.numbers import from_roman
from nasec_study.course.units import LABELS

# A fraction in figures, and what is before its stroke or sign: 2½, 2 1/2. Most other strokes, 120/80, are of none.
_UNDER = re.compile(r"[¼-¾⅐-⅞]|[/\u2044]([2-9]|10)(?![\w/\u2044]|[.,]\d)")
_OVER = re.compile(r"(?:(?<![\d.,/\u2044])(\d{1,3})[ -])?(?<![\d.,/\u2044])([1-9])\Z")
_WHOLE = re.compile(r"(?<![\d.,/\u2044])(\d{1,3})[ -]?\Z")
# What is more by a half or another part, and what a part is of: two miles and a half, a quarter of a million.
_AND_A_HALF = re.compile(r"(\s+[^\W\d_]+)?[-\s]+(?:and[-\s]a[-\s]half|y\smedi[oa]|et\sdemie?)(?!\w|\s+of\b)")
_AND = re.compile(r"\s+and\s+(?:(?=a\s)..)?")
_OF_A = re.compile(r"(?:\s+(?:of|de))?\s+(?:an?|une?)(?=\s)|\s+d['’](?:une?\s+)?(?=\w)")
# Of how many it is one.
_ONE_IN = re.compile(
    r"\s+(?:in|out\sof)\s+(?:\d|twen|thir|for|fif|six|seven|eigh|nine|two|three|four|five|ten|a\shundred)"
)
_OF = re.compile(r"\s+of\b")
_JOINED = re.compile(r"and|y|et|und")
_TEN, _HUNDRED, _THOUSAND, _MILLION = 10, 100, 1000, 10**6
_DECIMALS, _MOST_WORDS = 6, 30
# A number in Roman figures, with the ending that makes an ordinal of it: XIX, XVᵉ, XVe, Iᵉʳ.
_ROMAN = re.compile(r"([IVXLC]{1,15})(?:(?:[eᵉ]|er|ᵉʳ|ème)s?)?(?![^\W_]|['’]\w)")
_LABEL = re.compile(r"([^\W\d_]+\.?)[\s-]\Z")
_CENTURY = re.compile(r"[-\s](?:[Cc]entur(?:y|ies)|[Ss]iècles?|Jahrhunderts?)(?!\w)")
_LOOK = 16


class _Number(NamedTuple):
    """Where a number stands in a text, its digits, and what is written for it, up to where: 1830, 1830s."""

    start: int
    end: int
    digits: str
    written: str
    upto: int


class _Word(NamedTuple):
    """A word of a number, where it stands, where the one before it ends, and whether *and* is between them."""

    word: str
    start: int
    end: int
    before: int
    is_joined: bool


def in_words(text: str, language: str) -> Mapping[str, str]:
    """Return the numbers that a text of a language has in words, as they are written, by their digits.

    Fractions count, also in figures: 1/4 is 0.25, and 2 1/2 is 2.5. The word for 1 is none: it is an article or a
    pronoun as often. Before a million it counts, as in figures: 2 million. A part of a larger number is none:
    twenty-five is no 20 and no 5.
    """
    return {number.digits: text[number.start : number.end] for number in _found(text, language)}


def in_digits(text: str, language: str) -> str:
    """Return a text with its numbers in words, and its fractions, in digits."""
    parts, before = [], 0
    for number in _found(text, language):
        parts += [text[before : number.start], number.written]
        before = number.upto
    return "".join([*parts, text[before:]])


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[_Number, ...]:
    """Return each number in words or in Roman figures, and each fraction, in order."""
    words = _in_words(text, language) if language in NUMBER_WORDS else ()
    return tuple(sorted([*words, *_in_roman(text), *_in_figures(text)]))


def _in_figures(text: str) -> Iterator[_Number]:
    """Yield each fraction in figures, with the whole number before it."""
    for found in _UNDER.finditer(text):
        start = found.start()
        over = (_OVER if found[1] else _WHOLE).search(text, max(0, start - _LOOK), start)
        if not found[1]:
            part = Fraction(numeric(found[0])).limit_denominator(_TEN)
        elif over:
            part = Fraction(int(over[2]), int(found[1]))
        else:
            continue
        if part < 1:
            yield _number(over.start() if over else start, found.end(), part + int((over and over[1]) or 0))


def _in_roman(text: str) -> Iterator[_Number]:
    """Yield each number in Roman figures that stands behind a label, such as Chapter, or before a century."""
    for found in _ROMAN.finditer(text):
        start = found.start()
        label = _LABEL.search(text, max(0, start - _LOOK), start)
        is_labeled = label and label[1].lower() in LABELS and (found[1] != "I" or label[1][0].isupper())
        if is_labeled or (_CENTURY.match(text, found.end()) and not text[start - 1 : start].isalnum()):
            digits = str(from_roman(found[1]))
            yield _Number(*found.span(), digits, digits, found.end())


def _in_words(text: str, language: str) -> Iterator[_Number]:
    # As a small letter, İ alone is two.
    small = text.replace("İ", "I").lower()
    pattern, place = _pattern(language), 0
    while found := pattern.search(small, place):
        place = found.end()
        for number in _numbers(found, language):
            place = max(place, number.upto)
            yield number


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(_grammar(language).pattern)


@cache
def _grammar(language: str) -> Grammar:
    return grammar_of(language)


def _numbers(found: re.Match[str], language: str) -> Iterator[_Number]:
    """Yield the numbers that stand in a place: a row of words may hold several."""
    start, end, kinds = found.start(), found.end(), found.groupdict()
    if kinds.get("decade"):
        decade = kinds["decade"] + ("y" if language == "en" else "")
        value = _value(kinds.get("century") or "", language) * _HUNDRED + _value(decade, language)
        yield _Number(start, end, str(value), f"{value}s", end)
    elif kinds.get("rank"):
        yield _number(start, end, Fraction(_value(kinds["rank"], language)))
    elif part := _part(found, language):
        of = _OF_A.match(found.string, end)
        upto = of.end() if of else end
        many = _times(language).match(found.string, upto)
        if not many:
            yield _number(start, end, part, upto=upto)
        elif _grammar(language).times[many[1]] == _MILLION:
            yield _number(start, upto, part, f" {many[1]}", many.end())
        else:
            yield _number(start, many.end(), part * _grammar(language).times[many[1]])
    elif kinds.get("more") or kinds.get("one_more"):
        yield _number(start, end, _value(kinds["more"] or "", language) + Fraction(3 if kinds["one_more"] else 1, 2))
    else:
        yield from _row(found, language)


def _row(found: re.Match[str], language: str) -> Iterator[_Number]:
    """Yield the numbers of a row of words: each goes as far as its words make one."""
    text, words, place = found.string, _words(found.string, found.start(), found.end(), language), 0
    while place < len(words):
        value, count = _longest(words[place : place + _MOST_WORDS], language)
        first, last = words[place], words[place + count - 1]
        place += count
        # Behind the last one, more may follow: what makes an ordinal of it, or a part.
        is_last = place == len(words)
        end = found.end() if is_last else last.end
        scale = _MILLION if _grammar(language).times.get(last.word) == _MILLION else 1
        if is_last and (half := _AND_A_HALF.match(text, end)):
            unit = half[1] or "" if scale == 1 else f" {last.word}"
            yield _number(first.start, half.end(), Fraction(value, scale) + Fraction(1, 2), unit)
        elif is_last and scale == 1 and (more := _and_a_part(text, end, language)):
            yield _number(first.start, more[1], value + more[0])
        elif scale > 1 and last != first:
            yield _number(first.start, last.before, Fraction(value, scale))
        elif (value > 1 and (last != first or last.word not in OFTEN_NONE)) or _ONE_IN.match(text, end):
            yield _number(first.start, end, Fraction(value))


def _number(start: int, end: int, value: Fraction, unit: str = "", upto: int = 0) -> _Number:
    whole, rest = divmod(value, 1)
    decimals = f"{round(rest * 10**_DECIMALS):0{_DECIMALS}}".rstrip("0")
    digits = f"{whole}.{decimals}" if decimals else str(whole)
    return _Number(start, end, digits, digits + unit, upto or end)


def _part(found: re.Match[str], language: str) -> Fraction | None:
    """Return the fraction that was found, if it is one: three quarters, a third, half."""
    kinds = found.groupdict()
    if kinds.get("half"):
        return Fraction(1, 2)
    if not (kinds.get("top") or kinds.get("part")):
        return None
    grammar = _grammar(language)
    # Words other than those of the grammar are forms of *ein*.
    top = grammar.values.get(kinds.get("top") or "", 1)
    return Fraction(top, grammar.parts[re.findall(any_of(grammar.parts), found[0])[-1]])


def _and_a_part(text: str, end: int, language: str) -> tuple[Fraction, int] | None:
    """Return the part that comes to a number which ends somewhere, and where it ends: two and three quarters."""
    if joint := _AND.match(text, end):
        found = _pattern(language).match(text, joint.end())
        if found and (part := _part(found, language)) and not _OF.match(text, found.end()):
            return part, found.end()
    return None


def _words(text: str, start: int, end: int, language: str) -> list[_Word]:
    found: list[_Word] = []
    for word in _word(language).finditer(text, start, end):
        before = found[-1].end if found else word.start()
        found.append(_Word(word[0], *word.span(), before, bool(_JOINED.search(text, before, word.start()))))
    return found


@cache
def _word(language: str) -> re.Pattern[str]:
    grammar = _grammar(language)
    return re.compile(any_of([*grammar.values, *grammar.times]))


@cache
def _times(language: str) -> re.Pattern[str]:
    return re.compile(rf"[-\s]({any_of(_grammar(language).times)})(?!\w)")


@lru_cache(maxsize=256)
def _value(words: str, language: str) -> int:
    """Return what a number in words is worth; 0 for none."""
    found = _words(words, 0, len(words), language)
    return _longest(found, language)[0] if found else 0


def _longest(words: Sequence[_Word], language: str) -> tuple[int, int]:
    """Return the number with which some words begin, and how many of them it has."""
    values, times, *_ = _grammar(language)
    # What is counted already, what the next thousand counts, and how large a number may follow.
    whole, part, room = 0, 0, _THOUSAND
    thousands = millions = False
    before: tuple[int, int] | None = None
    for count, (word, *_, is_joined) in enumerate(words):
        many, value = times.get(word, 0), values.get(word, 0)
        if many == _MILLION and not millions and (whole or part or not count):
            whole, part, room, thousands, millions = max(whole + part, 1) * many, 0, _THOUSAND, False, True
        elif many == _THOUSAND and not thousands and (part or not count):
            whole, part, room, thousands = whole + max(part, 1) * many, 0, _THOUSAND, True
        elif 0 < many <= _HUNDRED and part < _HUNDRED and (part or not count or room == _THOUSAND):
            part, room = max(part, 1) * many, many if many == _HUNDRED else 0
        elif many:
            # Two hundred and three hundred are two numbers.
            return before or (whole + part, count)
        elif not count or (0 < value < room and (not is_joined or _may_join(value, room, language))):
            before = (whole + part, count) if count and room >= _HUNDRED else before
            part, room = part + value, _room(value, language)
        elif (parted := _other(part, value, is_joined, language)) and (language != "en" or count == 1):
            part, room = parted, _room(parted % _HUNDRED, language)
        else:
            return whole + part, count
    return whole + part, len(words)


def _may_join(value: int, room: int, language: str) -> bool:
    """Tell whether *and* may stand before a smaller number: a hundred and five, treinta y cinco, vingt et un."""
    if language in {"en", "de"}:
        return room >= _HUNDRED
    return room == _TEN if language == "es" else room <= 2 * _TEN and value in {1, 11}


def _room(value: int, language: str) -> int:
    """Return what is larger than any number that may follow one: behind twenty, ten."""
    if value >= _HUNDRED:
        return _HUNDRED
    if value < 2 * _TEN or value % _TEN:
        return 0
    return 2 * _TEN if language == "fr" and value in {60, 80} else _TEN


def _other(part: int, value: int, is_joined: bool, language: str) -> int:  # noqa: FBT001 - a sign of its word
    """Return what a number makes with one before it in another way, 0 for nothing.

    These are vierundachtzig, quatre-vingts and, in English, a year: nineteen eighty-four.
    """
    is_ten = value >= 2 * _TEN and value % _TEN == 0
    if language == "de":
        return part + value if is_joined and is_ten and 0 < part % _HUNDRED < _TEN else 0
    if language == "fr":
        return part + 76 if value == 2 * _TEN and part % _HUNDRED == 4 else 0  # noqa: PLR2004 - quatre-vingts
    is_year = language == "en" and not is_joined and _TEN < part <= 2 * _TEN <= value + _TEN < _HUNDRED + _TEN
    return part * _HUNDRED + value if is_year else 0
