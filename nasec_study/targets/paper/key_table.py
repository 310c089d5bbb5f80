"""The keys of all forms of a worksheet, to mark from: as a PDF and as CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from nasec_study.sheets.plan import Sheet, Task
from nasec_study.targets._contract import Job, Output, text_output
from nasec_study.targets._csv import csv_text
from nasec_study.targets.paper.keys import key_html, key_of
from nasec_study.targets.paper.pages import page

# So many forms stand beside each other on a page; more of them are listed form by form, and so are students.
MAX_BESIDE = 4


@dataclass(frozen=True)
class Row:
    """An item of the table: as it stands in each form, in the order of the forms; None where a form lacks it."""

    task: Task
    places: tuple[Task | None, ...]


def key_table_names(name: str) -> tuple[str, str]:
    """Return the names of the files that `key_tables` yields."""
    return (f"{name}.pdf", f"{name}.csv")


def key_tables(job: Job, name: str, sheets: Sequence[Sheet]) -> Iterator[Output]:
    """Yield the keys as PDF and as CSV; `name` is that of the files, without what they end in."""
    worksheet = sheets[0].worksheet
    language = job.course.language_on(worksheet)
    rows = _rows(sheets)
    as_page, as_csv = key_table_names(name)
    yield page(
        job,
        as_page,
        "worksheet/keys.html.j2",
        language,
        worksheet=worksheet,
        sheets=sheets,
        rows=rows if len(sheets) <= MAX_BESIDE and not sheets[0].student else (),
        key_of=partial(key_html, language=language),
    )
    yield text_output(as_csv, csv_text(_cells(rows, sheets, language)))


def _rows(sheets: Sequence[Sheet]) -> tuple[Row, ...]:
    """Return a row for each item that stands on any of the sheets, in the order of the first that has it."""
    places = [{task.item.id: task for task in sheet.tasks} for sheet in sheets]
    first: dict[str, Task] = {}
    for sheet in sheets:
        for task in sheet.tasks:
            first.setdefault(task.item.id, task)
    return tuple(Row(task, tuple(form.get(item_id) for form in places)) for item_id, task in first.items())


def _whose(sheet: Sheet) -> str:
    """Return what names a sheet: its form, and on a personal one the student before it."""
    student = (sheet.student.name, sheet.student.section) if sheet.student else ()
    return " · ".join(filter(None, (*student, sheet.form)))


def _cells(rows: Sequence[Row], sheets: Sequence[Sheet], language: str) -> Iterator[Sequence[object]]:
    """Yield the table's head and its rows: item, kind, points (0 if struck), then number and key in each form."""
    heads = [f"{_whose(sheet)} {what}" for sheet in sheets for what in ("number", "key")]
    yield ["item", "kind", "points", *heads]
    for row in rows:
        found = [(task.number, key_of(task, language)) if task else ("", "") for task in row.places]
        points = 0 if row.task.is_void else row.task.points
        yield [row.task.item.id, row.task.item.type, points, *chain.from_iterable(found)]
