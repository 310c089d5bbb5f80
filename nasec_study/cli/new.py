"""nasec-study new and draft: beginning an item, and a reading."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType, course_option, readable_course
from nasec_study.course.vocabulary import KINDS

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("place", nargs=-1, metavar="[READING SECTION]")
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@course_option
def new(place: tuple[str, ...], kind: str, course: "Path") -> None:
    """Start an item: write a draft of it into the right file.

    READING and SECTION are ids, as `nasec-study coverage` prints them; leave them out for an item that is
    based on no reading. KIND is the item's kind. Prints the file and line.

    \b
    Examples:
      nasec-study new tides two-bulges choice
      nasec-study new term
    """
    from nasec_study.authoring import begin_item
    from nasec_study.course.wording.names import known_are

    if len(place) not in {0, 2}:
        raise click.UsageError("name a reading and its section, or neither: nasec-study new tides two-bulges choice")
    reading, section = place or ("", "")
    if reading:
        readings = {one.id: [part.id for part in one.outline] for one in readable_course(course).readings}
        for name, known, noun in ((reading, [*readings], "reading"), (section, readings.get(reading, []), "section")):
            if name not in known:
                message = f"there is no {noun} '{name}' ({known_are(name, known)})"
                raise click.BadParameter(message, param_hint=noun.upper())
    click.echo(begin_item(course, kind, reading, section))


@click.command()
@click.argument("text", type=PathType(exists=True, dir_okay=False), metavar="TEXT")
@course_option
@click.option("--id", "name", default="", metavar="ID", help="Id of the reading.  [default: the file's name]")
def draft(text: "Path", course: "Path", name: str) -> None:
    """Start a reading from its text.

    TEXT is the reading as plain text, Markdown or PDF. Writes the reading's file with an outline, and an empty
    bank for each section. Headings are recognized by their layout; uncertain ones get a comment in the file.
    Prints the files created.

    \b
    Example:
      nasec-study draft ~/readings/tides.pdf
    """
    import re

    from nasec_study.authoring import begin_reading
    from nasec_study.course.model.base import SLUG
    from nasec_study.foundation.problems import counted

    if name and not re.fullmatch(SLUG, name):
        raise click.BadParameter("lowercase letters, digits, single hyphens, such as 'old-harbors'", param_hint="--id")
    begun = begin_reading(course, text, name)
    click.echo(begun.file)
    for bank in begun.banks:
        click.echo(bank)
    doubtful = [section.heading for section in begun.outline.sections if section.doubt]
    told = f", {len(doubtful)} of them uncertain: {'; '.join(doubtful)}" if doubtful else ""
    click.echo(f"{counted(len(begun.outline.sections), 'section')}{told}", err=True)
    click.echo("next: check the outline, and fill in author and date; then `nasec-study new`", err=True)
