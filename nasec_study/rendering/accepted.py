"""What else is right beside an answer: other spellings and synonyms, in a cloze text those of each gap."""

import re
from collections.abc import Iterable, Iterator

from nasec_study.course.dollars import without_dollars
from nasec_study.course.model import Cloze, Item, Question, Term
from nasec_study.foundation.characters import without_accents
from nasec_study.rendering.markup import Gap, gaps, to_plain

_ARTICLE = re.compile(r"^(?:an?|the) ")
# Spaces, hyphens, periods and apostrophes of a word; those of a number belong to it.
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d])[\s.\-\u2010\u2011'’]+(?=[^\W\d]|$)")


def is_named(gap: Gap, name: str) -> bool:
    """Tell whether `accept` means this gap by a name: its answer, its code bare, its formula in dollar signs."""
    return to_plain(gap.answer) in {name, to_plain(name), to_plain(without_dollars(name))}


def others_of(item: Cloze, gap: Gap) -> tuple[str, ...]:
    """Return what else is right in a gap."""
    return tuple(other for name, others in item.accept.items() if is_named(gap, name) for other in others)


def also_right(item: Item) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what else is right, as a key lists it; where a cloze text has several answers, by that for which it is."""
    match item:
        case Term() | Question():
            return tuple(("", (other,)) for other in item.accept)
        case Cloze():
            found = {gap.answer: tuple(_told(gap.answer, others_of(item, gap))) for gap in gaps(item.text)}
            return tuple((answer if len(found) > 1 else "", others) for answer, others in found.items() if others)
        case _:
            return ()


def _told(answer: str, others: Iterable[str]) -> Iterator[str]:
    """Yield what a person who marks a gap would not take for its answer anyway, nor for another that is listed.

    Machines are told spellings, the U.S. and Québec beside US and Quebec.
    """
    known = {_as_marked(answer)}
    for other in others:
        if _as_marked(other) not in known:
            known.add(_as_marked(other))
            yield other


def _as_marked(text: str) -> str:
    """Return an answer without what nobody marks as wrong: accents, hyphens, an article before it."""
    plain = _ARTICLE.sub("", without_accents(to_plain(text)).casefold())
    return _BETWEEN_LETTERS.sub("", plain)
