"""nasec-study schema."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType
from nasec_study.course.vocabulary import FILE_KINDS, FileKind

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("file", type=click.Choice(FILE_KINDS), default="items", metavar="[FILE]")
@click.option(
    "--output",
    "-o",
    type=PathType(file_okay=False),
    metavar="DIR",
    help="Write the schemas of all files into DIR instead.",
)
def schema(file: FileKind, output: "Path | None") -> None:
    """Print the JSON Schema of a kind of file, for editors.

    FILE is course, reading, items (the default), stimulus, picture, disputes or objectives. An editor with a
    YAML language server finds the schemas in content/.schema through the first line of each file.

    \b
    Examples:
      nasec-study schema items
      nasec-study schema --output content/.schema
    """
    import json

    from nasec_study.course.schema import json_schema
    from nasec_study.output.write import write_file

    def text(name: FileKind) -> str:
        return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"

    if output is None:
        click.echo(text(file), nl=False)
        return
    for name in FILE_KINDS:
        path = output / f"{name}.json"
        write_file(path, text(name).encode())
        click.echo(path)
