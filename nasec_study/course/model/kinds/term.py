"""A term and its definition."""

from typing import Literal, Self

from pydantic import Field, model_validator

from nasec_study.course.model.base import Script, Sound, Text, check_sound
from nasec_study.course.model.kinds.base import Accepted, BaseItem, Typed


class Term(BaseItem):
    """A term and its definition, asked in both directions."""

    type: Literal["term"]
    term: Text = Field(description="The term.")
    definition: Text = Field(description="The definition: fits only this term and does not contain it.")
    forms: dict[Text, Text] = Field(
        default_factory=dict, description="Its forms by name, such as gender, plural, example; shown with the answer."
    )
    audio: Sound = ""
    script: Script = ""
    typed: Typed = "false"
    accept: Accepted = ()

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.term, self.definition)

    @model_validator(mode="after")
    def _has_what_is_heard(self) -> Self:
        check_sound(self.audio, self.script, needs_script=False)
        return self
