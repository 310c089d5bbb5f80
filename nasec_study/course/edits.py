"""Changes to a file of a course that leave all else in it, comments too, as its author wrote it.

Texts are put in at the places that the parser names. (ruamel.yaml was tried: it writes other indents than its own, line
ends and spaces anew.)
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from nasec_study.course.marks import Marks, Node, Steps, Text
from nasec_study.course.model import Course
from nasec_study.course.source import parse_source
from nasec_study.course.writing import entry_lines, in_flow, in_quotes, mapping_lines
from nasec_study.foundation.problems import Problem, StudyError, Where

SETTINGS_FILE = "course.yaml"
_BOM = "\ufeff"
# What stands at the head of an item.
_FIRST = ("type", "level", "state", "reviewer")
# Blanks that end a line.
_BLANKS = re.compile(r"[ \t]+(?=\r?\n|\Z)")


def with_edition(course: Course, version: str) -> tuple[Path, str]:
    """Return course.yaml and its text with another edition and nothing else changed.

    Raises StudyError where that cannot be.
    """
    file = course.folder / SETTINGS_FILE
    text = text_of(file)
    root, lines = _root(text, str(file)), _Lines(text)
    # In quotes, since other programs take it for a number, and 1.10 for 1.1.
    written = in_quotes(version)
    if "edition" in root:
        changed = lines.with_value(lines.marks.part("edition"), written)
    else:
        end = len(lines.content)
        changed = lines.with_lines(end, end, [f"edition: {written}"])
    try:
        return file, _checked(changed, str(file), {**root, "edition": version})
    except StudyError as error:
        hint = f"write `edition: {written}` yourself"
        raise StudyError(Problem("E610", Where(str(file)), "the edition cannot be written here", hint)) from error


def text_of(file: Path) -> str:
    """Return the text of a file of a course, its line ends as they are. Raises StudyError."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        hint = "check its permissions, and that it is saved as UTF-8"
        raise StudyError(Problem("E101", Where(str(file)), f"the file cannot be read: {error}", hint)) from error


def with_items(text: str, path: str, items: Sequence[Mapping[str, Node]]) -> str:
    """Return the text of a file of items with more of them at its end, and all else as it was.

    Raises StudyError where that cannot be.
    """
    known = _items_of(_root(text, path), path)
    if known and _Lines(text).marks.part("items").is_flow:
        raise _by_hand(path, "its items are in brackets", "write each of them below a hyphen")
    return with_setting(text, path, "items", [*known, *map(dict, items)])


def with_keys(text: str, path: str, number: int, changes: Mapping[str, Node]) -> str:
    """Return the text of a file of items in which an item, by its number from 0, has other values of some keys.

    A new key is added at the end of the item; `level`, `state` and `reviewer` behind `type`. All else is as it was.
    Raises StudyError where that cannot be.
    """
    for key, value in changes.items():
        root = _root(text, path)
        items = _items_of(root, path)
        item = items[number]
        if not isinstance(item, dict):
            raise _by_hand(path, f"item {number + 1} holds no keys", "write it as `- id: ...`")
        wanted = {**root, "items": [*items[:number], {**item, key: value}, *items[number + 1 :]]}
        text = _with_key(text, path, ("items", number), item, key, wanted)
    return text


def with_keys_of_items(text: str, path: str, changes: Mapping[str, Mapping[str, Node]]) -> str:
    """Return the text of a file of items in which several, by their ids, have other values of some keys.

    Each is changed as `with_keys` does, by itself where it stands in lines of its own: to read the whole file for each
    would take hours for thousands. Raises StudyError where that cannot be.
    """
    root, lines = _root(text, path), _Lines(text)
    items = _items_of(root, path)
    head, parts, before = f"items:{lines.line_end}", [lines.mark], 0
    together: dict[int, Mapping[str, Node]] = {}
    left, wanted = dict(changes), [*items]
    for number, item in enumerate(items):
        if not isinstance(item, dict) or not (keys := left.pop(str(item.get("id")), {})):
            continue
        wanted[number] = {**item, **keys}
        marks = lines.marks.part("items", number)
        start, end = marks.at.line, lines.end_of(marks)
        alone = head + "".join(lines.content[start:end])
        if marks.is_flow or parse_source(alone, path).root != {"items": items[number : number + 1]}:
            together[number] = keys
            continue
        parts += [*lines.content[before:start], with_keys(alone, path, 0, keys).removeprefix(head)]
        before = end
    if left:
        raise _by_hand(path, f"item '{next(iter(left))}' is no longer in this file", "begin again")
    changed = "".join([*parts, *lines.content[before:]])
    for number, keys in together.items():
        changed = with_keys(changed, path, number, keys)
    return _checked(changed, path, {**root, "items": wanted})


def with_setting(text: str, path: str, key: str, value: Node) -> str:
    """Return the text of a file with another value of a key of its own, all else as it was. Raises StudyError."""
    root = _root(text, path)
    known, wanted = root.get(key), {**root, key: value}
    if isinstance(known, list) and known and isinstance(value, list) and value[: len(known)] == known:
        lines = _Lines(text)
        listed = lines.marks.part(key)
        if not listed.is_flow:
            end = lines.end_of(listed.part(len(known) - 1))
            added = [line for part in value[len(known) :] for line in entry_lines(part, listed.at.column)]
            return _checked(lines.with_lines(end, end, added), path, wanted)
    return _with_key(text, path, (), root, key, wanted)


def _with_key(text: str, path: str, steps: Steps, item: dict[str, Node], key: str, wanted: dict[str, Node]) -> str:
    """Return a text in which a mapping has another value of a key, so that it holds what is wanted."""
    value: Node = wanted
    for step in (*steps, key):
        value = value[step]  # type: ignore[index]  # the steps lead through mappings and lists
    lines = _Lines(text)
    marks = lines.marks.part(*steps)
    if marks.is_flow:
        return _checked(_in_flow_mapping(lines, marks, path, key, value), path, wanted)
    if key in item:
        part = marks.part(key)
        if isinstance(value, str) and part.is_in_a_line and len(made := mapping_lines({key: value}, 0)) == 1:
            # Several words before a comment could be taken for one text with it.
            has_comment = "#" in lines.text[part.behind.index :].partition("\n")[0]
            shown = in_quotes(value) if has_comment else made[0][len(key) + 2 :]
            return _checked(lines.with_value(part, shown), path, wanted)
        made = mapping_lines({key: value}, marks.at.column)
        first = (part.key or part.at).line
        # The first key of an item stands behind its hyphen.
        made[0] = lines.content[first][: marks.at.column] + made[0][marks.at.column :] + lines.comment_behind(part)
        return _checked(lines.with_lines(first, lines.end_of(part), made), path, wanted)
    before = [one for one in _FIRST[: _FIRST.index(key)] if one in item] if key in _FIRST else []
    behind = before[-1] if before else None
    end = lines.end_of(marks.part(behind or list(item)[-1]))
    return _checked(lines.with_lines(end, end, mapping_lines({key: value}, marks.at.column)), path, wanted)


def _in_flow_mapping(lines: "_Lines", marks: Marks, path: str, key: str, value: Node) -> str:
    """Return a text in which an item in braces has another value of a key."""
    if not isinstance(value, str) or "\n" in value:
        raise _by_hand(path, f"the item in line {marks.at.line + 1} is in braces", "write each of its keys in a line")
    if key in marks.parts:
        return lines.with_value(marks.part(key), in_flow(value))
    closing = marks.behind.index - 1
    behind = len(lines.text[:closing].rstrip())
    return lines.with_text(behind, behind, f", {key}: {in_flow(value)}")


class _Lines:
    """A text in lines, with the line end that it uses."""

    def __init__(self, text: str) -> None:
        self.mark = _BOM if text.startswith(_BOM) else ""
        self.text = text.removeprefix(_BOM)
        self.marks = Text("", self.text).marks
        self.content = self.text.splitlines(keepends=True)
        self.line_end = "\r\n" if "\r\n" in self.text else "\n"

    def end_of(self, marks: Marks) -> int:
        """Return the number of the line behind a value, before empty ones and comments."""
        end = marks.end_line
        while end > marks.at.line + 1 and not self.content[end - 1].strip():
            end -= 1
        return end

    def comment_behind(self, marks: Marks) -> str:
        """Return the comment behind a value, with the blanks before it; '' if there is none."""
        rest = self.text[marks.behind.index :].partition("\n")[0].rstrip()
        is_beside = (marks.is_in_a_line or marks.is_flow) and rest.lstrip().startswith("#")
        return rest if is_beside else ""

    def with_lines(self, start: int, end: int, lines: Sequence[str]) -> str:
        """Return the text with other lines in the place of those from `start` to before `end`."""
        before = [*self.content[:start]]
        if before and not before[-1].endswith(("\n", "\r")):
            before[-1] += self.line_end
        return self.mark + "".join([*before, *(f"{line}{self.line_end}" for line in lines), *self.content[end:]])

    def with_value(self, marks: Marks, words: str) -> str:
        """Return the text with words in the place of a value; an empty one ends at its colon."""
        start, end = marks.at.index, marks.behind.index
        blank = " " if self.text[:start].endswith(":") else ""
        rest = _BLANKS.match(self.text, end) if start == end else None
        return self.with_text(start, rest.end() if rest else end, blank + words)

    def with_text(self, start: int, end: int, words: str) -> str:
        """Return the text with words in the place of some characters."""
        return self.mark + self.text[:start] + words + self.text[end:]


def _root(text: str, path: str) -> dict[str, Node]:
    root, _, problems = parse_source(text.removeprefix(_BOM), path)
    if not isinstance(root, dict):
        raise StudyError(*problems) if problems else _by_hand(path, "the file holds no keys", "write `key: ...`")
    return root


def _items_of(root: dict[str, Node], path: str) -> list[Node]:
    items = root.get("items") or []
    if not isinstance(items, list):
        raise _by_hand(path, "`items:` holds no list", "write `items:` and the items below it")
    return items


def _checked(text: str, path: str, wanted: Node) -> str:
    """Return a changed text that holds what it should. Raises StudyError for another."""
    root, _, problems = parse_source(text.removeprefix(_BOM), path)
    if problems or root != wanted:
        raise _by_hand(path, "the change cannot be written here", "correct what `nasec-study check` finds here first")
    return text


def _by_hand(path: str, message: str, hint: str) -> StudyError:
    return StudyError(Problem("E621", Where(path), message, hint))
