"""nasec-study check."""

import sys
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option, echo_json, format_option, texts_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@course_option
@texts_option
@click.option("--reprove", is_flag=True, help="Confirm items whose passage changed since they were proven.")
@click.option("--waived", is_flag=True, help="List the findings that items waive, with their reasons.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@format_option
def check(course: "Path", texts: "Path | None", style: str, *, reprove: bool, waived: bool, strict: bool) -> None:
    """Say what is wrong with a course, and where.

    Prints a line for each finding: file:line:column, what is wrong, what would be right, and the
    rule's code. Where the texts of the readings are at hand, each item is proven against them: its
    quote stands in the section, figures and names in the reading, and no wording is copied. Proofs
    are kept in content/course.lock. Exit code 1 if there are errors, or with --strict warnings.

    \b
    Examples:
      nasec-study check
      nasec-study check --course my-course --strict
      nasec-study check --texts ~/readings
      nasec-study check --format json | jq '.[].message'
    """
    from dataclasses import asdict  # noqa: PLC0415 - keeps `--help` instant

    from nasec_study import examination  # noqa: PLC0415 - keeps `--help` instant
    from nasec_study.foundation.problems import counted, errors_of  # noqa: PLC0415

    found = examination.check(course, texts, reprove=reprove)
    problems, errors = found.problems, errors_of(found.problems)
    if style == "json":
        echo_json([asdict(problem) for problem in problems])
    else:
        for problem in problems:
            click.echo(click.style(str(problem), fg="red" if problem.severity == "error" else "yellow"))
        for problem, reason in found.waived if waived else ():
            click.echo(f"waived: {problem}: {reason}")
    items, readings = (len(found.course.items), len(found.course.readings)) if found.course else (0, 0)
    proven = f"{found.number_proven} proven ({found.texts} of {readings} texts at hand)"
    warnings = len(problems) - len(errors)
    counts = f"{counted(len(errors), 'error')}, {counted(warnings, 'warning')}, {len(found.waived)} waived"
    click.echo(f"{counted(items, 'item')}, {proven}, {counts}", err=True)
    if errors or (strict and problems):
        sys.exit(1)
