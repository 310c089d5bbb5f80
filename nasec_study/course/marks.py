"""Where the values of a YAML text stand: read from the text a second time, and only when somebody asks.

Of a sound bank hardly any place is ever asked for, and to note all of them takes as long as to read it.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

import yaml
from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
    YAMLError,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # libyaml's, missing in the stubs

from nasec_study.foundation.characters import composed
from nasec_study.foundation.problems import MAX_QUOTED, Problem, Where, brief

# What stands for nothing (YAML 1.2.2, 10.2.1.1), and where it may stand.
NULLS = frozenset({"null", "Null", "NULL", "~"})
NULL = re.compile(r"(?<=[\s,\[{:])(?:null|Null|NULL|~)(?=\s|[,\]}]|\Z)")
# By these signs a text of several lines is written.
_OF_LINES = frozenset({"|", ">"})
_AS_WRITTEN = MappingProxyType({"\\": r"\\{1,2}", "'": "'{1,2}", '"': r'\\?"'})
_START = yaml.Mark("", 0, 0, 0, None, 0)
# What stands in the lists, and in the files of folders, that hold things with ids.
_NOUNS = MappingProxyType(
    {
        "items": "item",
        "disputes": "dispute",
        "objectives": "objective",
        "decks": "deck",
        "worksheets": "worksheet",
        "readings": "reading",
        "stimuli": "stimulus",
        "pictures": "picture",
    }
)
Steps = tuple[str | int, ...]
Node = dict[str, "Node"] | list["Node"] | str


class Mark(Protocol):
    """A position in a file as libyaml gives it: line, column and index count from 0, the index over all characters."""

    line: int
    column: int
    index: int


class Marks:
    """Where a value stands: the marks `at` which it begins and `behind` it, and that of its key if it has one.

    `parts` are the marks of the values in it, by key or number; `style` is the sign by which a text is written.
    """

    __slots__ = ("at", "behind", "is_flow", "key", "parts", "style")

    def __init__(self, event: Any, key: Mark | None = None) -> None:
        self.at: Mark = event.start_mark
        self.behind: Mark = event.end_mark
        self.key = key
        self.is_flow = getattr(event, "flow_style", False)
        self.style = getattr(event, "style", None)
        self.parts: dict[str | int, Marks] = {}

    @property
    def is_in_a_line(self) -> bool:
        """Tell whether it is a text in one line."""
        is_text = not self.parts and not self.is_flow and self.style not in _OF_LINES
        return is_text and self.at.line == self.behind.line

    @property
    def end_line(self) -> int:
        """The number of the line behind it, from 0; a text by bars or folds ends where the next thing begins."""
        if self.parts and not self.is_flow:
            return max(part.end_line for part in self.parts.values())
        if self.style in _OF_LINES and self.behind.column == 0:
            return max(self.behind.line, self.at.line + 1)
        return self.behind.line + 1

    def part(self, *steps: str | int) -> "Marks":
        """Return the marks of the value to which some steps lead."""
        marks = self
        for step in steps:
            marks = marks.parts[step]
        return marks


@dataclass(frozen=True)
class Text:
    """A YAML text, under the path by which messages name it."""

    path: str
    content: str

    @property
    def body(self) -> str:
        """What stands below the comment that names the file's schema to editors, which has signs of its own."""
        return self.content.partition("\n")[2] if self.content.startswith("# ") else self.content

    @property
    def marks(self) -> Marks:
        """The marks of its value and of all in it, as far as this is YAML; its start where it holds no value."""
        return _marks(self.content)

    def where(self, mark: Mark, steps: Steps) -> Where:
        """Return the place of a mark, which belongs to the value that steps lead to."""
        return where(self.path, mark, self._thing(steps))

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Return problems that know lines and columns of the text with the things that stand there."""
        return tuple(problem.within(self._thing_at(problem.where)) for problem in problems)

    def _thing_at(self, place: Where) -> tuple[str, str]:
        at = (place.line - 1, place.column - 1)
        steps = _last_before(at, [(part.key or part.at, key) for key, part in self.marks.parts.items()])
        entries = self.marks.part(*steps)
        # To the left of entries, or where their hyphens are, there is none of them.
        if steps and (entries.is_flow or entries.at.column < at[1]):
            steps += _last_before(at, [(part.at, number) for number, part in entries.parts.items()])
        return self._thing(steps)

    def _thing(self, steps: Steps) -> tuple[str, str]:
        """Return noun and id of the thing to which the value belongs that steps lead to; a whole file may be one."""
        marks, noun = self.marks, _NOUNS.get(Path(self.path).parent.name, "")
        match steps:
            case (str(key), int(number), *_) if key in _NOUNS and number in marks.parts.get(key, marks).parts:
                marks, noun = marks.part(key, number), _NOUNS[key]
        name = marks.parts.get("id")
        if name is None or not name.is_in_a_line:
            return noun, ""
        return noun, brief(self.content[name.at.index : name.behind.index].strip("\"'"))


def _last_before(at: tuple[int, int], marks: Iterable[tuple[Mark, str | int]]) -> Steps:
    """Return the step to the last of some marks, in their order, that stands at a line and column or before."""
    return tuple([step for mark, step in marks if (mark.line, mark.column) <= at][-1:])


# They take ten times the room of their text.
@lru_cache(maxsize=64)
def _marks(content: str) -> Marks:
    next_event: Callable[[], Any] = CParser(content).get_event
    root = Marks(StreamStartEvent(_START, _START))
    with suppress(YAMLError, RecursionError):
        next_event()
        if isinstance(next_event(), DocumentStartEvent):
            event = next_event()
            root = Marks(event)
            _fill(root, event, next_event)
    return root


def _fill(marks: Marks, event: Any, next_event: Callable[[], Any]) -> None:
    """Add the marks of what is in the value that begins with an event. Of two values under one key the first counts."""
    kind = type(event)
    if kind is MappingStartEvent:
        while (kind := type(key := next_event())) is not MappingEndEvent:
            if kind is not ScalarEvent:
                _fill(Marks(key), key, next_event)
            value = next_event()
            part = Marks(value, key.start_mark)
            if kind is ScalarEvent:
                marks.parts.setdefault(composed(key.value), part)
            if type(value) is not ScalarEvent:
                _fill(part, value, next_event)
        marks.behind = key.end_mark
    elif kind is SequenceStartEvent:
        while (kind := type(value := next_event())) is not SequenceEndEvent:
            part = marks.parts[len(marks.parts)] = Marks(value)
            if kind is not ScalarEvent:
                _fill(part, value, next_event)
        marks.behind = value.end_mark


class Source(NamedTuple):
    """A part of a YAML text: the value that `steps` lead to, each a key of a mapping or a number (from 0) of a list."""

    text: Text
    steps: Steps = ()

    def part(self, *steps: str | int) -> "Source":
        """Return the part to which more steps lead."""
        return Source(self.text, (*self.steps, *steps))

    def giving(self, key: str) -> "Source":
        """Return the part that gives a key: this one, or else the head of its file, if that does."""
        head = Source(self.text)
        return head if not self._follow((key,))[1] and head._follow((key,))[1] else self

    def where(self, *steps: str | int) -> Where:
        """Return the place of the value that more steps lead to, or of the last one on the way that exists."""
        marks, _ = self._follow(steps)
        return self.text.where(marks.at, (*self.steps, *steps))

    def word(self, steps: Steps, piece: str, at: int = 0) -> Where:
        """Return the place of a piece of the text that steps lead to, or of its character number `at`, from 0.

        Where the piece is not written there as it is, that is the place of the text.
        """
        marks, _ = self._follow(steps)
        piece = piece[: at + MAX_QUOTED]
        # A quoted text doubles its quotes and backslashes, and a folded one breaks at its spaces.
        every = [r"\s+" if sign.isspace() else _AS_WRITTEN.get(sign) or re.escape(sign) for sign in piece]
        signs = ["" if sign == before == r"\s+" else sign for before, sign in pairwise(["", *every])]
        begins, ends = (r"\b" if sign.isalnum() else "" for sign in (piece[:1], piece[-1:]))
        place = self.where(*steps)
        for begin, end in dict.fromkeys(((begins, ends), ("", ""))) if piece else ():
            pattern = re.compile(f"{begin}({''.join(signs[:at])}){''.join(signs[at:])}{end}")
            if found := pattern.search(self.text.content, marks.at.index, marks.behind.index):
                *above, last = self.text.content[marks.at.index : found.end(1)].split("\n")
                column = len(last) + (1 if above else place.column)
                return replace(place, line=place.line + len(above), column=column)
        return place

    def null_at(self, *steps: str | int) -> str:
        """Return the word by which the value that more steps lead to stands for nothing, such as NULL; '' if none."""
        word = NULL.match(self.text.content, self.start_of(*steps))
        return word[0] if word else ""

    def start_of(self, *steps: str | int) -> int:
        """Return how many characters of the text stand before the value that more steps lead to."""
        marks, _ = self._follow(steps)
        return marks.at.index

    def key_where(self, *steps: str | int) -> Where:
        """Return the place of the key of the value that more steps lead to; where it has none, that of the value."""
        marks, is_there = self._follow(steps)
        return self.text.where(marks.key if is_there and marks.key else marks.at, (*self.steps, *steps))

    def _follow(self, steps: Steps) -> tuple[Marks, bool]:
        """Return the marks that all steps lead to, or else the last ones on the way and False."""
        marks = self.text.marks
        for step in (*self.steps, *steps):
            if step not in marks.parts:
                return marks, False
            marks = marks.parts[step]
        return marks, True


def where(path: str, mark: Mark, thing: tuple[str, str] = ("", "")) -> Where:
    """Return the place of a mark in the file that messages call `path`."""
    return Where(path, mark.line + 1, mark.column + 1, thing)
