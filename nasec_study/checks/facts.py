"""Figures and proper names of answers and rationales: what an item says must stand in what it cites."""

from collections.abc import Iterator

from nasec_study.checks._figures import lacking_figures
from nasec_study.checks._known import all_plain, checkable
from nasec_study.checks._proper_names import lacking_names
from nasec_study.course.model import Course, Reading
from nasec_study.course.passages import words_of
from nasec_study.course.readings import ReadingTexts
from nasec_study.foundation.problems import Problem


def facts(course: Course, readings: ReadingTexts) -> Iterator[Problem]:
    """Yield a problem for each figure and each proper name of an answer or a rationale that no cited reading prints."""
    own = all_plain(
        frozenset(word for reading in course.readings for text in _own_names(reading) for word in words_of(text))
    )
    for item, known in checkable(course, readings):
        if not item.computed:
            yield from lacking_figures(course, readings, item, known)
        yield from lacking_names(course, item, known, own)


def _own_names(reading: Reading) -> tuple[str, ...]:
    """Return the words by which the course itself calls a reading."""
    return (reading.label, reading.cite, reading.bibliography.title, *reading.bibliography.authors)
