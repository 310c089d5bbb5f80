"""Steps or events in order."""

from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Content, Text
from nasec_study.course.model.kinds.base import Alternative, BaseItem

MIN_STEPS, MAX_STEPS = 3, 10


class Step(Content):
    """One of the steps or events of an ordering item."""

    text: Text = Field(description="The step or event, without its date.")
    date: str = Field("", description="Its date, shown with the answer.")


class Ordering(BaseItem):
    """Steps or events to put in order."""

    type: Literal["ordering"]
    stem: Text = Field(description="What to order, and by what.")
    steps: tuple[Step, ...] = Field(
        min_length=MIN_STEPS, max_length=MAX_STEPS, description="The steps in the correct order."
    )

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Its steps in their right order, each with its date."""
        return tuple(Alternative(step.text, note=step.date) for step in self.steps)

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return tuple(part for step in self.steps for part in (step.text, step.date))
