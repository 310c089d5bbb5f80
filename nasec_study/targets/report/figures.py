"""The figures of the report: counts of items by this and that, and lengths of keys."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from typing import get_args

from nasec_study.checks.coverage import Row, coverage
from nasec_study.course.model import Choice, Course, Item, Objective
from nasec_study.course.vocabulary import IMPORTANCES, KINDS, LEVELS, Difficulty
from nasec_study.rendering.markup import to_plain

# Shades of a cell: 0 is empty; the others grow with the root of the count, so that one large count hides no others.
SHADES = 5


@dataclass(frozen=True)
class Bar:
    """A bar of a chart: what is counted, and how many there are."""

    name: str
    number: int


@dataclass(frozen=True)
class Cell:
    """A cell of the heat map."""

    number: int
    shade: int


@dataclass(frozen=True)
class Area:
    """A section in the heat map: its reading and name, a cell a level and an importance, and what is wanted."""

    reading: str
    name: str
    levels: tuple[Cell, ...]
    importances: tuple[Cell, ...]
    row: Row


def areas(course: Course) -> tuple[Area, ...]:
    """Return the heat map: a row a section, in the order of the course, and one for items across readings."""
    rows = coverage(course)
    most = max((count for row in rows for count in (*row.levels.values(), *row.importance.values())), default=1)

    def cell(count: int) -> Cell:
        return Cell(count, ceil(SHADES * sqrt(count / most)))

    return tuple(
        Area(
            *_names(course, row),
            tuple(cell(row.levels.get(level, 0)) for level in LEVELS),
            tuple(cell(row.importance.get(how, 0)) for how in IMPORTANCES),
            row,
        )
        for row in rows
    )


def _names(course: Course, row: Row) -> tuple[str, str]:
    """Return how a row's reading and section are called; nothing for items across readings."""
    reading = course.reading(row.reading)
    section = reading.section(row.section) if reading else None
    return (reading.cite if reading else "", section.name if section else "")


def by_kind(items: Sequence[Item]) -> list[Bar]:
    """Return how many items there are of each kind that there is."""
    return _bars(items, KINDS, lambda item: item.type)


def by_difficulty(items: Sequence[Item]) -> list[Bar]:
    """Return how many items are easy, medium, hard, and how many say nothing (the name is empty)."""
    return _bars(items, (*get_args(Difficulty), ""), lambda item: item.difficulty or "")


def _bars(items: Sequence[Item], names: Iterable[str], name_of: Callable[[Item], str]) -> list[Bar]:
    counted = Counter(name_of(item) for item in items)
    return [Bar(name, counted[name]) for name in names if counted[name]]


def by_objective(course: Course, items: Sequence[Item]) -> list[tuple[str, Objective, int]]:
    """Return each objective with its reading's name ('' for the course's) and how many items serve it."""
    counted = Counter(item.objective for item in items)
    whose = {objective.id: reading.cite for reading in course.readings for objective in reading.objectives}
    return [(whose.get(objective.id, ""), objective, counted[objective.id]) for objective in course.objectives]


def by_length_of_key(items: Sequence[Item]) -> list[Bar]:
    """Return in how many choice items the key is the longest option, the shortest, or neither.

    Who knows nothing should learn nothing from lengths: with four options the key is the longest in a quarter.
    """
    found = Counter(_place_of_key(item) for item in items if isinstance(item, Choice))
    return [Bar(place, found[place]) for place in ("longest", "between", "shortest")]


def expected_at_an_end(items: Sequence[Item]) -> float:
    """Return in how many choice items the key would be the longest, or the shortest, by chance."""
    return sum(1 / len(item.options) for item in items if isinstance(item, Choice))


def _place_of_key(item: Choice) -> str:
    key, *others = (len(to_plain(option)) for option in item.options)
    if key > max(others):
        return "longest"
    return "shortest" if key < min(others) else "between"
