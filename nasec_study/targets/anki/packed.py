"""Opening an Anki package that this program built: its collection, and the notes in it."""

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from nasec_study.foundation.problems import Problem, StudyError, Where

_NOT_OURS = (
    *(OSError, LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, sqlite3.Error),
)


Found = TypeVar("Found")


@dataclass(frozen=True)
class PackedNote:
    """A note in a package: the item's id, its fields by name, and the tag above all of its tags."""

    id: str
    fields: dict[str, str]
    root: str


def packed_notes(file: Path) -> tuple[PackedNote, ...]:
    """Return the notes of a package that this program built. Raises StudyError for another file."""
    return opened(file, _notes)


def opened(file: Path, read: Callable[[sqlite3.Connection], Found]) -> Found:
    """Return what `read` finds in the collection of a package. Raises StudyError for a file that is none of ours."""
    try:
        with zipfile.ZipFile(file) as archive:
            data = archive.read("collection.anki2")
        database = sqlite3.connect(":memory:")
        database.deserialize(data)
        try:
            return read(database)
        finally:
            database.close()
    except _NOT_OURS as error:
        hint = "name an .apkg file that `nasec-study build` made"
        raise StudyError(
            Problem("E608", Where(str(file), 0, 0), f"this is no package of ours: {error}", hint)
        ) from error


def _notes(database: sqlite3.Connection) -> tuple[PackedNote, ...]:
    [models] = database.execute("select models from col").fetchone()
    names = {number: [field["name"] for field in found["flds"]] for number, found in json.loads(models).items()}
    found = []
    for type_id, texts, tags in database.execute("select mid, flds, tags from notes"):
        fields = dict(zip(names[str(type_id)], texts.split("\x1f"), strict=True))
        found.append(PackedNote(fields["Id"], fields, tags.split()[0].partition("::")[0]))
    return tuple(found)
