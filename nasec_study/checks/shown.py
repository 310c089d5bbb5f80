"""Every text of a course that somebody is shown: where it stands, and whether it is Markdown."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from nasec_study.course.marks import Source, Steps
from nasec_study.course.model import BaseItem, Course, Dispute, Objective, Picture, Reading, Settings, Stimulus
from nasec_study.foundation.problems import Where

Thing = BaseItem | Stimulus | Dispute | Picture | Reading | Objective | Settings

# What is shown nowhere: what names things, or is looked for.
_UNSEEN = frozenset({"quote", "audio", "image", "file", "headers", "markers", "reviewer", "waive"})
# In course.yaml and in readings, these are Markdown, and all others names; elsewhere these are names.
_MARKDOWN = frozenset({"instructions", "rules", "honor", "topic", "note"})
_NAMES = frozenset({"title", "date", "labels"})
_HOLDERS = (tuple, BaseModel, dict)


class Shown(NamedTuple):
    """A text, what holds it, and the steps that lead to it."""

    thing: Thing
    source: Source
    steps: Steps
    text: str

    def where(self, piece: str = "") -> Where:
        """Return where it stands, or a piece of it."""
        return self.source.word(self.steps, piece)

    @property
    def is_markdown(self) -> bool:
        """Tell whether it is Markdown; if not, all targets show its signs as they are."""
        last = _keys(self.steps)[-1]
        if isinstance(self.thing, Settings | Reading):
            return last in _MARKDOWN or "objectives" in self.steps
        return not isinstance(self.thing, Picture) and last not in _NAMES

    @property
    def subject(self) -> str:
        """The name of the thing that holds it, for messages."""
        if not isinstance(self.thing, Settings):
            return f"{self.thing.NOUN} '{self.thing.id}'"
        match self.steps:
            case ("worksheets", int(number), *_):
                return f"worksheet '{self.thing.worksheets[number].id}'"
            case ("decks", int(number), *_):
                return f"deck '{self.thing.decks[number].id}'"
            case ("weeks", int(number), *_):
                return f"week {number + 1}"
        return "the course"


def shown(course: Course, may_count: Callable[[Sequence[str]], bool]) -> Iterator[Shown]:
    """Yield every text that is shown, the empty ones apart, of the things that may hold one that counts.

    `may_count` is asked of all texts of a thing at once: hardly any thing holds one that counts.
    """
    things = (*course.items, *course.stimuli, *course.pictures, *course.disputes, *course.readings, *course.objectives)
    for thing in (*things, course.settings):
        # Objectives of a reading are read with it; settings that stand in for faulty ones have no place.
        place = course.places.get((thing.NOUN, thing.id))
        if place is None:
            continue
        found = [*texts(thing)]
        if may_count([text for _, text in found]):
            yield from (Shown(thing, place, steps, text) for steps, text in found if _UNSEEN.isdisjoint(_keys(steps)))


def _keys(steps: Steps) -> list[str]:
    """Return the keys among steps; what `accept` holds by gap has the words of an author for keys, which are none."""
    keys = [step for step in steps if isinstance(step, str)]
    return keys[:1] if keys[0] == "accept" else keys


def texts(value: Any, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Yield every text, the empty ones apart, in a part of a course with the steps that lead to it."""
    for step, entry in _entries(value):
        if isinstance(entry, str):
            if entry:
                yield (*steps, step), entry
        elif isinstance(entry, _HOLDERS):
            yield from texts(entry, (*steps, step))


def where_said(course: Course, item: BaseItem, claims: Iterable[str], piece: str) -> Where:
    """Return where a piece stands of what an item claims; where the item does if none of its texts has it as it is."""
    said = frozenset(claims)
    found = (steps for steps, text in texts(item) if steps[-1] != "quote" and text in said and piece in text)
    source = course.place(item)
    # A figure is no text.
    return source.word(next(found, ("value",)), piece)


def _entries(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, tuple):
        return enumerate(value)
    if isinstance(value, BaseModel):
        held = value.__dict__
        # Most keys of an item are not written.
        return [(name, entry) for name in _fields(type(value)) if (entry := held[name])]
    return value.items() if isinstance(value, dict) else ()


@cache
def _fields(kind: type[BaseModel]) -> tuple[str, ...]:
    return tuple(kind.model_fields)
