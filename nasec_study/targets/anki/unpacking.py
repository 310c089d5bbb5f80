"""Reading an Anki package back: what its notes were, as a ledger."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from nasec_study.history.ledger import Entry, Key, Ledger, moment, with_ids
from nasec_study.targets.anki.hashes import note_hashes
from nasec_study.targets.anki.note_types import NOTE_TYPES
from nasec_study.targets.anki.packed import opened


def read_package(file: Path) -> Ledger:
    """Return the notes and note types of a package that this program built. Raises StudyError for another file."""
    return opened(file, _ledger)


def _ledger(database: sqlite3.Connection) -> Ledger:
    types, decks = (json.loads(text) for text in database.execute("select models, decks from col").fetchone())
    decks_of = dict(database.execute("select nid, did from cards"))
    kinds = {note_type.name: note_type.kind for note_type in NOTE_TYPES}
    entries: dict[Key, Entry] = {}
    for note, guid, changed, type_id, fields, tags in database.execute(
        "select id, guid, mod, mid, flds, tags from notes"
    ):
        note_type = types[str(type_id)]
        kind = kinds[note_type["name"].partition(" ")[2]]
        names = [field["name"] for field in note_type["flds"]]
        texts = fields.split("\x1f")
        facts = {
            **note_hashes(texts, tags.split()),
            "guid": guid,
            "kind": kind,
            "deck": decks[str(decks_of[note])]["name"],
            "changed": moment(datetime.fromtimestamp(changed, UTC)),
        }
        if any(tag.endswith("::retired") for tag in tags.split()):
            facts["retired"] = "yes"
        noun = "dispute" if kind == "dispute" else "item"
        entry = Entry(noun, texts[names.index("Id")], facts)
        entries[entry.key] = entry
        entries["note-type", kind] = Entry("note-type", kind, _design(note_type, changed))
    return Ledger(entries)


def _design(note_type: dict[str, list[dict[str, str]]], changed: int) -> dict[str, str]:
    fields, cards = (with_ids((part["name"], part["id"]) for part in note_type[key]) for key in ("flds", "tmpls"))
    return {"hash": "", "fields": fields, "cards": cards, "changed": moment(datetime.fromtimestamp(changed, UTC))}
