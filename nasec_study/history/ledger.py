"""course.lock, the ledger: what changed since when, so that an update touches just what changed.

One sorted line an entry, `noun id {facts}`, so that two branches merge well. Entries are items,
note types and decks, whose `hash` covers all that a student can see of them, and proofs, whose `hash`
covers what an item claims. `changed` is the time when that hash last changed.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from nasec_study.foundation import places
from nasec_study.foundation.problems import Problem, StudyError, Where, by_place, unreadable

FILE_NAME = places.LEDGER
# Stands for the hash of an empty field.
NO_TEXT = "-"
# What a ledger holds, and how; a file without the line that says so is of format 1.
FORMAT = 2
HEADER = f"# The ledger of this course, written by nasec-study. Keep it in version control.\n# format {FORMAT}"
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_FORMAT = re.compile(r"# format ([0-9]{1,6})\r?")

# A clock that is far off must not set times that no later change could follow.
FIRST_YEAR, LAST_YEAR = 1970, 2900
_FACTS = {
    "item": ("hash", "guid", "kind", "deck", "fields", "tags"),
    "dispute": ("hash", "guid", "kind", "deck", "fields", "tags"),
    "note-type": ("hash", "fields", "cards"),
    "deck": ("hash", "name"),
}

NOTES = ("item", "dispute")

Key = tuple[str, str]


class Entry(NamedTuple):
    """Something whose changes matter to students; `facts` are its hash and what else identifies it."""

    noun: str
    id: str
    facts: Mapping[str, str]

    @property
    def key(self) -> Key:
        """By what the ledger finds it."""
        return (self.noun, self.id)

    @property
    def identity(self) -> Key:
        """By what it is the same thing under another id: a note's GUID, else its key."""
        return ("note", self.facts["guid"]) if "guid" in self.facts else self.key

    def listed(self, fact: str) -> list[str]:
        """Return what a fact lists, such as the numbers of gaps; nothing where it is not among the facts."""
        return self.facts.get(fact, "").split()


@dataclass(frozen=True)
class Ledger:
    """The entries by noun and id; each has `changed` among its facts."""

    entries: Mapping[Key, Entry]

    @property
    def notes(self) -> tuple[Entry, ...]:
        """The entries that are notes in Anki."""
        return tuple(entry for entry in self.entries.values() if entry.noun in NOTES)

    @cached_property
    def by_guid(self) -> Mapping[str, Entry]:
        """The notes by their GUIDs, by which Anki knows them again."""
        return {entry.facts["guid"]: entry for entry in self.notes}

    def changed(self, noun: str, entry_id: str) -> int:
        """Return when an entry's content last changed, in seconds since 1970."""
        return _seconds(self.entries[noun, entry_id].facts["changed"])


@lru_cache(maxsize=1_024)
def _seconds(moment: str) -> int:
    """Return a time as the ledger writes it in seconds since 1970; most entries change at few times."""
    return int(datetime.fromisoformat(moment).timestamp())


def read_ledger(folder: Path) -> Ledger:
    """Read a course's ledger; an empty one where there is none yet. Raises StudyError if it is damaged."""
    return read_ledger_file(folder / FILE_NAME)


def read_ledger_file(file: Path) -> Ledger:
    """Read a ledger from a file, or an empty one where there is no file. Raises StudyError if it is damaged."""
    if not file.is_file():
        return Ledger({})
    try:
        text = file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise StudyError(unreadable(file, error)) from error
    return parse_ledger(text, str(file))


def parse_ledger(text: str, path: str) -> Ledger:
    """Return the ledger that a text holds; messages call it `path`.

    Of two lines on one thing, be it under an earlier id, which a merge of two branches leaves, the later counts. Raises
    StudyError if the text is damaged, or of a format that this version does not read.
    """
    lines = text.split("\n")
    comments = (line for line in lines if line.startswith("#"))
    written = max((int(found[1]) for found in map(_FORMAT.fullmatch, comments) if found), default=1)
    if written > FORMAT:
        message = f"this ledger was written by a newer nasec-study: its format is {written}, this one reads {FORMAT}"
        raise StudyError(Problem("E303", Where(path), message, "update nasec-study"))
    entries: dict[Key, Entry] = {}
    problems: list[Problem] = []
    poor: list[Where] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(_CONFLICT):
            hint = "keep the lines of both sides and delete the markers: of two lines on one thing the later counts"
            problems.append(Problem("E301", Where(path, number), "a merge conflict was left in the ledger", hint))
            continue
        try:
            entry = entry_in(line)
            entries[entry.identity] = _later(entries.get(entry.identity), _sound(entry))
        except KeyError:
            poor.append(Where(path, number))
        except (ValueError, AttributeError, RecursionError):
            hint = "restore the file from version control"
            problems.append(Problem("E301", Where(path, number), "this is not an entry of a ledger", hint))
    if poor:
        writer = "an older nasec-study" if written < FORMAT else "another program"
        message = f"this ledger was written by {writer}: {len(poor)} of its lines say too little"
        problems.append(Problem("E303", poor[0], message, "restore the file from version control"))
    if problems:
        raise StudyError(*by_place(problems))
    return Ledger({entry.key: entry for entry in entries.values()})


def entry_in(line: str) -> Entry:
    """Return the entry that a line holds. Raises ValueError, AttributeError or RecursionError where it holds none."""
    noun, entry_id, facts = line.split(" ", 2)
    return Entry(noun, entry_id, {str(key): str(value) for key, value in json.loads(facts).items()})


def _later(one: Entry | None, other: Entry) -> Entry:
    """Return the later of two entries of one thing; numbers of gaps that are gone in either are gone."""
    if one is None:
        return other
    latest = max(one, other, key=lambda entry: entry.facts["changed"])
    gone = {number for entry in (one, other) for number in entry.listed("clozes-gone")}
    return latest._replace(facts={**latest.facts, **gaps_gone(gone.difference(latest.listed("clozes")))})


def on_top_of_others(folder: Path, found: Ledger, ledger: Ledger) -> Ledger:
    """Return the ledger that a course's file has by now, with what changed from the one `found` there to `ledger`.

    So what another command wrote meanwhile stays. Raises StudyError if the file is damaged by now.
    """
    keys = found.entries.keys() | ledger.entries.keys()
    changed = {key for key in keys if found.entries.get(key) != ledger.entries.get(key)}
    others = {key: entry for key, entry in read_ledger(folder).entries.items() if key not in changed}
    return Ledger(others | {key: entry for key, entry in ledger.entries.items() if key in changed})


def ledger_file(folder: Path, found: Ledger, ledger: Ledger) -> dict[Path, bytes]:
    """Return the content of a course's ledger, by the path of its file, as `on_top_of_others` has it."""
    return {folder / FILE_NAME: format_ledger(on_top_of_others(folder, found, ledger)).encode()}


def with_ids(parts: Iterable[tuple[str, object]]) -> str:
    """Return fields or cards, each with its id, as a fact of their note type: by the ids Anki knows them again."""
    return ", ".join(f"{name}={number}" for name, number in parts)


def names_of(parts: str) -> list[str]:
    """Return the names of fields or cards that stand with their ids, in order."""
    return [part.rpartition("=")[0] for part in parts.split(", ")]


def ids_of(parts: str) -> list[str]:
    """Return the ids of such fields or cards, in order."""
    return [part.rpartition("=")[2] for part in parts.split(", ")]


def gaps_gone(numbers: Collection[str]) -> dict[str, str]:
    """Return the fact that gaps of these numbers are gone, if there are any."""
    return {"clozes-gone": " ".join(sorted(numbers, key=int))} if numbers else {}


def _sound(entry: Entry) -> Entry:
    """Return an entry that has what the code asks of one of its noun. Raises KeyError or ValueError."""
    changed = datetime.fromisoformat(entry.facts["changed"])
    if changed.tzinfo is None or not FIRST_YEAR <= changed.year <= LAST_YEAR:
        raise ValueError(changed)
    for name in _FACTS.get(entry.noun, ("hash",)):
        _ = entry.facts[name]
    for name in ("clozes", "clozes-gone", "place"):
        _ = [int(number) for number in entry.listed(name)]
    return entry


@lru_cache(maxsize=1_024)
def moment(time: datetime) -> str:
    """Return a time as the ledger writes it; most entries change at few times."""
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def in_both(old: Ledger, new: Ledger, noun: str) -> Iterator[tuple[Entry, Entry]]:
    """Yield the entries of a noun that two ledgers hold under the same ids, in the order of these."""
    for key, before in sorted(old.entries.items()):
        if key[0] == noun and key in new.entries:
            yield before, new.entries[key]


def differences(old: Ledger, new: Ledger) -> Iterator[str]:
    """Yield a line for each entry that is new, changed or gone."""
    for key in sorted(old.entries.keys() | new.entries.keys()):
        before, after = old.entries.get(key), new.entries.get(key)
        if before != after:
            what = "new" if before is None else "gone" if after is None else "changed"
            yield f"{' '.join(key)}: {what}"


def format_ledger(ledger: Ledger) -> str:
    """Return the ledger as the text of its file."""
    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, check_circular=False).encode
    lines = [f"{noun} {name} {encode(ledger.entries[noun, name].facts)}" for noun, name in sorted(ledger.entries)]
    return "\n".join((HEADER, *lines, ""))
