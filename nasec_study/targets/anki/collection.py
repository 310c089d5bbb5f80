"""Decks and notes to the bytes of an .apkg: the rows that genanki writes, but in bulk, and compressed."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from typing import Any, NamedTuple

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from nasec_study.foundation.temporary import temporary_file
from nasec_study.history.positions import STEP
from nasec_study.targets.anki.genanki_models import StampedModel
from nasec_study.targets.anki.notes import Note

# What a package calls its collection.
_NAME = "collection.anki2"
# Level 6 makes files that are a seventh smaller, and takes three times as long.
_ZIP_LEVEL = 1
# So many bytes at once go from the collection to the archive.
_PIECE = 1 << 20
# How far the cards of one note are from each other among the new cards: so many items come between, more than most
# students learn on a day.
APART = 30 * STEP
# Interval, factor, reviews, lapses and so on of a new card.
_UNLEARNED = (0, 0, 0, 0, 0, 0, 0, 0, "")

# Where SQLite counts how often it wrote a file, and says in which version (sqlite.org/fileformat2.html, 1.3): a package
# must not tell by which SQLite it was made.
_OF_THE_WRITER = ((24, 4), (92, 8))

Row = tuple[Any, ...]


class Placed(NamedTuple):
    """A note on its way into a deck: its place among the new cards, and when it last changed (seconds since 1970)."""

    note: Note
    model: StampedModel
    due: int
    changed: int


# A deck and its notes.
Filled = tuple[genanki.Deck, Sequence[Placed]]


def package(decks: Sequence[Filled], timestamp: int, pictures: Mapping[str, bytes]) -> bytes:
    """Return the package: the collection, the pictures by number, and the list of their names. Raises StudyError.

    The collection is a temporary file until it is packed: one in memory has three times its size when SQLite gives it.
    """
    with temporary_file("a collection", ".anki2") as file:
        try:
            _write_collection(file, decks, timestamp)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        return _archive(file, pictures)


def _write_collection(file: Path, decks: Sequence[Filled], timestamp: int) -> None:
    """Write decks and notes as SQLite keeps them: row by row what `genanki.Package.write_to_db` writes.

    That method inserts rows one by one, and for each deck reads and writes the JSON of all note types again.
    """
    tables, *indexes = APKG_SCHEMA.partition("CREATE INDEX")
    connection = sqlite3.connect(file)
    try:
        # What is left of it after a fault is thrown away.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        connection.executescript(tables + APKG_COL)
        connection.execute("UPDATE col SET decks = ?, models = ?", (_with(connection, decks), _note_types(decks)))
        _insert(connection, decks, count(timestamp * 1000))
        connection.executescript("".join(indexes))
        connection.commit()
    finally:
        connection.close()
    with file.open("r+b") as written:
        for place, length in _OF_THE_WRITER:
            written.seek(place)
            written.write(bytes(length))


def _insert(connection: sqlite3.Connection, decks: Sequence[Filled], ids: Iterator[int]) -> None:
    """Insert notes and cards; a note and its cards have ids one after the other."""
    cards: list[Row] = []

    def notes() -> Iterator[Row]:
        for deck, filling in decks:
            for note, model, due, changed in filling:
                number, tags, texts = next(ids), f" {' '.join(note.tags)} ", "\x1f".join(note.fields)
                shown = note.fields[model.sort_field_index]
                yield (number, note.guid, model.model_id, changed, -1, tags, texts, shown, 0, 0, "")
                cards.extend(
                    (next(ids), number, deck.deck_id, card, changed, -1, 0, 0, due + card * APART, *_UNLEARNED)
                    for card in model.card_numbers(note)
                )

    connection.executemany(f"INSERT INTO notes VALUES ({', '.join('?' * 11)})", notes())  # noqa: S608 - question marks
    connection.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", cards)  # noqa: S608 - likewise


def _with(connection: sqlite3.Connection, decks: Sequence[Filled]) -> str:
    """Return a collection's decks, these among them, as JSON."""
    known = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    return json.dumps(known | {str(deck.deck_id): deck.to_json() for deck, _ in decks})


def _note_types(decks: Sequence[Filled]) -> str:
    """Return the note types of decks as JSON; each belongs to the last deck that has notes of it."""
    used = {placed.model: deck.deck_id for deck, filling in decks for placed in filling}
    return json.dumps({str(model.model_id): model.to_json(model.changed, deck_id) for model, deck_id in used.items()})


def _archive(collection: Path, pictures: Mapping[str, bytes]) -> bytes:
    names = sorted(pictures)
    listing = json.dumps({str(number): name for number, name in enumerate(names)})
    files = [("media", listing.encode()), *((str(number), pictures[name]) for number, name in enumerate(names))]
    is_large = collection.stat().st_size > zipfile.ZIP64_LIMIT // 2
    buffer = io.BytesIO()
    # What is opened by its name has the earliest date that an archive can hold: it must not tell the day of its build.
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=_ZIP_LEVEL) as archive:
        with collection.open("rb") as source, archive.open(_NAME, "w", force_zip64=is_large) as target:
            copyfileobj(source, target, _PIECE)
        for name, data in files:
            with archive.open(name, "w") as target:
                target.write(data)
        # Nor on which system.
        for entry in archive.infolist():
            entry.create_system = 3
    return buffer.getvalue()
