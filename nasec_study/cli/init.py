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
    help="The small starter course, or the whole course North American Security to edit.",
)
def init(folder: "Path", origin: str) -> None:
    """Make a course to start from in DIR.

    The starter course is small and shows every kind of item; it can be built at once.

    \b
    Examples:
      nasec-study init my-course && cd my-course && nasec-study build
      nasec-study init security --from nasec
    """
    from nasec_study.foundation import places  # noqa: PLC0415 - keeps `--help` instant
    from nasec_study.output.write import copy_course  # noqa: PLC0415

    content = folder / "content"
    if content.exists():
        raise click.BadParameter(f"there is a course in {content} already; name another folder", param_hint="DIR")
    if origin == "starter":
        copy_course(places.STARTER, content)
    else:
        copy_course(places.NASEC, content, leave_out=["texts"])
    click.echo(content / "course.yaml")
    click.echo(f"next: cd {folder} && nasec-study build", err=True)
