"""Opening an Anki package that this program built: its collection, and the notes in it."""

import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from nasec_study.foundation.problems import Problem, StudyError, Where

_NOT_OURS = (
    *(OSError, LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, sqlite3.Error),
)


Found = TypeVar("Found")
DEFAULT = "1"  # Anki's own deck


@dataclass(frozen=True)
class PackedNote:
    """A note in a package: the item's id, its fields by name, its tags, and the number of its note type."""

    id: str
    fields: dict[str, str]
    tags: frozenset[str]
    type: str


@dataclass(frozen=True)
class Packed:
    """What a package holds: its notes, its note types by their numbers, as Anki writes them, and the name of a deck."""

    notes: tuple[PackedNote, ...]
    types: dict[str, Any]
    deck: str


def packed(file: Path) -> Packed:
    """Return what a package that this program built holds. Raises StudyError for another file."""
    return opened(file, _packed)


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


def _packed(database: sqlite3.Connection) -> Packed:
    types, decks = (json.loads(text) for text in database.execute("select models, decks from col").fetchone())
    names = {number: [field["name"] for field in found["flds"]] for number, found in types.items()}
    found = []
    for number, texts, tags in database.execute("select cast(mid as text), flds, tags from notes"):
        fields = dict(zip(names[number], texts.split("\x1f"), strict=True))
        found.append(PackedNote(fields["Id"], fields, frozenset(tags.split()), number))
    deck, *_ = (one["name"] for number, one in decks.items() if number != DEFAULT)
    return Packed(tuple(found), types, deck)
