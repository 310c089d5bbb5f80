"""What commands share: the course to work on, and the texts of its readings."""

import os
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from nasec_study.course.model import Course
    from nasec_study.foundation.problems import Problem


class PathType(click.Path):
    """click's path; it arrives as a pathlib.Path, which is imported when there is one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Path":
        """Return the path, if it is as it should be."""
        from pathlib import Path

        return Path(os.fsdecode(super().convert(value, param, ctx)))


# What names the course that comes with the program, where there is no folder of this name.
SHIPPED = "nasec"
# Commands that write into a course never take that one.
WRITING = ("release", "new", "draft", "review")


class CourseType(PathType):
    """The folder of a course, or the name of the one that comes with the program."""

    name = "course"

    def __init__(self) -> None:
        super().__init__(exists=True, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Path":
        """Return the folder with course.yaml."""
        from nasec_study.foundation import places

        if value == SHIPPED and not os.path.exists(value):  # noqa: PTH110 - pathlib is imported when there is a path
            return places.NASEC
        given = super().convert(value, param, ctx)
        return given / "content" if (given / "content" / "course.yaml").is_file() else given


def course_here() -> "Path | None":
    """Return the folder of the course around the current folder: this one, its `content/`, or those above."""
    from pathlib import Path

    here = Path.cwd()
    for folder in (here, *here.parents):
        for found in (folder, folder / "content"):
            if (found / "course.yaml").is_file():
                return Path(os.path.relpath(found))
    # A course whose course.yaml is missing is a course nevertheless: so the message names the file.
    return Path("content") if Path("content/items").is_dir() else None


def beside(course: "Path") -> "Path":
    """Return where the outputs of a course go by default: `build/` beside its folder `content/`, or else in it."""
    from pathlib import Path

    folder = course.resolve()
    return Path(os.path.relpath((folder.parent if folder.name == "content" else folder) / "build"))


def _find_course(context: click.Context, _parameter: click.Parameter, given: "Path | None") -> "Path":
    """Return the course's folder: the one named, else the one around this folder."""
    found = given or course_here()
    if found is None:
        from pathlib import Path
        from shlex import quote

        hint = "make one with `nasec-study init DIR`, or name one: `--course nasec` is North American Security"
        if below := min(Path().glob("*/content/course.yaml"), default=None):
            hint = f"there is one below: cd {quote(below.parts[0])}"
        raise click.UsageError(f"there is no course here or in a folder above ({hint})")
    if given and context.command.name in WRITING:
        from nasec_study.foundation import places

        if given == places.NASEC:
            hint = "make a copy with `nasec-study init DIR --from nasec`"
            raise click.UsageError(f"this command writes into the course: {hint}")
    return found


# A command with this option gets the folder, or None, as `texts`.
texts_option = click.option(
    "--texts",
    "-t",
    envvar="NASEC_TEXTS",
    type=PathType(exists=True, file_okay=False),
    metavar="DIR",
    help="Folder with the texts of the readings.  [default: $NASEC_TEXTS, or else texts/ in the course]",
)
# With this one, it gets `text` or `json` as `style`.
format_option = click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Output format; json is for editors and scripts.",
)
# With this one, it gets the folder of the course as `course`.
course_option = click.option(
    "--course",
    "-c",
    type=CourseType(),
    callback=_find_course,
    metavar="DIR",
    help="Folder of the course: the one that holds course.yaml, or its parent; `nasec` is the course that comes "
    "with the program.  [default: the course around the current folder]",
)


def is_dumb() -> bool:
    """Tell whether the terminal can only add text: one in Emacs, or whose reader wants nothing else."""
    return os.environ.get("TERM") == "dumb"


def colored(text: str, color: str | None) -> str:
    """Return a text in a color, unless the terminal knows none or `NO_COLOR` asks for none (no-color.org)."""
    return text if is_dumb() or os.environ.get("NO_COLOR") else click.style(text, fg=color)


def echo_problems(problems: "Iterable[Problem]", *, err: bool = True) -> None:
    """Print what is wrong, errors in red: to stderr, or, where it is what was asked for, to stdout."""
    for problem in problems:
        click.echo(colored(str(problem), "red" if problem.severity == "error" else "yellow"), err=err)


def echo_json(found: list[dict[str, Any]] | dict[str, Any]) -> None:
    """Print what was found as JSON, for editors and programs."""
    import json

    click.echo(json.dumps(found, indent=2, ensure_ascii=False))


def readable_course(folder: "Path", *, drafts: bool = False) -> "Course":
    """Return a course as far as it can be read, with `drafts` or without; what is wrong goes to stderr."""
    from nasec_study.course.parse import read_course
    from nasec_study.foundation.problems import StudyError

    course, problems = read_course(folder, drafts=drafts)
    if course is None:
        raise StudyError(*problems)
    if problems:
        click.echo("the course has errors: see `nasec-study check`", err=True)
    return course
