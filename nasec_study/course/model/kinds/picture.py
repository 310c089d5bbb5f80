"""Labels of a picture."""

from typing import Literal

from pydantic import Field

from nasec_study.course.model.base import Slug, Text
from nasec_study.course.model.kinds.base import BaseItem
from nasec_study.course.model.material import Picture


class LabelledPicture(BaseItem):
    """A drawn picture whose labels are to be named."""

    type: Literal["picture"]
    stem: Text = Field(description="What to name.")
    picture: Slug = Field(description="Id of a picture in pictures/.")
    labels: tuple[Text, ...] = Field((), description="The labels to ask for; default: all in the picture.")

    @property
    def asserts(self) -> tuple[str, ...]:
        """What the item says is right."""
        return self.labels

    def asked(self, picture: Picture) -> tuple[str, ...]:
        """Return the labels to ask for, in the order of the picture; by their numbers cards keep their history."""
        return tuple(label for label in picture.labels if not self.labels or label in self.labels)
