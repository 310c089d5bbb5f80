"""Several keys among distractors."""

from typing import Literal, Self

from pydantic import Field, model_validator

from nasec_study.course.model.base import Text
from nasec_study.course.model.kinds.base import (
    MAX_DISTRACTORS,
    MAX_KEYS,
    Alternative,
    BaseItem,
    Distractor,
    check_arrangement,
)


class Multi(BaseItem):
    """A stem with several keys."""

    type: Literal["multi"]
    stem: Text = Field(description="The question; it should say how many options are right.")
    keys: tuple[Text, ...] = Field(min_length=2, max_length=MAX_KEYS, description="The right options.")
    distractors: tuple[Distractor, ...] = Field(
        min_length=1, max_length=MAX_DISTRACTORS, description="The wrong options."
    )
    order: tuple[Text, ...] = Field((), description="All options in a fixed order; default: shuffled.")
    last: Text | None = Field(None, description="The option that stays last, such as 'none of these'.")

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Its options, the keys first."""
        return (*map(Alternative, self.keys), *(wrong.alternative for wrong in self.distractors))

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return self.keys

    @model_validator(mode="after")
    def _arranges_its_options(self) -> Self:
        check_arrangement(self.options, self.order, self.last)
        return self
