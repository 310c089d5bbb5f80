"""The course as its author wrote it: items, readings, stimuli, disputes, decks and worksheets.

All of it is frozen data. Text stays CommonMark; a target turns it into what its format wants.
The descriptions become the JSON Schema by which an editor explains and completes the YAML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from nasec_study.course.marks import Source
from nasec_study.course.vocabulary import Difficulty, Kind, Level, Paper

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RuleCode = Annotated[str, StringConstraints(pattern=r"^W[0-9]{3}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
LineRange = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,6}-[1-9][0-9]{0,6}$")]

# Written with an exponent, a short number can be longer than any memory.
Number = Annotated[Decimal, Field(max_digits=15, decimal_places=9)]

MAX_PAIRS = 8


class Content(BaseModel):
    """What every part of a course shares: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Content):
    """A place in a reading."""

    reading: Slug = Field(description="Id of the reading.")
    section: Slug = Field(description="Id of the section in the reading's outline.")
    quote: Text = Field(description="At most eight consecutive words, letter for letter, that find the passage.")


class Distractor(Content):
    """A wrong option."""

    text: Text = Field(description="The option as the student reads it.")
    why: str = Field("", description="Why it is wrong, shown with the answer.")


class Pair(Content):
    """A premise of a matching item and the response that belongs to it."""

    premise: Text = Field(description="Stands in the left column.")
    response: Text = Field(description="Stands, shuffled, in the right column.")


class Step(Content):
    """One of the steps or events of an ordering item."""

    text: Text = Field(description="The step or event, without its date.")
    date: str = Field("", description="Its date, shown with the answer.")


class Criterion(Content):
    """A row of a rubric."""

    criterion: Text = Field(description="What earns the points.")
    points: int = Field(ge=1, le=1000, description="Points for it in full.")


class BaseItem(Content):
    """What an item of any kind carries."""

    NOUN: ClassVar[str] = "item"

    id: Slug = Field(description="Unique in the course and never used again: cards keep their history by it.")
    level: Level = Field(description="Cognitive level (revised Bloom).")
    reading: Slug | None = Field(None, description="Reading it belongs to and quotes; default: the file's.")
    section: Slug | None = Field(None, description="Section it belongs to and quotes; default: the file's.")
    quote: str = Field("", description="At most eight consecutive words of the section that prove the answer.")
    citations: tuple[Citation, ...] = Field((), description="Several places instead of `quote`.")
    rationale: str = Field("", description="Why the answer is right, in one or two sentences.")
    objective: Slug | None = Field(None, description="Id of the objective that the item serves.")
    difficulty: Difficulty | None = Field(None, description="The author's estimate.")
    points: int | None = Field(
        None, ge=1, le=1000, description="Points on a worksheet; default: the worksheet section's."
    )
    tags: tuple[Slug, ...] = Field((), description="Free tags, for filters and in Anki.")
    stimulus: Slug | None = Field(None, description="Id of a stimulus that several items share.")
    enemies: tuple[Slug, ...] = Field((), description="Ids of items that must not stand on one sheet with it.")
    companions: tuple[Slug, ...] = Field(
        (), description="Ids of items that stand on a sheet whenever it does, and never without it."
    )
    disputes: tuple[Slug, ...] = Field((), description="Ids of the disputes that the item touches.")
    computed: str = Field("", description="How a figure that no reading prints was worked out.")
    formerly: tuple[Slug, ...] = Field(
        (), description="All earlier ids of the item, the oldest first: its cards keep their history."
    )
    retired: str = Field("", description="Why it leaves the course; students keep it, marked, for some editions.")
    waive: dict[RuleCode, Text] = Field(
        default_factory=dict, description="Advisory rules that the item breaks on purpose, each with the reason."
    )

    @cached_property
    def sources(self) -> tuple[Citation, ...]:
        """All places that the item cites, whichever way they were written."""
        if self.quote and self.reading and self.section:
            return (Citation(reading=self.reading, section=self.section, quote=self.quote), *self.citations)
        return self.citations

    @property
    def asks(self) -> str:
        """What the item puts before a student, options apart."""
        return " ".join(
            str(getattr(self, name))
            for name in ("stem", "statement", "term", "text")
            if name in type(self).model_fields
        )

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right: key, answer, correction and the like, without the rationale."""
        return ()

    @cached_property
    def cited_readings(self) -> tuple[str, ...]:
        """The ids of the readings that the item cites, each one once."""
        return tuple(dict.fromkeys([citation.reading for citation in self.sources]))

    @property
    def home(self) -> tuple[str, str]:
        """Reading and section that the item belongs to: those it is filed under, else those it cites first."""
        if self.reading and self.section:
            return (self.reading, self.section)
        first = self.sources[0]
        return (self.reading or first.reading, self.section or first.section)

    @model_validator(mode="after")
    def _is_cited(self) -> "BaseItem":
        if not self.quote and not self.citations:
            raise ValueError("has no citation|add `quote:` (with reading and section) or `citations:`")
        if self.quote and not (self.reading and self.section):
            raise ValueError("has a quote from nowhere|give `reading:` and `section:` here or at the head of the file")
        return self


class Term(BaseItem):
    """A term and its definition, asked in both directions."""

    type: Literal["term"]
    term: Text = Field(description="The term.")
    definition: Text = Field(description="Fits this term alone and does not contain it.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.term, self.definition)


class Question(BaseItem):
    """A question with a short answer."""

    type: Literal["question"]
    stem: Text = Field(description="The question.")
    answer: Text = Field(description="The answer, 25 words at most.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.answer,)


class Cloze(BaseItem):
    """A text with gaps."""

    type: Literal["cloze"]
    text: Text = Field(description="Anki's syntax: {{c1::answer}} or {{c1::answer::hint}}, one fact a number.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.text,)


class Choice(BaseItem):
    """A stem, one key and its distractors."""

    type: Literal["choice"]
    stem: Text = Field(description="The question; its problem is clear with the options covered.")
    key: Text = Field(description="The right option.")
    distractors: tuple[Distractor, ...] = Field(min_length=2, max_length=7, description="The wrong options.")

    @property
    def options(self) -> tuple[str, ...]:
        """All options, the key first."""
        return (self.key, *(wrong.text for wrong in self.distractors))

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.key,)


class Multi(BaseItem):
    """A stem with several keys."""

    type: Literal["multi"]
    stem: Text = Field(description="The question; says how many options are right.")
    keys: tuple[Text, ...] = Field(min_length=2, max_length=7, description="The right options.")
    distractors: tuple[Distractor, ...] = Field(min_length=1, max_length=7, description="The wrong options.")

    @property
    def options(self) -> tuple[str, ...]:
        """All options, the keys first."""
        return (*self.keys, *(wrong.text for wrong in self.distractors))

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return self.keys


class TrueFalse(BaseItem):
    """A statement to judge and, if false, to correct."""

    type: Literal["true-false"]
    statement: Text = Field(description="The statement.")
    answer: Literal["true", "false"] = Field(description="true or false.")
    correction: str = Field("", description="The statement put right; needed where the answer is false.")

    @model_validator(mode="after")
    def _is_corrected(self) -> "TrueFalse":
        if self.answer == "false" and not self.correction:
            raise ValueError("is false but has no correction|add `correction:`, the statement put right")
        return self

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.correction or self.statement,)


class Numeric(BaseItem):
    """A question whose answer is a number."""

    type: Literal["numeric"]
    stem: Text = Field(description="The question; names unit, population and year.")
    value: Number = Field(description="The answer.")
    tolerance: Number = Field(Decimal(0), ge=0, description="How far an answer may be off and still be right.")
    unit: str = Field("", description="Unit, printed after the blank.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (f"{self.value:f} {self.unit}",)


class Matching(BaseItem):
    """Premises to match with responses."""

    type: Literal["matching"]
    stem: Text = Field(description="What belongs to what.")
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=MAX_PAIRS, description="The pairs.")
    distractors: tuple[Distractor, ...] = Field((), max_length=4, description="Responses that match no premise.")

    @property
    def responses(self) -> tuple[str, ...]:
        """All responses, those that belong to a premise first."""
        return (*(pair.response for pair in self.pairs), *(wrong.text for wrong in self.distractors))

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return tuple(part for pair in self.pairs for part in (pair.premise, pair.response))


class Ordering(BaseItem):
    """Steps or events to put in order."""

    type: Literal["ordering"]
    stem: Text = Field(description="What to order, and by what.")
    steps: tuple[Step, ...] = Field(min_length=3, max_length=10, description="The steps in their right order.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return tuple(part for step in self.steps for part in (step.text, step.date))


class LabelledPicture(BaseItem):
    """A drawn picture whose labels are to be named."""

    type: Literal["picture"]
    stem: Text = Field(description="What to name.")
    picture: Slug = Field(description="Id of a picture in pictures/.")
    labels: tuple[Text, ...] = Field((), description="The labels to ask for; default: all of the picture.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return self.labels

    def asked(self, picture: "Picture") -> tuple[str, ...]:
        """Return the labels to ask for, in the order of the picture; by their numbers cards keep their history."""
        return tuple(label for label in picture.labels if not self.labels or label in self.labels)


class Essay(BaseItem):
    """A question for a written argument, marked by a rubric."""

    type: Literal["essay"]
    stem: Text = Field(description="The task.")
    rubric: tuple[Criterion, ...] = Field(min_length=1, description="What earns how many points.")
    answer: Text = Field(description="A model answer.")

    @model_validator(mode="after")
    def _adds_up(self) -> "Essay":
        total = sum(row.points for row in self.rubric)
        if self.points is not None and self.points != total:
            raise ValueError(f"has {self.points} points, its rubric adds up to {total}|make both the same")
        return self

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.answer,)


Item = Term | Question | Cloze | Choice | Multi | TrueFalse | Numeric | Matching | Ordering | LabelledPicture | Essay
ITEM_TYPES: Mapping[str, type[Item]] = {
    get_args(kind.model_fields["type"].annotation)[0]: kind for kind in get_args(Item)
}


class Weights(Content):
    """How many items a section deserves."""

    facts: int = Field(0, ge=0, description="Items on facts and terms (remember, understand).")
    higher: int = Field(0, ge=0, description="Items of higher order (apply and above).")


class Section(Content):
    """A section of a reading's outline."""

    id: Slug = Field(description="Unique in the reading.")
    heading: Text = Field(description="The heading as printed.")
    label: str = Field("", description="Name to show, where the printed heading is unwieldy.")
    lines: LineRange | None = Field(None, description="Where its text stands, if not after its heading: '86-277'.")
    weights: Weights = Weights(facts=0, higher=0)

    @property
    def name(self) -> str:
        """What the section is called where students see it."""
        return self.label or self.heading


class Objective(Content):
    """What a student can do afterwards."""

    NOUN: ClassVar[str] = "objective"

    id: Slug = Field(description="Unique in the course.")
    text: Text = Field(description="One sentence that begins with a verb.")


class Bibliography(Content):
    """What a reading states of itself; what it does not state stays empty."""

    title: str = Field("", description="Title as printed.")
    authors: tuple[Text, ...] = Field((), description="Authors as printed.")
    date: str = Field("", description="When it was written, as far as the text tells.")
    publisher: str = Field("", description="Publisher, journal or institution as printed.")
    note: str = Field("", description="What the text tells of itself, and what it does not.")


class Reading(Content):
    """A source document."""

    NOUN: ClassVar[str] = "reading"

    id: Slug = Field(description="Unique in the course.")
    label: Text = Field(description="Short name, for decks and headers.")
    cite: Text = Field(description="How a citation names it, e.g. an author's name.")
    voices: tuple[Text, ...] = Field((), description="Names by which items attribute a claim to it or to its people.")
    file: Annotated[str, StringConstraints(pattern=r"^[\w.-]+$")] = Field(description="Name of the file with its text.")
    bibliography: Bibliography = Bibliography()
    headers: tuple[Text, ...] = Field((), description="Running headers that interrupt its text.")
    notes: tuple[LineRange, ...] = Field((), description="Lines of notes and captions that interrupt its text.")
    outline: tuple[Section, ...] = Field(min_length=1, description="Its sections in order.")
    objectives: tuple[Objective, ...] = Field((), description="What a student can do after reading it.")

    def section(self, section_id: str) -> Section | None:
        """Return the section with this id, if there is one."""
        return next((section for section in self.outline if section.id == section_id), None)


class Stimulus(Content):
    """Material that several items share: a table, a scenario, a chart."""

    NOUN: ClassVar[str] = "stimulus"

    id: Slug = Field(description="Unique in the course.")
    title: Text = Field(description="Printed above it.")
    text: Text = Field(description="The material; Markdown with tables.")
    note: str = Field("", description="Where it comes from, printed small below it.")
    citations: tuple[Citation, ...] = Field((), description="Where its facts stand.")


class Event(Content):
    """An event of a timeline."""

    date: Text = Field(description="When, as printed beside the line.")
    label: Text = Field(description="What happened.")


class Bar(Content):
    """A row of a bar chart."""

    label: Text = Field(description="What is measured.")
    values: tuple[Annotated[Number, Field(ge=0)], ...] = Field(
        min_length=1, description="A value for each of the chart's series."
    )


class Box(Content):
    """A box of a diagram, at its place in a grid."""

    label: Text = Field(description="What stands in it.")
    column: int = Field(ge=1, le=6, description="From the left, beginning with 1.")
    row: int = Field(ge=1, le=12, description="From the top, beginning with 1.")


class Arrow(Content):
    """An arrow from one box of a diagram to another."""

    start: Text = Field(description="Label of the box where it begins.")
    end: Text = Field(description="Label of the box where it ends.")
    label: str = Field("", description="What stands beside it.")


class Picture(Content):
    """A picture drawn from data: a timeline, a bar chart or a diagram."""

    NOUN: ClassVar[str] = "picture"

    id: Slug = Field(description="Unique in the course; texts show it as pictures/ID.svg.")
    title: Text = Field(description="Printed above it.")
    alt: Text = Field(description="What it shows, for those who cannot see it.")
    unit: str = Field("", description="Unit of a bar chart's values.")
    series: tuple[Text, ...] = Field((), description="Names of a bar chart's series, at most two.", max_length=2)
    events: tuple[Event, ...] = Field((), description="A timeline's events in order.")
    bars: tuple[Bar, ...] = Field((), description="A bar chart's rows.")
    boxes: tuple[Box, ...] = Field((), description="A diagram's boxes.")
    arrows: tuple[Arrow, ...] = Field((), description="A diagram's arrows.")
    citations: tuple[Citation, ...] = Field((), description="Where its facts stand.")

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its events, bars or boxes."""
        parts: tuple[Event | Bar | Box, ...] = (*self.events, *self.bars, *self.boxes)
        return tuple(part.label for part in parts)

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Picture":
        if sum(map(bool, (self.events, self.bars, self.boxes))) != 1:
            raise ValueError("is not one thing|give it `events:`, or `bars:`, or `boxes:`")
        if len(set(self.labels)) != len(self.labels):
            raise ValueError("has a label twice|give each label its own words")
        if any(len(bar.values) != max(1, len(self.series)) for bar in self.bars):
            raise ValueError("has a bar without a value for each series|one value a series")
        if self.bars and max(value for bar in self.bars for value in bar.values) <= 0:
            raise ValueError("has no bar above 0|give at least one value above 0")
        if {name for arrow in self.arrows for name in (arrow.start, arrow.end)} - set(self.labels):
            raise ValueError("has an arrow from or to no box|name boxes by their labels")
        if any(arrow.start == arrow.end for arrow in self.arrows):
            raise ValueError("has an arrow from a box to itself|an arrow joins two boxes")
        return self


class Claim(Content):
    """What one reading says on a disputed fact."""

    says: Text = Field(description="The claim, in own words.")
    citation: Citation = Field(description="Where it stands.")


class Dispute(Content):
    """A fact on which readings differ, or on which one of them slips."""

    NOUN: ClassVar[str] = "dispute"

    id: Slug = Field(description="Unique in the course.")
    kind: Literal["differ", "slip", "name"] = Field(description="Readings differ; one slips; only the name differs.")
    question: Text = Field(description="What is in dispute, as a question.")
    claims: tuple[Claim, ...] = Field(min_length=1, description="Who says what, each cited.")
    advice: str = Field("", description="How to use the fact.")
    markers: tuple[Text, ...] = Field((), description="Words that show that an item touches the dispute.")


class Filter(Content):
    """Which items to take; an empty list takes all."""

    readings: tuple[Slug, ...] = Field((), description="Items that cite one of these readings only.")
    across: bool | None = Field(None, description="true: only items that cite several readings; false: none of them.")
    sections: tuple[Slug, ...] = Field((), description="Sections of the readings.")
    types: tuple[Kind, ...] = Field((), description="Kinds of items.")
    levels: tuple[Level, ...] = Field((), description="Cognitive levels.")
    difficulties: tuple[Difficulty, ...] = Field((), description="Difficulties.")
    tags: tuple[Slug, ...] = Field((), description="Tags; one of them is enough.")
    stimuli: tuple[Slug, ...] = Field((), description="Items on one of these stimuli.")
    objectives: tuple[Slug, ...] = Field((), description="Items that serve one of these objectives.")


class Deck(Content):
    """An Anki package and the deck that it fills."""

    id: Slug = Field(description="Name of the file; its identity in the ledger.")
    name: Text = Field(description="Name in Anki, below the course's title; '::' makes subdecks.")
    description: str = Field("", description="Shown in Anki's deck overview.")
    items: Filter = Filter()
    disputes: bool = Field(default=False, description="true: the disputes, too, as cards in a subdeck of their own.")


class WorksheetSection(Content):
    """A part of a worksheet: which items, how many, for how many points."""

    title: Text = Field(description="Heading of the part.")
    instructions: str = Field("", description="What to do in this part.")
    items: Filter = Field(description="Which items to choose from.")
    count: int = Field(ge=1, description="How many items.")
    points: int = Field(1, ge=1, le=1000, description="Points for an item that does not bring its own.")


class Limit(Content):
    """How many items of a cell (a reading, a level, both, ...) a whole worksheet may hold."""

    name: str = Field("", description="What messages call it; default: its number.")
    items: Filter = Field(description="Which items to count.")
    at_least: int | None = Field(None, ge=1, description="How many of them at least.")
    at_most: int | None = Field(None, ge=0, description="How many of them at most.")

    @model_validator(mode="after")
    def _bounds(self) -> "Limit":
        if self.at_least is None and self.at_most is None:
            raise ValueError("has a limit that limits nothing|give `at_least:`, `at_most:` or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(f"has a limit of at least {self.at_least} and at most {self.at_most}|swap the numbers")
        return self


class Worksheet(Content):
    """A blueprint (test specification): sections, limits, forms and what stands on the front."""

    id: Slug = Field(description="Name of the folder that its files go to.")
    title: Text = Field(description="Printed on top.")
    subtitle: str = Field("", description="Printed above the title; default: the course's title.")
    instructions: str = Field("", description="What a student should know before starting.")
    minutes: int | None = Field(None, ge=1, description="Time allowed.")
    forms: tuple[Annotated[str, StringConstraints(pattern="^[A-Z]$")], ...] = Field(
        ("A",), min_length=1, description="Forms: the same items in another order."
    )
    seed: str = Field("1", description="Change it for another choice of items.")
    language: Language | None = Field(None, description="Language of the sheet's own words; default: the course's.")
    sections: tuple[WorksheetSection, ...] = Field(min_length=1, description="The parts.")
    limits: tuple[Limit, ...] = Field((), description="How many items of a kind the whole sheet may hold.")
    not_on: tuple[Slug, ...] = Field((), description="Ids of earlier worksheets whose items must not come again.")

    @model_validator(mode="after")
    def _has_distinct_forms(self) -> "Worksheet":
        if len(set(self.forms)) != len(self.forms):
            raise ValueError("has a form twice|give each form a letter of its own")
        return self


class Settings(Content):
    """The course itself: its names, its readings in order, its decks and worksheets."""

    NOUN: ClassVar[str] = "course"

    title: Text = Field(description="Title of the course.")
    code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{2,20}$")] = Field(
        description="Short code; part of every card's identity, so never change it."
    )
    edition: Text = Field("1.0", description="Edition, printed in footers.")
    keep_retired: int = Field(3, ge=1, description="For how many editions retired items stay in the decks.")
    speech: bool = Field(default=False, description="true: Anki reads questions aloud.")
    language: Language = Field("en", description="Language of the course: en, es, fr-CA, ...")
    paper: Paper = Field("letter", description="Paper of the worksheets.")
    readings: tuple[Slug, ...] = Field((), description="Ids of the readings, in the order of the course.")
    decks: tuple[Deck, ...] = Field((), description="Anki packages.")
    worksheets: tuple[Worksheet, ...] = Field((), description="Printable worksheets.")


@dataclass(frozen=True, eq=False)
class Course:
    """Everything that `content/` holds; items in the order in which a student meets them.

    `faulty` names (noun, id) of what is there but could not be read, so that nobody calls it missing.
    """

    folder: Path
    settings: Settings
    readings: tuple[Reading, ...] = ()
    items: tuple[Item, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    pictures: tuple[Picture, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    objectives: tuple[Objective, ...] = ()
    places: Mapping[tuple[str, str], Source] = field(default_factory=dict)
    faulty: frozenset[tuple[str, str]] = frozenset()

    def place(self, thing: BaseItem | Reading | Stimulus | Picture | Dispute | Objective) -> Source:
        """Return the part of a file that `thing` was written in; its `where()` finds the places in it."""
        return self.places[thing.NOUN, thing.id]

    def item(self, item_id: str) -> Item | None:
        """Return the item with this id, if there is one."""
        return self._items.get(item_id)

    def reading(self, reading_id: str) -> Reading | None:
        """Return the reading with this id, if there is one."""
        return self._readings.get(reading_id)

    def stimulus(self, stimulus_id: str) -> Stimulus | None:
        """Return the stimulus with this id, if there is one."""
        return self._stimuli.get(stimulus_id)

    def picture(self, picture_id: str) -> Picture | None:
        """Return the picture with this id, if there is one."""
        return self._pictures.get(picture_id)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {reading.id: reading for reading in self.readings}

    @cached_property
    def _stimuli(self) -> dict[str, Stimulus]:
        return {stimulus.id: stimulus for stimulus in self.stimuli}

    @cached_property
    def _pictures(self) -> dict[str, Picture]:
        return {picture.id: picture for picture in self.pictures}
