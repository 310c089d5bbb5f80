"""Editions: the released states of a course, which students may have."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from nasec_study.foundation import places
from nasec_study.foundation.problems import Problem, StudyError
from nasec_study.history.ledger import Ledger, read_ledger_file

VERSION = re.compile(r"\d+\.\d+")
FOLDER = places.EDITIONS


@dataclass(frozen=True)
class Edition:
    """A released state of a course."""

    version: str
    ledger: Ledger


def read_editions(folder: Path) -> tuple[Edition, ...]:
    """Read the ledgers of the editions of a course, the oldest first. Raises StudyError with all that are damaged."""
    found: list[Edition] = []
    problems: list[Problem] = []
    for file in sorted((folder / FOLDER).glob("*.lock")):
        if VERSION.fullmatch(file.stem):
            try:
                found.append(Edition(file.stem, read_ledger_file(file)))
            except StudyError as error:
                problems += error.problems
    if problems:
        raise StudyError(*problems)
    return tuple(sorted(found, key=lambda edition: tuple(map(int, edition.version.split(".")))))


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
