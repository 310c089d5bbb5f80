"""nasec-study check."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from nasec_study.cli._options import course_option


@click.command()
@course_option
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
def check(course: Path, style: str, *, strict: bool) -> None:
    """Say what is wrong with a course, and where.

    Prints a line for each finding: file:line:column, what is wrong, what would be right, and the
    rule's code. Exit code 1 if there are errors, or with --strict warnings.

    \b
    Examples:
      nasec-study check
      nasec-study check --course my-course --strict
      nasec-study check --format json | jq '.[].message'
    """
    from nasec_study.pipeline import examine  # noqa: PLC0415 - keeps `--help` instant
    from nasec_study.problems import errors_of  # noqa: PLC0415

    found, problems = examine(course)
    errors = errors_of(problems)
    if style == "json":
        click.echo(json.dumps([asdict(problem) for problem in problems], indent=2, ensure_ascii=False))
    else:
        for problem in problems:
            click.echo(click.style(str(problem), fg="red" if problem.severity == "error" else "yellow"))
    items = len(found.items) if found else 0
    click.echo(f"{items} items, {len(errors)} errors, {len(problems) - len(errors)} warnings", err=True)
    if errors or (strict and problems):
        sys.exit(1)
