"""nasec-study build."""

import sys
from pathlib import Path

import click

from nasec_study.cli._options import course_option
from nasec_study.targets import TARGETS


@click.command()
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS), metavar="[TARGET]...")
@course_option
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build"),
    show_default=True,
    metavar="DIR",
    help="Folder to write to.",
)
@click.option("--force", is_flag=True, help="Make every output anew, even where nothing changed.")
@click.option("--locked", is_flag=True, help="Refuse a stale ledger (content/course.lock) instead of updating it.")
def build(targets: tuple[str, ...], course: Path, output: Path, *, force: bool, locked: bool) -> None:
    """Build decks, worksheets and handouts.

    TARGET is anki, worksheets or handouts; without one, everything is built. Prints the path of each output.
    What has not changed is left as it is. Nothing is built while the course has errors.

    \b
    Examples:
      nasec-study build
      nasec-study build anki --output ~/decks
      nasec-study build worksheets --force
    """
    from nasec_study import pipeline  # noqa: PLC0415 - keeps `--help` instant

    shown = sys.stderr.isatty()

    def show(line: str) -> None:
        if shown:
            click.echo(f"\r\033[K{line}", nl=False, err=True)

    def progress(done: int, total: int, name: str) -> None:
        show(f"[{done}/{total}] {name}" if name else "")

    for path in pipeline.build(course, output, targets or TARGETS, force=force, locked=locked, progress=progress):
        show("")
        click.echo(path)
