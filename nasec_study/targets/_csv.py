"""Tables as CSV, which spreadsheets open."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection); plain numbers are none.
_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.,]+$)")


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV (RFC 4180), with no cell that a spreadsheet takes for a formula."""
    text = StringIO()
    csv.writer(text).writerows([_cell(str(value)) for value in row] for row in rows)
    return text.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if is_taken_for_formula(text) else text


def is_taken_for_formula(text: str) -> bool:
    """Tell whether a spreadsheet takes a text for a formula."""
    return bool(_FORMULA.match(text))
