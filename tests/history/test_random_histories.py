"""Random terms: what `diff` forecasts is what the real Anki logs, whatever author and student did."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nasec_study.foundation.problems import StudyError
from nasec_study.history.forecasts import forecast
from nasec_study.history.ledger import FILE_NAME, Entry, Key, Ledger, read_ledger
from nasec_study.pipeline import build
from nasec_study.releasing import release
from nasec_study.targets._contract import Job
from nasec_study.targets.anki import packages
from nasec_study.targets.anki.designs import Designs, note_type_designs
from tests.history.test_editions import LOG
from tests.reading_back import collection, log_of

IDS = st.sampled_from([f"i{number}" for number in range(6)])
TEXTS = st.sampled_from(["one", "two", "three"])
ITEMS = st.dictionaries(IDS, st.tuples(st.sampled_from(["s", "t"]), TEXTS, st.booleans()), min_size=1, max_size=6)
NUMBERS = st.integers(0, 3)
# What an author does between two imports, and a student.
DEEDS = st.one_of(
    st.tuples(st.just("write"), ITEMS),
    st.tuples(st.just("write"), ITEMS),
    st.tuples(st.just("revert"), NUMBERS),
    st.tuples(st.just("lose the ledger"), st.just(0)),
    st.tuples(st.just("release"), st.booleans()),
    st.tuples(st.sampled_from(["title", "label", "look"]), NUMBERS),
    st.tuples(st.sampled_from(["mark", "tag"]), IDS),
)
TERMS = st.lists(st.lists(DEEDS, min_size=1, max_size=3), min_size=2, max_size=4)


class Author:
    """A course that its author edits, takes back and releases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.past: list[dict[str, bytes]] = []
        self.settings = {"title": 0, "label": 0}
        (folder / "readings").mkdir(parents=True)
        (folder / "items/r").mkdir(parents=True)
        self.edition = ""
        self.write({"i0": ("s", "one", False)})
        self.settle("title", 0)

    def write(self, items: dict[str, tuple[str, str, bool]]) -> None:
        """Write a little bank: id to section, text and whether it is tagged; the kind of an item is part of its id."""
        rows: list[dict[str, Any]] = []
        for name, (section, text, tagged) in items.items():
            row: dict[str, Any] = {"id": name, "level": "remember", "section": section, "quote": "that is it"}
            if name in {"i4", "i5"}:
                row |= {"type": "cloze", "text": f"A {{{{c1::{text}}}}} gap"}
            else:
                row |= {"type": "question", "stem": f"{name}?", "answer": text}
            rows.append(row | ({"tags": ["x"]} if tagged else {}))
        bank = {"reading": "r", "items": rows}
        (self.folder / "items/r/bank.yaml").write_text(json.dumps(bank), "utf-8")

    def settle(self, what: str, number: int) -> None:
        """Change what belongs to the whole course."""
        self.settings[what] = number
        title, label = self.settings["title"], self.settings["label"]
        course = (
            f"title: F{title}\ncode: FF\n{self.edition}readings: [r]\ndecks:\n  - {{id: d, name: D, items: {{}}}}\n"
        )
        (self.folder / "course.yaml").write_text(course, "utf-8")
        outline = f"outline:\n  - {{id: s, heading: S{label}}}\n  - {{id: t, heading: T}}\n"
        (self.folder / "readings/r.yaml").write_text(
            f"id: r\nlabel: R{label}\ncite: R{label}\nfile: r.txt\n{outline}", "utf-8"
        )

    def look(self, number: int) -> None:
        """Give cards another look."""
        own = self.folder.parent / "templates/anki"
        own.mkdir(parents=True, exist_ok=True)
        (own / "style.css").write_text(f".card {{ font-size: {20 + number}px }}", "utf-8")

    def keep(self) -> None:
        """Remember bank and ledger as they are, as version control does."""
        names = ("items/r/bank.yaml", FILE_NAME)
        self.past.append({name: (self.folder / name).read_bytes() for name in names if (self.folder / name).is_file()})

    def revert(self, number: int) -> None:
        """Take bank and ledger back together."""
        if self.past:
            for name, content in self.past[number % len(self.past)].items():
                (self.folder / name).write_bytes(content)

    def release(self, *, major: bool) -> None:
        """Close an edition, where nothing speaks against it."""
        try:
            plan, _ = release(self.folder, major=major)
        except StudyError:
            return
        self.edition = f'edition: "{plan.version}"\n'

    def do(self, deed: str, what: Any) -> None:
        match deed:
            case "write":
                self.write(what)
            case "revert":
                self.revert(what)
            case "lose the ledger":
                (self.folder / FILE_NAME).unlink(missing_ok=True)
            case "release":
                self.release(major=what)
            case "look":
                self.look(what)
            case _:
                self.settle(deed, what)


class Student:
    """An Anki collection, and what its owner has of the course."""

    def __init__(self, anki: Any) -> None:
        self.anki = anki
        self.entries: dict[Key, Entry] = {}

    def do(self, deed: str, item: str) -> None:
        """Mark a note, or give it a tag of one's own: that makes it as new as this moment."""
        for note_id in self.anki.find_notes(f"Id:{item}"):
            note = self.anki.get_note(note_id)
            note.add_tag("marked" if deed == "mark" else "mine")
            self.anki.update_note(note)
            key = ("item", item)
            changed = self.anki.db.scalar("select mod from notes where id = ?", note_id)
            self.entries[key] = with_time(self.entries[key], changed)

    def take(self, now: Ledger) -> None:
        """Remember what an import brought; what is gone from the course stays, and what was left out is as it was."""
        for change in forecast(Ledger(self.entries), now).notes:
            if change.what in {"new", "updated"}:
                self.entries[change.noun, change.id] = now.entries[change.noun, change.id]
        self.entries |= {key: entry for key, entry in now.entries.items() if key[0] == "note-type"}


def with_time(entry: Entry, seconds: int) -> Entry:
    from datetime import UTC, datetime  # noqa: PLC0415 - only here

    from nasec_study.history.ledger import moment  # noqa: PLC0415 - likewise

    return entry._replace(facts={**entry.facts, "changed": moment(datetime.fromtimestamp(seconds, UTC))})


@pytest.fixture(scope="module", autouse=True)
def designed_once() -> Iterator[None]:
    """Let builds find the templates of cards as another build made them of the same course: half their time goes there.

    They show nothing of the items here, none of which holds code.
    """
    known: dict[tuple[str, str, str], Designs] = {}

    def design(job: Job) -> Designs:
        assert job.templates.loader
        style, _, _ = job.templates.loader.get_source(job.templates, "anki/style.css")
        drawn_from = (style, repr(job.course.settings), repr(job.course.readings))
        if drawn_from not in known:
            known[drawn_from] = note_type_designs(job)
        return known[drawn_from]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(packages, "note_type_designs", design)
        yield


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(term=TERMS)
def test_the_forecast_is_what_anki_logs(term: list[list[tuple[str, Any]]], tmp_path_factory: Any) -> None:
    author = Author(tmp_path_factory.mktemp("term") / "content")
    with collection() as anki:
        student = Student(anki)
        for deeds in term:
            for deed, what in deeds:
                (student if deed in {"mark", "tag"} else author).do(deed, what)
            [path, _] = build(author.folder, author.folder.parent / "build", ("anki",))
            author.keep()
            now = read_ledger(author.folder)
            expected: dict[str, set[str]] = {}
            for change in forecast(Ledger(student.entries), now).notes:
                if change.what != "gone":
                    guid = now.entries[change.noun, change.id].facts["guid"]
                    expected.setdefault(LOG[change.what], set()).add(guid)
            assert log_of(anki, path) == expected
            student.take(now)
