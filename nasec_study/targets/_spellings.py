"""What a student may type for an answer, and how far a number may be off."""

import re
from collections.abc import Callable
from decimal import Decimal

from nasec_study.course.model import Cloze, Numeric, Question, Term
from nasec_study.foundation.characters import without_accents, without_umlauts
from nasec_study.rendering.accepted import others_of
from nasec_study.rendering.asked import answers
from nasec_study.rendering.figures import keyed
from nasec_study.rendering.keyboard import on_a_keyboard, other_ways, ways_to_type
from nasec_study.rendering.locales import number_signs, number_text, percent_text
from nasec_study.rendering.markup import Gap, to_plain

# A remark in brackets behind a term, which nobody need type, and the emphasis of it alone, not that of both together.
# It stands apart, and is no part of a formula, of code, a provision or of figures, as in Art. 5 (1) (b) and 9.4 (2.1).
_REMARK = re.compile(
    r"(?:(?<=[\d)])\s+(?![*_]*\((?:\w{1,3}|[\d.,%–-]+)\))|(?<![\d)\s])\s+|\s*(?=[*_]*（))"
    r"(?P<marks>[*_]*)[(（](?:[^()（）]|\([^()]*\))*[)）](?P=marks)(?P<around>[*_]*)$"
)
# A word in brackets before others, which may be left out: (to) sleep, ojalá (que) venga; no number, iron (II) oxide.
_OPTIONAL = re.compile(r"(?<!\S)[(（](?=[^\W\d_]{2})(?![IVX]+[)）])([^()（）\d]+)[)）](\s+)(?=\S)")
_STOP = re.compile(r"(?<=\w)[.!?。！？؟।]$")
# What Spanish has before a question and an exclamation, and no other keyboard.
_OPENING = re.compile(r"^[¿¡]")


def typed_answer(item: Term | Question) -> str:
    """Return the answer to type: without a remark in brackets at its end, and without a full stop."""
    return _STOP.sub("", _without_remark(item) or to_plain(_written(item)))


def _written(item: Term | Question) -> str:
    return answers(item)[0]


def _without_remark(item: Term | Question) -> str:
    return to_plain(_REMARK.sub(r"\g<around>", _written(item)))


def spellings(item: Term | Question, language: str) -> tuple[str, ...]:
    """Return all that is right when it is typed: the answer in full first, then as one types it, then all others.

    H₂O may be typed H2O, x² x^2 or x2, a date, number or amount as others write it, and, where accents are forgiven,
    Müller Mueller.
    """
    ways = (to_plain(_written(item)), _without_remark(item), typed_answer(item), *map(to_plain, item.accept))
    ways += tuple(_OPTIONAL.sub(shown, way) for shown in ("", r"\1\2") for way in ways)
    # Of most answers, these are all alike.
    ways = tuple(dict.fromkeys(ways))
    spelled = map(without_umlauts, ways if item.typed != "accents" else ())
    groups = number_signs(language)[1]
    written = (way for form in ways for way in (*other_ways(form, groups), *keyed(form)))
    return tuple(dict.fromkeys(filter(None, (*ways, *written, *spelled))))


def with_bare(item: Term | Question, language: str) -> tuple[str, ...]:
    """Return the spellings, and where accents are forgiven those without, for readers that know no such forgiveness."""
    known = tuple(way for spelled in spellings(item, language) for way in (spelled, _OPENING.sub("", spelled)))
    bare = map(without_accents, known) if item.typed == "true" else ()
    return on_a_keyboard((*known, *bare))


def tolerance_text(item: Numeric, language: str, number: Callable[[Decimal, str], str] = number_text) -> str:
    """Return how far the answer to an item may be off, as a person writes it: '0.5', or '1%'; '' for not at all.

    `number` writes a number in a language, as plain text or as HTML.
    """
    if not item.margin:
        return ""
    return number(item.margin, language) if item.percentage is None else percent_text(item.percentage, language)


def gap_spellings(item: Cloze, gap: Gap, language: str) -> tuple[str, ...]:
    """Return all that is right when it is typed into a gap: its answer first, and what else counts, in all their ways.

    A date or number may be typed as others write it.
    """
    answers = (gap.answer, *others_of(item, gap))
    groups = number_signs(language)[1]
    return tuple(dict.fromkeys(way for answer in answers for way in ways_to_type(answer, groups)))
