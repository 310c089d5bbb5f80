"""Rows of a text whose cells a sign divides, as spreadsheets and Anki write them."""

import csv
import io
from collections.abc import Iterator

from nasec_study.importers._bank import ForeignFile, refusal


def rows_of(file: ForeignFile, text: str, sign: str, first: int = 1) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text, each with its line; the text begins in the `first` line of the file.

    Raises StudyError where it cannot be read.
    """
    reader = csv.reader(io.StringIO(text), delimiter=sign)
    line = first
    try:
        for cells in reader:
            yield line, cells
            line = first + reader.line_num
    except csv.Error as error:
        raise refusal(file.name, f"this table cannot be read: {error}", "save it as CSV again", line) from error
