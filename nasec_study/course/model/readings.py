"""Readings: what a source document states of itself, its sections, and what a student can do after it."""

from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from nasec_study.course.model.base import FILE, Content, LineRange, Slug, Text


class Weights(Content):
    """How many items a section should have."""

    facts: int = Field(0, ge=0, description="Items on facts and terms (remember, understand).")
    higher: int = Field(0, ge=0, description="Items of higher order (apply and above).")


class Section(Content):
    """A section of a reading's outline."""

    id: Slug = Field(description="Unique in the reading.")
    heading: Text = Field(description="The heading as printed.")
    label: str = Field("", description="Name to show if the printed heading is unwieldy.")
    lines: LineRange | None = Field(None, description="Lines of its text, if it does not follow its heading: '86-277'.")
    weights: Weights = Weights(facts=0, higher=0)

    @property
    def name(self) -> str:
        """The name of the section for students: its label, or else its heading."""
        return self.label or self.heading


class Objective(Content):
    """What a student can do afterwards."""

    NOUN: ClassVar[str] = "objective"

    id: Slug = Field(description="Unique in the course.")
    text: Text = Field(description="One sentence, starting with a verb.")


class Bibliography(Content):
    """What a reading says about itself; leave empty what it does not say."""

    title: str = Field("", description="Title as printed.")
    authors: tuple[Text, ...] = Field((), description="Authors as printed.")
    date: str = Field("", description="When it was written, as far as the text says.")
    publisher: str = Field("", description="Publisher, journal or institution as printed.")
    note: str = Field("", description="What the text says about itself, and what it does not.")


class Reading(Content):
    """A source document."""

    NOUN: ClassVar[str] = "reading"

    id: Slug = Field(description="Unique in the course.")
    label: Text = Field(description="Short name, for decks and headers.")
    cite: Text = Field(description="How a citation names it, e.g. an author's name.")
    voices: tuple[Text, ...] = Field((), description="Names by which items attribute a claim to it or to people in it.")
    file: Annotated[str, StringConstraints(pattern=FILE)] = Field(description="Name of the file with its text.")
    bibliography: Bibliography = Bibliography()
    headers: tuple[Text, ...] = Field((), description="Running headers that interrupt its text.")
    notes: tuple[LineRange, ...] = Field((), description="Lines of notes and captions that interrupt its text.")
    outline: tuple[Section, ...] = Field(min_length=1, description="Its sections in order.")
    objectives: tuple[Objective, ...] = Field((), description="What a student can do after reading it.")

    def section(self, section_id: str) -> Section | None:
        """Return the section with this id, if there is one."""
        return next((section for section in self.outline if section.id == section_id), None)
