"""How much of each reading a bank covers: items written against items wanted, by section and level."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from nasec_study.course.model import Course, Item
from nasec_study.course.vocabulary import HIGHER_LEVELS, Importance, Level


@dataclass(frozen=True)
class Row:
    """A section: items on facts and of higher order, wanted and written, and how many a level and an importance."""

    reading: str
    section: str
    facts_wanted: int
    facts: int
    higher_wanted: int
    higher: int
    levels: Mapping[Level, int]
    importance: Mapping[Importance, int]

    @property
    def wanted(self) -> int:
        """Items wanted."""
        return self.facts_wanted + self.higher_wanted

    @property
    def written(self) -> int:
        """Items written."""
        return self.facts + self.higher

    @property
    def missing(self) -> int:
        """Items of either sort that lack; more of the one do not make up for the other."""
        return max(0, self.facts_wanted - self.facts) + max(0, self.higher_wanted - self.higher)

    @property
    def is_thin(self) -> bool:
        """Tell whether more than one item and more than a fifth of what is wanted lacks."""
        return self.wanted - self.written > max(1, self.wanted / 5)


def coverage(course: Course) -> tuple[Row, ...]:
    """Return a row for each section of each reading, in course order; then one across readings, and one on none."""
    counted = Counter((*_home(item), item.level) for item in course.taught)
    weighed = Counter((*_home(item), item.importance) for item in course.taught)
    places = [
        (reading.id, section.id, section.weights.facts, section.weights.higher)
        for reading in course.readings
        for section in reading.outline
    ]
    rows = []
    for reading, section, facts, higher in (*places, ("across", "", 0, 0), ("author", "", 0, 0)):
        levels = {level: number for (*home, level), number in counted.items() if home == [reading, section]}
        importance = {how: number for (*home, how), number in weighed.items() if home == [reading, section]}
        of_higher_order = sum(number for level, number in levels.items() if level in HIGHER_LEVELS)
        written = sum(levels.values())
        if written or facts or higher:
            facts_written = written - of_higher_order
            rows.append(Row(reading, section, facts, facts_written, higher, of_higher_order, levels, importance))
    return tuple(rows)


def _home(item: Item) -> tuple[str, str]:
    """Return reading and section that an item counts for."""
    if len(item.cited_readings) > 1:
        return "across", ""
    return item.home if item.home[0] else ("author", "")
