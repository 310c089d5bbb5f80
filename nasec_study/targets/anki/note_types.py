"""The Anki note types: one a kind of item, and one for disputes; designed once.

A field that is added later makes Anki refuse the update of every note of the type, so all fields
that are planned are here, and three spare ones. What belongs to the course (names of readings and
sections, the words of the cards, whether they are read aloud) stands in the templates of the types,
so that a note changes only when its item does. Fields and cards carry ids: by these, not by names,
Anki recognises them after a change. Never reuse or change an id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from nasec_study.course.model import Course
from nasec_study.course.model.kinds.matching import MAX_PAIRS
from nasec_study.course.model.material import MAX_CLAIMS

COMMON_FIELDS: Mapping[str, int] = {
    "Rationale": 101,  # why the answer is right
    "Stimulus": 104,  # shared table or scenario
    "Reading": 112,  # id of the reading that the question is on, empty where it joins several
    "Sources": 113,  # ids of the places where the answer stands; the templates know their names
    "Spoken question": 114,  # what is read aloud where the field that is shown would be read wrong
    "Spoken answer": 115,
    "Retired": 107,  # why the item has left the course
    "Id": 108,  # the item's id, to report an error by
    "Spare 1": 191,
    "Spare 2": 192,
    "Spare 3": 193,
}
# What is to be typed, and what else is right. A spare field takes this name where a course first needs it: Anki knows
# fields by their ids, and so updates the notes that students have.
TYPED = "Typed"
_NAMED = {"Spare 1": TYPED}


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
    is_typed: bool = False

    @cached_property
    def fields(self) -> dict[str, int]:
        """All fields with their ids, in order."""
        named = _NAMED if self.is_typed else {}
        return {**self.own_fields, **{named.get(name, name): number for name, number in COMMON_FIELDS.items()}}


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
    _simple("choice", "Choice", "Stem", "Options", "Answers", "Key", "Reasons"),
    _simple("multi", "Multiple response", "Stem", "Options", "Answers", "Key", "Reasons"),
    _simple("true-false", "True or false", "Statement", "Answer", "Correction"),
    _simple("numeric", "Numeric", "Stem", "Value", "Shown value", "Tolerance", "Unit", "Margin"),
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
        {
            "Occlusion": 1,
            "Image": 2,
            "Header": 3,
            "Back Extra": 4,
            "Comments": 5,
            "Labels": 6,  # what is asked, a gap each
            "Description": 7,  # the picture in words, to be read aloud
            "Others": 8,  # the labels that are not hidden, where only the one that is asked is
        },
        (CardType("Card", 1, "picture"),),
        cloze=True,
        stock=6,
    ),
    _simple("essay", "Essay", "Stem", "Rubric", "Answer"),
    NoteType(
        "dispute",
        "Dispute",
        {
            "Question": 1,
            "Advice": 2,
            "Settled": 3,
            "Settled source": 4,
            **{f"Claim {number}": 10 + number for number in range(1, MAX_CLAIMS + 1)},
            **{f"Who {number}": 30 + number for number in range(1, MAX_CLAIMS + 1)},
        },
        (CardType("Card", 1, "dispute"),),
    ),
)


def note_types(course: Course) -> tuple[NoteType, ...]:
    """Return the note types of a course: where it has typed answers of a kind, a spare field of that type is theirs."""
    typed = {item.type for item in course.items if item.is_typed}
    return tuple(replace(one, is_typed=True) if one.kind in typed else one for one in NOTE_TYPES)
