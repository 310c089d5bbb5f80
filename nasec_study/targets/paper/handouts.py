"""Handouts: paper to study from, beside the worksheets."""

from collections.abc import Iterator, Mapping

from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.paper.discussion_guide import discussion_guide
from nasec_study.targets.paper.flashcards import SKIPS as NOT_ON_CARDS
from nasec_study.targets.paper.flashcards import flashcards
from nasec_study.targets.paper.pages import page
from nasec_study.targets.paper.reading_checklist import reading_checklist
from nasec_study.targets.paper.study_guide import study_guides
from nasec_study.targets.paper.week_plan import week_plan

HELP = "Printable handouts: flashcards, study guides, a checklist, disagreements, questions to discuss, a week plan."
SKIPS: Mapping[str, str] = NOT_ON_CARDS
CHANGES: Mapping[str, str] = {}
DISPUTE_KINDS = ("differ", "slip", "name")


def plan(job: Job) -> Plan:
    """Return the pages of a course; paper keeps no history."""
    return Plan(lambda _: _outputs(job))


def _outputs(job: Job) -> Iterator[Output]:
    """Yield the handouts that the course has the material for."""
    if job.course.disputes:
        groups = {kind: [found for found in job.course.disputes if found.kind == kind] for kind in DISPUTE_KINDS}
        settled = [found for found in job.course.disputes if found.settled]
        name = "handouts/where-the-readings-disagree.pdf"
        yield page(job, name, "handout/disputes.html.j2", groups=groups, settled=settled)
    for deck in job.course.settings.decks:
        yield from flashcards(job, deck)
    yield from study_guides(job)
    yield from reading_checklist(job)
    yield from discussion_guide(job)
    yield from week_plan(job)
