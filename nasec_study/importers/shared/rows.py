"""Rows of a text whose cells a sign divides, as spreadsheets, Anki and Quizlet write them."""

import csv
import io
import re
from collections.abc import Collection, Iterator

from nasec_study.importers.shared.bank import ForeignFile, refusal

# What tells a cell that is written as HTML.
HTML = re.compile(r"</?(?:div|span|b|i|u|br|img|p|ul|ol|li|su[bp]|em|strong|font)\b[^<>]*>|&nbsp;")


def rows_of(
    file: ForeignFile, text: str, sign: str, first: int = 1, comment: str = "", *, is_quoted: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text, each with its line; the text begins in the `first` line of the file.

    A line that begins with the sign of a `comment`, where a row would, is none. Quotation marks around a cell are none
    of its text, unless nothing `is_quoted`. Raises StudyError where the text cannot be read.
    """
    # The lines of the row that is read just now.
    begun: list[int] = []
    marks = 0

    def lines() -> Iterator[str]:
        nonlocal marks
        for number, line in enumerate(io.StringIO(text), start=first):
            if not begun and comment and line.startswith(comment):
                continue
            begun.append(number)
            marks += line.count('"')
            yield line

    try:
        for cells in csv.reader(lines(), delimiter=sign, quoting=csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE):
            if is_quoted and len(begun) > 1 and marks % 2:
                hint = "close it, and write marks that are part of a text twice"
                raise refusal(file.name, "a quotation mark at the beginning of a cell is not closed", hint, begun[0])
            yield begun[0], cells
            begun.clear()
            marks = 0
    except csv.Error as error:
        line = begun[0] if begun else first
        raise refusal(file.name, f"this table cannot be read: {error}", "save it as CSV again", line) from error


def questions_in(
    file: ForeignFile, begins: re.Pattern[str], words: Collection[str], comment: str = ""
) -> Iterator[tuple[int, str, list[list[str]]]]:
    """Yield the questions of a table that has a row for each part of one: the line, the kind and the rows of each.

    `begins` finds a row with which a question begins, and the `sign` between its cells; the first cell of such a row is
    one of some `words`, the next one its kind. The rows have five cells at least. Raises StudyError as `rows_of` does.
    """
    sign = next(found["sign"] for found in begins.finditer(file.text))
    begun: tuple[int, str, list[list[str]]] | None = None
    for line, cells in rows_of(file, file.text, sign, comment=comment):
        row = [*(cell.strip() for cell in cells), *[""] * 5]
        if row[0].lower().replace(" ", "") in words:
            if begun:
                yield begun
            begun = (line, row[1].lower(), [])
        elif begun and any(row):
            begun[2].append(row)
    if begun:
        yield begun


def is_well_quoted(text: str, sign: str) -> bool:
    """Tell whether quotation marks at the beginnings of cells are closed at their ends."""
    try:
        return all(True for _ in csv.reader(io.StringIO(text), delimiter=sign, strict=True))
    except csv.Error:
        return False
