"""nasec-study check."""

import sys
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option, echo_json, echo_problems, format_option, texts_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nasec_study.course.model import Reading
    from nasec_study.examination import Examination
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
    from nasec_study import examination
    from nasec_study.foundation.problems import errors_of

    found = examination.check(course, texts, reprove=reprove)
    problems = found.problems
    if style == "json":
        echo_json([_as_data(problem) for problem in problems])
    else:
        shown, rest = (problems, {}) if everything else _few_of_each(problems)
        echo_problems(shown, err=False)
        for rule, number in rest.items():
            click.echo(f"{number} more like these [{rule}]; `--all` lists them", err=True)
        for problem, reason in found.waived if waived else ():
            click.echo(f"waived: {problem}: {reason}")
    for line in _summary(found):
        click.echo(line, err=True)
    if errors_of(problems) or (strict and problems):
        sys.exit(1)


def _as_data(problem: "Problem") -> dict[str, object]:
    where = problem.where
    place = {"path": where.path, "line": where.line, "column": where.column}
    told = {"rule": problem.rule, "where": place, "message": problem.message, "hint": problem.hint}
    return {**told, "about": problem.about}


def _summary(found: "Examination") -> "Iterator[str]":
    """Yield what does not apply to its languages, if anything, and how much a course holds, is proven, and is wrong."""
    from nasec_study.checks.all import untranslated
    from nasec_study.checks.rules import silent_rules
    from nasec_study.foundation.problems import counted, errors_of, few_of
    from nasec_study.rendering.locales import known_languages

    items, drafts = 0, ""
    readings: tuple[Reading, ...] = ()
    if course := found.course:
        items, readings = len(course.items), course.readings
        drafts = f"{counted(len(course.drafts), 'draft')}, " if course.drafts else ""
        if silent := silent_rules(course):
            rules = f"{counted(len(silent), 'writing rule')} for English only"
            yield f"{rules}, not applied to '{course.settings.language}': {', '.join(silent)}"
        if foreign := untranslated(course):
            names, known = ", ".join(map(repr, foreign)), ", ".join(known_languages())
            yield f"the program's own words stay in English: no translation for {names} (known: {known})"
    # Where no text is at hand at all, nothing is looked for by name.
    missing = [reading.file for reading in readings if found.texts and reading.id not in found.texts]
    absent = f", not {few_of(missing, MAX_ALIKE)}" if missing else ""
    at_hand = f"{len(found.texts)} of {len(readings)} texts found{absent}"
    proven = f"{found.number_proven} proven ({at_hand}), " if readings else ""
    errors = len(errors_of(found.problems))
    warnings = len(found.problems) - errors
    counts = f"{counted(errors, 'error')}, {counted(warnings, 'warning')}, {len(found.waived)} waived"
    yield f"{counted(items, 'item')}, {drafts}{proven}{counts}"


def _few_of_each(problems: "Sequence[Problem]") -> "tuple[list[Problem], dict[str, int]]":
    """Return all errors and the first warnings of each rule, and how many more there are of which rule."""
    warned: dict[str, int] = {}
    shown = []
    for problem in problems:
        warned[problem.rule] = warned.get(problem.rule, 0) + (problem.severity == "warning")
        if warned[problem.rule] <= MAX_ALIKE:
            shown.append(problem)
    return shown, {rule: number - MAX_ALIKE for rule, number in warned.items() if number > MAX_ALIKE}
