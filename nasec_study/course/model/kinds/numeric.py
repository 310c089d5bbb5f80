"""A number to give."""

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from nasec_study.course.model.base import Number, Text, as_typed
from nasec_study.course.model.kinds.base import BaseItem

# A number with zeros before it, which would be lost.
ZEROS_BEFORE = re.compile(r"-?0\d+(?:\.\d*)?")


def _is_tolerance(text: str) -> str:
    """Refuse what is neither a number nor a percentage, or below 0."""
    try:
        number = _NUMBER.validate_python(text.removesuffix("%").rstrip())
    except ValidationError as error:
        raise PydanticCustomError("tolerance", "no tolerance") from error
    if number < 0:
        raise PydanticCustomError("tolerance", "below 0")
    return text


def _has_no_zeros_before(given: object) -> object:
    """Refuse 007, which as a number is 7: a code, a date or a time of day was meant, whose zeros count."""
    if isinstance(given, str) and ZEROS_BEFORE.fullmatch(given):
        raise PydanticCustomError("decimal_parsing", "zeros before a number")
    return given


_NUMBER: TypeAdapter[Decimal] = TypeAdapter(Number)
Tolerance = Annotated[Text, AfterValidator(_is_tolerance)]


class Numeric(BaseItem):
    """A question whose answer is a number."""

    type: Literal["numeric"]
    stem: Text = Field(description="The question; it should name unit, population and year.")
    value: Annotated[Number, BeforeValidator(_has_no_zeros_before)] = Field(description="The answer.")
    tolerance: Tolerance = Field(
        "0", description="How far an answer may be off and still be right: 0.5, or 1% of the value."
    )
    unit: str = Field("", description="Unit, printed beside the blank.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (f"{as_typed(self.value)} {self.unit}",)

    @property
    def percentage(self) -> Decimal | None:
        """The tolerance as a percentage of the value, where it is given so."""
        return Decimal(self.tolerance.rstrip("% ")) if self.tolerance.endswith("%") else None

    @property
    def margin(self) -> Decimal:
        """How far an answer may be off, in the unit of the value."""
        if self.percentage is None:
            return Decimal(self.tolerance)
        return abs(self.value) * self.percentage / 100
