"""nasec-study init."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("folder", metavar="DIR", type=PathType(file_okay=False))
@click.option(
    "--from",
    "origin",
    type=click.Choice(["starter", "nasec"]),
    default="starter",
    show_default=True,
    help="The small starter course, or a copy of the whole course North American Security.",
)
@click.option("--bare", is_flag=True, help="A minimal course instead: no readings, one item, one deck.")
def init(folder: "Path", origin: str, *, bare: bool) -> None:
    """Create a course to start from in DIR.

    The starter course is small, shows every kind of item, and builds right away. A bare course has
    no readings: its items cite nothing.

    \b
    Examples:
      nasec-study init my-course && cd my-course && nasec-study build
      nasec-study init spanish --bare
      nasec-study init security --from nasec
    """
    from shlex import quote

    from nasec_study.foundation import places
    from nasec_study.output.new_course import start_bare_course, start_course

    if (folder / "content").exists():
        raise click.BadParameter(f"{folder / 'content'} already has a course; name another folder", param_hint="DIR")
    is_starter = origin == "starter"
    # The texts of the shipped course's readings are others' property.
    if bare and not is_starter:
        raise click.UsageError("--bare makes a course of its own: leave out --from")
    if bare:
        content = start_bare_course(folder, places.STARTER / ".schema")
    else:
        content = start_course(places.STARTER if is_starter else places.NASEC, folder, () if is_starter else ("texts",))
    click.echo(content / "course.yaml")
    click.echo(f"next: cd {quote(str(folder))} && nasec-study build", err=True)
