"""Printable worksheets: every form in four editions, and the keys of all forms in one table."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from nasec_study.course.model import Worksheet
from nasec_study.foundation.problems import Problem, StudyError
from nasec_study.rendering.templating import template_faults
from nasec_study.sheets.plan import Sheet, personal_sheet, plan_sheets
from nasec_study.sheets.roster import Student
from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.paper.key_table import key_table_names, key_tables
from nasec_study.targets.paper.measure import letters_lacking
from nasec_study.targets.paper.pages import page
from nasec_study.targets.paper.sheet_layout import answer_lines, blank, blocks_of, columns, word_bank

HELP = "Printable worksheets: each form for students, in large print, with its key, and annotated for instructors."
SKIPS: Mapping[str, str] = {}

EDITIONS = ("student", "large-print", "key", "instructor")
PERSONAL_EDITIONS = ("student", "key")
# The face in which a student's name is set.
NAMES_FACE = "sans-bold"


def plan(job: Job) -> Plan:
    """Return the pages of a course; paper keeps no history."""
    return Plan(lambda _: _outputs(job))


def _outputs(job: Job) -> Iterator[Output]:
    """Yield the PDFs of every worksheet, form and edition, and its key tables."""
    for worksheet in job.course.settings.worksheets:
        sheets = plan_sheets(job.course, worksheet)
        folder = f"worksheets/{worksheet.id}"
        for sheet in sheets:
            for edition in EDITIONS:
                yield _sheet_page(job, f"{folder}/{worksheet.id}-{sheet.form}-{edition}.pdf", sheet, edition)
        yield from key_tables(job, f"{folder}/{worksheet.id}-keys", sheets)


def personal_names(worksheets: Sequence[Worksheet], students: Sequence[Student]) -> list[str]:
    """Return the names of the files that `personal_outputs` yields, in their order."""
    return [
        name
        for worksheet in worksheets
        for name in (
            *(_personal_name(worksheet, student, edition) for student in students for edition in PERSONAL_EDITIONS),
            *key_table_names(f"personal/{worksheet.id}/{worksheet.id}-keys"),
        )
    ]


def personal_outputs(job: Job, worksheets: Sequence[Worksheet], students: Sequence[Student]) -> Iterator[Output]:
    """Yield a sheet and its key for each student, and the tables of all keys, for each of the worksheets.

    Raises StudyError for names with letters that our fonts lack: what another font made of them would depend on
    the machine.
    """
    if lacking := list(_unprintable(students)):
        raise StudyError(*lacking)
    with template_faults():
        yield from _personal_outputs(job, worksheets, students)


def _unprintable(students: Sequence[Student]) -> Iterator[Problem]:
    for student in students:
        if letters := letters_lacking(student.name, NAMES_FACE):
            hint = "write the name in Latin, Greek or Cyrillic letters"
            yield Problem("E727", student.where, f"'{student.name}': the fonts of the page lack {letters}", hint)


def _personal_outputs(job: Job, worksheets: Sequence[Worksheet], students: Sequence[Student]) -> Iterator[Output]:
    for worksheet in worksheets:
        sheets = []
        for student in students:
            sheet = personal_sheet(job.course, worksheet, student)
            sheets.append(sheet)
            for edition in PERSONAL_EDITIONS:
                yield _sheet_page(job, _personal_name(worksheet, student, edition), sheet, edition)
        yield from key_tables(job, f"personal/{worksheet.id}/{worksheet.id}-keys", sheets)


def _personal_name(worksheet: Worksheet, student: Student, edition: str) -> str:
    who = "-".join(filter(None, (student.slug, student.mark)))
    return f"personal/{worksheet.id}/{edition}/{who}-{edition}.pdf"


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
