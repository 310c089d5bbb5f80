"""Editions: what lies between two states of a course's decks, as a student's Anki will see it on import.

The rules are Anki's own, seen on its importer: notes are the same by GUID; a note is updated if its
time of change is newer; where the fields or cards of its note type are others (by id, in order), it
is left as it is ("conflicting"); a card stays in the deck in which the student has it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from nasec_study.course.model import Course
from nasec_study.history.ledger import NO_TEXT, Entry, Ledger, read_ledger_file

NOTES = ("item", "dispute")
What = Literal["new", "updated", "untouched", "conflicting", "gone"]

VERSION = re.compile(r"\d+\.\d+")
FOLDER = "editions"


@dataclass(frozen=True)
class Edition:
    """A released state of a course."""

    version: str
    ledger: Ledger


@dataclass(frozen=True)
class Change:
    """What an import does to one note; `fields` are those that change, `moved_to` a deck that is new for it."""

    what: What
    noun: str
    id: str
    fields: tuple[str, ...] = ()
    retired: bool = False
    moved_to: str = ""
    formerly: str = ""


def changes(old: Ledger, new: Ledger) -> tuple[Change, ...]:
    """Return what a student who has `old` sees on importing `new`, by id; notes that only `old` has are gone."""
    before = {entry.facts["guid"]: entry for entry in notes(old)}
    after = {entry.facts["guid"]: entry for entry in notes(new)}
    found = [_change(old, new, before.get(guid), entry) for guid, entry in after.items()]
    found += [Change("gone", entry.noun, entry.id) for guid, entry in before.items() if guid not in after]
    return tuple(sorted(found, key=lambda change: (change.noun, change.id)))


def notes(ledger: Ledger) -> Iterator[Entry]:
    """Yield the entries that are notes in Anki."""
    return (entry for entry in ledger.entries.values() if entry.noun in NOTES)


def _change(old: Ledger, new: Ledger, before: Entry | None, after: Entry) -> Change:
    retired = "retired" in after.facts
    if before is None:
        return Change("new", after.noun, after.id, retired=retired)
    newer = new.changed(*after.key) > old.changed(*before.key)
    same_type = before.facts["kind"] == after.facts["kind"] and design(old, after) == design(new, after)
    what: What = "conflicting" if not same_type else "updated" if newer else "untouched"
    return Change(
        what,
        after.noun,
        after.id,
        tuple(_changed_fields(new, before, after)) if what == "updated" else (),
        retired=retired and "retired" not in before.facts,
        moved_to=after.facts["deck"] if after.facts["deck"] != before.facts["deck"] else "",
        formerly=before.id if before.id != after.id else "",
    )


def design(ledger: Ledger, note: Entry) -> str:
    """Return the ids of fields and cards of a note's type, in order: by these Anki knows the type again."""
    entry = ledger.entries.get(("note-type", note.facts["kind"]))
    if entry is None:
        return ""
    return "|".join(" ".join(ids_of(entry.facts[part])) for part in ("fields", "cards"))


def ids_of(parts: str) -> list[str]:
    """Return the ids of fields or cards as the ledger writes them, in order."""
    return [part.rpartition("=")[2] for part in parts.split(", ")]


def _changed_fields(new: Ledger, before: Entry, after: Entry) -> Iterator[str]:
    design_of = new.entries["note-type", after.facts["kind"]].facts["fields"].split(", ")
    names = [part.rpartition("=")[0] for part in design_of]
    pairs = zip_longest(names, before.facts["fields"].split(), after.facts["fields"].split(), fillvalue=NO_TEXT)
    yield from (name for name, one, other in pairs if one != other)
    if before.facts["tags"] != after.facts["tags"]:
        yield "tags"


def read_editions(folder: Path) -> tuple[Edition, ...]:
    """Read the ledgers of the editions of a course, the oldest first."""
    files = (folder / FOLDER).glob("*.lock")
    found = [Edition(file.stem, read_ledger_file(file)) for file in files if VERSION.fullmatch(file.stem)]
    return tuple(sorted(found, key=lambda edition: tuple(map(int, edition.version.split(".")))))


def without_departed(course: Course, editions: Sequence[Edition]) -> Course:
    """Return a course without the items that were retired so many editions ago that they leave."""
    times = Counter(entry.id for edition in editions for entry in notes(edition.ledger) if "retired" in entry.facts)
    staying = (item for item in course.items if not item.retired or times[item.id] < course.settings.keep_retired)
    return replace(course, items=tuple(staying))
