"""A term and its definition."""

from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Text
from nasec_study.course.model.kinds.base import BaseItem


class Term(BaseItem):
    """A term and its definition, asked in both directions."""

    type: Literal["term"]
    term: Text = Field(description="The term.")
    definition: Text = Field(description="Fits this term alone and does not contain it.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return (self.term, self.definition)
