"""genanki's decks to the bytes of an .apkg: the rows that genanki writes, but in bulk, in memory, and compressed."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

# The earliest date that a zip archive can hold: an archive must not tell the day of its build.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Level 6 makes files that are a seventh smaller, and takes three times as long.
_ZIP_LEVEL = 1
# Interval, factor, reviews, lapses and so on of a new card.
_UNLEARNED = (0, 0, 0, 0, 0, 0, 0, 0, "")

Row = tuple[Any, ...]


def collection(decks: Sequence[genanki.Deck], timestamp: int) -> bytes:
    """Return decks of stamped notes as SQLite keeps them: row by row what `genanki.Package.write_to_db` writes.

    That method inserts rows one by one, and for each deck reads and writes the JSON of all note types again.
    """
    tables, *indexes = APKG_SCHEMA.partition("CREATE INDEX")
    connection = sqlite3.connect(":memory:")
    try:
        connection.executescript(tables + APKG_COL)
        connection.execute("UPDATE col SET decks = ?, models = ?", (_with(connection, decks), _note_types(decks)))
        _insert(connection, decks, count(timestamp * 1000))
        connection.executescript("".join(indexes))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _insert(connection: sqlite3.Connection, decks: Sequence[genanki.Deck], ids: Iterator[int]) -> None:
    """Insert notes and cards; a note and its cards have ids one after the other."""
    cards: list[Row] = []

    def notes() -> Iterator[Row]:
        for deck in decks:
            for note in deck.notes:
                number, mod, texts = next(ids), note.changed, "\x1f".join(note.fields)
                tags = f" {' '.join(note.tags)} "
                yield (number, note.guid, note.model.model_id, mod, -1, tags, texts, note.sort_field, 0, 0, "")
                cards.extend(
                    (next(ids), number, deck.deck_id, card.ord, mod, -1, 0, 0, note.due, *_UNLEARNED)
                    for card in note.cards
                )

    connection.executemany(f"INSERT INTO notes VALUES ({', '.join('?' * 11)})", notes())  # noqa: S608 - question marks
    connection.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", cards)  # noqa: S608 - likewise


def _with(connection: sqlite3.Connection, decks: Sequence[genanki.Deck]) -> str:
    """Return a collection's decks, these among them, as JSON."""
    known = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    return json.dumps(known | {str(deck.deck_id): deck.to_json() for deck in decks})


def _note_types(decks: Sequence[genanki.Deck]) -> str:
    """Return the note types of decks as JSON; each belongs to the last deck that has notes of it."""
    used = {note.model: deck.deck_id for deck in decks for note in deck.notes}
    return json.dumps({str(model.model_id): model.to_json(model.changed, deck_id) for model, deck_id in used.items()})


def archive(database: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """Return the package: the collection, the pictures by number, and the list of their names."""
    names = sorted(pictures)
    listing = json.dumps({str(number): name for number, name in enumerate(names)})
    files = [("collection.anki2", database), ("media", listing.encode())]
    files += [(str(number), pictures[name]) for number, name in enumerate(names)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, data in files:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data, compresslevel=_ZIP_LEVEL)
    return buffer.getvalue()
