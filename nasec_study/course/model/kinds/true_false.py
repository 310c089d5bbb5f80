"""A statement to judge."""

from typing import Literal

from pydantic import Field, model_validator

from nasec_study.course.model.base import ContentError, Text
from nasec_study.course.model.kinds.base import BaseItem


class TrueFalse(BaseItem):
    """A statement to judge and, if false, to correct."""

    type: Literal["true-false"]
    statement: Text = Field(description="The statement.")
    answer: Literal["true", "false"] = Field(description="true or false.")
    correction: str = Field("", description="The corrected statement; needed if the answer is false.")

    @model_validator(mode="after")
    def _is_corrected(self) -> "TrueFalse":
        if self.answer == "false" and not self.correction:
            hint = "add `correction:`, the corrected statement"
            raise ContentError("is false but has no correction", hint, "answer", lacks="correction")
        if self.answer == "true" and self.correction:
            hint = "leave out `correction:`, or say `answer: false`"
            raise ContentError("is true and has a correction", hint, "correction")
        return self

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.correction or self.statement,)
