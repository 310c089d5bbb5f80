"""Anki packages: one a deck, and one for the whole course."""

import io
import itertools
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import blake2b
from typing import Any

from jinja2 import Environment

from nasec_study.ledger import Entry, Ledger
from nasec_study.markup import gaps
from nasec_study.model import Course
from nasec_study.targets._base import Job, Output, recipe
from nasec_study.targets._facts import field_hashes, short_hash
from nasec_study.targets._note_types import NOTE_TYPES, NoteType
from nasec_study.targets._notes import Note, description, full_name, make_notes

HELP = "Anki packages: one a deck, and one for the whole course."
SKIPS: Mapping[str, str] = {}

# The earliest date that a zip archive can hold: an archive must not tell the day of its build.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Anki's own templates are full of {{ }} and {#, so Jinja writes square brackets in them.
_BRACKETS: Mapping[str, Any] = {
    "variable_start_string": "[[",
    "variable_end_string": "]]",
    "block_start_string": "[%",
    "block_end_string": "%]",
    "comment_start_string": "[#",
    "comment_end_string": "#]",
}
Designs = Mapping[str, dict[str, Any]]

_SPEECH = {"en": "en_US", "es": "es_MX", "fr": "fr_CA"}


def entries(course: Course, templates: Environment) -> Iterator[Entry]:
    """Yield an entry for each note, note type and deck."""
    for note in _every_note(make_notes(course, templates)):
        yield Entry(note.noun, note.id, _facts(note))
    for note_type in NOTE_TYPES:
        design = json.dumps(_design(course, note_type, templates), sort_keys=True)
        fields = ", ".join(f"{name}={number}" for name, number in note_type.fields.items())
        cards = ", ".join(f"{card.name}={card.id}" for card in note_type.cards)
        yield Entry("note-type", note_type.kind, {"hash": short_hash(design), "fields": fields, "cards": cards})
    for deck in course.settings.decks:
        name = full_name(course, deck)
        yield Entry("deck", deck.id, {"hash": short_hash(name, deck.description), "name": name})


def _facts(note: Note) -> dict[str, str]:
    """Return what the ledger remembers of a note."""
    facts = {
        "hash": short_hash(*note.fields, *note.tags),
        "guid": note.guid,
        "kind": note.type.kind,
        "deck": note.deck,
        "fields": field_hashes(note.fields),
        "tags": short_hash(*note.tags)[:6],
    }
    if note.type.cloze:
        facts["clozes"] = " ".join(sorted({str(gap.number) for gap in gaps(note.fields[0])}, key=int))
    if note.parts:
        facts["parts"] = " ".join(short_hash(part)[:6] for part in note.parts)
    return facts | ({"retired": "yes"} if note.retired else {})


def outputs(job: Job) -> Iterator[Output]:
    """Yield a package for each deck, and one for the course where it has several decks."""
    notes = make_notes(job.course, job.templates)
    decks = job.course.settings.decks
    words = {
        full_name(job.course, deck): description(job.course, job.templates, deck, notes[deck.id]) for deck in decks
    }
    designs = {kind.kind: _design(job.course, kind, job.templates) for kind in NOTE_TYPES}
    for deck in decks:
        name = full_name(job.course, deck)
        yield _output(job, deck.id, {name: words[name]}, notes[deck.id], designs)
    if len(decks) > 1:
        yield _output(job, job.course.settings.code.lower(), words, _every_note(notes), designs)


def _every_note(decks: Mapping[str, tuple[Note, ...]]) -> tuple[Note, ...]:
    """Return the notes of all decks, each once, in the first deck that takes it."""
    first: dict[str, Note] = {}
    for notes in decks.values():
        for note in notes:
            first.setdefault(note.guid, note)
    return tuple(first.values())


def _output(
    job: Job, name: str, descriptions: Mapping[str, str], notes: tuple[Note, ...], every_design: Designs
) -> Output:
    pictures = {name: content for note in notes for name, content in note.pictures.items()}
    used = {note.type.kind for note in notes}
    times = [job.ledger.changed(note.noun, note.id) for note in notes]
    times += [job.ledger.changed("note-type", kind) for kind in sorted(used)]
    designs = {kind: design for kind, design in every_design.items() if kind in used}
    made_from = [
        json.dumps([[note.guid, note.deck, note.fields, note.tags] for note in notes]),
        json.dumps(designs, sort_keys=True),
        json.dumps(descriptions),
        json.dumps(times),
        json.dumps(sorted(pictures)),
    ]
    make = partial(
        _package, job.course.settings.code, job.ledger, descriptions, notes, designs, pictures, max(times, default=0)
    )
    return Output(f"anki/{name}.apkg", recipe(*made_from), make)


def _design(course: Course, note_type: NoteType, templates: Environment) -> dict[str, Any]:
    """Return a note type as Anki keeps it: fields and cards with their ids, templates and CSS."""
    jinja = templates.overlay(**_BRACKETS)
    speech = _SPEECH.get(course.settings.language[:2], "en_US")
    cards = []
    for card in note_type.cards:
        template = jinja.get_template(f"anki/cards/{card.template}.html")
        front, back = (
            template.render(side=side, kind=note_type.kind, number=card.number, speech=speech)
            for side in ("front", "back")
        )
        cards.append({"name": card.name, "id": card.id, "qfmt": front.strip(), "afmt": back.strip()})
    return {
        "name": f"{course.settings.code} {note_type.name}",
        "id": _number(course.settings.code, "note type", note_type.kind),
        "fields": [
            {"name": name, "id": number} | ({"tag": place} if note_type.stock and name in note_type.own_fields else {})
            for place, (name, number) in enumerate(note_type.fields.items())
        ],
        "cards": cards,
        "css": jinja.get_template("anki/style.css").render(),
        "cloze": note_type.cloze,
        "stock": note_type.stock,
    }


def _package(
    code: str,
    ledger: Ledger,
    descriptions: Mapping[str, str],
    notes: tuple[Note, ...],
    designs: Designs,
    pictures: Mapping[str, bytes],
    latest: int,
) -> bytes:
    import genanki  # noqa: PLC0415 - only when a package is made

    from nasec_study.targets._stamped import StampedModel, StampedNote  # noqa: PLC0415 - imports genanki

    models = {kind: StampedModel(design, ledger.changed("note-type", kind)) for kind, design in designs.items()}
    anki_decks = {name: genanki.Deck(_number(code, "deck", name), name, text) for name, text in descriptions.items()}
    for due, note in enumerate(notes, start=1):
        if note.deck not in anki_decks:
            anki_decks[note.deck] = genanki.Deck(_number(code, "deck", note.deck), note.deck)
        changed = ledger.changed(note.noun, note.id)
        anki_decks[note.deck].add_note(StampedNote(models[note.type.kind], note, due, changed))
    package = genanki.Package(list(anki_decks.values()))
    return _archive(_database(package, latest), pictures)


def _database(package: Any, timestamp: int) -> bytes:
    """Return the collection as SQLite keeps it; made in memory, so that no temporary file is left behind."""
    connection = sqlite3.connect(":memory:")
    try:
        package.write_to_db(connection.cursor(), timestamp, itertools.count(timestamp * 1000))
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _archive(database: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """Return the package: the collection, the pictures by number, and the list of their names."""
    names = sorted(pictures)
    listing = json.dumps({str(number): name for number, name in enumerate(names)})
    files = [("collection.anki2", database), ("media", listing.encode())]
    files += [(str(number), pictures[name]) for number, name in enumerate(names)]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in files:
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return buffer.getvalue()


def _number(*parts: str) -> int:
    """Return a stable number of the size that Anki gives to decks and note types."""
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=5).digest(), "big") + (1 << 40)
