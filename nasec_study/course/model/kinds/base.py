"""What an item of any kind carries."""

import re
from functools import cached_property
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import Field

from nasec_study.course.model.base import Citation, Content, ContentError, Points, Reason, RuleCode, Slug, Text
from nasec_study.course.vocabulary import DEFAULT_LEVEL, Difficulty, Importance, Level, State

Typed = Annotated[
    Literal["true", "accents", "false"],
    Field(description="Students type the answer: true ignores accents, accents requires them; case never matters."),
]
Accepted = Annotated[tuple[Text, ...], Field(description="Other spellings and synonyms accepted when typed.")]
Lines = Annotated[int | None, Field(ge=1, le=100)]
MAX_KEYS = MAX_DISTRACTORS = 7
# Shorter ones are often signs, in which capitals count: Co and CO.
_WORD = re.compile(r"[^\W\d_]{3,}")


class Distractor(Content):
    """A wrong option."""

    text: Text = Field(description="The option as the student reads it.")
    why: str = Field("", description="Why it is wrong, shown with the answer.")

    @property
    def alternative(self) -> "Alternative":
        """The distractor as one of an item's alternatives."""
        return Alternative(self.text, right=False, note=self.why)


class Alternative(NamedTuple):
    """An option, response or step: its text, whether it is right, and a note that is shown with the answer."""

    text: str
    right: bool = True
    note: str = ""


def as_compared(text: str) -> str:
    """Return a text as it is compared with others of its item: two that come out the same cannot be told apart.

    Spaces and a full stop make no difference but in code and formulas, nor do capitals where a word may begin with one:
    Aa is not aa, and MHz not mHz.
    """
    if "`" in text or "\\" in text:
        return text
    return _WORD.sub(_in_small, " ".join(text.split())).rstrip(".")


def _in_small(word: re.Match[str]) -> str:
    return word[0].casefold() if word[0][1:].islower() else word[0]


def as_it_is_typed(text: str) -> str:
    """Return a text as it is compared with what is typed, where capitals count in code only."""
    return text if "`" in text else " ".join(text.casefold().split()).rstrip(".")


def check_arrangement(options: tuple[str, ...], order: tuple[str, ...], last: str | None) -> None:
    """Raise ContentError where `order` does not list all options, or `last` is none of them."""
    if order and sorted(order) != sorted(options):
        raise ContentError(
            "has an `order` that does not match its options", "list all its options there, letter for letter", "order"
        )
    if last is not None and last not in options:
        raise ContentError(
            f"keeps '{last}' last, which is not one of its options", "name one of them, letter for letter", "last"
        )
    if order and last is not None:
        raise ContentError("has both `order` and `last`", "leave out one of them", "last")


class BaseItem(Content):
    """What an item of any kind carries."""

    NOUN: ClassVar[str] = "item"

    id: Slug = Field(description="Unique in the course and never reused: cards keep their history by it.")
    state: State = Field("published", description="A draft may be incomplete, and is built only with --drafts.")
    reviewer: str = Field("", description="The reviewer's initials.")
    level: Level = Field(
        DEFAULT_LEVEL,
        description="Cognitive level (revised Bloom); needed if the item is based on a reading.",
    )
    source: Literal["author"] | None = Field(
        None, description="author: it is based on no reading, and cites none; default: the file's."
    )
    reading: Slug | None = Field(None, description="Reading it belongs to and quotes; default: the file's.")
    section: Slug | None = Field(None, description="Section it belongs to and quotes; default: the file's.")
    quote: str = Field("", description="At most eight consecutive words of the section that prove the answer.")
    citations: tuple[Citation, ...] = Field((), description="Several places, instead of `quote`.")
    rationale: str = Field("", description="Why the answer is right, in one or two sentences.")
    objective: Slug | None = Field(None, description="Id of the objective that the item serves.")
    difficulty: Difficulty | None = Field(None, description="The author's estimate.")
    importance: Importance = Field(
        "expected", description="core: no student should leave without it; expected; or a detail."
    )
    points: Points | None = Field(
        None, description="Points on a worksheet, unless its section sets them; default: 1, or the sum of the rubric."
    )
    tags: tuple[Slug, ...] = Field((), description="Free tags, for filters and in Anki.")
    stimulus: Slug | None = Field(None, description="Id of a stimulus, which several items may share.")
    enemies: tuple[Slug, ...] = Field((), description="Ids of items that must not be on the same sheet.")
    companions: tuple[Slug, ...] = Field(
        (), description="Ids of items that are on a sheet whenever it is, and never without it."
    )
    disputes: tuple[Slug, ...] = Field((), description="Ids of the disputes that the item touches.")
    computed: str = Field("", description="How a figure that is in no reading was calculated.")
    formerly: tuple[Slug, ...] = Field(
        (), description="All earlier ids of the item, oldest first: its cards keep their history."
    )
    retired: Annotated[str, Reason] = Field(
        "", description="Why it is dropped; students keep it, marked as retired, for some editions."
    )
    waive: dict[RuleCode, Annotated[Text, Reason]] = Field(
        default_factory=dict, description="Advisory rules that the item breaks on purpose, each with a reason."
    )

    @property
    def first_id(self) -> str:
        """The id that the item had at first, by which cards and platforms know it whatever it is called now."""
        return (*self.formerly, self.id)[0]

    @cached_property
    def sources(self) -> tuple[Citation, ...]:
        """All places that the item cites, whichever way they were written."""
        if self.quote and self.reading and self.section:
            return (Citation(reading=self.reading, section=self.section, quote=self.quote), *self.citations)
        return self.citations

    @property
    def asks(self) -> str:
        """The text to which a student answers: stem, statement, term or cloze text, without options."""
        held = vars(self)
        return " ".join(str(held[name]) for name in ("stem", "statement", "term", "text") if name in held)

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right: key, answer, correction and the like, without the rationale."""
        return ()

    @property
    def is_typed(self) -> bool:
        """Tell whether its author wants the answer, of a term its name, to be typed."""
        return bool(vars(self).get("typed", "false") != "false")

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """What is shuffled for students: options, responses or steps, here in the author's order."""
        return ()

    @property
    def options(self) -> tuple[str, ...]:
        """The texts of its alternatives."""
        return tuple([one.text for one in self.alternatives])

    @property
    def distinct(self) -> tuple[tuple[str, ...], ...]:
        """Groups of texts; within a group, no two may be the same."""
        return (self.options,)

    @cached_property
    def cited_readings(self) -> tuple[str, ...]:
        """The ids of the readings that the item cites, each one once."""
        return tuple(dict.fromkeys([citation.reading for citation in self.sources]))

    @property
    def home(self) -> tuple[str, str]:
        """Reading and section that the item belongs to: those it is filed under, else those it cites first, if any.

        Where it is filed under a reading alone, it belongs to the section that it cites first of that one.
        """
        first = next((cited for cited in self.sources if cited.reading == self.reading), None)
        first = first or (self.sources[0] if self.sources else None)
        if first is None or (self.reading and self.section):
            return (self.reading or "", self.section or "")
        return (first.reading, self.section or first.section)

    @property
    def citation_fault(self) -> tuple[str, str] | None:
        """What is wrong with the citations of an item that needs some, and what would be right; None if nothing is."""
        if not self.quote and not self.citations:
            hint = "add `quote:` (with reading and section), `citations:`, or, if it is based on none, `source: author`"
            return "has no citation", hint
        if self.quote and not (self.reading and self.section):
            return "has a quote, but no section", "give `reading:` and `section:` here or at the top of the file"
        return None
