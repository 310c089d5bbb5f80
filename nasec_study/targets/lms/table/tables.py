"""The bank as CSV and as a workbook: what instructors sort, count and mail."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.asked import answers, prompt
from nasec_study.rendering.markup import to_plain
from nasec_study.rendering.units import with_unit
from nasec_study.targets._archive import archive
from nasec_study.targets._contract import Job, Output, Plan, recipe, text_output
from nasec_study.targets._csv import csv_text
from nasec_study.targets.lms._banks import course_bank

HELP = "The bank as a table, CSV and XLSX: a row for each item, with its key, what else is right and how it is marked."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {}

COLUMNS = ("id", "kind", "level", "importance", "stem", "options", "key", "accept", "marking", "reading", "section")
_WIDTHS = (28, 11, 12, 12, 70, 60, 40, 30, 40, 22, 26)
_BETWEEN = " | "
# The workbook's own dates, which no clock has set.
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def plan(job: Job) -> Plan:
    """Return the tables of a course; they keep no history."""
    return Plan(lambda _: _outputs(job.course))


def _outputs(course: Course) -> Iterator[Output]:
    """Yield the table as CSV and as a workbook."""
    bank = course_bank(course)
    rows = [row_of(course, item) for item in bank.items]
    text = csv_text([COLUMNS, *rows])
    yield text_output("table/bank.csv", text)
    yield Output("table/bank.xlsx", recipe("xlsx", bank.title, text), partial(_workbook, bank.title, rows))


def row_of(course: Course, item: Item) -> tuple[str, ...]:
    """Return the cells of an item, in plain text; several options or keys stand in one cell."""
    options = [one.text for one in item.alternatives] if isinstance(item, Choice | Multi | Matching) else []
    reading, section = item.home
    cells = (options, _key(course, item), _accepted(item), _marking(item))
    lists = (_BETWEEN.join(map(to_plain, texts)) for texts in cells)
    return (item.id, item.type, item.level, item.importance, to_plain(prompt(item)), *lists, reading, section)


def _key(course: Course, item: Item) -> Sequence[str]:
    """Return the texts of what is right."""
    match item:
        case Numeric():
            return (with_unit(as_typed(item.value), item.unit, course.settings.language),)
        case Matching():
            return tuple(f"{pair.premise} → {pair.response}" for pair in item.pairs)
        case LabelledPicture():
            return item.asked(course.picture_of(item))
        case _:
            return answers(item)


def _accepted(item: Item) -> Iterator[str]:
    """Yield what else is right when it is typed; in a cloze text behind the answer of its gap."""
    if isinstance(item, Term | Question):
        yield from item.accept
    elif isinstance(item, Cloze):
        yield from (f"{answer} → {other}" for answer, others in item.accept.items() for other in others)


def _marking(item: Item) -> Iterator[str]:
    """Yield how far a number may be off, the dates of steps, and what earns how many points in an essay."""
    match item:
        case Numeric() if item.margin:
            yield f"± {item.tolerance}"
        case Ordering():
            yield from (f"{step.text}: {step.date}" for step in item.steps if step.date)
        case Essay():
            yield from (f"{row.criterion}: {as_typed(row.points)}" for row in item.rubric)


def _workbook(title: str, rows: Sequence[Sequence[str]]) -> bytes:
    """Return the table as a workbook: one sheet, its head in place and ready to filter, every cell a text."""
    from openpyxl import Workbook  # noqa: PLC0415 - only where a workbook is made
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - likewise
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - likewise

    book = Workbook()
    book.properties.title, book.properties.creator = title, ""
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("bank")
    top = Alignment(vertical="top", wrap_text=True)
    for line, row in enumerate((COLUMNS, *rows), start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(line, column)
            # Given as a value, a text that begins with an equals sign would become a formula.
            cell.value, cell.data_type, cell.alignment = value, "s", top
            if line == 1:
                cell.font = Font(bold=True)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    buffer = io.BytesIO()
    book.save(buffer)
    return _undated(buffer)


def _undated(buffer: io.BytesIO) -> bytes:
    """Return a workbook without the times at which it was made, in it and in its archive."""
    date = _EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(buffer) as made:
        files = {name: made.read(name) for name in sorted(made.namelist())}
    core = "docProps/core.xml"
    files[core] = _MODIFIED.sub(lambda match: match[1] + date + match[3], files[core])
    return archive(files)
