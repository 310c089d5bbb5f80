"""nasec-study diff."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option, echo_json, format_option

if TYPE_CHECKING:
    from pathlib import Path

    from nasec_study.history.forecasts import Change


@click.command()
@click.argument("old", required=False, metavar="[OLD]")
@course_option
@format_option
def diff(old: str | None, course: "Path", style: str) -> None:
    """Show what students will see when they import the current decks.

    OLD is what they have: a package (.apkg), a ledger (.lock), an edition such as 1.0, or a git revision; by
    default, it is the last edition. Prints a line for each note that changes: new, updated (and in which fields),
    retired, moved, gone, conflicting, or older (it differs, but Anki would ignore it); then for each
    deck that is renamed, and for each note type whose cards look different.

    \b
    Examples:
      nasec-study diff
      nasec-study diff build/anki/nasec.apkg
      nasec-study diff HEAD~3 --format json
    """
    from collections import Counter
    from dataclasses import asdict

    from nasec_study import releasing

    found = releasing.forecast(course, old)
    if style == "json":
        echo_json(asdict(found))
        return
    for change in found.notes:
        details = _details(change)
        if change.what != "untouched" or details:
            click.echo(f"{change.what:11}  {change.id}{'  ' if details else ''}{'; '.join(details)}")
    for deck in found.decks:
        click.echo(f"{'deck':11}  '{deck.old}' becomes '{deck.new}'; students must rename it before importing")
    for deck in found.kept:
        click.echo(f"{'deck':11}  '{deck.old}' keeps its name until a major release renames it to '{deck.new}'")
    for kind in found.designs:
        click.echo(f"{'note type':11}  {kind}: cards look different, and students' own styling of them is replaced")
    counts = Counter(change.what for change in found.notes)
    click.echo(", ".join(f"{number} {what}" for what, number in sorted(counts.items())) or "no notes", err=True)


def _details(change: "Change") -> list[str]:
    """Return what else is to be said of a note."""
    told = {
        f"fields: {', '.join(change.fields)}": change.fields,
        f"formerly {change.formerly}": change.formerly,
        "now retired": change.retired and change.what != "gone",
        "no longer retired": change.returned,
        f"now in '{change.moved_to}'; cards stay where the student has them": change.moved_to,
        "a different answer is now correct": change.relearn,
        f"leaves an empty card ({', '.join(change.empty)}): Tools → Empty Cards": change.empty,
        "renumbers its cards: reviews would move to other questions": change.shuffled,
        "differs, but is older: Anki will ignore it": change.what == "older",
    }
    return [words for words, holds in told.items() if holds]
