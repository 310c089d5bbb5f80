"""Reading outputs back: packages through the real Anki, pages through poppler."""

import json
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree as ET

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Word:
    """A word on a page; places in points from the top left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page with its size in points."""

    width: float
    height: float
    words: tuple[Word, ...]


@cache
def pages_of(pdf: Path) -> list[Page]:
    """Return the pages of a PDF with the places of their words."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True)
    root = ET.fromstring(done.stdout)
    return [
        Page(
            float(page.get("width", 0)),
            float(page.get("height", 0)),
            tuple(
                Word(word.text or "", *(float(word.get(side, 0)) for side in ("xMin", "yMin", "xMax", "yMax")))
                for word in page.iter(f"{XHTML}word")
            ),
        )
        for page in root.iter(f"{XHTML}page")
    ]


def text_of(pdf: Path) -> str:
    """Return the text of a PDF in reading order."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode()


@contextmanager
def collection() -> Iterator[Collection]:
    """Return a new, empty Anki collection."""
    with TemporaryDirectory() as folder:
        opened = Collection(f"{folder}/collection.anki2")
        try:
            yield opened
        finally:
            opened.close()


def next_second() -> None:
    """Wait until the second is another one: by seconds Anki tells what is newer."""
    time.sleep(1.02 - time.time() % 1)


def log_of(opened: Collection, package: Path, **options: Any) -> dict[str, set[str]]:
    """Import a package as Anki does by default; return the GUIDs of the notes that were new, updated, ..."""
    request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions(**options))
    log = opened.import_anki_package(request).log
    kinds = {
        "new": log.new,
        "updated": log.updated,
        "duplicate": log.duplicate,
        "conflicting": log.conflicting,
        "missing": [*log.missing_notetype, *log.missing_deck, *log.empty_first_field],
    }
    # Straight from the database: a note taken from the collection would make it remember the old note types.
    rows = opened.db.execute("select id, guid from notes") if opened.db else []
    guids: dict[int, str] = {row[0]: row[1] for row in rows}
    found = {name: {guids.get(note.id.nid, note.fields[0]) for note in notes} for name, notes in kinds.items()}
    return {name: notes for name, notes in found.items() if notes}


def import_into(opened: Collection, package: Path, **options: Any) -> dict[str, int]:
    """Import a package as Anki does by default; return how many notes were new, updated, ..."""
    return {name: len(guids) for name, guids in log_of(opened, package, **options).items()}


def package_content(package: Path) -> dict[str, Any]:
    """Return what a package holds, as it is stored: notes, note types, decks and names of media."""
    with zipfile.ZipFile(package) as archive, TemporaryDirectory() as folder:
        database = sqlite3.connect(archive.extract("collection.anki2", folder))
        media = json.loads(archive.read("media"))
        types, decks = (json.loads(text) for text in database.execute("select models, decks from col").fetchone())
        rows = database.execute("select id, guid, mid, flds, tags from notes order by id").fetchall()
        decks_of = dict(database.execute("select nid, did from cards order by ord desc").fetchall())
        cards = dict(database.execute("select nid, count(*) from cards group by nid").fetchall())
        database.close()
    notes = []
    for note, guid, type_id, fields, tags in rows:
        note_type = types[str(type_id)]
        names = [field["name"] for field in note_type["flds"]]
        notes.append(
            {
                "guid": guid,
                "type": note_type["name"],
                "deck": decks[str(decks_of[note])]["name"],
                "cards": cards[note],
                "tags": tags.split(),
                "fields": {name: text for name, text in zip(names, fields.split("\x1f"), strict=True) if text},
            }
        )
    return {"notes": notes, "types": types, "decks": decks, "media": media}
