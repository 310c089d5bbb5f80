"""What stands above a question: the reading it is on, unless its name would tell the answer."""

import re
from collections.abc import Iterator
from functools import lru_cache

from nasec_study.course.model import Cloze, Course, Item, Question, Term
from nasec_study.rendering.asked import answers
from nasec_study.rendering.markup import is_plain, to_plain

_WORD = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"\s*(?:[,;&]|\b(?:and|y|et)\b)\s*")


def context_of(course: Course, item: Item) -> str:
    """Return the id of the reading that an item is on; '' if it is on several, or the name would give the answer away.

    It would if the name stands in an answer or an option, or an answer in the name.
    """
    names = item.cited_readings
    reading = course.reading(names[0]) if len(names) == 1 else None
    if reading is None:
        return ""
    ours = _names(reading.cite, reading.voices)
    told = list(_answers(item))
    # Most items share no word with the name of their reading.
    together = " ".join(told)
    if is_plain(together) and not _shares_word(ours, together.casefold()):
        return reading.id
    theirs = [words for answer in told if (words := _padded(to_plain(answer).casefold())).strip()]
    is_told = any(name in answer for name in ours if name.strip() for answer in theirs)
    return "" if is_told or any(answer in ours[0] for answer in theirs) else reading.id


def asks_by_name(item: Item, name: str) -> bool:
    """Tell whether an item's question names a reading already, so that its name need not stand before it."""
    return _padded(to_plain(name).casefold()) in _padded(to_plain(item.asks).casefold())


@lru_cache(maxsize=1024)
def _names(cite: str, voices: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names of a reading, that by which it is cited first; remembered, since all its items ask for them."""
    return tuple(_padded(to_plain(name).casefold()) for name in (cite, *_JOINT.split(cite), *voices))


@lru_cache(maxsize=1024)
def _words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in name.split())


def _shares_word(names: tuple[str, ...], text: str) -> bool:
    """Tell whether a text holds a word of some names; to look for each anywhere in it is quicker than to part it."""
    words = _words(names)
    return any(word in text for word in words) and not words.isdisjoint(_WORD.findall(text))


def _answers(item: Item) -> Iterator[str]:
    """Yield what is asked for and what it is chosen from."""
    match item:
        case Cloze() | Term() | Question():
            yield from answers(item)
        case _:
            yield from (part for group in item.distinct for part in group)


def _padded(text: str) -> str:
    """Return the words of a text, each between blanks, so that one text holds another only by whole words."""
    return f" {' '.join(_WORD.findall(text))} "
