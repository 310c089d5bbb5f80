"""A plan of the term: what is read, learned and written, week by week."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from nasec_study.course.model import Course, Reading, Section
from nasec_study.course.model.settings import Week
from nasec_study.targets._contract import Job, Output
from nasec_study.targets.paper.pages import page


class Stretch(NamedTuple):
    """What is read of a reading: all of it, where no sections are named."""

    reading: Reading
    sections: Sequence[Section]


def week_plan(job: Job) -> Iterator[Output]:
    """Yield the plan of the term, where a course has weeks."""
    course = job.course
    if course.settings.weeks:
        yield page(
            job,
            "handouts/week-plan.pdf",
            "handout/week-plan.html.j2",
            weeks=course.settings.weeks,
            stretches=lambda week: list(_stretches(course, week)),
            items=lambda week: _items(course, week),
            titles={worksheet.id: worksheet.title for worksheet in course.settings.worksheets},
        )


def _stretches(course: Course, week: Week) -> Iterator[Stretch]:
    for reading in course.readings:
        names = [name.partition("/") for name in week.read if name.partition("/")[0] == reading.id]
        wanted = {section for _, _, section in names if section}
        if names:
            yield Stretch(reading, [section for section in reading.outline if section.id in wanted])


def _items(course: Course, week: Week) -> int:
    """Return how many items ask about what is read in a week, and about nothing else."""
    read = set(week.read)
    return sum(
        all({source.reading, f"{source.reading}/{source.section}"} & read for source in item.sources)
        for item in course.taught
        if item.sources
    )
