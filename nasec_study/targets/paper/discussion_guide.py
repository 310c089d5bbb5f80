"""A guide for who leads a discussion: questions on each reading, and what a good answer takes up."""

from collections.abc import Iterator

from nasec_study.course.model import Course, Essay, Question
from nasec_study.sheets.plan import plan_sheets
from nasec_study.targets._contract import Job, Output
from nasec_study.targets._recordings import is_heard
from nasec_study.targets.paper.pages import page

MOST = 4
CORE = "core"
# Levels whose questions can be talked about, not only answered.
JUDGING = ("evaluate", "create")


def discussion_guide(job: Job) -> Iterator[Output]:
    """Yield the guide: essays, core ones first, then questions that ask for a judgment; at most four a reading."""
    course = job.course
    groups = {reading.label: _chosen(course, (reading.id,)) for reading in course.readings}
    shared = _chosen(course, ())
    if shared or any(groups.values()):
        yield page(
            job,
            "handouts/discussion-guide.pdf",
            "handout/discussion-guide.html.j2",
            groups=groups,
            shared=shared,
            sheets_with=_sheets_with(course),
            disputes={dispute.id: dispute for dispute in course.disputes},
        )


def _chosen(course: Course, readings: tuple[str, ...]) -> list[Essay | Question]:
    """Return the questions on one reading, or on several where none is given, in the order of the course.

    What rests on material that is not on the page, a stimulus or a recording, is none of them.
    """
    fit = [
        item
        for item in course.taught
        if not (item.stimulus or is_heard(item))
        and (isinstance(item, Essay) or (isinstance(item, Question) and item.level in JUDGING))
        and (tuple(item.cited_readings) == readings if readings else len(item.cited_readings) > 1)
    ]
    weightiest = sorted(fit, key=lambda item: (isinstance(item, Question), item.importance != CORE))[:MOST]
    return [item for item in fit if item in weightiest]


def _sheets_with(course: Course) -> dict[str, list[str]]:
    """Return the titles of the worksheets that each item stands on, by the item's id."""
    titles: dict[str, list[str]] = {}
    for worksheet in course.settings.worksheets:
        for sheet in plan_sheets(course, worksheet)[:1]:
            for task in sheet.tasks:
                titles.setdefault(task.item.id, []).append(worksheet.title)
    return titles
