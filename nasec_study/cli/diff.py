"""nasec-study diff."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import course_option, echo_json, format_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("old", required=False, metavar="[OLD]")
@course_option
@format_option
def diff(old: str | None, course: "Path", style: str) -> None:
    """Say what a student who has OLD will see on importing the decks as they are now.

    OLD is a package (.apkg), a ledger (.lock), an edition such as 1.0, or a git revision; without it,
    the last edition. Prints a line for each note that is not untouched: new, updated (and in which
    fields), retired, moved, gone, or conflicting.

    \b
    Examples:
      nasec-study diff
      nasec-study diff build/anki/nasec.apkg
      nasec-study diff HEAD~3 --format json
    """
    from collections import Counter  # noqa: PLC0415 - keeps `--help` instant
    from dataclasses import asdict  # noqa: PLC0415

    from nasec_study import pipeline  # noqa: PLC0415

    found = pipeline.forecast(course, old)
    if style == "json":
        echo_json([asdict(change) for change in found])
        return
    for change in found:
        notes = [f"fields: {', '.join(change.fields)}"] if change.fields else []
        notes += [f"formerly {change.formerly}"] if change.formerly else []
        notes += ["now retired"] if change.retired else []
        notes += [f"now in '{change.moved_to}'; cards stay where the student has them"] if change.moved_to else []
        if change.what != "untouched" or notes:
            click.echo(f"{change.what:11}  {change.id}{'  ' if notes else ''}{'; '.join(notes)}")
    counts = Counter(change.what for change in found)
    click.echo(", ".join(f"{number} {what}" for what, number in sorted(counts.items())) or "no notes", err=True)
