"""The report: coverage, kinds, objectives, lengths of keys, findings and waivers, disputes, what students will see."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from nasec_study.course.model import Course
from nasec_study.course.vocabulary import IMPORTANCES, LEVELS
from nasec_study.history.editions import read_editions
from nasec_study.history.forecasts import Forecast, forecast
from nasec_study.history.learners import titles
from nasec_study.history.ledger import Ledger
from nasec_study.history.proofs import is_proven
from nasec_study.targets._citations import citation_text
from nasec_study.targets._contract import Job, Output, Plan, text_output
from nasec_study.targets._selfcontained import sealed_page
from nasec_study.targets.report import figures

HELP = "A page for whoever is responsible for the course: coverage, findings, disputes, and what students will see."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {}


def plan(job: Job) -> Plan:
    """Return the report of a course; it keeps no history, and tells what the ledger and the editions know."""
    return Plan(partial(_outputs, job))


def _outputs(job: Job, ledger: Ledger) -> Iterator[Output]:
    yield text_output("report/report.html", report(job, ledger))


def report(job: Job, ledger: Ledger) -> str:
    """Return the report as HTML. Findings are those that need no texts; proofs are those that the ledger knows."""
    cite = partial(citation_text, job.course)
    return sealed_page(job, "report/report.html.j2", cite=cite, **_values(job.course, ledger))


def _values(course: Course, ledger: Ledger) -> dict[str, Any]:
    from nasec_study.checks.all import check_course  # noqa: PLC0415 - who asks of targets needs no rules
    from nasec_study.checks.rules import RULES  # noqa: PLC0415 - likewise

    items = course.taught
    standing, waived = check_course(course, {})
    editions = read_editions(course.folder)
    return {
        "items": items,
        "readings": course.readings,
        "proven": sum(is_proven(ledger, item) for item in items),
        "levels": LEVELS,
        "importances": IMPORTANCES,
        "areas": figures.areas(course),
        "kinds": figures.by_kind(items),
        "difficulties": figures.by_difficulty(items),
        "objectives": figures.by_objective(course, items),
        "keys": figures.by_length_of_key(items),
        "expected": figures.expected_at_an_end(items),
        "findings": standing,
        "waived": waived,
        "rules": {rule.code: rule.name for rule in RULES},
        "by_rule": sorted(Counter(problem.rule for problem in standing).items()),
        "disputes": course.disputes,
        "edition": editions[-1].version if editions else "",
        "changes": _changes(forecast(editions[-1].ledger, ledger)) if editions else {},
        "titles": titles(course),
    }


def _changes(found: Forecast) -> dict[str, list[str]]:
    """Return the ids of the notes that change, by what students see of it; what stays as it is is left out."""
    seen: dict[str, list[str]] = {}
    for change in found.notes:
        if change.what == "untouched":
            continue
        what = "retired" if change.retired else "relearn" if change.relearn else change.what
        seen.setdefault(what, []).append(change.id)
    return seen
