"""A whole course."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import ClassVar

from nasec_study.course.marks import Node, Source, Text
from nasec_study.course.model.kinds import Item
from nasec_study.course.model.kinds.base import BaseItem
from nasec_study.course.model.kinds.picture import LabelledPicture
from nasec_study.course.model.material import Dispute, Picture, Stimulus
from nasec_study.course.model.readings import Objective, Reading
from nasec_study.course.model.settings import Settings, Worksheet

# Stands for the ids of things that could not be read, in a file that is no YAML.
SOME = "?"


@dataclass(frozen=True)
class Draft:
    """An unfinished item: its keys as written (`node`), what it lacks in words, and the item if it can be shown."""

    NOUN: ClassVar[str] = BaseItem.NOUN

    id: str
    type: str
    node: Mapping[str, Node]
    lacks: tuple[str, ...]
    item: Item | None = None


@dataclass(frozen=True, eq=False)
class Course:
    """Everything that `content/` holds; items in the order in which a student meets them.

    `places` tells where each thing stands, by noun and id. `faulty` are the noun and id of things that could not be
    read, or that course.yaml lists and no file holds: no rule calls them missing (again). The id is SOME where not even
    ids could be read.
    """

    folder: Path
    settings: Settings
    readings: tuple[Reading, ...] = ()
    items: tuple[Item, ...] = ()
    drafts: tuple[Draft, ...] = ()
    stimuli: tuple[Stimulus, ...] = ()
    pictures: tuple[Picture, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    objectives: tuple[Objective, ...] = ()
    places: Mapping[tuple[str, str], Source] = field(default_factory=dict)
    faulty: frozenset[tuple[str, str]] = frozenset()

    def place(self, thing: BaseItem | Draft | Reading | Stimulus | Picture | Dispute | Objective | Settings) -> Source:
        """Return the part of a file that `thing` was written in; its `where()` finds the places in it."""
        return self.places[thing.NOUN, thing.id]

    def item(self, item_id: str) -> Item | None:
        """Return the item with this id, if there is one."""
        return self._items.get(item_id)

    def reading(self, reading_id: str) -> Reading | None:
        """Return the reading with this id, if there is one."""
        return self._readings.get(reading_id)

    def stimulus(self, stimulus_id: str) -> Stimulus | None:
        """Return the stimulus with this id, if there is one."""
        return self._stimuli.get(stimulus_id)

    def stimulus_of(self, item: BaseItem) -> Stimulus | None:
        """Return the stimulus that an item stands on, if it stands on one."""
        return self.stimulus(item.stimulus) if item.stimulus else None

    def picture(self, picture_id: str) -> Picture | None:
        """Return the picture with this id, if there is one."""
        return self._pictures.get(picture_id)

    def picture_of(self, item: LabelledPicture) -> Picture:
        """Return the picture of an item. Raises ValueError where it is not there: the checks let no such item pass."""
        picture = self.picture(item.picture)
        if picture is None:
            raise ValueError(f"there is no picture '{item.picture}'")
        return picture

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the course and of its worksheets, each once."""
        return tuple(dict.fromkeys((self.settings.language, *map(self.language_on, self.settings.worksheets))))

    def language_on(self, worksheet: Worksheet) -> str:
        """Return the language of a worksheet: its own, or else that of the course."""
        return worksheet.language or self.settings.language

    @cached_property
    def taught(self) -> tuple[Item, ...]:
        """The items that have not left the course."""
        return tuple(item for item in self.items if not item.retired)

    @cached_property
    def files(self) -> Mapping[str, Text]:
        """The texts of the files that the course is written in, by their paths."""
        return {place.text.path: place.text for place in self.places.values()}

    @cached_property
    def current_readings(self) -> tuple[Reading, ...]:
        """The readings that have not been dropped: not those whose items have all left the course."""
        cited, taught = (
            {name for item in items for name in item.cited_readings} for items in (self.items, self.taught)
        )
        return tuple(reading for reading in self.readings if reading.id not in cited - taught)

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _readings(self) -> dict[str, Reading]:
        return {reading.id: reading for reading in self.readings}

    @cached_property
    def _stimuli(self) -> dict[str, Stimulus]:
        return {stimulus.id: stimulus for stimulus in self.stimuli}

    @cached_property
    def _pictures(self) -> dict[str, Picture]:
        return {picture.id: picture for picture in self.pictures}
