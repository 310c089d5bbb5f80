"""The Anki note types: one a kind of item, and one for disputes; designed once.

A field that is added later makes Anki refuse the update of every note of the type, so all fields
that are planned are here, and three spare ones. Fields and cards carry ids: by these, not by names,
Anki recognises them after a change. Never reuse or change an id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nasec_study.course.model import MAX_PAIRS

COMMON_FIELDS: Mapping[str, int] = {
    "Rationale": 101,  # why the answer is right
    "Source": 102,  # where it stands in the reading
    "Context": 103,  # reading and section, shown above the question
    "Stimulus": 104,  # shared table or scenario
    "Picture": 105,  # a picture that belongs to this item alone
    "Speech": 106,  # not empty: the client reads the question aloud
    "Notice": 107,  # words to the student, such as on retirement
    "Id": 108,  # the item's id, to report an error by
    "Spare 1": 191,
    "Spare 2": 192,
    "Spare 3": 193,
}


@dataclass(frozen=True)
class CardType:
    """One card of a note: its name, its id, and the name of its pair of templates."""

    name: str
    id: int
    template: str
    number: int = 0


@dataclass(frozen=True)
class NoteType:
    """A kind's own fields with their ids, the first one the sort field, and its cards.

    `stock` is Anki's number for the built-in type that this one is: its editor knows it by that number,
    and its fields by their order (anki/notetypes.proto, StockNotetype.OriginalStockKind).
    """

    kind: str
    name: str
    own_fields: Mapping[str, int]
    cards: tuple[CardType, ...]
    cloze: bool = False
    stock: int = 0

    @cached_property
    def fields(self) -> dict[str, int]:
        """All fields with their ids, in order."""
        return {**self.own_fields, **COMMON_FIELDS}


def _simple(kind: str, name: str, *fields: str, cloze: bool = False) -> NoteType:
    """Return a note type with one card."""
    own_fields = {field: number for number, field in enumerate(fields, start=1)}
    return NoteType(kind, name, own_fields, (CardType("Card", 1, kind),), cloze)


NOTE_TYPES = (
    NoteType(
        "term",
        "Term",
        {"Term": 1, "Definition": 2},
        (CardType("Term → definition", 1, "term"), CardType("Definition → term", 2, "definition")),
    ),
    _simple("question", "Question", "Stem", "Answer"),
    _simple("cloze", "Cloze", "Text", cloze=True),
    _simple("choice", "Choice", "Stem", "Options", "Answers", "Key"),
    _simple("multi", "Multiple response", "Stem", "Options", "Answers", "Key"),
    _simple("true-false", "True or false", "Statement", "Answer", "Correction"),
    _simple("numeric", "Numeric", "Stem", "Value", "Tolerance", "Unit"),
    NoteType(
        "matching",
        "Matching",
        {
            "Stem": 1,
            "Responses": 2,
            "Premises": 3,
            "Pairs": 4,
            **{f"Premise {number}": 10 + number for number in range(1, MAX_PAIRS + 1)},
            **{f"Response {number}": 30 + number for number in range(1, MAX_PAIRS + 1)},
        },
        (
            CardType("Overview", 1, "matching"),
            *(CardType(f"Pair {number}", 1 + number, "pair", number) for number in range(1, MAX_PAIRS + 1)),
        ),
    ),
    _simple("ordering", "Ordering", "Stem", "Shuffled", "Ordered"),
    NoteType(
        "picture",
        "Image Occlusion",
        {"Occlusion": 1, "Image": 2, "Header": 3, "Back Extra": 4, "Comments": 5},
        (CardType("Card", 1, "picture"),),
        cloze=True,
        stock=6,
    ),
    _simple("essay", "Essay", "Stem", "Rubric", "Answer"),
    _simple("dispute", "Dispute", "Question", "Claims", "Advice"),
)
