"""nasec-study check."""

import sys
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option, echo_json, format_option, texts_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from nasec_study.foundation.problems import Problem

# So many warnings of one rule are listed; the commonest must not hide the rest.
MAX_ALIKE = 5


@click.command()
@course_option
@texts_option
@click.option("--reprove", is_flag=True, help="Confirm items whose passage has changed since they were proven.")
@click.option("--waived", is_flag=True, help="List the findings that items waive, with their reasons.")
@click.option("--strict", is_flag=True, help="Also fail on warnings.")
@click.option("--all", "everything", is_flag=True, help="List every warning, not only the first few of each rule.")
@format_option
def check(
    course: "Path",
    texts: "Path | None",
    style: str,
    *,
    reprove: bool,
    waived: bool,
    strict: bool,
    everything: bool,
) -> None:
    """Say what is wrong with a course, and where.

    Prints a line for each finding: file:line:column, what is wrong, how to fix it, and the rule's
    code. If the texts of the readings are available, each item is proven against them: its quote is
    in the section, its figures and names are in the reading, and no wording is copied. Proofs are kept
    in content/course.lock. The exit code is 1 if there are errors (with --strict, warnings, too).

    \b
    Examples:
      nasec-study check
      nasec-study check --course my-course --strict
      nasec-study check --texts ~/readings
      nasec-study check --format json | jq '.[].message'
    """
    from dataclasses import asdict  # noqa: PLC0415 - keeps `--help` instant

    from nasec_study import examination  # noqa: PLC0415 - keeps `--help` instant
    from nasec_study.checks.all import silent_rules  # noqa: PLC0415
    from nasec_study.foundation.problems import counted, errors_of  # noqa: PLC0415

    found = examination.check(course, texts, reprove=reprove)
    problems, errors = found.problems, errors_of(found.problems)
    if style == "json":
        echo_json([asdict(problem) for problem in problems])
    else:
        shown, rest = (problems, {}) if everything else _few_of_each(problems)
        for problem in shown:
            click.echo(click.style(str(problem), fg="red" if problem.severity == "error" else "yellow"))
        for rule, number in rest.items():
            click.echo(f"{number} more like these [{rule}]; `--all` lists them", err=True)
        for problem, reason in found.waived if waived else ():
            click.echo(f"waived: {problem}: {reason}")
    items, readings = (len(found.course.items), found.course.readings) if found.course else (0, ())
    # Where no text is at hand at all, nothing is looked for by name.
    missing = _few(reading.file for reading in readings if found.texts and reading.id not in found.texts)
    at_hand = f"{len(found.texts)} of {len(readings)} texts found{f', not {missing}' if missing else ''}"
    proven = f"{found.number_proven} proven ({at_hand}), " if readings else ""
    drafts = f"{counted(len(found.course.drafts), 'draft')}, " if found.course and found.course.drafts else ""
    if found.course and (silent := silent_rules(found.course)):
        language = found.course.settings.language
        message = f"{counted(len(silent), 'writing rule')} for English only, not applied to '{language}'"
        click.echo(f"{message}: {', '.join(silent)}", err=True)
    warnings = len(problems) - len(errors)
    counts = f"{counted(len(errors), 'error')}, {counted(warnings, 'warning')}, {len(found.waived)} waived"
    click.echo(f"{counted(items, 'item')}, {drafts}{proven}{counts}", err=True)
    if errors or (strict and problems):
        sys.exit(1)


def _few(names: "Iterable[str]") -> str:
    """Return names in a row, and of many how many more there are."""
    listed = list(names)
    more = f" and {len(listed) - MAX_ALIKE} more" if len(listed) > MAX_ALIKE else ""
    return ", ".join(listed[:MAX_ALIKE]) + more


def _few_of_each(problems: "Sequence[Problem]") -> "tuple[list[Problem], dict[str, int]]":
    """Return all errors and the first warnings of each rule, and how many more there are of which rule."""
    seen: dict[str, int] = {}
    shown = []
    for problem in problems:
        seen[problem.rule] = seen.get(problem.rule, 0) + 1
        if problem.severity == "error" or seen[problem.rule] <= MAX_ALIKE:
            shown.append(problem)
    few = {problem.rule for problem in problems if problem.severity == "warning"}
    return shown, {rule: number - MAX_ALIKE for rule, number in seen.items() if rule in few and number > MAX_ALIKE}
