"""What every part of a course shares: the forms of ids, texts and numbers, and citations."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
RuleCode = Annotated[str, StringConstraints(pattern=r"^W[0-9]{3}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
LineRange = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]{0,6}-[1-9][0-9]{0,6}$")]

# Written with an exponent, a short number can be longer than any memory.
Number = Annotated[Decimal, Field(max_digits=15, decimal_places=9)]


class Content(BaseModel):
    """What every part of a course shares: frozen, and no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Content):
    """A place in a reading."""

    reading: Slug = Field(description="Id of the reading.")
    section: Slug = Field(description="Id of the section in the reading's outline.")
    quote: Text = Field(description="At most eight consecutive words, letter for letter, that find the passage.")
