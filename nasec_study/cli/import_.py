"""nasec-study import."""

from typing import TYPE_CHECKING, Any

import click

from nasec_study.cli._options import PathType, colored, course_here, echo_json, format_option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from nasec_study.authoring import Brought
    from nasec_study.importers.shared.bank import Bank


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=PathType(exists=True, dir_okay=False), metavar="FILE...")
@click.option(
    "--into",
    type=PathType(file_okay=False),
    metavar="DIR",
    help="Folder of the course, which is created if there is none.  [default: the course around the current folder]",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be imported.")
@format_option
def import_bank(files: tuple["Path", ...], into: "Path | None", style: str, *, dry_run: bool) -> None:
    """Import question banks from other programs into a course.

    FILE is GIFT, Moodle XML, QTI (an export of Canvas, Blackboard and others), Aiken, text2qti text, a table
    (CSV, TSV or XLSX), an Anki package, or a text export from Anki. Prints a line for each item: what became of
    it, and what was changed or left out. Importing the same bank again updates what has changed there and keeps
    what you edited here. In a course with readings, imported items are drafts: see `nasec-study review`.

    \b
    Examples:
      nasec-study import quiz.gift --into my-course
      nasec-study import spanish.apkg words.csv
      nasec-study import canvas-export.zip --dry-run
    """
    from nasec_study.authoring import bring_in
    from nasec_study.importers.reading import read_bank

    banks = [read_bank(file, str(file)) for file in files]
    folder = _course(into, banks, dry_run=dry_run)
    brought = [bring_in(folder, bank, dry_run=dry_run) for bank in banks]
    rows = [list(_rows(one)) for one in brought]
    if style == "json":
        echo_json([row for some in rows for row in some])
    else:
        for one, some in zip(brought, rows, strict=True):
            _tell(one, some)
    drafts = sum(outcome.changes.get("state") == "draft" for one in brought for outcome in one.merged.added)
    if drafts and not dry_run:
        from shlex import quote

        told = "1 of them is a draft" if drafts == 1 else f"{drafts} of them are drafts"
        there = f" --course {quote(str(into))}" if into else ""
        click.echo(f"{told}; next: nasec-study review{there}", err=True)


def _course(into: "Path | None", banks: "Sequence[Bank]", *, dry_run: bool) -> "Path":
    """Return the folder of the course to import into, a new one where there is none; a dry run makes none."""
    from nasec_study.foundation import places
    from nasec_study.importers.language import language_of
    from nasec_study.output.new_course import start_bare_course

    if into is None:
        found = course_here()
        if found is None:
            raise click.UsageError("there is no course here: name one, or a new folder, with --into DIR")
        return found
    for folder in (into, into / "content"):
        if (folder / "course.yaml").is_file():
            return folder
    if into.is_dir() and any(into.iterdir()):
        hint = "name the folder of a course, or a new folder to create one in"
        raise click.BadParameter(f"there is no course in {into} ({hint})", param_hint="--into")
    language = language_of(item for bank in banks for item in bank.items)
    content = into / "content"
    if not dry_run:
        start_bare_course(into, places.STARTER / ".schema", with_item=False, language=language)
    told = f", with `language: {language}`, in which most of its items are" if language else ""
    click.echo(f"{'would create' if dry_run else 'created'} a course in {content}{told}", err=True)
    return content


def _tell(brought: "Brought", rows: "Sequence[dict[str, Any]]") -> None:
    """Print what became of each item of a bank."""
    from nasec_study.foundation.problems import counted
    from nasec_study.importers.merging import Fate

    for row in rows:
        name = row["id"] or f"'{row['name']}'"
        notes = [
            *row["told"],
            *(f"changed: {one}" for one in row["changed"]),
            *(f"left out: {one}" for one in row["left"]),
        ]
        told = f": {'; '.join(notes)}" if notes else ""
        color = {Fate.LEFT_OUT: "red", Fate.DIFFERS: "yellow", Fate.FAULTY_HERE: "yellow"}.get(row["what"])
        click.echo(colored(f"{row['where']}: {row['what']}  {name}{told}", color))
    for name in brought.merged.gone:
        click.echo(colored(f"{brought.bank.file}: no longer there  {name}: kept here", "yellow"))
    words = [row["what"] for row in rows]
    counts = ", ".join(f"{words.count(word)} {word}" for word in dict.fromkeys(words))
    to = f", in {brought.file}" if brought.file else ""
    whole = sum(not (row["changed"] or row["left"] or row["what"] is Fate.LEFT_OUT) for row in rows)
    number = counted(len(words), "item")
    click.echo(f"{brought.bank.file} ({brought.bank.format}): {number}, {whole} intact: {counts}{to}", err=True)


def _rows(brought: "Brought") -> "Iterator[dict[str, Any]]":
    """Yield what became of each item, and what was left out, in the order of the file."""
    from nasec_study.importers.merging import Fate

    for outcome in brought.merged.outcomes:
        item = outcome.imported
        yield {
            "what": outcome.fate,
            "id": outcome.id,
            "name": item.name,
            "where": str(item.where),
            "told": list(outcome.told),
            "changed": list(item.changed),
            "left": list(item.left),
        }
    for left in brought.bank.left_out:
        yield {
            "what": Fate.LEFT_OUT,
            "id": "",
            "name": left.name,
            "where": str(left.where),
            "told": [left.words],
            "changed": [],
            "left": [],
        }
