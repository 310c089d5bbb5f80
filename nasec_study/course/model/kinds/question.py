"""A question with a short answer."""

from typing import Literal, Self

from pydantic import Field, model_validator

from nasec_study.course.model.base import ContentError, Script, Sound, Text, check_sound
from nasec_study.course.model.kinds.base import Accepted, BaseItem, Lines, Typed


class Question(BaseItem):
    """A question with a short answer."""

    type: Literal["question"]
    stem: Text = Field(description="The question.")
    answer: Text = Field(description="The answer, at most 25 words.")
    lines: Lines = Field(None, description="Lines to write on, on paper; default: based on its points.")
    audio: Sound = ""
    script: Script = ""
    typed: Typed = "false"
    accept: Accepted = ()

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.answer,)

    @model_validator(mode="after")
    def _says_what_is_heard(self) -> Self:
        check_sound(self.audio, self.script)
        return self

    @model_validator(mode="after")
    def _can_be_typed(self) -> Self:
        if self.accept and not self.is_typed:
            raise ContentError("accepts other spellings, but its answer is not typed", "add `typed: true`", "accept")
        if self.is_typed and "\n" in self.answer.strip():
            hint = "give it one line, or `typed: false`"
            raise ContentError("has an answer of several lines, which nobody can type", hint, "answer")
        return self
