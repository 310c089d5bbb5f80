"""nasec-study build."""

import sys
from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType, beside, course_option, echo_problems, is_dumb
from nasec_study.targets import PRINTED, RENDERER, TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# Where a course asks for nothing of what is to be built.
NOTHING = (
    "nothing to build: course.yaml lists no deck or worksheet for this; a worksheet looks like "
    "`worksheets: [{id: quiz, title: Quiz, sections: [{title: Questions, count: 10}]}]`"
)


class TargetType(click.Choice[str]):
    """One of the targets; a slip is told what it was meant to be."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the target of this name."""
        if value in TARGETS:
            return value
        from nasec_study.course.wording.names import known_are

        hint = f"{known_are(value, TARGETS)}; one deck or worksheet: --deck ID, --sheet ID"
        return self.fail(f"there is no target '{value}' ({hint})", param, ctx)


@click.command()
@click.pass_context
@click.argument("targets", nargs=-1, type=TargetType(TARGETS), metavar="[TARGET]...")
@course_option
@click.option(
    "--output",
    "-o",
    type=PathType(file_okay=False),
    metavar="DIR",
    help="Folder to write to.  [default: build/ next to the course, or ./build with --course]",
)
@click.option("--force", is_flag=True, help="Rebuild everything, even if nothing changed.")
@click.option(
    "--drafts", is_flag=True, help="Build drafts, too, marked as such, into build/drafts/; leave the ledger alone."
)
@click.option("--locked", is_flag=True, help="Fail if the ledger (content/course.lock) is outdated; do not update it.")
@click.option(
    "--roster",
    type=PathType(exists=True, dir_okay=False),
    metavar="CSV",
    help="Make a personal worksheet for each student on this class list (columns: name, id, section).",
)
@click.option("--deck", "decks", multiple=True, metavar="ID", help="Only what is made from this deck; repeatable.")
@click.option("--sheet", "sheets", multiple=True, metavar="ID", help="Only this worksheet; repeatable.")
@click.option("--watch", is_flag=True, help="Rebuild whenever a file is saved, until Ctrl-C.")
@click.option("--cluster", "address", default="", metavar="ADDRESS", help="Make pages on this Dask cluster.")
def build(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    targets: tuple[str, ...],
    course: "Path",
    output: "Path | None",
    roster: "Path | None",
    decks: tuple[str, ...],
    sheets: tuple[str, ...],
    address: str,
    *,
    force: bool,
    drafts: bool,
    locked: bool,
    watch: bool,
) -> None:
    """Build decks, worksheets, practice pages and quizzes.

    TARGET is anki, worksheets, handouts, web, report, moodle, canvas, brightspace, blackboard, gift, qti, table,
    or word (worksheets to edit by hand). Without one, builds the first four, and those listed under `lms:` in
    course.yaml. Prints the path of each output, and what an LMS shows differently. Whatever has not changed is
    left as it is. Nothing is built while the course has errors.

    With --roster, each student of a class gets a worksheet with their name and their own selection and
    order of items, and a key for it; a table lists all keys.

    \b
    Examples:
      nasec-study build
      nasec-study build anki --output ~/decks
      nasec-study build moodle canvas
      nasec-study build --sheet final
      nasec-study build report
      nasec-study build web --watch
      nasec-study build worksheets --roster class.csv --sheet final
      nasec-study build worksheets --roster all.csv --cluster tcp://10.0.0.5:8786
    """
    if roster and decks:
        raise click.UsageError("--roster makes worksheets only: leave out --deck")
    if roster and set(targets) - {"worksheets"}:
        raise click.UsageError("--roster makes worksheets only: nasec-study build worksheets --roster CSV")
    from pathlib import Path

    from nasec_study.output.freshness import DRAFTS, Request, unless_fresh

    is_named = context.get_parameter_source("course") is click.core.ParameterSource.COMMANDLINE
    # Where students' outputs lie, no drafts ever do.
    output = output or (Path("build") if is_named else beside(course)) / ("drafts" if drafts else "")

    new: list[Path] = []

    def make() -> "Iterator[Path]":
        from functools import partial

        _get_ready(targets, address)
        from nasec_study.pipeline import Way, build, build_personal  # nothing to do wants nothing
        from nasec_study.sheets.roster import ignored_columns, read_roster

        way = Way(force, drafts, address, _report, partial(click.echo, err=True), new.append)
        if roster:
            students = read_roster(roster)
            if ignored := ignored_columns(roster):
                click.echo(f"{roster}: these columns are not used: {', '.join(ignored)}", err=True)
            return build_personal(course, output, students, sheets, way=way, locked=locked)
        return build(course, output, targets, only=(*decks, *sheets), way=way, locked=locked)

    asked_for = ("roster", str(roster.resolve())) if roster else targets or ("course",)
    words = (*asked_for, *((DRAFTS,) if drafts else ()), *decks, *sheets)
    request = Request(words, course, output, [roster] if roster else [])

    def once() -> None:
        new.clear()
        number = 0
        for path in unless_fresh(request, make, force=force):
            _show("")
            click.echo(path)
            number += 1
        if not number:
            click.echo(NOTHING, err=True)
        click.echo(f"{len(new)} built, {number - len(new)} unchanged", err=True)

    if watch:
        _again_and_again(once, course, *([roster] if roster else []))
    else:
        once()


def _get_ready(targets: tuple[str, ...], address: str) -> None:
    """Begin to load what makes pages, in a process of its own, unless no target has any, or a cluster makes them."""
    if not address and (not targets or not set(PRINTED).isdisjoint(targets)):
        from nasec_study.output.workers import get_ready

        get_ready(RENDERER)


def _again_and_again(build_once: "Callable[[], None]", course: "Path", *others: "Path") -> None:
    """Build, and build again at each change; what is wrong is said, and waits for its mending."""
    from contextlib import suppress

    from nasec_study.foundation.problems import StudyError
    from nasec_study.preview.watching import changes

    def attempt() -> None:
        try:
            build_once()
        except StudyError as error:
            echo_problems(error.problems)
        click.echo("watching for changes; Ctrl-C stops it", err=True)

    with suppress(KeyboardInterrupt):
        for _ in changes(course, *others):
            attempt()


def _report(done: int, total: int, words: str) -> None:
    """Show how far the build is; what it waits for is said even where no terminal shows the rest."""
    if total:
        _show(f"[{done}/{total}] {words}" if words else "")
    else:
        click.echo(words, err=True)


def _show(line: str) -> None:
    """Put a line in the place of the last one, on a terminal that can."""
    if sys.stderr.isatty() and not is_dumb():
        click.echo(f"\r\033[K{line}", nl=False, err=True)
