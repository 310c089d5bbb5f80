"""A written argument."""

from typing import Literal

from pydantic import Field, model_validator

from nasec_study.course.model.base import Content, ContentError, Points, Text
from nasec_study.course.model.kinds.base import BaseItem, Lines


class Criterion(Content):
    """A row of a rubric."""

    criterion: Text = Field(description="What earns the points.")
    points: Points = Field(description="Points for meeting it in full.")


class Essay(BaseItem):
    """A question for a written argument, marked by a rubric."""

    type: Literal["essay"]
    stem: Text = Field(description="The task.")
    rubric: tuple[Criterion, ...] = Field(min_length=1, description="What earns how many points.")
    answer: Text = Field(description="A model answer.")
    lines: Lines = Field(None, description="Lines to write on, on paper; default: based on its points.")

    @model_validator(mode="after")
    def _adds_up(self) -> "Essay":
        total = sum(row.points for row in self.rubric)
        if self.points is not None and self.points != total:
            message = f"has {self.points} points, but its rubric adds up to {total}"
            raise ContentError(message, "make them equal", "points")
        return self

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.answer,)
