"""nasec-study release."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@course_option
@click.option("--dry-run", is_flag=True, help="Say what it would be, and write nothing.")
@click.option("--major", is_flag=True, help="Accept changed note types: students' notes of these get no updates.")
def release(course: "Path", *, dry_run: bool, major: bool) -> None:
    """Close an edition, so that later ones can be compared with it.

    Writes the new version into course.yaml, the edition's ledger into editions/, and an entry for
    students into CHANGES.md. Refused, with the reason and the way out, where students would be
    harmed: an item that is gone without having been retired, a changed kind, an id or a cloze number
    that is used again, a note type with other fields.

    \b
    Examples:
      nasec-study release --dry-run
      nasec-study release && nasec-study build
    """
    from nasec_study import pipeline  # noqa: PLC0415 - keeps `--help` instant

    plan, entry = pipeline.release(course, major=major, dry_run=dry_run)
    click.echo(entry.strip())
    done = "would be" if dry_run else "is"
    click.echo(f"this {done} edition {plan.version}", err=True)
