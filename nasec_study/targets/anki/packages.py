"""Anki packages: one a deck, and one for the whole course."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any

from jinja2 import Environment

from nasec_study.course.model import Course
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history.ledger import Entry
from nasec_study.targets._base import Job, Output, recipe
from nasec_study.targets.anki.card_templates import fault_of
from nasec_study.targets.anki.hashes import note_hashes, short_hash
from nasec_study.targets.anki.note_types import NOTE_TYPES, NoteType
from nasec_study.targets.anki.notes import Note, description, full_name, make_notes

HELP = "Anki packages: one a deck, and one for the whole course."
SKIPS: Mapping[str, str] = {}

# Anki's own templates are full of {{ }} and {#, so Jinja writes square brackets in them.
_BRACKETS: Mapping[str, Any] = {
    "variable_start_string": "[[",
    "variable_end_string": "]]",
    "block_start_string": "[%",
    "block_end_string": "%]",
    "comment_start_string": "[#",
    "comment_end_string": "#]",
}
# By kind of note; JSON.
Designs = Mapping[str, str]

_SPEECH = {"en": "en_US", "es": "es_MX", "fr": "fr_CA"}


def entries(course: Course, templates: Environment) -> Iterator[Entry]:
    """Yield an entry for each note, note type and deck."""
    for note in _every_note(make_notes(course, templates)):
        yield Entry(note.noun, note.id, _facts(note))
    designs = note_type_designs(course, templates)
    for note_type in NOTE_TYPES:
        fields = ", ".join(f"{name}={number}" for name, number in note_type.fields.items())
        cards = ", ".join(f"{card.name}={card.id}" for card in note_type.cards)
        yield Entry(
            "note-type", note_type.kind, {"hash": short_hash(designs[note_type.kind]), "fields": fields, "cards": cards}
        )
    for deck in course.settings.decks:
        name = full_name(course, deck)
        yield Entry("deck", deck.id, {"hash": short_hash(name, deck.description), "name": name})


def _facts(note: Note) -> dict[str, str]:
    """Return what the ledger remembers of a note."""
    facts = {
        **note_hashes(note.fields, note.tags),
        "guid": note.guid,
        "kind": note.type.kind,
        "deck": note.deck,
    }
    if note.type.cloze:
        facts["clozes"] = " ".join(map(str, sorted(note.clozes)))
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
    designs = note_type_designs(job.course, job.templates)
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
    designs = {kind: design for kind, design in every_design.items() if kind in used}
    redesigned = {kind: job.ledger.changed("note-type", kind) for kind in designs}
    made_from = [
        json.dumps([[note.guid, note.deck, job.ledger.entries[note.noun, note.id].facts["hash"]] for note in notes]),
        json.dumps(times),
        *designs.values(),
        json.dumps(redesigned),
        json.dumps(descriptions),
        json.dumps(sorted(pictures)),
    ]
    make = partial(_package, job.course.settings.code, descriptions, notes, times, designs, redesigned, pictures)
    return Output(f"anki/{name}.apkg", recipe(*made_from), make)


@lru_cache(maxsize=1)
def note_type_designs(course: Course, templates: Environment) -> Designs:
    """Return every note type's design; those of the last course are remembered, as its notes are.

    Raises StudyError for templates of cards that Anki would not take.
    """
    jinja = templates.overlay(**_BRACKETS)
    faults: dict[str, Problem] = {}
    designs = {note_type.kind: _design(course, note_type, jinja, faults) for note_type in NOTE_TYPES}
    if faults:
        raise StudyError(*faults.values())
    return designs


def _design(course: Course, note_type: NoteType, jinja: Environment, faults: dict[str, Problem]) -> str:
    """Return a note type as Anki keeps it, in JSON: fields and cards with their ids, templates and CSS.

    What Anki would not take is added to `faults`, the first of each template.
    """
    speech = _SPEECH.get(course.settings.language[:2], "en_US")
    cards = []
    for card in note_type.cards:
        template = jinja.get_template(f"anki/cards/{card.template}.html")
        front, back = (
            template.render(side=side, kind=note_type.kind, number=card.number, speech=speech)
            for side in ("front", "back")
        )
        if fault := fault_of(front, back, note_type.fields):
            where, hint = Where(str(template.filename)), f"its fields: {', '.join(note_type.fields)}"
            faults.setdefault(where.path, Problem("E421", where, f"Anki would not take this card: {fault}", hint))
        cards.append({"name": card.name, "id": card.id, "qfmt": front.strip(), "afmt": back.strip()})
    design = {
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
    return json.dumps(design, sort_keys=True)


@collector_paused()
def _package(
    code: str,
    descriptions: Mapping[str, str],
    notes: Sequence[Note],
    times: Sequence[int],
    designs: Designs,
    redesigned: Mapping[str, int],
    pictures: Mapping[str, bytes],
) -> bytes:
    """Return a package of notes; `times` says when each last changed, and `redesigned` when each note type did."""
    import genanki  # noqa: PLC0415 - only when a package is made

    from nasec_study.targets.anki.collection import Placed, archive, collection  # noqa: PLC0415 - imports genanki
    from nasec_study.targets.anki.genanki_models import stamped_model  # noqa: PLC0415 - likewise

    models = {kind: stamped_model(design, redesigned[kind]) for kind, design in designs.items()}
    filled: dict[str, list[Placed]] = {name: [] for name in descriptions}
    for due, (note, changed) in enumerate(zip(notes, times, strict=True), start=1):
        filled.setdefault(note.deck, []).append(Placed(note, models[note.type.kind], due, changed))
    decks = [
        (genanki.Deck(_number(code, "deck", name), name, descriptions.get(name, "")), filling)
        for name, filling in filled.items()
    ]
    latest = max((*times, *redesigned.values()), default=0)
    return archive(collection(decks, latest), pictures)


def _number(*parts: str) -> int:
    """Return a stable number of the size that Anki gives to decks and note types."""
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=5).digest(), "big") + (1 << 40)
