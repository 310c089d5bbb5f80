"""Editions: the released states of a course, which students may have."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from nasec_study.foundation import places
from nasec_study.foundation.problems import Problem, StudyError
from nasec_study.history.ledger import Ledger, read_ledger_file

VERSION = re.compile(r"\d+\.\d+")
FOLDER = places.EDITIONS
# Lines of a ledger by their shape: nothing was cut off, and no merge left its marks.
_SOUND = re.compile(r'(?:(?:#[^\n]*|[\w-]+ \S+ \{"[^\n]*"\})?\n)*+')


@dataclass(frozen=True)
class Edition:
    """A released state of a course."""

    version: str
    ledger: Ledger


def read_editions(folder: Path) -> tuple[Edition, ...]:
    """Read the ledgers of the editions of a course, the oldest first. Raises StudyError with all that are damaged."""
    found: list[Edition] = []
    problems: list[Problem] = []
    for file in _files(folder):
        try:
            found.append(Edition(file.stem, read_ledger_file(file)))
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(*problems)
    return tuple(sorted(found, key=lambda edition: tuple(map(int, edition.version.split(".")))))


def damaged(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the ledgers of editions whose lines have lost their shape.

    To look into all lines of all editions takes `check` longer than most rules.
    """
    for file in _files(folder):
        with suppress(OSError, UnicodeDecodeError):
            if _SOUND.fullmatch(file.read_text("utf-8")):
                continue
        try:
            read_ledger_file(file)
        except StudyError as error:
            yield from error.problems


def _files(folder: Path) -> list[Path]:
    return [file for file in sorted((folder / FOLDER).glob("*.lock")) if VERSION.fullmatch(file.stem)]


def long_retired(editions: Sequence[Edition], keep: int) -> frozenset[str]:
    """Return the ids of the notes that have been retired for more editions than `keep`."""
    times: dict[str, int] = {}
    for edition in editions:
        for entry in edition.ledger.notes:
            times[entry.id] = times.get(entry.id, 0) + 1 if "retired" in entry.facts else 0
    return frozenset(name for name, number in times.items() if number > keep)


def deck_names(editions: Iterable[Edition]) -> dict[str, str]:
    """Return the names of decks that students of the last edition have, by what the ledger knows the decks by."""
    *_, last = (None, *editions)
    entries = last.ledger.entries.values() if last else ()
    return {entry.id: entry.facts["name"] for entry in entries if entry.noun == "deck"}
