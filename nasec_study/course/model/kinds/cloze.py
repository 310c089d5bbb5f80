"""A text with gaps."""

from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Text
from nasec_study.course.model.kinds.base import Accepted, BaseItem


class Cloze(BaseItem):
    """A text with gaps."""

    type: Literal["cloze"]
    text: Text = Field(description="In Anki's syntax: {{c1::answer}} or {{c1::answer::hint}}, one number per fact.")
    accept: dict[Text, Accepted] = Field(
        default_factory=dict,
        description="Other right answers of gaps, each gap named by its answer: {high water: [high tide]}.",
    )

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.text,)
