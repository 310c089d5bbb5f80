"""Parts of a course as YAML that a person can go on writing: plain where that is safe, long texts in several lines."""

import re
from collections.abc import Iterator, Mapping
from textwrap import wrap

from nasec_study.course.marks import Node
from nasec_study.foundation.problems import brief

WIDTH = 110
INDENT = 2
# A text of an item has so many characters at most.
MAX_TEXT = 20_000
# What begins like this means something to YAML, or reads as if it did.
_PLAIN = re.compile(r"[\w(“¿¡«‘+$€£°/.;\\^=<][^\n]*(?<![:\s])|[\w(]")
# A colon before a question mark ends a text there, too.
_FLOW_SIGNS = re.compile(r"[\[\]{},]|:\?")
_MISREAD = re.compile(r":\s|\s#|:$|^(?:null|Null|NULL|~|=)$|^[-.]{3}|\t")


def mapping_lines(node: Mapping[str, Node], column: int) -> list[str]:
    """Return the lines of a mapping's keys, each indented to a column."""
    return [
        f"{' ' * column}{line}" if number == 0 else line
        for key, value in node.items()
        for number, line in enumerate(_entry(key, value, column))
    ]


def entry_lines(node: Mapping[str, Node] | Node, column: int) -> list[str]:
    """Return the lines of an entry of a list whose hyphens stand at a column."""
    inner = column + INDENT
    first, *rest = mapping_lines(node, inner) if isinstance(node, Mapping) else _scalar(str(node), inner)
    return [f"{' ' * column}- {first.lstrip(' ')}", *rest]


def in_flow(text: str) -> str:
    """Return a text in one line, so that it can stand between brackets, too.

    With an open parenthesis and no quotes, it would look like the first half of one that a comma has cut.
    """
    is_whole = not _FLOW_SIGNS.search(text) and text.count("(") == text.count(")")
    return text if _is_plain(text) and is_whole else in_quotes(text)


def _entry(key: str, value: Node, column: int) -> Iterator[str]:
    """Yield the lines of a key and its value; the first bears no indent."""
    key = in_flow(key)
    if value == "":
        yield f"{key}:"
        return
    if isinstance(value, str):
        first, *rest = _scalar(value, column + INDENT, len(key) + 2)
        yield f"{key}: {first}"
        yield from rest
        return
    if isinstance(value, list) and all(isinstance(part, str) and "\n" not in part for part in value):
        flow = f"{key}: [{', '.join(in_flow(str(part)) for part in value)}]"
        if column + len(flow) <= WIDTH:
            yield flow
            return
    yield f"{key}:"
    if isinstance(value, dict):
        yield from mapping_lines(value, column + INDENT)
    else:
        yield from (line for part in value for line in entry_lines(part, column + INDENT))


def _scalar(text: str, column: int, before: int = 0) -> Iterator[str]:
    """Yield the lines of a text; those behind the first are indented to a column."""
    pad = " " * column
    if "\n" in text and not text.startswith(("\n", " ")) and not text.endswith("\n"):
        yield "|-"
        yield from (f"{pad}{line}" if line else "" for line in text.split("\n"))
    elif "\n" in text:
        yield in_quotes(text)
    elif column + before + len(text) > WIDTH and (folded := _folded(text, WIDTH - column)):
        yield ">-"
        yield from (f"{pad}{line}" for line in folded)
    else:
        yield text if _is_plain(text) else in_quotes(text)


def _folded(text: str, width: int) -> list[str]:
    """Return a text in lines that YAML joins again to the same text; none where they would not be."""
    lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return lines if " ".join(lines) == text and len(lines) > 1 else []


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _MISREAD.search(text)


def quoted(text: str) -> str:
    """Return a text in quotes as a message shows it: in one line, shortened if it is long."""
    return in_quotes(brief(text))


def in_quotes(text: str) -> str:
    """Return a text in quotes, in one line."""
    if '"' not in text and "\\" not in text and "\n" not in text and "\t" not in text:
        return f'"{text}"'
    if "\n" not in text and "\t" not in text:
        return "'{}'".format(text.replace("'", "''"))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
