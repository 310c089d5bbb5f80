"""Bulk writing: the very rows that genanki's own way of writing gives."""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from itertools import count, cycle
from pathlib import Path
from typing import Any

import genanki
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nasec_study.foundation.problems import StudyError
from nasec_study.preparation import Study, prepare
from nasec_study.targets.anki.collection import APART, Filled, Placed, package
from nasec_study.targets.anki.designs import note_type_designs
from nasec_study.targets.anki.genanki_models import StampedModel, stamped_model
from nasec_study.targets.anki.note_types import NOTE_TYPES, NoteType
from nasec_study.targets.anki.notes import Note, gaps_of, make_notes
from tests.conftest import KINDS_COURSE

TABLES = ("col", "notes", "cards", "graves", "revlog")


@cache
def study_of_kinds() -> Study:
    return prepare(KINDS_COURSE)


@cache
def model_of(kind: str) -> StampedModel:
    return stamped_model(note_type_designs(study_of_kinds().job)[kind], changed=1_700_000_000)


class OneByOne(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note that genanki itself writes, under our own time."""

    def __init__(self, placed: Placed) -> None:
        note = placed.note
        super().__init__(placed.model, list(note.fields), tags=list(note.tags), guid=note.guid, due=placed.due)
        self.changed = placed.changed

    def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:  # noqa: ARG002
        super().write_to_db(cursor, self.changed, deck_id, id_gen)

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Look for nothing: any text will do here."""


def rows(database: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables; what `col` keeps as JSON as the values that it means."""
    found = {table: database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in TABLES}
    found["col"] = [tuple(json.loads(cell) if isinstance(cell, str) else cell for cell in row) for row in found["col"]]
    return found


def spaced(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a card's row with its place among the new cards as far behind as it is behind the first of its note."""
    return (*row[:8], row[8] + row[3] * APART, *row[9:])


def shape(database: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the tables and indexes as they were declared."""
    return database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def assert_same(decks: Sequence[Filled], timestamp: int) -> None:
    ours, theirs = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    try:
        with zipfile.ZipFile(BytesIO(package(decks, timestamp, {}))) as archive:
            ours.deserialize(archive.read("collection.anki2"))
        for deck, filling in decks:
            for placed in filling:
                deck.add_note(OneByOne(placed))
        genanki.Package([deck for deck, _ in decks]).write_to_db(theirs.cursor(), timestamp, count(timestamp * 1000))
        assert shape(ours) == shape(theirs)
        assert rows(ours) == rows(theirs) | {"cards": [spaced(row) for row in rows(theirs)["cards"]]}
        assert [row[0] for row in ours.execute("PRAGMA integrity_check")] == ["ok"]
    finally:
        ours.close()
        theirs.close()


def filled(name: str, notes: Sequence[Note], changed: int) -> Filled:
    deck = genanki.Deck(1 << 40 | len(name), name, "About & <b>bold</b>")
    return deck, [Placed(note, model_of(note.type.kind), due, changed + due) for due, note in enumerate(notes, start=1)]


def test_the_course_of_every_kind_is_written_as_genanki_writes_it() -> None:
    notes = make_notes(study_of_kinds().job)["everything"]
    assert {note.type.kind for note in notes} == {note_type.kind for note_type in NOTE_TYPES}
    decks = [filled("A", notes[::2], 1_700_000_000), filled("AB", notes[1::2], 1_700_000_000), filled("ABC", (), 5)]
    assert_same(decks, 1_700_000_001)


def test_a_package_tells_neither_its_day_nor_by_which_sqlite_it_was_made() -> None:
    notes = make_notes(study_of_kinds().job)["everything"]
    with zipfile.ZipFile(BytesIO(package([filled("A", notes, 5)], 6, {"a.png": b"-"}))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        header = archive.read("collection.anki2")[:100]
    # The counter of its changes, the number of the version, and the counter at the time when that was put in.
    assert header.startswith(b"SQLite format 3\0")
    assert header[24:28] + header[92:100] == bytes(12)


def test_packages_do_not_tell_on_which_system_they_were_made(monkeypatch: pytest.MonkeyPatch) -> None:
    study = prepare(KINDS_COURSE, targets=("anki", "canvas"))
    outputs = [output for target in ("anki", "canvas") for output in study.plans[target].outputs(study.ledger)]
    packages = [output for output in outputs if output.name.endswith((".apkg", ".zip", ".imscc"))]
    assert len(packages) > 1
    before = [output.make() for output in packages]
    monkeypatch.setattr("sys.platform", "win32")
    assert [output.make() for output in packages] == before


def test_no_room_for_a_collection_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    with pytest.raises(StudyError, match="TMPDIR"):
        package([filled("A", (), 5)], 6, {})


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}"), max_size=8)
GAP = st.builds("{{{{c{}::{}::{}}}}}".format, st.integers(0, 30), TEXT, TEXT)
FIELD = st.one_of(st.just(""), TEXT, GAP, st.builds("{} and {}".format, GAP, GAP))


def notes() -> st.SearchStrategy[Note]:
    tag = st.from_regex(r"[a-zé:_-]{1,8}", fullmatch=True)
    return st.builds(
        note_of, st.sampled_from(NOTE_TYPES), st.lists(FIELD, min_size=2, max_size=5), st.lists(tag, max_size=3), TEXT
    )


def note_of(note_type: NoteType, texts: list[str], tags: list[str], guid: str) -> Note:
    fields = tuple(text for text, _ in zip(cycle(texts), note_type.fields, strict=False))
    if "Others" in note_type.fields:  # gaps too, and the same ones
        place = list(note_type.fields).index("Others")
        fields = (*fields[:place], fields[0], *fields[place + 1 :])
    found = gaps_of(fields[0]) if note_type.cloze else {}
    return Note("item", "x", note_type, fields, tuple(tags), "deck", guid, {}, found)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(notes(), max_size=6), min_size=1, max_size=4), st.integers(0, 2**31))
def test_any_notes_are_written_as_genanki_writes_them(decks: list[list[Note]], timestamp: int) -> None:
    assert_same([filled("D" * place, kept, timestamp) for place, kept in enumerate(decks)], timestamp)


FRONT = st.lists(
    st.sampled_from(
        ["{{A}}", "{{AB}}", "{{#A}}yes{{/A}}", "{{#C}}{{A}}{{/C}}", "{{^C}}{{AB}}{{/C}}", "{{ B }}", "text "]
    ),
    min_size=1,
    max_size=5,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(FRONT, min_size=1, max_size=3))
def test_a_front_needs_the_fields_that_genanki_says(fronts: list[str]) -> None:
    fields = [{"name": name, "id": number} for number, name in enumerate(("C", "A", "B", "AB", "D"))]
    cards = [{"name": str(number), "id": number, "qfmt": front, "afmt": ""} for number, front in enumerate(fronts)]
    design = {"name": "N", "id": 1, "fields": fields, "cards": cards, "css": "", "cloze": False, "stock": 0}
    assert needed(StampedModel(design, 0)) == needed(genanki.Model(1, "N", fields, cards))


@pytest.mark.parametrize("shown", ["{{hint:A}}", "{{type:A}}", "{{text:A}}", "{{furigana:text:A}}"])
def test_a_filter_on_a_front_asks_for_no_other_field(shown: str) -> None:
    fields = [{"name": name, "id": number} for number, name in enumerate(("A", "B"))]
    cards = [{"name": "0", "id": 0, "qfmt": shown, "afmt": ""}]
    design = {"name": "N", "id": 1, "fields": fields, "cards": cards, "css": "", "cloze": False, "stock": 0}
    assert needed(StampedModel(design, 0)) == [[0, "all", [0]]]


def needed(model: genanki.Model) -> Any:
    try:
        return model._req  # noqa: SLF001 - genanki tells it nowhere else
    except Exception:  # noqa: BLE001 - what genanki raises for a front that shows nothing
        return None


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    study = study_of_kinds()
    made = [output.make() for output in study.plans["anki"].outputs(study.ledger)]
    assert len(made) == 4
    assert list(tmp_path.iterdir()) == []
