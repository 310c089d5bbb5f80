"""What a target is: a module that turns a course into outputs, and writes nothing itself."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from jinja2 import Environment

from nasec_study.ledger import Entry, Ledger
from nasec_study.model import Citation, Course, Item


@dataclass(frozen=True)
class Output:
    """A file to make: its name below `build/`, a hash of all it is made from, and how to make it."""

    name: str
    recipe: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Job:
    """What every target works from."""

    course: Course
    ledger: Ledger
    templates: Environment


class Target(Protocol):
    """The contract of a module in `targets/`."""

    HELP: str
    """One line for `--help`."""
    SKIPS: Mapping[str, str]
    """Kinds of items that the format cannot express, each with the reason."""

    def entries(self, course: Course, templates: Environment) -> Iterator[Entry]:
        """Yield what the ledger must remember for this target; most need nothing."""

    def outputs(self, job: Job) -> Iterator[Output]:
        """Yield the files to make, in a stable order."""


def recipe(*parts: str | bytes) -> str:
    """Return a hash over the parts; the same parts in the same order give the same hash."""
    total = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big") + data)
    return total.hexdigest()


def picture_files(course: Course) -> dict[str, Path]:
    """Return the course's pictures: address in a text (`media/...`) to file."""
    found = sorted(file for file in (course.folder / "media").rglob("*") if file.is_file())
    return {file.relative_to(course.folder).as_posix(): file for file in found}


def citation_text(course: Course, citation: Citation) -> str:
    """Return a citation as a student reads it: who, then the section's heading."""
    reading = course.reading(citation.reading)
    section = reading.section(citation.section) if reading else None
    if reading is None or section is None:
        raise ValueError(f"{citation.reading}/{citation.section}: check_course lets no such citation pass")
    return f"{reading.cite}, “{section.name}”"


def citation_texts(course: Course, item: Item) -> tuple[str, ...]:
    """Return where an item's answer stands, each place once."""
    return tuple(dict.fromkeys(citation_text(course, citation) for citation in item.sources))
