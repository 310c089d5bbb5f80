"""nasec-study push."""

from typing import TYPE_CHECKING

import click

from nasec_study.cli._options import PathType, beside, course_here, echo_problems

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("package", required=False, metavar="[PACKAGE]", type=PathType(exists=True, dir_okay=False))
@click.option("--port", default=8765, show_default=True, help="Port that AnkiConnect listens on.")
def push(package: "Path | None", port: int) -> None:
    """Import a package into the Anki that is open on this machine.

    Prints what Anki did: how many notes are new, updated and unchanged. Fails if a note did not arrive as it
    is in the package, and warns if Anki kept another look of its cards. Anki must be open, with the add-on
    AnkiConnect (code 2055492159), which imports with all boxes checked; Anki keeps them checked for your next
    import. PACKAGE is an .apkg file; by default, it is the package in build/anki that holds the whole course.

    \b
    Examples:
      nasec-study build && nasec-study push
      nasec-study push build/anki/obstacles.apkg
    """
    from pathlib import Path

    from nasec_study.targets.anki.connection import push as send

    if package is None:
        from nasec_study.course.parse import read_course

        course = course_here()
        folder = (beside(course) if course else Path("build")) / "anki"
        found = read_course(course)[0] if course else None
        whole = folder / f"{found.settings.name_of_whole}.apkg" if found else None
        built = sorted(folder.glob("*.apkg"), key=lambda file: (file != whole, -file.stat().st_size))
        if not built:
            raise click.UsageError(f"there is no package in {folder}; run `nasec-study build` or name one")
        package = built[0]
    done = send(package, port)
    click.echo(f"{package}: {len(done.new)} new, {len(done.updated)} updated, {len(done.unchanged)} unchanged")
    echo_problems([done.looks] if done.looks else [])
    told = "Anki remembers these import options: look at the boxes before you import another deck"
    click.echo(f"{told} (learning progress, deck presets and merging are checked)", err=True)
