"""Anki packages: one a deck, and one for the whole course."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from nasec_study.course.model import Course, Settings
from nasec_study.foundation.collector import collector_paused
from nasec_study.history.ledger import Entry, Ledger
from nasec_study.targets._contract import Job, Output, Plan, recipe
from nasec_study.targets.anki.designs import Designs, note_type_designs, stable_number
from nasec_study.targets.anki.hashes import note_hashes, short_hash
from nasec_study.targets.anki.note_types import NOTE_TYPES
from nasec_study.targets.anki.notes import Note, description, full_name, make_notes

HELP = "Anki packages: one a deck, and one for the whole course."
SKIPS: Mapping[str, str] = {}


def plan(job: Job) -> Plan:
    """Return the packages of a course: one for each deck, and one for the course where it has several decks."""
    notes = make_notes(job)
    designs = note_type_designs(job)
    return Plan(partial(_outputs, job, notes, designs), tuple(_entries(job.course, notes, designs)))


def _entries(course: Course, notes: Mapping[str, tuple[Note, ...]], designs: Designs) -> Iterator[Entry]:
    """Yield an entry for each note, note type and deck."""
    for note in _every_note(notes):
        yield Entry(note.noun, note.id, _facts(note))
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


def _outputs(job: Job, notes: Mapping[str, tuple[Note, ...]], designs: Designs, ledger: Ledger) -> Iterator[Output]:
    settings = job.course.settings
    words = {full_name(job.course, deck): description(job, deck, notes[deck.id]) for deck in settings.decks}
    for deck in settings.decks:
        name = full_name(job.course, deck)
        yield _output(settings.code, ledger, deck.id, {name: words[name]}, notes[deck.id], designs)
    if len(settings.decks) > 1:
        yield _output(settings.code, ledger, _name_of_all(settings), words, _every_note(notes), designs)


def _name_of_all(settings: Settings) -> str:
    """Return the name of the package of the whole course: its code, unless a deck has that name."""
    name = settings.code.lower()
    while name in {deck.id for deck in settings.decks}:
        name = f"{name}-course"
    return name


def _every_note(decks: Mapping[str, tuple[Note, ...]]) -> tuple[Note, ...]:
    """Return the notes of all decks, each once, in the first deck that takes it."""
    first: dict[str, Note] = {}
    for notes in decks.values():
        for note in notes:
            first.setdefault(note.guid, note)
    return tuple(first.values())


def _output(
    code: str,
    ledger: Ledger,
    name: str,
    descriptions: Mapping[str, str],
    notes: tuple[Note, ...],
    every_design: Designs,
) -> Output:
    pictures = {name: content for note in notes for name, content in note.pictures.items()}
    used = {note.type.kind for note in notes}
    times = [ledger.changed(note.noun, note.id) for note in notes]
    designs = {kind: design for kind, design in every_design.items() if kind in used}
    redesigned = {kind: ledger.changed("note-type", kind) for kind in designs}
    made_from = [
        json.dumps([[note.guid, note.deck, ledger.entries[note.noun, note.id].facts["hash"]] for note in notes]),
        json.dumps(times),
        *designs.values(),
        json.dumps(redesigned),
        json.dumps(descriptions),
        json.dumps(sorted(pictures)),
    ]
    make = partial(_package, code, descriptions, notes, times, designs, redesigned, pictures)
    return Output(f"anki/{name}.apkg", recipe(*made_from), make)


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
        (genanki.Deck(stable_number(code, "deck", name), name, descriptions.get(name, "")), filling)
        for name, filling in filled.items()
    ]
    latest = max((*times, *redesigned.values()), default=0)
    return archive(collection(decks, latest), pictures)
