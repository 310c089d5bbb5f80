"""What a file of each kind holds."""

from typing import Annotated, Literal

from pydantic import Field

from nasec_study.course.model import Content, Dispute, Item, Objective, Picture, Reading, Settings, Stimulus
from nasec_study.course.model.base import Slug
from nasec_study.course.vocabulary import FileKind, State


class ItemsFile(Content):
    """A file of an item bank."""

    reading: Slug | None = Field(None, description="Reading that the file's items cite by `quote`.")
    section: Slug | None = Field(None, description="Section that the file's items cite by `quote`.")
    source: Literal["author"] | None = Field(None, description="author: the file's items are based on no reading.")
    state: State | None = Field(None, description="State of the file's items.")
    items: tuple[Annotated[Item, Field(discriminator="type")], ...] = Field(
        description="The items, in the order in which a student meets them."
    )


class DisputesFile(Content):
    """The facts on which readings differ or slip."""

    disputes: tuple[Dispute, ...] = Field(description="The disputes.")


class ObjectivesFile(Content):
    """Objectives that belong to no single reading."""

    objectives: tuple[Objective, ...] = Field(description="The objectives.")


FILES: dict[FileKind, type[Content]] = {
    "course": Settings,
    "reading": Reading,
    "items": ItemsFile,
    "stimulus": Stimulus,
    "picture": Picture,
    "disputes": DisputesFile,
    "objectives": ObjectivesFile,
}
