"""nasec-study build."""

import sys
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType, beside, course_option
from nasec_study.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@click.command()
@click.pass_context
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS), metavar="[TARGET]...")
@course_option
@click.option(
    "--output",
    "-o",
    type=PathType(file_okay=False),
    metavar="DIR",
    help="Folder to write to.  [default: build/ beside the course; ./build for a course that is named]",
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
    context: click.Context,
    targets: tuple[str, ...],
    course: "Path",
    output: "Path | None",
    roster: "Path | None",
    sheets: tuple[str, ...],
    address: str,
    *,
    force: bool,
    locked: bool,
) -> None:
    """Build decks, worksheets and handouts, and quizzes for the course's platform.

    TARGET is anki, worksheets, handouts, moodle, canvas, gift, qti, table, or word for worksheets to edit by
    hand. Without one, the first three are built, and those that course.yaml names under `lms:`. Prints the path
    of each output, and what a platform cannot show as it was written. What has not changed is left as it is. Nothing is
    built while the course has errors.

    With --roster each student of a class gets a worksheet with their name, items and order of their
    own, and its key; and there is a table of all keys.

    \b
    Examples:
      nasec-study build
      nasec-study build anki --output ~/decks
      nasec-study build moodle canvas
      nasec-study build worksheets --roster class.csv --sheet final
      nasec-study build worksheets --roster all.csv --cluster tcp://10.0.0.5:8786
    """
    if sheets and not roster:
        raise click.UsageError("--sheet chooses among the worksheets for a class: give --roster, too")
    if roster and set(targets) - {"worksheets"}:
        raise click.UsageError("--roster makes worksheets only: nasec-study build worksheets --roster CSV")
    from pathlib import Path  # noqa: PLC0415 - keeps `--help` instant

    from nasec_study.output.freshness import Request, unless_fresh  # noqa: PLC0415 - keeps `--help` instant

    is_named = context.get_parameter_source("course") is click.core.ParameterSource.COMMANDLINE
    output = output or (Path("build") if is_named else beside(course))

    def make() -> "Iterator[Path]":
        from functools import partial  # noqa: PLC0415 - likewise

        from nasec_study.pipeline import Way, build, build_personal  # noqa: PLC0415 - nothing to do wants nothing
        from nasec_study.sheets.roster import read_roster  # noqa: PLC0415 - likewise

        way = Way(force, address, _report, partial(click.echo, err=True))
        if roster:
            return build_personal(course, output, read_roster(roster), sheets, way=way, locked=locked)
        return build(course, output, targets, way=way, locked=locked)

    words = ("roster", str(roster.resolve()), *sheets) if roster else targets or ("course",)
    request = Request(words, course, output, [roster] if roster else [])
    for path in unless_fresh(request, make, force=force):
        _show("")
        click.echo(path)


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
