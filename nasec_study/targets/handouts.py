"""Handouts: paper to study from, beside the worksheets."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment

from nasec_study.ledger import Entry
from nasec_study.model import Course
from nasec_study.targets._base import Job, Output
from nasec_study.targets._paper import page

HELP = "Printable handouts: where the readings disagree."
SKIPS: Mapping[str, str] = {}

DISPUTE_KINDS = ("differ", "slip", "name")


def entries(course: Course, templates: Environment) -> Iterator[Entry]:  # noqa: ARG001 - the contract of targets
    """Yield nothing: paper keeps no history."""
    yield from ()


def outputs(job: Job) -> Iterator[Output]:
    """Yield the handouts that the course has the material for."""
    if job.course.disputes:
        groups = {kind: [found for found in job.course.disputes if found.kind == kind] for kind in DISPUTE_KINDS}
        yield page(job, "handouts/where-the-readings-disagree.pdf", "handout/disputes.html.j2", groups=groups)
