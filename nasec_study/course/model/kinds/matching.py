"""Premises and responses."""

from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Content, Text
from nasec_study.course.model.kinds.base import Alternative, BaseItem, Distractor

MAX_PAIRS, MAX_UNMATCHED = 8, 4


class Pair(Content):
    """A premise of a matching item and the response that belongs to it."""

    premise: Text = Field(description="Shown in the left column.")
    response: Text = Field(description="Shown in the right column, shuffled.")


class Matching(BaseItem):
    """Premises to match with responses."""

    type: Literal["matching"]
    stem: Text = Field(description="What belongs to what.")
    pairs: tuple[Pair, ...] = Field(min_length=2, max_length=MAX_PAIRS, description="The pairs.")
    distractors: tuple[Distractor, ...] = Field(
        (), max_length=MAX_UNMATCHED, description="Responses that match no premise."
    )

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Its responses, those that belong to a premise first."""
        return (
            *(Alternative(pair.response) for pair in self.pairs),
            *(wrong.alternative for wrong in self.distractors),
        )

    @property
    def distinct(self) -> tuple[tuple[str, ...], ...]:
        """Its premises, and its responses."""
        return (tuple(pair.premise for pair in self.pairs), *super().distinct)

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return tuple(part for pair in self.pairs for part in (pair.premise, pair.response))
