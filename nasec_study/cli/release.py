"""nasec-study release."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@course_option
@click.option("--dry-run", is_flag=True, help="Say what it would be, and write nothing.")
@click.option(
    "--major",
    is_flag=True,
    help="Accept changed note types and new names of decks: students have to do something to get them.",
)
def release(course: "Path", *, dry_run: bool, major: bool) -> None:
    """Close an edition, so that later ones can be compared with it.

    Writes the new version into course.yaml, the edition's ledger into editions/, and an entry for
    students into CHANGES.md. Refused, with the reason and the way out, where students would be
    harmed: an item that is gone without having been retired, a changed kind, an id or a cloze number
    that is used again, cards that change their numbers, a note type with other fields.

    Decks keep the names that students know until a release with --major.

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
    if not dry_run:
        click.echo("next: nasec-study build, and give students the packages in build/anki", err=True)
    for deck in plan.forecast.kept:
        click.echo(f"the deck '{deck.old}' keeps its name; `release --major` makes it '{deck.new}'", err=True)
