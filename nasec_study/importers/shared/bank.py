"""What every reader of a foreign format gives: items, what could not be taken over as it was, and media."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from hashlib import blake2b
from pathlib import PurePosixPath

from nasec_study.course.files import MEDIA
from nasec_study.course.marks import Node
from nasec_study.foundation.problems import Problem, StudyError, Where

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
MAX_NAME = 40

# An item as it is written: its keys and what they hold.
Fields = dict[str, Node]
# Returns what is in a file that a text names, or None where there is none.
Fetch = Callable[[str], bytes | None]


def nothing(_address: str) -> None:
    """Return that there is no such file: nothing lies beside a text."""


@dataclass(frozen=True)
class ForeignFile:
    """A file as it was given: the name by which messages call it, what is in it, and the pictures beside it."""

    name: str
    content: bytes
    beside: Fetch = nothing

    @property
    def suffix(self) -> str:
        """The ending of the file's name with its dot, in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def text(self) -> str:
        """The file as text. Raises StudyError where it is none."""
        encoding = "utf-16" if self.content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8-sig"
        try:
            return self.content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            from_sheet = ", which spreadsheets call CSV UTF-8, or as .xlsx" if self.suffix in {".csv", ".tsv"} else ""
            raise refusal(self.name, "this file is not UTF-8 text", f"save it as UTF-8{from_sheet}") from error

    def where(self, line: int = 1) -> Where:
        """Return the place of a line in the file."""
        return Where(self.name, line)


class Code(Enum):
    """What could not be taken over as it was."""

    # What an item has is other than it was there.
    CHANGED = auto()
    # A part did not come along.
    LEFT = auto()
    # Likewise, and it is perhaps why a question makes no item: the bank lacks a file, or it was not understood.
    MISSING = auto()
    NO_ITEM = auto()


@dataclass(frozen=True)
class Loss:
    """What could not be taken over as it was, and where; in words for people, by which nothing is decided.

    What makes no item has a `name` by which it is told.
    """

    code: Code
    where: Where
    words: str
    name: str = ""


@dataclass(frozen=True)
class Imported:
    """An imported item: its fields in our keys, without an id; its name there; and its lasting key there, if any.

    `under` are the names of the categories, quizzes or decks that it is in, the widest first.
    """

    name: str
    where: Where
    fields: Mapping[str, Node]
    key: str = ""
    wish: str = ""
    losses: tuple[Loss, ...] = ()
    under: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[str, ...]:
        """What is other than it was, in words."""
        return tuple(one.words for one in self.losses if one.code is Code.CHANGED)

    @property
    def left(self) -> tuple[str, ...]:
        """What did not come along, in words."""
        return tuple(one.words for one in self.losses if one.code is not Code.CHANGED)


class NoItem(Exception):  # noqa: N818 - a fault of what is read, not of the program
    """A question that is no item of ours, with the reason."""


@dataclass(frozen=True)
class Bank:
    """What a file held: items, what was left out, and the media that the items show, by their addresses here."""

    file: str
    format: str
    items: tuple[Imported, ...]
    left_out: tuple[Loss, ...]
    media: Mapping[str, bytes]


@dataclass
class Shelf:
    """What is put aside while a file is read: media, each under a name made of its content, and what makes no item."""

    # Returns what lies beside the file.
    beside: Fetch = nothing
    media: dict[str, bytes] = field(default_factory=dict)
    left_out: list[Loss] = field(default_factory=list)
    # The addresses of pictures here by where they lie there: many questions may show the same one.
    pictures: dict[tuple[Fetch, str], str] = field(default_factory=dict)

    def put(self, name: str, content: bytes) -> str:
        """Keep a file and return its address."""
        path = PurePosixPath(name.replace("\\", "/").rpartition("/")[2])
        stem = _UNSAFE.sub("-", path.stem).strip("-.")[:MAX_NAME] or "file"
        address = f"{MEDIA}/{stem}-{blake2b(content, digest_size=4).hexdigest()}{_UNSAFE.sub('', path.suffix.lower())}"
        self.media[address] = content
        return address

    def leave_out(self, name: str, where: Where, words: str) -> None:
        """Note that something makes no item, and why."""
        self.left_out.append(Loss(Code.NO_ITEM, where, words, name))


def refusal(name: str, message: str, hint: str, line: int = 0, column: int = 0) -> StudyError:
    """Return the error of a foreign file that cannot be read."""
    return StudyError(Problem("E620", Where(name, line, column), message, hint))
