"""From the files of a course to a Course."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from nasec_study.course.contents import Held, Named, Rules, held_by
from nasec_study.course.files import content_files
from nasec_study.course.model import (
    SOME,
    BaseItem,
    Course,
    Dispute,
    Draft,
    Item,
    Objective,
    Picture,
    Reading,
    Settings,
    Stimulus,
)
from nasec_study.course.wording.names import suggestion
from nasec_study.foundation.problems import Problem, Where, few_of

if TYPE_CHECKING:
    from nasec_study.course.marks import Source

Kind = TypeVar("Kind", bound=Named | Draft)

LAST = 1_000_000
# So many ids are named in a message.
MAX_NAMED = 3


class _Gathered:
    """What all files of a course hold; an id is taken once."""

    def __init__(self) -> None:
        self.things: list[Named | Draft] = []
        self.places: dict[tuple[str, str], Source] = {}
        self.problems: list[Problem] = []
        self.faulty: set[tuple[str, str]] = set()

    def add(self, held: Held) -> None:
        """Add what a file holds; a thing whose id is taken is a problem."""
        self.problems += held.problems
        self.faulty |= held.faulty
        taken: dict[str | Where, list[tuple[Named | Draft, Source, Source]]] = {}
        own = held.source.text.path
        for thing, source in held.things:
            first = self.places.setdefault((thing.NOUN, thing.id), source)
            if first is source:
                self.things.append(thing)
            else:
                self.faulty.add((thing.NOUN, thing.id))
                other = first.text.path
                taken.setdefault(other if other != own else source.where("id"), []).append((thing, source, first))
        self.problems += [_taken(found) for found in taken.values()]

    def those(self, kind: type[Kind]) -> list[Kind]:
        """Return the things of a kind, in the order of the files."""
        return [thing for thing in self.things if isinstance(thing, kind)]


def _taken(found: list[tuple[Named | Draft, "Source", "Source"]]) -> Problem:
    """Return the problem of the things of a file whose ids another file has: each with its source, and the first one's.

    A copy, as programs that keep folders alike make of a file that was edited on two machines, is one problem.
    """
    thing, source, first = found[0]
    if len(found) == 1:
        message, where = f"{thing.NOUN} id '{thing.id}' is taken", f"the first stands at {first.where('id')}"
        return Problem("E201", source.where("id"), message, f"{where}; ids are unique in a course")
    names = few_of([f"'{thing.id}'" for thing, _, _ in found], MAX_NAMED)
    hint = f"the first stand in {first.text.path}; if one of the files is a copy of the other, delete it"
    return Problem("E201", source.where("id"), f"{thing.NOUN} ids are taken: {names}", hint)


def read_course(
    folder: Path, *, drafts: bool = False, known: dict[Path, Held] | None = None
) -> tuple[Course | None, tuple[Problem, ...]]:
    """Read a course from its folder; None where there is no usable `course.yaml`.

    With `drafts`, those that can be shown are among the items. `known` is what the files held at the last reading, and
    is brought up to date: a file that is still the same is not parsed again.

    What is faulty is reported and left out, so that the rest can still be checked.
    """
    if not (folder / "course.yaml").is_file():
        hint = "name the course's folder with --course, or make one with `nasec-study init`"
        return None, (Problem("E116", Where(str(folder / "course.yaml")), "there is no course here", hint),)
    all_held: dict[Path, Held] = {}
    gathered, settings, rules = _Gathered(), None, Rules()
    for file in content_files(folder, gathered.problems):
        held = all_held[file] = held_by(folder, file, rules, (known or {}).get(file))
        gathered.add(held)
        # The first file that counts: what it says goes for the others.
        if file == folder / "course.yaml":
            settings, rules = held.settings, held.sets
            gathered.places[Settings.NOUN, Settings.id] = held.source
    if known is not None:
        known.clear()
        known.update(all_held)
    if settings and settings.has_readings:
        _miss_readings(settings, gathered)
    return _course(folder, settings, gathered, drafts=drafts), tuple(gathered.problems)


def _miss_readings(settings: Settings, gathered: _Gathered) -> None:
    """Report readings that `course.yaml` lists and no file holds, so that no rule tells it of each that cites them."""
    there = [reading.id for reading in gathered.those(Reading)]
    for number, name in enumerate(settings.readings):
        if name in there or not gathered.faulty.isdisjoint({(Reading.NOUN, name), (Reading.NOUN, SOME)}):
            continue
        where = gathered.places[Settings.NOUN, Settings.id].where("readings", number)
        unlisted = [other for other in there if other not in settings.readings]
        hint = suggestion(name, unlisted) or f"add that file, or take '{name}' out of the list"
        message = f"the course lists the reading '{name}', but there is no readings/{name}.yaml"
        gathered.problems.append(Problem("E214", where, message, hint))
        gathered.faulty.add((Reading.NOUN, name))


def _course(folder: Path, settings: Settings | None, gathered: _Gathered, *, drafts: bool) -> Course:
    readings = gathered.those(Reading)
    faulty = gathered.faulty
    if settings is None:
        # The rest can still be checked under settings that ask for nothing.
        faulty = faulty | {(Settings.NOUN, Settings.id)}
        settings = Settings(title="?", code="unknown", readings=tuple(reading.id for reading in readings))
    readings = _in_order(readings, settings.readings)
    unfinished = gathered.those(Draft)
    finished = (thing for thing in gathered.things if isinstance(thing, BaseItem))
    items = [*finished, *(draft.item for draft in unfinished if drafts and draft.item)]
    return Course(
        folder=folder,
        settings=settings,
        readings=tuple(readings),
        items=tuple(sorted(items, key=_course_order(readings))),
        drafts=tuple(unfinished),
        stimuli=tuple(gathered.those(Stimulus)),
        pictures=tuple(gathered.those(Picture)),
        disputes=tuple(gathered.those(Dispute)),
        objectives=(
            *gathered.those(Objective),
            *(objective for reading in readings for objective in reading.objectives),
        ),
        places=gathered.places,
        faulty=frozenset(faulty),
    )


def _in_order(readings: list[Reading], order: tuple[str, ...]) -> list[Reading]:
    rank = {reading_id: number for number, reading_id in enumerate(order)}
    return sorted(readings, key=lambda reading: (rank.get(reading.id, LAST), reading.id))


def _course_order(readings: list[Reading]) -> Callable[[Item], tuple[int, int]]:
    """Return a sort key: by reading, then section of the outline; items across readings come last."""
    rank = {
        (reading.id, section.id): (first, second)
        for first, reading in enumerate(readings)
        for second, section in enumerate(reading.outline)
    }

    def key(item: Item) -> tuple[int, int]:
        if len(item.cited_readings) > 1:
            return (LAST, 0)
        return rank.get(item.home, (LAST - 1, 0))

    return key
