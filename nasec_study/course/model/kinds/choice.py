"""One key among distractors."""

from typing import Literal, Self

from pydantic import Field, model_validator

from nasec_study.course.model.base import Text
from nasec_study.course.model.kinds.base import MAX_DISTRACTORS, Alternative, BaseItem, Distractor, check_arrangement


class Choice(BaseItem):
    """A stem, one key and its distractors."""

    type: Literal["choice"]
    stem: Text = Field(description="The question; it should make sense with the options covered.")
    key: Text = Field(description="The right option.")
    distractors: tuple[Distractor, ...] = Field(
        min_length=2, max_length=MAX_DISTRACTORS, description="The wrong options."
    )
    order: tuple[Text, ...] = Field((), description="All options in a fixed order; default: shuffled.")
    last: Text | None = Field(None, description="The option that stays last, such as 'none of these'.")

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Its options, the key first."""
        return (Alternative(self.key), *(wrong.alternative for wrong in self.distractors))

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.key,)

    @model_validator(mode="after")
    def _arranges_its_options(self) -> Self:
        check_arrangement(self.options, self.order, self.last)
        return self
