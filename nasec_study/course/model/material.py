"""What items share or refer to: stimuli, pictures drawn from data, disputes."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from nasec_study.course.model.base import (
    Citation,
    Content,
    ContentError,
    Image,
    Number,
    Script,
    Slug,
    Sound,
    Text,
    check_sound,
)

MAX_CLAIMS = 8
MAX_SERIES = 4


class Stimulus(Content):
    """Material that several items share: a table, a scenario, a chart."""

    NOUN: ClassVar[str] = "stimulus"

    id: Slug = Field(description="Unique in the course.")
    title: Text = Field(description="Printed above it.")
    text: Text = Field(description="The material; Markdown with tables.")
    note: str = Field("", description="Its source, in small print below it.")
    audio: Sound = ""
    script: Script = ""
    citations: tuple[Citation, ...] = Field((), description="Where its facts are found.")

    @model_validator(mode="after")
    def _says_what_is_heard(self) -> Self:
        check_sound(self.audio, self.script)
        return self


class Event(Content):
    """An event of a timeline."""

    date: Text = Field(description="The date, as printed next to the line.")
    label: Text = Field(description="What happened.")


class Bar(Content):
    """A row of a bar chart."""

    label: Text = Field(description="What is measured.")
    values: tuple[Number, ...] = Field(min_length=1, description="A value for each of the chart's series.")


class Box(Content):
    """A box of a diagram, at its place in a grid."""

    label: Text = Field(description="The text in it.")
    column: int = Field(ge=1, le=6, description="Counted from the left, starting at 1.")
    row: int = Field(ge=1, le=12, description="Counted from the top, starting at 1.")


class Arrow(Content):
    """An arrow from one box of a diagram to another."""

    start: Text = Field(description="Label of the box where it begins.")
    end: Text = Field(description="Label of the box where it ends.")
    label: str = Field("", description="The text next to it.")


Share = Annotated[Number, Field(ge=0, le=1)]
Sides = Annotated[tuple[Share, ...], Field(min_length=4, max_length=4)]
Point = Annotated[tuple[Share, ...], Field(min_length=2, max_length=2)]


class Region(Content):
    """A part of an image, in shares of its width and height from 0 to 1, and the label that belongs to it."""

    label: Text = Field(description="What is there.")
    rectangle: Sides = Field((), description="Left edge, top edge, width and height: [0.1, 0.2, 0.3, 0.05].")
    ellipse: Sides = Field((), description="An ellipse, given by the rectangle around it.")
    polygon: tuple[Point, ...] = Field((), min_length=3, max_length=100, description="Its corners: [[0.1, 0.2], ...].")
    id: str = Field("", description="In an SVG: the id of a shape in the drawing.")

    @model_validator(mode="after")
    def _is_one_shape(self) -> Self:
        if sum(map(bool, (self.rectangle, self.ellipse, self.polygon, self.id))) != 1:
            hint = "give it `rectangle:`, or `ellipse:`, or `polygon:`, or `id:`"
            raise ContentError(f"has a region '{self.label}' that has no shape, or several", hint)
        for left, top, width, height in filter(None, (self.rectangle, self.ellipse)):
            key = "rectangle" if self.rectangle else "ellipse"
            if not width or not height:
                raise ContentError(f"has an empty region '{self.label}'", "width and height must be above 0", key)
            if left + width > 1 or top + height > 1:
                hint = "left + width and top + height must be at most 1"
                raise ContentError(f"has a region '{self.label}' that extends beyond the picture", hint, key)
        return self


class Axis(Content):
    """An axis of a plot."""

    name: Text = Field(description="What is measured along it.")
    unit: str = Field("", description="Its unit.")


class Series(Content):
    """The points of a plot that belong together."""

    label: Text = Field(description="What was measured.")
    points: tuple[Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)], ...] = Field(
        min_length=1, max_length=500, description="Pairs of numbers: [[0, 1.2], [1, 1.9]]."
    )


class Picture(Content):
    """A picture with labels: drawn from data (a timeline, a bar chart, a plot, a diagram), or an image with regions."""

    NOUN: ClassVar[str] = "picture"
    # The keys of the parts that bear labels.
    LABELED: ClassVar[tuple[str, ...]] = ("events", "bars", "boxes", "lines", "scatter", "regions")

    id: Slug = Field(description="Unique in the course; texts show it as pictures/ID.svg.")
    title: Text = Field(description="Printed above it.")
    alt: Text = Field(description="Alt text: what it shows, for those who cannot see it.")
    unit: str = Field("", description="Unit of a bar chart's values.")
    series: tuple[Text, ...] = Field((), description="Names of a bar chart's series, at most two.", max_length=2)
    events: tuple[Event, ...] = Field((), description="A timeline's events in order.")
    bars: tuple[Bar, ...] = Field((), description="A bar chart's rows.")
    boxes: tuple[Box, ...] = Field((), description="A diagram's boxes.")
    arrows: tuple[Arrow, ...] = Field((), description="A diagram's arrows.")
    lines: tuple[Series, ...] = Field((), max_length=MAX_SERIES, description="A plot's lines, each through its points.")
    scatter: tuple[Series, ...] = Field((), max_length=MAX_SERIES, description="A plot's series of separate points.")
    x: Axis | None = Field(None, description="The horizontal axis of a plot.")
    y: Axis | None = Field(None, description="The vertical axis of a plot.")
    image: Image = ""
    regions: tuple[Region, ...] = Field((), description="An image's parts with their labels.")
    outlined: bool = Field(
        default=False, description="true: regions are outlined, not covered: for an image without printed labels."
    )
    citations: tuple[Citation, ...] = Field((), description="Where its facts are found.")

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its events, bars, boxes, series or regions."""
        return tuple(part.label for name in self.LABELED for part in getattr(self, name))

    @property
    def is_plot(self) -> bool:
        """Tell whether it is a plot of points."""
        return bool(self.lines or self.scatter)

    @model_validator(mode="after")
    def _is_one_thing(self) -> "Picture":
        if sum(map(bool, (self.events, self.bars, self.boxes, self.lines or self.scatter, self.image))) != 1:
            hint = "give it `events:`, or `bars:`, or `boxes:`, or `lines:` and `scatter:`, or an `image:`"
            raise ContentError("does not have exactly one kind of content", hint)
        return self

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Self:
        if self.image and not self.regions:
            hint = "add `regions:`; `nasec-study mark` helps to find them"
            raise ContentError("has an image without regions", hint, "image")
        if (self.regions or self.outlined) and not self.image:
            raise ContentError("has regions, but no image", "add `image:`, a file in media/", "regions")
        if self.is_plot and not (self.x and self.y):
            hint = "add `x:` and `y:`, each with its `name:` and `unit:`"
            raise ContentError("is a plot without axes", hint, "lines" if self.lines else "scatter")
        if (self.x or self.y) and not self.is_plot:
            hint = "add `lines:` or `scatter:`, or remove `x:` and `y:`"
            raise ContentError("has axes, but nothing to plot", hint, "x" if self.x else "y")
        return self

    @model_validator(mode="after")
    def _labels_its_parts(self) -> Self:
        for number, bar in enumerate(self.bars):
            if len(bar.values) != max(1, len(self.series)):
                message = f"has {len(bar.values)} values for its bar '{bar.label}'"
                hint = "give one value for each series, with a point before decimals"
                raise ContentError(message, hint, "bars", number, "values")
        if self.bars and not any(value for bar in self.bars for value in bar.values):
            raise ContentError("has only bars of 0", "give at least one value that is not 0", "bars")
        for number, arrow in enumerate(self.arrows):
            for key, name in (("start", arrow.start), ("end", arrow.end)):
                if name not in self.labels:
                    message = f"has an arrow from or to '{name}', which is not a box"
                    hint = f"name boxes by their labels: {', '.join(self.labels)}"
                    raise ContentError(message, hint, "arrows", number, key)
            if arrow.start == arrow.end:
                hint = "let an arrow join two boxes"
                raise ContentError("has an arrow from a box to itself", hint, "arrows", number)
        return self


class Claim(Content):
    """What one reading says on a disputed fact."""

    says: Text = Field(description="The claim, in your own words.")
    citation: Citation = Field(description="Where it is found.")


class Settled(Content):
    """What is known of a disputed fact from outside the readings."""

    says: Text = Field(description="What is known, in your own words.")
    source: Text = Field(description="Where an instructor can look it up.")


class Dispute(Content):
    """A fact on which readings differ, or on which one of them slips."""

    NOUN: ClassVar[str] = "dispute"

    id: Slug = Field(description="Unique in the course.")
    kind: Literal["differ", "slip", "name"] = Field(
        description="differ: readings disagree; slip: one is mistaken; name: only a name differs."
    )
    question: Text = Field(description="What is in dispute, as a question.")
    claims: tuple[Claim, ...] = Field(min_length=1, max_length=MAX_CLAIMS, description="Who says what, each cited.")
    advice: str = Field("", description="How to use the fact.")
    settled: Settled | None = Field(None, description="What settles it from outside the readings, if anything does.")
    markers: tuple[Text, ...] = Field((), description="Words by which to recognize an item that touches the dispute.")
