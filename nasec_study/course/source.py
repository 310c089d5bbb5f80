"""YAML text to a tree of mappings, lists and text.

Built straight from libyaml's events: nothing is guessed (``no``, ``1.10`` and ``2005-03-23`` stay
text), nothing is shared (anchors are refused) and nothing is constructed (tags are refused).
"""

import re
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

import yaml
from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # libyaml's, missing in the stubs

from nasec_study.course.marks import NULL, NULLS, Mark, Node, Source, Text, where
from nasec_study.course.slips import MAX_DEPTH, cut_command, syntax_problems, too_deep
from nasec_study.course.writing import MAX_TEXT, quoted
from nasec_study.foundation.characters import composed, is_composed, place_of, refused
from nasec_study.foundation.problems import Problem, Where, brief, unreadable

MAX_BYTES = 8_000_000
MAX_PROBLEMS = 100

# What libyaml does not read, or counts as the end of a line where an editor does not.
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
# An id or a number, behind which a number may be a comment, but where an author's own words stand.
_ID = re.compile(r"[a-z0-9.-]+")
_WORDS = frozenset(["term", "definition", "text", "key", "keys", "premise", "response", "label", "accept"])
# A comment, told from a text that goes on by the space behind its sign, unless it is but a number, as in Trick # 1;
# and one that follows something in its line.
_COMMENT = re.compile(r"[ \t]+#(?:(?P<word>\S)|[ \t]+(?P<number>\d+)[^\w\r\n]*(?=[\r\n]|\Z))?[^\r\n]*")
_COMMENTED = re.compile(r"[^\s#][ \t]+#")
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
# What a backslash and a letter make in double quotes, where a command of TeX or a path was meant.
_BY_LETTER = str.maketrans("\a\b\x1b\f\v\x85\u2028\u2029", "abefvNLP")


class Parsed(NamedTuple):
    """The tree of a file (None if it cannot be used), its source, which tells where values stand, and its problems."""

    root: Node | None
    source: Source
    problems: tuple[Problem, ...]


def raw_of(file: Path, path: str, if_large: str = "split it into several files") -> bytes | Problem:
    """Return the content of a file, or the problem why it cannot be read; messages call it `path`."""
    try:
        # A pipe or a device has no end.
        is_plain, size = S_ISREG(file.stat().st_mode), file.stat().st_size
        raw = file.read_bytes() if is_plain and size <= MAX_BYTES else b""
    except OSError as error:
        return unreadable(path, error)
    if not is_plain:
        return Problem("E101", Where(path), "this is not a regular file", "put a file of this name here, or delete it")
    if size > MAX_BYTES:
        return Problem("E102", Where(path), f"the file is larger than {MAX_BYTES // 1_000_000} MB", if_large)
    return raw


def parse_raw(raw: bytes, path: str) -> Parsed:
    """Return the tree of a YAML file; messages call it `path`. A file that is no YAML has no root."""
    text = decoded(raw, path)
    return no_tree(path, text) if isinstance(text, Problem) else parse_source(text, path)


def decoded(raw: bytes, path: str) -> str | Problem:
    """Return a file's content as text, or the problem of one that is not UTF-8; messages call it `path`."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # What it counts in begins behind a byte order mark.
        before = error.object[: error.start].decode("utf-8", "replace")
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
        return Problem("E103", Where(path, *place_of(before, len(before))), message, "save the file as UTF-8")


def no_tree(path: str, problem: Problem) -> Parsed:
    """Return a file of which nothing can be used, and why."""
    return Parsed(None, Source(Text(path, "")), (problem,))


def parse_source(text: str, path: str) -> Parsed:
    """Return the tree of a YAML text; messages call it `path`. A text that is no YAML has no root."""
    source = readable = Source(Text(path, text))
    problems = [
        Problem("E111", Where(path, found.line, found.column), found.message, found.hint)
        for found in islice(refused(text), MAX_PROBLEMS)
    ]
    characters = len(problems)
    if problems and (characters == MAX_PROBLEMS or _UNREADABLE.search(text)):
        return Parsed(None, source, source.text.placed(problems))
    try:
        root = _Builder(source, problems).build()
    except yaml.YAMLError as error:
        slips, mended, is_yaml = syntax_problems(error, text, path)
        readable = Source(Text(path, mended))
        if is_yaml:
            # What the slips hid; what lies before the first of them comes again.
            del problems[characters:]
            _Builder(readable, problems).build()
        # A brace that begins a text looks like a key that is none.
        braced = {("E109", slip.where.line) for slip in slips}
        problems = [problem for problem in problems if (problem.rule, problem.where.line) not in braced]
        problems += slips
        root = None
    else:
        root = None if root == "" else root
        if root is None and not problems:
            problems.append(Problem("E104", Where(path), "the file is empty", "write its content or delete it"))
    return Parsed(root, source, readable.text.placed(problems))


class _Unusable(Exception):  # noqa: N818 - a fault of the text, not of the program
    """A text has too many problems, or is nested too deep, to be read to its end."""


class _Builder:
    """Turns libyaml's events of one document into a tree."""

    def __init__(self, source: Source, problems: list[Problem]) -> None:
        self.source = source
        self.path, self.text = source.text.path, source.text.content
        self.next_event: Any = CParser(self.text).get_event
        self.problems = problems
        # What is open around the value that comes next, whether that is a mapping, and the key or number of
        # what is open in it; None where that is itself a key.
        self.around: list[tuple[Any, bool, Any]] = []

    def build(self) -> Node | None:
        """Return the tree; too many problems, or too deep a nesting, end the reading with no tree."""
        self.next_event()
        if self._next_start() is None:
            return None
        try:
            root = self._document()
            if second := self._next_start():
                self._problem(
                    "E105",
                    second,
                    "a second document begins here",
                    "delete the line `---`, or move the rest to a file of its own",
                )
        except _Unusable:
            return None
        return root

    def _next_start(self) -> Mark | None:
        """Return where the next document begins, if there is one."""
        event = self.next_event()
        return event.start_mark if type(event) is DocumentStartEvent else None

    def _document(self) -> Node:
        """Return the tree of a document. Every value of a course comes by here: what is rare has its own methods."""
        next_event = self.next_event
        is_suspect = _may_mislead(self.text)
        document: list[Node] = []
        parent: Any = document
        in_map = False
        # The key that waits for its value; the value of the key "" is thrown away.
        key: str | None = None
        while (kind := type(event := next_event())) is not DocumentEndEvent:
            if kind is ScalarEvent:
                node = event.value
                if is_suspect or len(node) > MAX_TEXT:
                    node = self._judged(event, key if in_map else self.around[-1][2] if self.around else None)
            elif kind in _ENDS:
                parent, in_map, step = self.around.pop()
                key = "" if step is None else None
                continue
            else:
                if event.anchor is not None or event.tag is not None or len(self.around) >= MAX_DEPTH:
                    self._refuse(event, kind)
                node = "" if kind is AliasEvent else {} if kind is MappingStartEvent else []
            step = key
            if not in_map:
                step = len(parent)
                parent.append(node)
            elif key is None:
                key = node if kind is ScalarEvent and node and node not in parent else self._refused_key(node, event)
            else:
                if key:
                    parent[key] = node
                key = None
            if kind is not ScalarEvent and kind is not AliasEvent:
                self.around.append((parent, in_map, step))
                parent, in_map, key = node, kind is MappingStartEvent, None
        return document[0]

    def _refuse(self, event: Any, kind: type) -> None:
        """Report an alias, or what is wrong with a container that begins here: an anchor, a tag, its depth."""
        self._refuse_anchors(event, kind)
        if kind is not AliasEvent and len(self.around) >= MAX_DEPTH:
            self.problems.append(too_deep(where(self.path, event.start_mark)))
            raise _Unusable

    def _judged(self, event: Any, key: Any) -> str:
        """Return a text that may hold more than it seems to, after a closer look at it; `key` is that of its value."""
        self._refuse_anchors(event, ScalarEvent)
        if event.style in {None, ""} and (lost := self._lost(event, key)):
            hint = f"if it is text, write {quoted(f'{event.value}{lost}')}; put a comment on a line of its own"
            self._problem("E119", event.end_mark, "the rest of this line is a comment and would be lost", hint)
        written = self.text[event.start_mark.index : event.end_mark.index]
        if (found := next(refused(event.value), None)) and found.character not in written:
            hint = f"{found.hint}; where a backslash is meant, write it twice in double quotes"
            is_letter = ord(found.character) in _BY_LETTER
            self._problem("E111", event.start_mark, found.message, hint if is_letter else found.hint)
            event.value = event.value.translate(_BY_LETTER)
        elif event.style == '"' and (command := cut_command(written)):
            sign, what = {"n": ("\n", "a line break"), "r": ("\r", "a line break"), "t": ("\t", "a tab")}[command[0]]
            message = f"'\\{command}' is in double quotes, where \\{command[0]} is {what}"
            self._problem("E111", event.start_mark, message, "write the backslash twice, or use single quotes")
            event.value = event.value.replace(f"{sign}{command[1:]}", command)
        if len(event.value) > MAX_TEXT:
            message = f"this text has {len(event.value)} characters"
            self._problem("E125", event.start_mark, message, f"at most {MAX_TEXT}; split it into several")
            return brief(event.value)
        # How an editor writes accents, and how a program writes nothing, makes no difference.
        is_null = event.style in {None, ""} and event.value in NULLS
        return "" if is_null else composed(str(event.value))

    def _lost(self, event: Any, key: Any) -> str:
        """Return the comment behind a plain text that may be the rest of it.

        It stands behind several words; or is like ' #word', or like ' # 1' behind what is no id and no number.
        """
        found = _COMMENT.match(self.text, event.end_mark.index)
        is_text = found and (
            len(event.value.split()) > 1
            or found["word"]
            or (found["number"] and (key in _WORDS or not _ID.fullmatch(event.value)))
        )
        return found[0].rstrip() if found and is_text else ""

    def _problem(self, rule: str, mark: Mark, message: str, hint: str) -> None:
        self.problems.append(Problem(rule, where(self.path, mark), message, hint))
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Unusable

    def _refuse_anchors(self, event: Any, kind: type) -> None:
        if kind is AliasEvent:
            message = f"alias '*{brief(event.anchor)}' is not allowed"
            self._problem("E107", event.start_mark, message, "write the value out; if it is text, put it in quotes")
        elif event.anchor is not None:
            hint = "write the value out where it is needed; if it is text, put it in quotes"
            self._problem("E107", event.start_mark, f"anchor '&{brief(event.anchor)}' is not allowed", hint)
        if kind is not AliasEvent and event.tag is not None:
            message = f"tag '{brief(event.tag)}' is not allowed"
            self._problem("E108", event.start_mark, message, "put a text that begins with ! in quotes")

    def _refused_key(self, node: Node, event: Any) -> str:
        """Report a key that is no text, or stands twice."""
        if not isinstance(node, str) or not node:
            hint = "quote it if it contains brackets or braces"
            self._problem("E109", event.start_mark, "a key must be a plain text", hint)
        else:
            hint = "keep one of them"
            if len(self.around) == 1 and node in {"items", "reading", "section"}:
                hint = "a file is one bank: move the second into a file of its own"
            steps = [step for _, _, step in self.around[1:] if step not in {None, ""}]
            if len(steps) == len(self.around) - 1:
                hint = f"the first is on line {self.source.key_where(*steps, node).line}; {hint}"
            self._problem("E110", event.start_mark, f"key '{brief(node)}' is given twice", hint)
        return ""


def _may_mislead(text: str) -> bool:
    """Tell whether a value can be other than it seems.

    It may hold escapes, be cut short by a comment, be null, or have accents apart from their letters. Anchors and tags
    begin with a sign that is followed by no space; to split at a sign is quicker than to look at each character.
    """
    if any(sure in text for sure in ("\\", "&&", "!!")):
        return True
    # To look for a few signs anywhere is quicker than to look at what stands around them.
    if (" #" in text or "\t#" in text) and _COMMENTED.search(text):
        return True
    if any(null in text for null in NULLS) and NULL.search(text):
        return True
    if not is_composed(text):
        return True
    return any(behind[:1].strip() for sign in "&!" for behind in text.split(sign)[1:])
