"""A checklist of the readings: their sections to tick off, and what a student can do afterwards."""

from collections import Counter
from collections.abc import Iterator

from nasec_study.targets._contract import Job, Output
from nasec_study.targets.paper.pages import page


def reading_checklist(job: Job) -> Iterator[Output]:
    """Yield the checklist of a course's readings, where it has any; those that were dropped are not on it."""
    own = {objective for reading in job.course.readings for objective in reading.objectives}
    if readings := job.course.current_readings:
        yield page(
            job,
            "handouts/reading-checklist.pdf",
            "handout/reading-checklist.html.j2",
            readings=readings,
            shared=[objective for objective in job.course.objectives if objective not in own],
            counts=Counter(
                place
                for item in job.course.taught
                for place in dict.fromkeys((found.reading, found.section) for found in item.sources)
            ),
        )
