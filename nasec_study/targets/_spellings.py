"""What a student may type for an answer, and how far a number may be off."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from nasec_study.course.model import Numeric, Question, Term
from nasec_study.foundation.characters import without_accents
from nasec_study.rendering.figures import keyed
from nasec_study.rendering.locales import number_text, percent_text
from nasec_study.rendering.markup import FORMULA, to_plain

# A remark in brackets behind a term, which nobody need type.
_REMARK = re.compile(r"\s*\([^()]*\)$")
_STOP = re.compile(r"(?<=\w)[.!?]$")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July"]
_MONTHS += ["August", "September", "October", "November", "December"]
_DATE = re.compile(rf"({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})")
# A figure with what it counts in a sign: −$10,110 and 40 %.
_AMOUNT = re.compile(r"(?P<minus>[−-]?)(?P<before>[$€£¥]?)(?P<figure>\d[\d., \u00a0\u202f]*)(?P<behind>[$€£¥%]?)")
_GROUPS = re.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+")
_NUMBERS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_NUMBERS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
_RANKS = ["first", "second", "third", "fourth", "fifth", "sixth"]
_RANKS += ["seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_ENDS = {1: "st", 2: "nd", 3: "rd"}
_DIGITS = {word: str(number) for number, word in enumerate(_NUMBERS)}
_DIGITS |= {word: f"{number}{_ENDS.get(number, 'th')}" for number, word in enumerate(_RANKS, start=1)}
_WORDS = {digits: word for word, digits in _DIGITS.items()}
# Typographic signs as a keyboard has them.
_KEYS = str.maketrans("−–—\u2010\u2011’‘“”", "-----''\"\"")


def typed_answer(item: Term | Question) -> str:
    """Return the answer to type: without a remark in brackets at its end, and without a full stop."""
    whole = to_plain(item.term if isinstance(item, Term) else item.answer)
    return _STOP.sub("", _REMARK.sub("", whole) or whole)


def spellings(item: Term | Question) -> tuple[str, ...]:
    """Return all that is right when it is typed: the answer in full first, then as one types it, then all others.

    H₂O may be typed H2O, and x² x^2 or x2.
    """
    whole = to_plain(item.term if isinstance(item, Term) else item.answer)
    ways = (whole, _REMARK.sub("", whole), typed_answer(item), *map(to_plain, item.accept))
    return tuple(dict.fromkeys(filter(None, (*ways, *chain.from_iterable(map(keyed, ways))))))


def with_bare(item: Term | Question) -> tuple[str, ...]:
    """Return the spellings, and where accents are forgiven those without, for readers that know no such forgiveness."""
    known = spellings(item)
    bare = map(without_accents, known) if item.typed == "true" else ()
    return _and_on_a_keyboard((*known, *bare))


def _and_on_a_keyboard(ways: Iterable[str]) -> tuple[str, ...]:
    """Return spellings, each once, and behind them those with other dashes and quotes than a keyboard has."""
    known = tuple(ways)
    return tuple(dict.fromkeys((*known, *(way.translate(_KEYS) for way in known))))


def tolerance_text(item: Numeric, language: str) -> str:
    """Return how far the answer to an item may be off, as a person writes it: '0.5', or '1%'; '' for not at all."""
    if not item.margin:
        return ""
    percentage = item.percentage
    return number_text(item.margin, language) if percentage is None else percent_text(percentage, language)


def gap_spellings(answer: str) -> tuple[str, ...]:
    """Return all that is right when it is typed into a gap: its answer, and a date or number as others write it.

    In any language 18,000 and 18000, H₂O and H2O, $18,000 without its sign, 40% and 40 %, and a formula without its
    spaces; in English March 23, 2005, 23 March 2005 and 2005-03-23, six and 6, third and 3rd.
    """
    whole = to_plain(answer)
    close = ("".join(whole.split()),) if FORMULA.fullmatch(answer.strip()) else ()
    return _and_on_a_keyboard((whole, *_other_ways(whole), *keyed(whole), *close))


def _other_ways(text: str) -> Iterator[str]:
    if _GROUPS.fullmatch(text):
        yield re.sub(r"\D", "", text)
    if (found := _AMOUNT.fullmatch(text)) and (found["before"] or found["behind"]):
        minus, before, figure, behind = found.groups()
        figure = figure.strip()
        for way in (figure, *_other_ways(figure)):
            yield from (f"{minus}{before}{way}{space}{behind}" for space in ("", " ") if behind or not space)
            if behind != "%":
                yield f"{minus}{way}"
    if found := _DATE.fullmatch(text):
        month, day, year = found.groups()
        yield from (f"{month} {day} {year}", f"{day} {month} {year}")
        yield f"{year}-{_MONTHS.index(month) + 1:02}-{int(day):02}"
    yield from filter(None, (_DIGITS.get(text.lower()), _WORDS.get(text)))
