"""What a student may type for an answer."""

import re
import unicodedata

from nasec_study.course.model import Question, Term
from nasec_study.rendering.markup import to_plain

# A remark in brackets behind a term, which nobody need type.
_REMARK = re.compile(r"\s*\([^()]*\)$")
_STOP = re.compile(r"(?<=\w)[.!?]$")
# Letters that are no others with an accent, and are typed as these.
_TWINS = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"})


def typed_answer(item: Term | Question) -> str:
    """Return what is to be typed: the answer without a remark in brackets behind it, or a full stop."""
    whole = to_plain(item.term if isinstance(item, Term) else item.answer)
    return _STOP.sub("", _REMARK.sub("", whole) or whole)


def spellings(item: Term | Question) -> tuple[str, ...]:
    """Return all that is right when it is typed: the answer in full first, then as one types it, then all others."""
    whole = to_plain(item.term if isinstance(item, Term) else item.answer)
    others = map(to_plain, item.accept)
    return tuple(dict.fromkeys(filter(None, (whole, _REMARK.sub("", whole), typed_answer(item), *others))))


def with_bare(item: Term | Question) -> tuple[str, ...]:
    """Return the spellings, and where accents are forgiven those without, for readers that know no such forgiveness."""
    known = spellings(item)
    bare = map(without_accents, known) if item.typed == "true" else ()
    return tuple(dict.fromkeys((*known, *bare)))


def without_accents(text: str) -> str:
    """Return a text without accents, as one types it on a keyboard that lacks them."""
    apart = unicodedata.normalize("NFD", text.translate(_TWINS))
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))
