"""nasec-study release."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@course_option
@click.option("--dry-run", is_flag=True, help="Show what the release would do, and write nothing.")
@click.option(
    "--major",
    is_flag=True,
    help="Accept changed note types and renamed decks, for which students have to do something.",
)
def release(course: "Path", *, dry_run: bool, major: bool) -> None:
    """Close an edition, so that later ones can be compared with it.

    Writes the new version to course.yaml, the edition's ledger to editions/, and an entry for students
    to CHANGES.md. Refuses, with the reason and a way out, whatever would harm students: an item removed
    without being retired, a changed kind, a reused id or cloze number, renumbered cards, a note type
    with different fields.

    Decks keep the names that students know until a release with --major.

    \b
    Examples:
      nasec-study release --dry-run
      nasec-study release && nasec-study build
    """
    from nasec_study import releasing

    plan, entry = releasing.release(course, major=major, dry_run=dry_run)
    click.echo(entry.strip())
    done = "would be" if dry_run else "is"
    told = f", in place of '{plan.replaced}' in course.yaml: editions are numbered" if plan.replaced else ""
    click.echo(f"this {done} edition {plan.version}{told}", err=True)
    if not dry_run:
        click.echo("next: nasec-study build, and give students the packages in build/anki", err=True)
    for deck in plan.forecast.kept:
        click.echo(f"the deck '{deck.old}' keeps its name; `release --major` renames it to '{deck.new}'", err=True)
