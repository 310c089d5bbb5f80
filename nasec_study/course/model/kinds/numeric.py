"""A number to give."""

from decimal import Decimal
from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Number, Text
from nasec_study.course.model.kinds.base import BaseItem


class Numeric(BaseItem):
    """A question whose answer is a number."""

    type: Literal["numeric"]
    stem: Text = Field(description="The question; names unit, population and year.")
    value: Number = Field(description="The answer.")
    tolerance: Number = Field(Decimal(0), ge=0, description="How far an answer may be off and still be right.")
    unit: str = Field("", description="Unit, printed after the blank.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (f"{self.value:f} {self.unit}",)
