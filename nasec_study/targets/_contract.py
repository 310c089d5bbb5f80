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
    """A file to make: its name below `build/`, a hash of all that it is made from (`recipe`), and how to `make` it.

    If it is `portable`, `make` can be sent to another process or machine. An output that is put together from others
    has them as `parts`: where their contents are at hand, `join` makes the same bytes of these, faster than `make`.
    """

    name: str
    recipe: str
    make: Callable[[], bytes]
    portable: bool = False
    parts: tuple["Output", ...] = ()
    join: Join | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether it is only a part of other outputs: it lies in a hidden folder."""
        return "/." in self.name


def text_output(name: str, text: str) -> Output:
    """Return a text as an output."""
    content = text.encode()
    return Output(name, recipe(content), partial(bytes, content))


def joined(name: str, parts: Sequence[Output], join: Join, word: str) -> Output:
    """Return the output that `join` makes of the contents of others; `word` tells it from other joins."""
    make = partial(_joined, [part.make for part in parts], join)
    return Output(name, recipe(word, *(part.recipe for part in parts)), make, parts=tuple(parts), join=join)


def _joined(makes: Sequence[Callable[[], bytes]], join: Join) -> bytes:
    return join(make() for make in makes)


@dataclass(frozen=True)
class Job:
    """What every target works from: a course, the templates, and what students have from earlier editions."""

    course: Course
    templates: "Environment"
    # The names of decks that students have, by the ids of decks; and the retired notes that no package holds any more.
    deck_names: Mapping[str, str] = field(default_factory=dict)
    departed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Plan:
    """What a target makes of a job: entries for the ledger, and outputs in a stable order.

    The ledger is stamped with the `entries` before `outputs` is called with it. `notices` returns lines on what the
    format leaves out or changes, which are printed once a build.
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
        """Return what to make of a job. Only the entries are worked out now, outputs when they are asked for."""


def recipe(*parts: str | bytes) -> str:
    """Return a hash over the parts; the same parts in the same order give the same hash."""
    return sha256(b"".join(map(measured, parts))).hexdigest()


def measured(part: str | bytes) -> bytes:
    """Return a part of a recipe behind its length: other parts never run together to the same bytes."""
    data = part.encode() if isinstance(part, str) else part
    return len(data).to_bytes(8, "big") + data
