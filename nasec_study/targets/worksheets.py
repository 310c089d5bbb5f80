"""Printable worksheets: every form in four editions, and the keys of all forms in one table."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from jinja2 import Environment

from nasec_study.ledger import Entry
from nasec_study.model import Course, Worksheet
from nasec_study.plan import Sheet, personal_sheet, plan_sheets
from nasec_study.roster import Student
from nasec_study.targets._base import Job, Output
from nasec_study.targets._key_table import key_tables
from nasec_study.targets._paper import page
from nasec_study.targets._sheet import answer_lines, blank, blocks_of, columns, word_bank

HELP = "Printable worksheets: each form for students, in large print, with its key, and annotated for instructors."
SKIPS: Mapping[str, str] = {}

EDITIONS = ("student", "large-print", "key", "instructor")
PERSONAL_EDITIONS = ("student", "key")


def entries(course: Course, templates: Environment) -> Iterator[Entry]:  # noqa: ARG001 - the contract of targets
    """Yield nothing: paper keeps no history."""
    yield from ()


def outputs(job: Job) -> Iterator[Output]:
    """Yield the PDFs of every worksheet, form and edition, and its key tables."""
    for worksheet in job.course.settings.worksheets:
        sheets = plan_sheets(job.course, worksheet)
        folder = f"worksheets/{worksheet.id}"
        for sheet in sheets:
            for edition in EDITIONS:
                yield _sheet_page(job, f"{folder}/{worksheet.id}-{sheet.form}-{edition}.pdf", sheet, edition)
        yield from key_tables(job, f"{folder}/{worksheet.id}-keys", sheets)


def personal_outputs(job: Job, worksheets: Sequence[Worksheet], students: Sequence[Student]) -> Iterator[Output]:
    """Yield a sheet and its key for each student, and the table of all keys, for each of the worksheets."""
    for worksheet in worksheets:
        sheets = [personal_sheet(job.course, worksheet, student) for student in students]
        folder = f"personal/{worksheet.id}"
        for sheet in sheets:
            for edition in PERSONAL_EDITIONS:
                yield _sheet_page(job, f"{folder}/{edition}/{_file_name(sheet)}-{edition}.pdf", sheet, edition)
        yield from key_tables(job, f"{folder}/{worksheet.id}-keys", sheets)


def _file_name(sheet: Sheet) -> str:
    name = sheet.student.slug if sheet.student else ""
    return f"{name}-{sheet.form}" if name else sheet.form


def _sheet_page(job: Job, name: str, sheet: Sheet, edition: str) -> Output:
    """Return one edition of a sheet."""
    return page(
        job,
        name,
        "worksheet/sheet.html.j2",
        sheet.worksheet.language or "",
        sheet=sheet,
        edition=edition,
        is_key=edition in {"key", "instructor"},
        is_annotated=edition == "instructor",
        blocks=partial(blocks_of, job.course),
        bank=word_bank,
        columns=columns,
        blank=blank,
        answer_lines=answer_lines,
        disputes={dispute.id: dispute for dispute in job.course.disputes},
        objectives={objective.id: objective for objective in job.course.objectives},
    )
