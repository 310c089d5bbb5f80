"""A question with a short answer."""

from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Text
from nasec_study.course.model.kinds.base import BaseItem, Lines


class Question(BaseItem):
    """A question with a short answer."""

    type: Literal["question"]
    stem: Text = Field(description="The question.")
    answer: Text = Field(description="The answer, 25 words at most.")
    lines: Lines = Field(None, description="Lines to write on, on paper; default: by its points.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.answer,)
