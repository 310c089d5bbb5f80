"""What commands share: the course to work on."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def _find_course(_context: click.Context, _parameter: click.Parameter, given: Path | None) -> Path:
    """Return the course's folder: the one named, else ./content, else the course that comes with the program."""
    if given is not None:
        return given / "content" if (given / "content" / "course.yaml").is_file() else given
    here = Path("content")
    if (here / "course.yaml").is_file():
        return here
    from nasec_study import places  # noqa: PLC0415 - keeps `--help` instant

    click.echo("no ./content here: using the course North American Security", err=True)
    return places.NASEC


def course_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--course` to a command, which then gets the folder as `course`."""
    return click.option(
        "--course",
        "-c",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_find_course,
        metavar="DIR",
        help="Folder of the course, the one with course.yaml or the one above it.  [default: ./content]",
    )(command)
