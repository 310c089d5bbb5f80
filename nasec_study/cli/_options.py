"""What commands share: the course to work on, and the texts of its readings."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from pathlib import Path

    from nasec_study.course.model import Course


class PathType(click.Path):
    """click's path; it arrives as a pathlib.Path, which is imported when there is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Path":
        """Return the path, if it is as it should be."""
        from pathlib import Path  # noqa: PLC0415 - keeps `--help` instant

        return Path(os.fsdecode(super().convert(value, param, ctx)))


# Commands that write into a course never take the one that comes with the program.
WRITING = ("release",)


def _find_course(context: click.Context, _parameter: click.Parameter, given: "Path | None") -> "Path":
    """Return the course's folder: the one named, else ./content, else the course that comes with the program."""
    from pathlib import Path  # noqa: PLC0415 - keeps `--help` instant

    if given is not None:
        return given / "content" if (given / "content" / "course.yaml").is_file() else given
    if Path("course.yaml").is_file():
        return Path()
    if Path("content").is_dir():
        return Path("content")
    from nasec_study.foundation import places  # noqa: PLC0415

    if context.command.name in WRITING:
        raise click.UsageError("there is no ./content here; name the course with --course")
    click.echo("no ./content here: using the course North American Security", err=True)
    return places.NASEC


def texts_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--texts` to a command, which then gets the folder, or None, as `texts`."""
    return click.option(
        "--texts",
        "-t",
        envvar="NASEC_TEXTS",
        type=PathType(exists=True, file_okay=False),
        metavar="DIR",
        help="Folder with the texts of the readings.  [default: $NASEC_TEXTS, else texts/ in the course]",
    )(command)


def echo_json(rows: list[dict[str, Any]]) -> None:
    """Print rows as JSON, for editors and programs."""
    import json  # noqa: PLC0415 - keeps `--help` instant

    click.echo(json.dumps(rows, indent=2, ensure_ascii=False))


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--format` to a command, which then gets `text` or `json` as `style`."""
    return click.option(
        "--format",
        "style",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="How to print: json is for editors and programs.",
    )(command)


def course_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--course` to a command, which then gets the folder as `course`."""
    return click.option(
        "--course",
        "-c",
        type=PathType(exists=True, file_okay=False),
        callback=_find_course,
        metavar="DIR",
        help="Folder of the course, the one with course.yaml or the one above it.  [default: ./content]",
    )(command)


def readable_course(folder: "Path") -> "Course":
    """Return a course as far as it can be read; what is wrong with the rest goes to stderr."""
    from nasec_study.course.parse import read_course  # noqa: PLC0415 - keeps `--help` instant
    from nasec_study.foundation.problems import StudyError  # noqa: PLC0415

    course, problems = read_course(folder)
    if course is None:
        raise StudyError(*problems)
    if problems:
        click.echo("the course has errors: see `nasec-study check`", err=True)
    return course
