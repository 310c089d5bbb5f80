"""nasec-study build."""

import sys
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType, course_option
from nasec_study.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS), metavar="[TARGET]...")
@course_option
@click.option(
    "--output",
    "-o",
    type=PathType(file_okay=False),
    default="build",
    show_default=True,
    metavar="DIR",
    help="Folder to write to.",
)
@click.option("--force", is_flag=True, help="Make every output anew, even where nothing changed.")
@click.option("--locked", is_flag=True, help="Refuse a stale ledger (content/course.lock) instead of updating it.")
@click.option(
    "--roster",
    type=PathType(exists=True, dir_okay=False),
    metavar="CSV",
    help="Make a worksheet of their own for each student of this class list (columns: name, id, section).",
)
@click.option("--sheet", "sheets", multiple=True, metavar="ID", help="With --roster: only this worksheet.")
@click.option("--cluster", "address", default="", metavar="ADDRESS", help="Make pages on the Dask cluster there.")
def build(  # noqa: PLR0913 - one parameter an option
    targets: tuple[str, ...],
    course: "Path",
    output: "Path",
    roster: "Path | None",
    sheets: tuple[str, ...],
    address: str,
    *,
    force: bool,
    locked: bool,
) -> None:
    """Build decks, worksheets and handouts.

    TARGET is anki, worksheets or handouts; without one, everything is built. Prints the path of each
    output. What has not changed is left as it is. Nothing is built while the course has errors.

    With --roster each student of a class gets a worksheet with their name, items and order of their
    own, and its key; and there is a table of all keys.

    \b
    Examples:
      nasec-study build
      nasec-study build anki --output ~/decks
      nasec-study build worksheets --roster class.csv --sheet final
      nasec-study build worksheets --roster all.csv --cluster tcp://10.0.0.5:8786
    """
    if sheets and not roster:
        raise click.UsageError("--sheet chooses among the worksheets for a class: give --roster, too")
    if roster and set(targets) - {"worksheets"}:
        raise click.UsageError("--roster makes worksheets only: nasec-study build worksheets --roster CSV")
    from nasec_study.output import freshness  # noqa: PLC0415 - keeps `--help` instant

    request = ("roster", str(roster.resolve()), *sheets) if roster else targets or TARGETS
    inputs = freshness.inputs_of(course, output, [roster] if roster else [])
    paths = None if force else freshness.unchanged(output, request, inputs)
    for path in paths or ():
        click.echo(path)
    if paths is not None:
        return
    from nasec_study import pipeline  # noqa: PLC0415
    from nasec_study.output.write import write_file  # noqa: PLC0415
    from nasec_study.sheets.roster import read_roster  # noqa: PLC0415

    if roster:
        students = read_roster(roster)
        building = pipeline.build_personal(
            course, output, students, sheets, address=address, force=force, locked=locked, report=_report
        )
    else:
        wanted = targets or TARGETS
        building = pipeline.build(course, output, wanted, address=address, force=force, locked=locked, report=_report)
    done: list[Path] = []
    for path in building:
        if not done:
            # What is made is made after the ledger that is there now.
            inputs = inputs._replace(ledger=freshness.ledger_hash(course))
        _show("")
        click.echo(path)
        done.append(path)
    write_file(output / freshness.CACHE, freshness.remembered(output, request, inputs, done))


def _report(done: int, total: int, words: str) -> None:
    """Show how far the build is; what it waits for is said even where no terminal shows the rest."""
    if total:
        _show(f"[{done}/{total}] {words}" if words else "")
    else:
        click.echo(words, err=True)


def _show(line: str) -> None:
    """Put a line in the place of the last one, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{line}", nl=False, err=True)
