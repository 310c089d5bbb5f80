"""Tables that would not be shown as their author wrote them: lines that make none, and cells that would be lost."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from nasec_study.foundation.problems import brief

# What stands before a row in a quotation or a list.
_BEFORE = re.compile(r"[ >]*(?:(?:[-+*]|\d{1,9}[.)]) +)?")
_LINE_END = re.compile(r"\r\n?|\n")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\|[:| ]*-[-:| ]*")


def table_faults(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the tables of a text, to be read after its name, and what would be right.

    `tokens` are those of the text, which is `trimmed`.
    """
    lines = _LINE_END.split(text)
    columns = 0
    for token in tokens:
        if token.type == "inline":
            yield from _no_table([line.strip() for line in token.content.split("\n")])
        elif token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and token.map and columns:
            yield from _misread(lines[token.map[0]], columns)


def _misread(line: str, columns: int) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a row below the head of a table."""
    cells = _cells(line)
    if lost := [cell for cell in cells[columns:] if cell]:
        message = f" holds a row of {len(cells)} cells in a table of {columns}: '{brief(lost[0])}' would be lost"
        yield message, r"give the head as many cells; for a bar in a cell write \| or, in a formula, \vert"
    elif columns > 1 and not _BAR.search(line):
        message = f" holds a line that becomes a row of the table above it: '{brief(line.strip())}'"
        yield message, "put an empty line before it"


def _no_table(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a paragraph whose lines look like rows of a table."""
    tabbed = [line.split("\t") for line in lines]
    if copied := next((one for one, other in pairwise(tabbed) if len(one) > 1 and len(other) > 1), None):
        message = f" holds lines with tabs, as in a table copied from Word or Excel: '{brief(' '.join(copied))}'"
        cells = " | ".join(cell.strip() for cell in copied)
        yield message, f"write each as | {brief(cells)} |, and |{'---|' * len(copied)} on a line below the first"
    rows = [line[:1] == line[-1:] == "|" and len(_cells(line)) > 1 for line in lines]
    at = next((at for at in range(len(lines) - 1) if rows[at] and (rows[at + 1] or _RULE.fullmatch(lines[at + 1]))), -1)
    if at < 0:
        return
    head, below = lines[at : at + 2]
    number = len(_cells(head))
    rule = f"|{'---|' * number}"
    if _RULE.fullmatch(below):
        message = (
            f" holds a table with {number} cells in its head and {len(_cells(below))} in the line of dashes below it"
        )
        yield message, f"write {rule}"
    else:
        message = f" holds lines with bars that make no table: '{brief(head)}'"
        yield message, f"write {rule} on a line below the head"


def _cells(line: str) -> list[str]:
    """Return the cells of a row, without the spaces around them."""
    cells = [cell.strip() for cell in _BAR.split(line[_BEFORE.match(line).end() :].strip())]  # type: ignore[union-attr]
    return cells[not cells[0] : len(cells) - (not cells[-1] and len(cells) > 1)]
