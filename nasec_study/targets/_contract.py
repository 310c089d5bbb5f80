"""What a target is: a module that turns a course into outputs, and writes nothing itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from nasec_study.course.model import Course
from nasec_study.history.ledger import Entry, Ledger

if TYPE_CHECKING:
    from jinja2 import Environment

Join = Callable[[Iterable[bytes]], bytes]


@dataclass(frozen=True)
class Output:
    """A file to make: its name below `build/`, a hash of all it is made from, and how to make it.

    Where it is `portable`, `make` can be sent to another process, or another machine. What `join` makes of the contents
    of its `parts` is the same for less: that is done where these are at hand.
    """

    name: str
    recipe: str
    make: Callable[[], bytes]
    portable: bool = False
    parts: tuple["Output", ...] = ()
    join: Join | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether it is of no use by itself: it lies in a hidden folder, for the outputs that it is a part of."""
        return "/." in self.name


def joined(name: str, parts: Sequence[Output], join: Join, word: str) -> Output:
    """Return the output that `join` makes of the contents of others; the `word` tells it from other joins."""
    make = partial(_joined, [part.make for part in parts], join)
    return Output(name, recipe(word, *(part.recipe for part in parts)), make, parts=tuple(parts), join=join)


def _joined(makes: Sequence[Callable[[], bytes]], join: Join) -> bytes:
    return join(make() for make in makes)


@dataclass(frozen=True)
class Job:
    """What every target works from."""

    course: Course
    templates: "Environment"
    # From earlier editions: the names of decks that students have, and retired notes that nobody gets any more.
    deck_names: Mapping[str, str] = field(default_factory=dict)
    departed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """What a target makes of a job: its outputs, in a stable order, and what the ledger must remember first.

    The outputs are asked for when the ledger knows when everything last changed. The notices say what the format does
    not carry as the author wrote it, once a build.
    """

    outputs: Callable[[Ledger], Iterator[Output]]
    entries: tuple[Entry, ...] = ()
    notices: Callable[[], Iterable[str]] = tuple


class Target(Protocol):
    """The contract of a module in TARGETS."""

    HELP: str
    """One line for `--help`."""
    SKIPS: Mapping[str, str]
    """Kinds of items that the format cannot express, each with the reason."""
    CHANGES: Mapping[str, str]
    """Kinds of items that the format expresses in another way, each with what becomes of it; the rest is exact."""

    def plan(self, job: Job) -> Plan:
        """Return what to make of a job; no more is worked out than the ledger must know."""


def recipe(*parts: str | bytes) -> str:
    """Return a hash over the parts; the same parts in the same order give the same hash."""
    return sha256(b"".join(map(measured, parts))).hexdigest()


def measured(part: str | bytes) -> bytes:
    """Return a part of a recipe behind its length, so that no other parts run together to the same bytes."""
    data = part.encode() if isinstance(part, str) else part
    return len(data).to_bytes(8, "big") + data
