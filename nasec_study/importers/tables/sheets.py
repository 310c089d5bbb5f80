"""The rows of a table: of a text whose cells a sign divides, or of the first sheet of a workbook."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from nasec_study.importers.shared.archives import archive_of, is_archive
from nasec_study.importers.shared.bank import ForeignFile, refusal
from nasec_study.importers.shared.rows import is_well_quoted, rows_of
from nasec_study.importers.shared.xml import check_head
from nasec_study.importers.tables.cells import holds_emphasis, shown

MAX_ROWS = 100_000
# Cells that are joined in one column (ECMA-376 part 1, 18.3.1.54).
_JOINED = re.compile(rb'mergeCell\s[^<>]*?ref="(?P<column>[A-Z]{1,3})(?P<first>\d{1,7}):(?P=column)(?P<last>\d{1,7})"')


def rows_in(file: ForeignFile) -> tuple[list[tuple[int, list[str]]], list[str], set[int]]:
    """Return the rows of a table with their lines, the names of other sheets that hold something, and lines.

    In those lines, words within a cell are set in italics or bold. Raises StudyError for a table that cannot be read.
    """
    return _workbook(file) if file.suffix == ".xlsx" else (list(_delimited(file)), [], set())


def _delimited(file: ForeignFile) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a text with their lines; what divides cells is told by the first of them."""
    is_list = file.suffix == ".txt"
    text = (tabbed(file.text) if is_list else file.text).lstrip("\n")
    # A title may stand above the table.
    first = next((line for line in text.split("\n") if re.search(r"[\t,;|]", line)), "")
    sign = "\t" if file.suffix in {".tsv", ".tab"} or "\t" in first else max(",;|", key=first.count)
    empty = len(file.text) - len(file.text.lstrip("\n"))
    is_quoted = not is_list or is_well_quoted(text, sign)
    for number, (line, cells) in enumerate(rows_of(file, text, sign, 1 + empty, is_quoted=is_quoted)):
        if number > MAX_ROWS:
            raise refusal(file.name, f"this table has more than {MAX_ROWS} rows", "split it", line)
        yield line, [_without_guard(cell.strip()) for cell in cells]


def _without_guard(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if re.match(r"'[=+@-]", cell) else cell


def _workbook(file: ForeignFile) -> tuple[list[tuple[int, list[str]]], list[str], set[int]]:
    """Return the rows of a workbook's first sheet, the names of others, and lines, as `rows_in` does."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only for workbooks

    if not is_archive(file):
        raise refusal(file.name, "this is not an XLSX workbook", "save it as XLSX, or as CSV")
    archive = archive_of(file)
    # openpyxl reads them with Python's own parser, which would let entities grow.
    for name in archive.members:
        if name.endswith((".xml", ".rels")):
            check_head(archive.read(name), f"{file.name}/{name}")
    try:
        book: Any = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True, rich_text=True)
        sheet, *others = book.worksheets
        rows: list[tuple[int, list[str]]] = []
        emphatic: set[int] = set()
        for line, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS), start=1):
            rows.append((line, [shown(cell) for cell in cells]))
            if any(map(holds_emphasis, cells)):
                emphatic.add(line)
        # What is read row by row tells neither which cells are joined, nor by a public name where they stand.
        _fill_joined(rows, archive.read(sheet._worksheet_path))  # noqa: SLF001 - see above
        named = [one.title for one in others if any(map(any, one.iter_rows(values_only=True, max_row=MAX_ROWS)))]
    except (KeyError, ValueError, TypeError, IndexError, OSError, AttributeError, SyntaxError) as error:
        why = getattr(error, "msg", error)  # of broken XML without the places that Python adds
        raise refusal(file.name, f"this workbook cannot be read: {why}", "save it again, or as CSV") from error
    return rows, named, emphatic


def _fill_joined(rows: Sequence[tuple[int, list[str]]], sheet: bytes) -> None:
    """Put what stands in a cell that is joined with those below it into each of these, as a chapter beside words."""
    from openpyxl.utils import column_index_from_string  # noqa: PLC0415 - only for workbooks

    found = _JOINED.finditer(sheet)
    joined = sorted(
        (column_index_from_string(one["column"].decode()) - 1, int(one["first"]) - 1, int(one["last"])) for one in found
    )
    ends: dict[int, int] = {}
    for place, first, last in joined:
        is_free = ends.get(place, 0) <= first < len(rows)
        if whole := "".join(rows[first][1][place : place + 1]) if is_free else "":
            for line in range(first + 1, min(last, len(rows))):
                cells = rows[line][1]
                if any(cells) and place < len(cells):
                    cells[place] = whole
            ends[place] = last


def tabbed(text: str) -> str:
    """Return a text whose lines are cells of a table with tabs between them; '' for a text whose lines are none.

    Word lists are copied with tabs, or with another sign between each word and its meaning.
    """
    # Below the heads of a table in Markdown, a line is drawn.
    all_lines = [line if line.strip("|:+- \t") else "" for line in text.split("\n")]
    lines = [line for line in all_lines if line.strip()]
    if 2 * sum("\t" in line for line in lines) > len(lines):
        return text
    for sign in (";", "|", "---", " – ", " — ", " - "):
        counts = {line.count(sign) for line in lines}
        if len(lines) > 1 and 0 not in counts:
            times = max(counts) if len(counts) == 1 else 1
            return "\n".join(line.replace(sign, "\t", times) for line in all_lines)
    return ""
