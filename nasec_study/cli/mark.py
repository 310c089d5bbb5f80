"""nasec-study mark."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("image", type=PathType(exists=True, dir_okay=False), metavar="IMAGE")
@click.option(
    "--output",
    "-o",
    type=PathType(dir_okay=False),
    metavar="FILE",
    help="The page to write.  [default: mark-NAME.html in the current folder]",
)
def mark(image: "Path", output: "Path | None") -> None:
    """Write a page for marking the regions of an image.

    Open it in a browser, draw a rectangle, an ellipse or a polygon over each part of IMAGE (.svg, .png, .jpg, .gif or
    .webp), and name it. The page gives you the YAML of a picture with these regions. It works offline.

    \b
    Example:
      nasec-study mark heart.jpg
    """
    from pathlib import Path

    from nasec_study.checks._pictures import picture_fault
    from nasec_study.course.files import content_of
    from nasec_study.foundation.problems import Problem, StudyError, Where
    from nasec_study.output.write import write_file
    from nasec_study.rendering.marking import marking_page
    from nasec_study.rendering.templating import environment

    content = content_of(image)
    if fault := picture_fault(image.suffix, content):
        hint = "name a picture that ends in .svg, .png, .jpg, .gif or .webp"
        raise StudyError(Problem("E243", Where(str(image)), f"this file {fault}", hint))
    page = output or Path(f"mark-{image.stem}.html")
    write_file(page, marking_page(image.name, content, environment(image.parent)))
    click.echo(page)
    click.echo(f"next: open {page} in a browser", err=True)
