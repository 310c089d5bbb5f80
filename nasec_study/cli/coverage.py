"""nasec-study coverage."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import colored, course_option, echo_json, format_option, readable_course
from nasec_study.course.vocabulary import IMPORTANCES, LEVELS

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@course_option
@format_option
def coverage(course: "Path", style: str) -> None:
    """Compare the items written with those that each section wants.

    Prints a line for each section, thinnest first: items written and wanted (`weights` in the reading's
    outline), on facts and of higher order, then the number of items at each cognitive level and of each
    importance.

    \b
    Examples:
      nasec-study coverage
      nasec-study coverage --format json | jq '.[] | select(.missing > 0)'
    """
    from dataclasses import asdict

    from nasec_study.checks import coverage as table
    from nasec_study.foundation.problems import counted

    rows = sorted(table.coverage(readable_course(course)), key=lambda row: -row.missing)
    if style == "json":
        echo_json([{**asdict(row), "missing": row.missing, "thin": row.is_thin} for row in rows])
        return
    names = [f"{row.reading}/{row.section}".rstrip("/") for row in rows]
    width = max(map(len, names), default=0)
    levels = "  ".join(f"{word[:6]:>6}" for word in (*LEVELS, *IMPORTANCES))
    click.echo(f"{'section':{width}}  {'items':>7}  {'facts':>7}  {'higher':>7}  {levels}")
    for name, row in zip(names, rows, strict=True):
        pairs = ((row.written, row.wanted), (row.facts, row.facts_wanted), (row.higher, row.higher_wanted))
        counts = "  ".join(f"{f'{written}/{wanted}':>7}" for written, wanted in pairs)
        numbers = (*(row.levels.get(level) for level in LEVELS), *(row.importance.get(how) for how in IMPORTANCES))
        by_level = "  ".join(f"{number or '':>6}" for number in numbers)
        line = f"{name:{width}}  {counts}  {by_level}".rstrip()
        click.echo(colored(line, "yellow") if row.is_thin else line)
    written, wanted = sum(row.written for row in rows), sum(row.wanted for row in rows)
    higher = sum(row.higher for row in rows)
    share = f"{100 * higher / written:.0f}% of higher order" if written else "none"
    click.echo(f"{counted(written, 'item')}, {wanted} wanted; {share}", err=True)
