"""nasec-study schema."""

import json
from pathlib import Path

import click

from nasec_study.vocabulary import FILE_KINDS, FileKind


@click.command()
@click.argument("file", type=click.Choice(FILE_KINDS), default="items", metavar="[FILE]")
@click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the schemas of all files into DIR instead.",
)
def schema(file: FileKind, output: Path | None) -> None:
    """Print the JSON Schema of a kind of file, for editors.

    FILE is course, reading, items (the default), stimulus, picture, disputes or objectives. An editor with a
    YAML language server finds the schemas in content/.schema by the first line of each file.

    \b
    Examples:
      nasec-study schema items
      nasec-study schema --output content/.schema
    """
    from nasec_study.parse import json_schema  # noqa: PLC0415 - keeps `--help` instant
    from nasec_study.write import write_file  # noqa: PLC0415

    def text(name: FileKind) -> str:
        return json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n"

    if output is None:
        click.echo(text(file), nl=False)
        return
    for name in FILE_KINDS:
        path = output / f"{name}.json"
        write_file(path, text(name).encode())
        click.echo(path)
