"""Rows of a text whose cells a sign divides, as spreadsheets and Anki write them."""

import csv
import io
from collections.abc import Iterator

from nasec_study.importers._bank import ForeignFile, refusal


def rows_of(
    file: ForeignFile, text: str, sign: str, first: int = 1, comment: str = ""
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text, each with its line; the text begins in the `first` line of the file.

    A line that begins with the sign of a `comment`, where a row would, is none. Raises StudyError where the text cannot
    be read.
    """
    # The lines of the row that is read just now.
    begun: list[int] = []

    def lines() -> Iterator[str]:
        for number, line in enumerate(io.StringIO(text), start=first):
            if not begun and comment and line.startswith(comment):
                continue
            begun.append(number)
            yield line

    try:
        for cells in csv.reader(lines(), delimiter=sign):
            yield begun[0], cells
            begun.clear()
    except csv.Error as error:
        line = begun[0] if begun else first
        raise refusal(file.name, f"this table cannot be read: {error}", "save it as CSV again", line) from error
