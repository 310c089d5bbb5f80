"""Handouts: paper to study from, beside the worksheets."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment

from nasec_study.course.model import Course
from nasec_study.history.ledger import Entry
from nasec_study.targets._base import Job, Output
from nasec_study.targets.paper.flashcards import SKIPS as NOT_ON_CARDS
from nasec_study.targets.paper.flashcards import flashcards
from nasec_study.targets.paper.pages import page
from nasec_study.targets.paper.reading_checklist import reading_checklist
from nasec_study.targets.paper.study_guide import study_guides

HELP = "Printable handouts: flashcards to cut out, study guides, a checklist, where the readings disagree."
SKIPS: Mapping[str, str] = NOT_ON_CARDS
DISPUTE_KINDS = ("differ", "slip", "name")


def entries(course: Course, templates: Environment) -> Iterator[Entry]:  # noqa: ARG001 - the contract of targets
    """Yield nothing: paper keeps no history."""
    yield from ()


def outputs(job: Job) -> Iterator[Output]:
    """Yield the handouts that the course has the material for."""
    if job.course.disputes:
        groups = {kind: [found for found in job.course.disputes if found.kind == kind] for kind in DISPUTE_KINDS}
        yield page(job, "handouts/where-the-readings-disagree.pdf", "handout/disputes.html.j2", groups=groups)
    for deck in job.course.settings.decks:
        yield from flashcards(job, deck)
    yield from study_guides(job)
    yield from reading_checklist(job)
