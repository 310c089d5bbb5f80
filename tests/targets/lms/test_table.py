"""The bank as a table: the same in CSV and in the workbook, every item once, and no cell that is a formula."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.targets.lms.conftest import NAMES, Made
from tests.targets.lms.making import items_of

HEAD = ("id", "kind", "level", "importance", "stem", "options", "key", "accept", "marking", "reading", "section")


def rows_of(files: dict[str, bytes]) -> list[tuple[str, ...]]:
    """Return the lines of the CSV."""
    return [tuple(row) for row in csv.reader(io.StringIO(files["bank.csv"].decode(), newline=""))]


@pytest.mark.parametrize("name", NAMES)
def test_both_tables_hold_every_item_once(name: str, courses: dict[str, Path], outputs: Made) -> None:
    files = outputs("table", name)
    head, *rows = rows_of(files)
    assert head == HEAD
    assert [row[0] for row in rows] == list(items_of(courses[name]))
    assert all(row[4] for row in rows)
    sheet = load_workbook(io.BytesIO(files["bank.xlsx"])).active
    assert sheet
    cells = [tuple(cell.value or "" for cell in row) for row in sheet.iter_rows()]
    assert cells == [tuple(cell.removeprefix("'") if guarded(cell) else cell for cell in row) for row in (head, *rows)]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "inlineStr", "n"}
    assert not any(isinstance(cell, int | float) for row in cells for cell in row)


def guarded(cell: str) -> bool:
    """Tell whether a cell has the sign by which a spreadsheet takes it for text."""
    return cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@", "\t", "\r"}


def test_no_cell_of_a_hostile_course_is_a_formula(tmp_path: Path) -> None:
    from tests.targets.lms.making import made, mended  # noqa: PLC0415 - this test alone changes a course

    folder = mended(tmp_path / "formula", "Which two names carry an accent?", "=HYPERLINK(1) @a +b -c")
    rows = rows_of(made("table", folder))
    assert not any(cell[:1] in {"=", "+", "@", "\t", "\r"} for row in rows for cell in row)
    [row] = [row for row in rows if row[0] == "multi-signs"]
    assert row[4] == "'=HYPERLINK(1) @a +b -c"


def test_what_an_instructor_counts_by_is_there(outputs: Made) -> None:
    [row] = [row for row in rows_of(outputs("table", "kinds")) if row[0] == "choice-figures"]
    assert row == (
        *("choice-figures", "choice", "apply", "expected", "How many signs are there?"),
        *("1,200 | 90 | 15,000 | 700", "1,200", "", "", "ink", "signs"),
    )


def test_what_an_instructor_marks_by_is_there(tmp_path: Path) -> None:
    from tests.targets.lms.making import made, mended  # noqa: PLC0415 - this test changes a course

    folder = mended(tmp_path / "percent", "tolerance: 0.5", "tolerance: 1.5%")
    rows = {row[0]: row[6:9] for row in rows_of(made("table", folder))}
    assert rows["numeric-names"] == ("49.1% of <all>", "", "± 1.5%")
    assert rows["ordering-names"] == ("A & B | B < C | “C”", "", "A & B: 1957 | B < C: 22 March 2002")
    assert rows["essay-names"][2] == "Names & signs: 3 | 1 < 2: 2"
