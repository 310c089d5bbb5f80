"""Tables as CSV: no cell is a formula, and what is none stays as it is."""

import csv
import io

import pytest

from nasec_study.targets._csv import csv_text


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("@A1", "'@A1"),
        ("-A1", "'-A1"),
        ("-1+A1", "'-1+A1"),
        ("\tx", "'\tx"),
        ("-1", "-1"),
        ("-1,200.5", "-1,200.5"),
        ("1=1", "1=1"),
        ("'=1", "'=1"),
        ('a "b", c', 'a "b", c'),
    ],
)
def test_no_cell_is_a_formula(cell: str, shown: str) -> None:
    assert list(csv.reader(io.StringIO(csv_text([[cell, 7]]), newline=""))) == [[shown, "7"]]
