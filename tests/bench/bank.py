"""The bank path: from YAML to a written package, and the writing of packages alone."""

import html
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from itertools import count
from math import log10
from pathlib import Path
from typing import Any

import genanki
import yaml
from anki.collection import AddNoteRequest, Collection, DeckIdLimit, ExportAnkiPackageOptions
from anki.decks import DeckId
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from nasec_study import examination, pipeline, preparation
from nasec_study.course.model.files import ItemsFile
from nasec_study.course.parse import read_course
from nasec_study.foundation.collector import collector_paused
from nasec_study.rendering.markup import to_html
from nasec_study.targets.anki.designs import note_type_designs
from nasec_study.targets.anki.notes import Note, make_notes
from tests.bench.measure import Line, interleaved, run
from tests.bench.synthetic import make_course

SMALL, LARGE = 5_000, 50_000
WRITTEN = 10_000
# What a build imports only where it needs it.
ON_THE_WAY = (
    "rendering.templating",
    "output.workers",
    "targets.anki.collection",
    "targets.anki.genanki_models",
    "targets.paper.worksheets",
    "targets.paper.handouts",
)
CARDS = {"term": 2, "cloze": 2, "matching": 5}
NEW_CARD = (0, 0, 0, 0, 0, 0, 0, 0, "")

Row = tuple[Any, ...]


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; courses are made in `folder`."""
    for name in ("filelock", *(f"nasec_study.{module}" for module in ON_THE_WAY)):
        import_module(name)
    small = make_course(folder / "small", SMALL)
    yield from path(small)
    yield from growth(small, make_course(folder / "large", LARGE))
    yield from writing(make_course(folder / "written", WRITTEN))


def path(course: Path) -> Iterator[Line]:
    """From the YAML of 5,000 items to a written package, in parts of the limit."""
    taken = interleaved(
        {
            "limit": partial(run, partial(limit, course)),
            "build": partial(run, partial(build, course)),
            "read": partial(run, partial(anew, read_course, course)),
            "check": partial(run, partial(anew, partial(examination.examine, advice=False), course)),
            "state": partial(run, partial(anew, preparation.prepare, course)),
            "yaml": partial(run, partial(peer_yaml, course)),
            "anki": partial(run, partial(peer_anki, course)),
        },
        times=5,
    )
    parts = {name: seconds / taken["limit"] for name, seconds in taken.items()}
    peers = (
        f"CSafeLoader + pydantic + Markdown + genanki {parts['yaml']:.1f}; JSON + anki's library {parts['anki']:.1f}"
    )
    yield Line("5,000 items, YAML to .apkg / limit", parts["build"], 5, beside=peers)
    yield Line("- reading and validating", parts["read"], beside=f"the limit took {taken['limit']:.3f} s")
    yield Line("- looking for errors", parts["check"] - parts["read"])
    yield Line("- making notes and the ledger", parts["state"] - parts["check"])
    yield Line("- writing", parts["build"] - parts["state"])


def growth(small: Path, large: Path) -> Iterator[Line]:
    """How time and memory grow with the bank."""
    for words, action in (("build of the deck", build), ("check", partial(anew, examination.examine))):
        few, many = run(partial(action, small)), run(partial(action, large))
        beside = f"{many.cpu:.1f} s"
        yield Line(f"5,000 to 50,000 items, {words}, exponent of CPU", log10(many.cpu / few.cpu), 1.1, "", beside)
        yield Line(f"50,000 items, {words}, peak memory", many.peak / 1e9, 0.6, "GB")


def writing(course: Path) -> Iterator[Line]:
    """The writing of 10,000 notes alone: ours, genanki's, and rows that are inserted in bulk and stored."""
    study = preparation.prepare(course)
    [notes] = make_notes(study.job).values()
    [ours, _] = study.plans["anki"].outputs(study.ledger)
    file = course.parent / "written.apkg"
    theirs = course.parent / "genanki.apkg"
    designs = [json.loads(design) for design in note_type_designs(study.job).values()]
    taken = interleaved(
        {
            "bare": partial(run, partial(bare, notes, course.parent / "bare.apkg")),
            "ours": partial(run, partial(lambda: file.write_bytes(ours.make()))),
            "genanki": partial(run, partial(plain_genanki, designs, notes, theirs)),
        },
        times=7,
    )
    beside = f"genanki {taken['genanki'] / taken['bare']:.1f}"
    yield Line("10,000 notes, writing / bare bulk writer", taken["ours"] / taken["bare"], 1.5, beside=beside)
    yield Line("10,000 notes, writing / genanki", taken["ours"] / taken["genanki"], 1 / 1.5)
    yield Line("10,000 notes, size of file / genanki's", file.stat().st_size / theirs.stat().st_size, 0.3)


def anew(action: Callable[[Path], object], course: Path) -> None:
    """Do something with a course as a build does it that finds no ledger."""
    (course / "course.lock").unlink(missing_ok=True)
    with collector_paused():
        action(course)


def build(course: Path) -> None:
    """Build the decks of a course, which has no ledger yet, into a new folder."""
    (course / "course.lock").unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as output:
        for _ in pipeline.build(course, Path(output), ("anki",)):
            pass


def limit(course: Path) -> None:
    """The least that can be done: the same items from JSON, escaped, written by bare SQLite, stored."""
    items = json.loads((course.parent / "items.json").read_bytes())
    notes: list[Row] = []
    cards: list[Row] = []
    ids = count(1)
    for item in items:
        number = next(ids)
        fields = "\x1f".join(html.escape(text) for text in texts(item))
        notes.append((number, item["id"], 1, 1, -1, " ".join(item["tags"]), fields, item["id"], 0, 0, ""))
        cards += _cards(number, CARDS.get(item["type"], 1), ids)
    store(notes, cards, course.parent / "limit.apkg")


def _cards(note: int, number: int, ids: Iterator[int]) -> Iterator[Row]:
    return ((next(ids), note, 1, place, 1, -1, 0, 0, note, *NEW_CARD) for place in range(number))


def texts(value: Any) -> Iterator[str]:
    """Yield all texts and figures in a value as JSON has it."""
    if isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from texts(entry)
    else:
        yield str(value)


def store(notes: Sequence[Row], cards: Sequence[Row], file: Path) -> None:
    """Insert rows in bulk, and put the collection into an archive as it is."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(APKG_SCHEMA + APKG_COL)
    connection.executemany(f"INSERT INTO notes VALUES ({', '.join('?' * 11)})", notes)
    connection.executemany(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", cards)
    connection.commit()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("collection.anki2", connection.serialize())
        archive.writestr("media", "{}")


def bare(notes: Sequence[Note], file: Path) -> None:
    """Write notes and one card for each of their cards, with no thought for decks and note types."""
    rows: list[Row] = []
    cards: list[Row] = []
    ids = count(1)
    for note in notes:
        number = next(ids)
        rows.append((number, note.guid, 1, 1, -1, " ".join(note.tags), "\x1f".join(note.fields), note.id, 0, 0, ""))
        cards += _cards(number, note.cards, ids)
    store(rows, cards, file)


def plain_genanki(designs: Sequence[dict[str, Any]], notes: Sequence[Note], file: Path) -> None:
    """Write the same notes of the same types with genanki alone, as its documentation shows."""
    models = {
        design["name"].partition(" ")[2]: genanki.Model(
            design["id"],
            design["name"],
            fields=design["fields"],
            templates=design["cards"],
            css=design["css"],
            model_type=genanki.Model.CLOZE if design["cloze"] else genanki.Model.FRONT_BACK,
        )
        for design in designs
    }
    decks: dict[str, genanki.Deck] = {}
    for note in notes:
        deck = decks.setdefault(note.deck, genanki.Deck(len(decks) + 1, note.deck))
        deck.add_note(genanki.Note(models[note.type.name], list(note.fields), tags=list(note.tags), guid=note.guid))
    genanki.Package(list(decks.values())).write_to_file(file)


def peer_yaml(course: Path) -> None:
    """What the parts do that people reach for: CSafeLoader, pydantic, markdown-it and genanki; no checks, no ledger."""
    side = [{"name": "Front", "qfmt": "{{Front}}", "afmt": "{{Back}}"}]
    model = genanki.Model(1, "Basic", fields=[{"name": "Front"}, {"name": "Back"}], templates=side)
    deck = genanki.Deck(1, "All")
    for file in sorted((course / "items").rglob("*.yaml")):
        bank = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        cited = {"reading": bank["reading"], "section": bank["section"]}
        for item in ItemsFile.model_validate({"items": [cited | entry for entry in bank["items"]]}).items:
            front, *back = (str(to_html(text)) for text in texts(item.model_dump(exclude_defaults=True)))
            deck.add_note(genanki.Note(model, [front, " ".join(back)], tags=list(item.tags), guid=item.id))
    genanki.Package(deck).write_to_file(course.parent / "peer.apkg")


def peer_anki(course: Path) -> None:
    """The same items from JSON through Anki's own library: notes added in bulk, then exported."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(f"{folder}/collection.anki2")
        kind = collection.models.by_name("Basic")
        requests = []
        for item in json.loads((course.parent / "items.json").read_bytes()):
            note = collection.new_note(kind)  # type: ignore[arg-type]  # it is there from the start
            front, *back = (html.escape(text) for text in texts(item))
            note.fields = [front, " ".join(back)]
            requests.append(AddNoteRequest(note=note, deck_id=DeckId(1)))
        collection.add_notes(requests)
        collection.export_anki_package(
            out_path=f"{folder}/all.apkg",
            options=ExportAnkiPackageOptions(legacy=True),
            limit=DeckIdLimit(DeckId(1)),
        )
        collection.close()
