"""course.yaml: the names of a course, its decks and its worksheets."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from nasec_study.course.model.base import (
    CODE,
    LETTER,
    NONE,
    PLACE,
    Content,
    ContentError,
    Language,
    Points,
    Slug,
    Text,
)
from nasec_study.course.vocabulary import Density, Difficulty, Importance, Kind, Level, Paper, Platform

# What `readings:` says where a course has none, and its items cite nothing.
NO_READINGS = "none"


def _listed(given: Any) -> Any:
    return [given] if given == NO_READINGS else given


Readings = Annotated[
    tuple[Slug, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"type": ["array", "string"], "items": {"type": "string"}, "pattern": NONE}),
]


class Filter(Content):
    """Which items to take; an empty list takes all."""

    readings: tuple[Slug, ...] = Field((), description="Items that cite only these readings.")
    across: bool | None = Field(None, description="true: only items that cite several readings; false: no such items.")
    sections: tuple[Slug, ...] = Field((), description="Sections of the readings.")
    types: tuple[Kind, ...] = Field((), description="Kinds of items.")
    levels: tuple[Level, ...] = Field((), description="Cognitive levels.")
    difficulties: tuple[Difficulty, ...] = Field((), description="Difficulties.")
    importance: tuple[Importance, ...] = Field((), description="How important: core, expected, detail.")
    tags: tuple[Slug, ...] = Field((), description="Tags; one match is enough.")
    stimuli: tuple[Slug, ...] = Field((), description="Items on one of these stimuli.")
    objectives: tuple[Slug, ...] = Field((), description="Items for one of these objectives.")


class Deck(Content):
    """An Anki package and the deck that it fills."""

    id: Slug = Field(description="Name of the file; its identity in the ledger.")
    name: Text = Field(description="Name in Anki, below the course's title; '::' makes subdecks.")
    description: str = Field("", description="Shown in Anki's deck overview.")
    items: Filter = Filter()
    disputes: bool = Field(default=False, description="true: add the disputes as cards, in their own subdeck.")

    @property
    def title(self) -> str:
        """Its name where there are no subdecks: on paper, on pages, and on platforms."""
        return self.name.replace("::", " · ")


class WorksheetSection(Content):
    """A part of a worksheet: which items, how many, for how many points."""

    title: Text = Field(description="Heading of the part.")
    instructions: str = Field("", description="What to do in this part.")
    items: Filter = Field(Filter(), description="Which items to choose from.")
    ids: tuple[Slug, ...] = Field((), description="These items and no others, by their ids.")
    in_order: bool = Field(default=False, description="true: in the order of `ids` on every form, not shuffled.")
    count: int | None = Field(None, ge=1, description="How many items; needed if there are no `ids`.")
    points: Points | None = Field(
        None, description="Points for each item, to which rubrics are scaled; default: the item's own, or else 1."
    )
    bonus: bool = Field(default=False, description="true: its points are extra, on top of the total.")
    decoys: int | None = Field(
        None,
        ge=0,
        le=20,
        description="How many words of other items to add to the word bank, or definitions of other terms; default: "
        "no words, two definitions.",
    )

    @model_validator(mode="after")
    def _says_which(self) -> "WorksheetSection":
        if self.count is None and not self.ids:
            raise ContentError("has a section that says neither how many items nor which", "add `count:` or `ids:`")
        if self.count is not None and self.ids and self.count != len(self.ids):
            message = f"has a section that wants {self.count} items and names {len(self.ids)}"
            raise ContentError(message, "leave out `count:`", "count")
        if self.in_order and not self.ids:
            raise ContentError("has a section with `in_order`, but no `ids`", "list the items in `ids:`", "in_order")
        if len(set(self.ids)) != len(self.ids):
            raise ContentError("has a section that names an item twice in `ids`", "name each one once", "ids")
        return self

    @property
    def wanted(self) -> int:
        """How many items it wants."""
        return self.count or len(self.ids)


class Limit(Content):
    """How many items of a cell (a reading, a level, both, ...) a whole worksheet may hold."""

    name: str = Field("", description="What messages call it; default: its number.")
    items: Filter = Field(description="Which items to count.")
    at_least: int | None = Field(None, ge=1, description="How many of them at least.")
    at_most: int | None = Field(None, ge=0, description="How many of them at most.")

    @model_validator(mode="after")
    def _bounds(self) -> "Limit":
        if self.at_least is None and self.at_most is None:
            raise ContentError("has a limit that limits nothing", "give `at_least:`, `at_most:` or both")
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            message = f"has a limit of at least {self.at_least} and at most {self.at_most}"
            raise ContentError(message, "swap the numbers", "at_least")
        return self


class Cover(Content):
    """A page in front of a sheet."""

    rules: Text = Field(description="Rules for the exam; may contain a picture, such as a logo.")
    fields: tuple[Text, ...] = Field((), description="What to fill in besides name, date and class, such as Seat.")
    honor: str = Field("", description="A declaration to sign.")


class Worksheet(Content):
    """A blueprint (test specification): sections, limits, forms and what stands on the front."""

    id: Slug = Field(description="Name of the folder for its files.")
    title: Text = Field(description="Printed at the top.")
    subtitle: str = Field("", description="Printed above the title; default: the course's title.")
    instructions: str = Field("", description="What a student should know before starting.")
    minutes: int | None = Field(None, ge=1, description="Time allowed.")
    forms: tuple[Annotated[str, StringConstraints(pattern=LETTER)], ...] = Field(
        ("A",), min_length=1, description="Forms: the same items in another order."
    )
    seed: str = Field("1", description="Random seed: change it for a different selection of items.")
    language: Language | None = Field(None, description="Language of the sheet's own text; default: the course's.")
    sections: tuple[WorksheetSection, ...] = Field(min_length=1, description="The parts.")
    limits: tuple[Limit, ...] = Field((), description="How many items of a kind the whole sheet may hold.")
    not_on: tuple[Slug, ...] = Field((), description="Ids of earlier worksheets whose items must not be used again.")
    void: tuple[Slug, ...] = Field(
        (), description="Ids of items struck after the exam: they stay on the pages but are not scored."
    )
    core_share: int = Field(
        25, ge=0, le=100, description="Percentage of points that core items should have; `check` warns if it is less."
    )
    density: Density = Field("comfortable", description="How tightly the pages are set.")
    cover: Cover | None = Field(None, description="A cover page for the sheet.")
    scratch: int = Field(0, ge=0, le=8, description="How many scratch pages to add at the end.")
    draft: bool = Field(default=False, description="true: each page is marked DRAFT.")

    @model_validator(mode="after")
    def _has_distinct_forms(self) -> "Worksheet":
        if len(set(self.forms)) != len(self.forms):
            raise ContentError("has a form twice", "give each form a letter of its own", "forms")
        return self


class Week(Content):
    """A week of the course: what it is about, what is read and what is done."""

    topic: Text = Field(description="What the week is about.")
    read: tuple[Annotated[str, StringConstraints(pattern=PLACE)], ...] = Field(
        (), description="Readings, or sections of them as `reading/section`."
    )
    worksheets: tuple[Slug, ...] = Field((), description="Ids of the worksheets taken that week.")
    note: str = Field("", description="What else there is to do.")


class Settings(Content):
    """The course itself: its names, its readings in order, its decks, worksheets and weeks."""

    NOUN: ClassVar[str] = "course"
    # There is one.
    id: ClassVar[str] = ""

    title: Text = Field(description="Title of the course.")
    code: Annotated[str, StringConstraints(pattern=CODE)] = Field(
        description="Short code; part of every card's identity, so never change it."
    )
    edition: Text = Field("1.0", description="Edition, printed in footers.")
    keep_retired: int = Field(
        1,
        ge=1,
        description="For how many editions the update package still carries retired items, for students who have them.",
    )
    speech: bool = Field(default=False, description="true: Anki reads questions aloud.")
    language: Language = Field("en", description="Language of the course: en, es, fr-CA, ...")
    dollar_formulas: bool = Field(
        default=True, description=r"false: dollar signs are money, and only \( \) and \[ \] mark formulas."
    )
    paper: Paper = Field("letter", description="Paper size of the worksheets.")
    lms: tuple[Platform, ...] = Field(
        (), description="LMS formats that a plain `build` makes, too: moodle, canvas, ..."
    )
    partial_credit: bool = Field(
        default=True,
        description="false: in an LMS, an item with several parts earns its points only if all of them are right.",
    )
    readings: Readings = Field(
        (), description="Ids of the readings, in the order of the course; none: items cite nothing."
    )
    decks: tuple[Deck, ...] = Field((), description="Anki packages.")
    worksheets: tuple[Worksheet, ...] = Field((), description="Printable worksheets.")
    weeks: tuple[Week, ...] = Field((), description="The weeks of the term, for the week plan.")

    @property
    def has_readings(self) -> bool:
        """Tell whether items rest on readings, and have to cite them."""
        return self.readings != (NO_READINGS,)

    @property
    def name_of_whole(self) -> str:
        """The name of files that hold the whole course: its code, unless a deck has that name."""
        name = self.code.lower()
        while name in {deck.id for deck in self.decks}:
            name = f"{name}-course"
        return name

    @property
    def root_tag(self) -> str:
        """The tag above all others of the course in Anki, in small letters: a learner's spelling would win for good."""
        return self.code.lower()
