"""What items share or refer to: stimuli, pictures drawn from data, disputes."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from nasec_study.course.model.base import Citation, Content, Number, Script, Slug, Sound, Text, check_sound

MAX_CLAIMS = 8


class Stimulus(Content):
    """Material that several items share: a table, a scenario, a chart."""

    NOUN: ClassVar[str] = "stimulus"

    id: Slug = Field(description="Unique in the course.")
    title: Text = Field(description="Printed above it.")
    text: Text = Field(description="The material; Markdown with tables.")
    note: str = Field("", description="Where it comes from, printed small below it.")
    audio: Sound = ""
    script: Script = ""
    citations: tuple[Citation, ...] = Field((), description="Where its facts stand.")

    @model_validator(mode="after")
    def _says_what_is_heard(self) -> Self:
        check_sound(self.audio, self.script)
        return self


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


class Settled(Content):
    """What is known of a disputed fact from outside the readings."""

    says: Text = Field(description="What is known, in own words.")
    source: Text = Field(description="Where an instructor can look it up.")


class Dispute(Content):
    """A fact on which readings differ, or on which one of them slips."""

    NOUN: ClassVar[str] = "dispute"

    id: Slug = Field(description="Unique in the course.")
    kind: Literal["differ", "slip", "name"] = Field(description="Readings differ; one slips; only the name differs.")
    question: Text = Field(description="What is in dispute, as a question.")
    claims: tuple[Claim, ...] = Field(min_length=1, max_length=MAX_CLAIMS, description="Who says what, each cited.")
    advice: str = Field("", description="How to use the fact.")
    settled: Settled | None = Field(None, description="What settles it from outside the readings, if anything does.")
    markers: tuple[Text, ...] = Field((), description="Words that show that an item touches the dispute.")
