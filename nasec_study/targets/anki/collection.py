"""Decks and notes to the bytes of an .apkg: the rows that genanki writes, but in bulk, in memory, and compressed."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from nasec_study.history.positions import STEP
from nasec_study.targets.anki.genanki_models import StampedModel
from nasec_study.targets.anki.notes import Note

# The earliest date that a zip archive can hold: an archive must not tell the day of its build.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Level 6 makes files that are a seventh smaller, and takes three times as long.
_ZIP_LEVEL = 1
# How far the cards of one note are from each other among the new cards: so many items come between, more than most
# students learn on a day.
APART = 30 * STEP
# Interval, factor, reviews, lapses and so on of a new card.
_UNLEARNED = (0, 0, 0, 0, 0, 0, 0, 0, "")

Row = tuple[Any, ...]


class Placed(NamedTuple):
    """A note on its way into a deck: its place among the new cards, and when it last changed (seconds since 1970)."""

    note: Note
    model: StampedModel
    due: int
    changed: int


# A deck and its notes.
Filled = tuple[genanki.Deck, Sequence[Placed]]


def collection(decks: Sequence[Filled], timestamp: int) -> bytes:
    """Return decks and notes as SQLite keeps them: row by row what `genanki.Package.write_to_db` writes.

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
