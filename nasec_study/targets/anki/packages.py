"""Anki packages: one per deck, and one for the whole course."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from nasec_study.foundation.collector import collector_paused
from nasec_study.history.ledger import Entry, Ledger, with_ids
from nasec_study.targets._contract import Job, Output, Plan, recipe, text_output
from nasec_study.targets.anki.deck_names import full_name, full_names, title_of
from nasec_study.targets.anki.descriptions import description, description_of_course, students_page
from nasec_study.targets.anki.designs import Designs, note_type_designs, stable_number
from nasec_study.targets.anki.hashes import note_hashes, part_hash, short_hash
from nasec_study.targets.anki.note_types import note_types
from nasec_study.targets.anki.notes import Note, make_notes

HELP = "Anki packages: one per deck, and one for the whole course."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {}


class Dated(NamedTuple):
    """A note, when it last changed (seconds since 1970), and its place among new cards, as the ledger has them."""

    note: Note
    changed: int
    place: int


def plan(job: Job) -> Plan:
    """Return the packages of a course: one for each deck, and one for the course where it has several decks."""
    notes = make_notes(job)
    designs = note_type_designs(job)
    return Plan(partial(_outputs, job, notes, designs), tuple(_entries(job, notes, designs)))


def _entries(job: Job, notes: Mapping[str, tuple[Note, ...]], designs: Designs) -> Iterator[Entry]:
    """Yield an entry for each note, in the order of the course, and for each note type and deck."""
    for note in _every_note(notes):
        yield Entry(note.noun, note.id, _facts(note))
    for note_type in note_types(job.course):
        fields = with_ids(note_type.fields.items())
        cards = with_ids((card.name, card.id) for card in note_type.cards)
        yield Entry(
            "note-type", note_type.kind, {"hash": short_hash(designs[note_type.kind]), "fields": fields, "cards": cards}
        )
    wanted = full_names(replace(job, deck_names={}))
    for name, shown in full_names(job).items():
        other = {"wanted": wanted[name]} if wanted[name] != shown else {}
        yield Entry("deck", name, {"hash": short_hash(shown), "name": shown, **other})


def _facts(note: Note) -> dict[str, str]:
    """Return what the ledger remembers of a note."""
    facts = {
        **note_hashes(note.fields, note.tags),
        "guid": note.guid,
        "kind": note.type.kind,
        "deck": note.deck,
    }
    if note.type.cloze:
        facts["clozes"] = " ".join(map(str, sorted(note.gaps)))
    if note.gaps and not note.parts:
        facts["gaps"] = " ".join(f"{number}:{part_hash(note.gaps[number])}" for number in sorted(note.gaps))
    for name, texts in (("parts", note.parts), ("right", note.right), ("wrong", note.wrong)):
        if texts:
            facts[name] = " ".join(map(part_hash, texts))
    return facts | ({"retired": "yes"} if note.retired else {})


def _outputs(job: Job, notes: Mapping[str, tuple[Note, ...]], designs: Designs, ledger: Ledger) -> Iterator[Output]:
    """Yield the packages for new students, and one for those who have cards that have left the course since."""
    settings = job.course.settings
    taught = {deck: tuple(note for note in found if not note.retired) for deck, found in notes.items()}
    title = title_of(job)
    about = {title: description_of_course(job, taught)} if len(settings.decks) > 1 else {}
    words = {full_name(job, deck): description(job, deck, taught[deck.id]) for deck in settings.decks}
    output = partial(_output, settings.code, ledger, designs)
    for deck in settings.decks:
        name = full_name(job, deck)
        # Of a deck whose items have all left the course, as of a reading that was dropped, new students get nothing.
        if taught[deck.id]:
            yield output(deck.id, about | {name: words[name]}, taught[deck.id])
    everything = _every_note(taught)
    if len(settings.decks) > 1:
        yield output(settings.name_of_whole, about | words, everything)
    leaving = tuple(note for note in _every_note(notes) if note.retired and note.id not in job.departed)
    name = settings.name_of_whole if len(settings.decks) > 1 else settings.decks[0].id if settings.decks else ""
    update = f"{settings.name_of_whole}-update" if leaving else name
    if leaving:
        yield output(update, about | words, (*everything, *leaving))
    if everything:
        page = students_page(job, everything, f"{name}.apkg", f"{update}.apkg")
        yield text_output("anki/for-students.html", page)


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
    every_design: Designs,
    name: str,
    descriptions: Mapping[str, str],
    notes: tuple[Note, ...],
) -> Output:
    dated = [
        Dated(note, ledger.changed(note.noun, note.id), int(ledger.entries[note.noun, note.id].facts["place"]))
        for note in notes
    ]
    used = {note.type.kind for note in notes}
    designs = {kind: design for kind, design in every_design.items() if kind in used}
    redesigned = {kind: ledger.changed("note-type", kind) for kind in designs}
    pictures = {name: content for note in notes for name, content in note.pictures.items()}
    made_from = [
        json.dumps([[note.guid, note.deck, ledger.entries[note.noun, note.id].facts["hash"]] for note in notes]),
        json.dumps([[one.changed for one in dated], [one.place for one in dated]]),
        *designs.values(),
        json.dumps(redesigned),
        json.dumps(descriptions),
        json.dumps(sorted(pictures)),
    ]
    types = {kind: (design, redesigned[kind]) for kind, design in designs.items()}
    return Output(
        f"anki/{name}.apkg", recipe(*made_from), partial(_package, code, descriptions, dated, types, pictures)
    )


@collector_paused()
def _package(
    code: str,
    descriptions: Mapping[str, str],
    notes: Sequence[Dated],
    types: Mapping[str, tuple[str, int]],
    pictures: Mapping[str, bytes],
) -> bytes:
    """Return a package of notes.

    `descriptions` are by the full names of decks; `types` are the designs of note types by kind, each with the time of
    its last change.
    """
    import genanki  # noqa: PLC0415 - only when a package is made

    from nasec_study.targets.anki.collection import Placed, package  # noqa: PLC0415 - imports genanki
    from nasec_study.targets.anki.genanki_models import stamped_model  # noqa: PLC0415 - likewise

    models = {kind: stamped_model(design, changed) for kind, (design, changed) in types.items()}
    filled: dict[str, list[Placed]] = {name: [] for name in descriptions}
    for note, changed, place in notes:
        filled.setdefault(note.deck, []).append(Placed(note, models[note.type.kind], place, changed))
    decks = [
        (genanki.Deck(stable_number(code, "deck", name), name, descriptions.get(name, "")), filling)
        for name, filling in filled.items()
    ]
    latest = max((*(note.changed for note in notes), *(changed for _, changed in types.values())), default=0)
    return package(decks, latest, pictures)
