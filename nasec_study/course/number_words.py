"""Numbers in words, in the languages in which they can be read."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from nasec_study.course.number_grammar import NUMBER_WORDS, OFTEN_NONE, any_of, grammar_of
from nasec_study.course.numbers import Number, spelled

# What is more by a half or another part, and what a part is of: two miles and a half, a quarter of a million.
_AND_A_HALF = re.compile(r"(\s+[^\W\d_]+)?[-\s]+(?:and[-\s]a[-\s]half|y\smedi[oa]|et\sdemie?)(?!\w|\s+of\b)")
_AND = re.compile(r"\s+and\s+(?:(?=a\s)..)?")
_OF_A = re.compile(r"(?:\s+(?:of|de))?\s+(?:an?|une?)(?=\s)|\s+d['’](?:une?\s+)?(?=\w)")
# Of how many it is one.
_ONE_IN = re.compile(
    r"\s+(?:in|out\sof)\s+(?:\d|twen|thir|for|fif|six|seven|eigh|nine|two|three|four|five|ten|a\shundred)"
)
_OF = re.compile(r"\s+of\b")
_JOINED = re.compile(r"and|y|et|und|oh")
_TEN, _HUNDRED, _THOUSAND, _MILLION = 10, 100, 1000, 10**6
_MOST_WORDS, _OH = 30, "oh"


class _Word(NamedTuple):
    """A word of a number, where it stands, where the one before it ends, and what joins them: *and*, *oh* or ''."""

    word: str
    start: int
    end: int
    before: int
    joint: str


def in_words(text: str, language: str) -> Iterator[Number]:
    """Yield the numbers, fractions and decades that a text of a language has in words.

    The word for 1 is none: it is an article or a pronoun as often. Before a million it counts, as in figures: 2
    million. A part of a larger number is none: twenty-five is no 20 and no 5.
    """
    if language not in NUMBER_WORDS:
        return
    # As a small letter, İ alone is two.
    small = text.replace("İ", "I").lower()
    pattern, place = grammar_of(language).number, 0
    while found := pattern.search(small, place):
        place = found.end()
        for number in _numbers(found, language):
            place = max(place, number.upto)
            yield number


def _numbers(found: re.Match[str], language: str) -> Iterator[Number]:
    """Yield the numbers that stand in a place: a row of words may hold several."""
    start, end, kinds = found.start(), found.end(), found.groupdict()
    if kinds.get("decade"):
        decade = kinds["decade"] + ("y" if language == "en" else "")
        value = _value(kinds.get("century") or "", language) * _HUNDRED + _value(decade, language)
        yield spelled(start, found.end("decade"), Fraction(value), end)
    elif kinds.get("rank"):
        yield spelled(start, end, Fraction(_value(kinds["rank"], language)))
    elif part := _part(found, language):
        of = _OF_A.match(found.string, end)
        upto = of.end() if of else end
        many = grammar_of(language).many.match(found.string, upto)
        if not many:
            yield spelled(start, upto, part, end)
        elif grammar_of(language).times[many[1]] == _MILLION:
            yield spelled(start, upto, part, many.end())
        else:
            yield spelled(start, many.end(), part * grammar_of(language).times[many[1]])
    elif kinds.get("more") or kinds.get("one_more"):
        yield spelled(start, end, _value(kinds["more"] or "", language) + Fraction(3 if kinds["one_more"] else 1, 2))
    else:
        yield from _row(found, language)


def _row(found: re.Match[str], language: str) -> Iterator[Number]:
    """Yield the numbers of a row of words: each goes as far as its words make one."""
    text, words, place = found.string, _words(found.string, found.start(), found.end(), language), 0
    while place < len(words):
        value, count = _longest(words[place : place + _MOST_WORDS], language)
        first, last = words[place], words[place + count - 1]
        place += count
        # Behind the last one, more may follow: what makes an ordinal of it, or a part.
        is_last = place == len(words)
        end = found.end() if is_last else last.end
        scale = _MILLION if grammar_of(language).times.get(last.word) == _MILLION else 1
        if is_last and (half := _AND_A_HALF.match(text, end)):
            behind = last.start if scale > 1 else end if half[1] else half.end()
            yield spelled(first.start, behind, Fraction(value, scale) + Fraction(1, 2), half.end())
        elif is_last and scale == 1 and (more := _and_a_part(text, end, language)):
            yield spelled(first.start, more[1], value + more[0])
        elif scale > 1 and last != first:
            yield spelled(first.start, last.before, Fraction(value, scale), last.end)
        elif (value > 1 and (last != first or last.word not in OFTEN_NONE)) or _ONE_IN.match(text, end):
            yield spelled(first.start, end, Fraction(value))


def _part(found: re.Match[str], language: str) -> Fraction | None:
    """Return the fraction that was found, if it is one: three quarters, a third, half."""
    kinds = found.groupdict()
    if kinds.get("half"):
        return Fraction(1, 2)
    if not (kinds.get("top") or kinds.get("part")):
        return None
    grammar = grammar_of(language)
    # Words other than those of the grammar are forms of *ein*.
    top = grammar.values.get(kinds.get("top") or "", 1)
    return Fraction(top, grammar.parts[re.findall(any_of(grammar.parts), found[0])[-1]])


def _and_a_part(text: str, end: int, language: str) -> tuple[Fraction, int] | None:
    """Return the part that comes to a number which ends somewhere, and where it ends: two and three quarters."""
    if joint := _AND.match(text, end):
        found = grammar_of(language).number.match(text, joint.end())
        if found and (part := _part(found, language)) and not _OF.match(text, found.end()):
            return part, found.end()
    return None


def _words(text: str, start: int, end: int, language: str) -> list[_Word]:
    found: list[_Word] = []
    for word in grammar_of(language).word.finditer(text, start, end):
        before = found[-1].end if found else word.start()
        joined = _JOINED.search(text, before, word.start())
        found.append(_Word(word[0], *word.span(), before, joined[0] if joined else ""))
    return found


@lru_cache(maxsize=256)
def _value(words: str, language: str) -> int:
    """Return what a number in words is worth; 0 for none."""
    found = _words(words, 0, len(words), language)
    return _longest(found, language)[0] if found else 0


def _longest(words: Sequence[_Word], language: str) -> tuple[int, int]:
    """Return the number with which some words begin, and how many of them it has."""
    values, times, *_ = grammar_of(language)
    # What is counted already, what the next thousand counts, and how large a number may follow.
    whole, part, room = 0, 0, _THOUSAND
    thousands = millions = False
    before: tuple[int, int] | None = None
    for count, (word, *_, joint) in enumerate(words):
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
        elif not count or (0 < value < room and (not joint or _may_join(value, room, joint, language))):
            before = (whole + part, count) if count and room >= _HUNDRED else before
            part, room = part + value, _room(value, language)
        elif (parted := _other(part, value, joint, language)) and (language != "en" or count == 1):
            part, room = parted, _room(parted % _HUNDRED, language)
        else:
            return whole + part, count
    return whole + part, len(words)


def _may_join(value: int, room: int, joint: str, language: str) -> bool:
    """Tell whether *and* may stand before a smaller number: a hundred and five, treinta y cinco, vingt et un."""
    if language in {"en", "de"}:
        return room >= _HUNDRED and joint != _OH
    return room == _TEN if language == "es" else room <= 2 * _TEN and value in {1, 11}


def _room(value: int, language: str) -> int:
    """Return what is larger than any number that may follow one: behind twenty, ten."""
    if value >= _HUNDRED:
        return _HUNDRED
    if value < 2 * _TEN or value % _TEN:
        return 0
    return 2 * _TEN if language == "fr" and value in {60, 80} else _TEN


def _other(part: int, value: int, joint: str, language: str) -> int:
    """Return what a number makes with one before it in another way, 0 for nothing.

    These are vierundachtzig, quatre-vingts and, in English, a year: nineteen eighty-four, nineteen oh five.
    """
    is_ten = value >= 2 * _TEN and value % _TEN == 0
    if language == "de":
        return part + value if joint and is_ten and 0 < part % _HUNDRED < _TEN else 0
    if language == "fr":
        return part + 76 if value == 2 * _TEN and part % _HUNDRED == 4 else 0  # noqa: PLR2004 - quatre-vingts
    is_rest = 0 < value < _TEN if joint == _OH else not joint and _TEN <= value < _HUNDRED
    is_year = language == "en" and _TEN < part <= 2 * _TEN and is_rest
    return part * _HUNDRED + value if is_year else 0
