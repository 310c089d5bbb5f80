"""Printable worksheets: every form in four editions, and the keys of all forms in one table."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from nasec_study.course.model import Worksheet
from nasec_study.foundation.problems import Problem, StudyError
from nasec_study.rendering.alphabets import alphabet_key
from nasec_study.rendering.drawing import ON_PAPER, Room
from nasec_study.rendering.fonts import lacking, way_out
from nasec_study.rendering.templating import template_faults
from nasec_study.sheets.plan import Sheet, personal_sheet, plan_sheets
from nasec_study.sheets.roster import Student
from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.paper.key_table import key_table_names, key_tables
from nasec_study.targets.paper.pages import page, page_html, put_together
from nasec_study.targets.paper.planned import planned_tasks
from nasec_study.targets.paper.sheet_layout import (
    answer_lines,
    blank_of,
    blocks_of,
    columns,
    fills,
    first_of_kind,
    leads_of,
    marks_of,
    needs_words_again,
    premises_width,
    runs_on,
    word_bank,
)

HELP = "Printable worksheets: each form for students, in large print, with its key, and annotated for instructors."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {}

# The template of a sheet.
SHEET = "worksheet/sheet.html.j2"
EDITIONS = ("student", "large-print", "key", "instructor")
# Those that tell what is right.
KEYS = frozenset({"key", "instructor"})
# In large print a picture takes the width of the page, and little more than that in height.
_LARGE = Room(tallest=1.05)


def plan(job: Job) -> Plan:
    """Return the pages of a course; paper keeps no history."""
    return Plan(lambda _: _outputs(job))


def _outputs(job: Job) -> Iterator[Output]:
    """Yield the PDFs of every worksheet, form and edition, and its key tables."""
    for worksheet in job.course.settings.worksheets:
        sheets = plan_sheets(job.course, worksheet)
        folder = f"worksheets/{worksheet.id}"
        for_students = []
        for sheet in sheets:
            for edition in EDITIONS:
                made = _pages(job, f"{folder}/{worksheet.id}-{sheet.form}-{edition}.pdf", sheet, edition)
                for_students += [made] if edition == "student" else []
                yield made
        if len(sheets) > 1:
            yield put_together(f"{folder}/{worksheet.id}-print.pdf", for_students, on_leaves=True)
        yield from key_tables(job, f"{folder}/{worksheet.id}-keys", sheets)


def personal_names(worksheets: Sequence[Worksheet], students: Sequence[Student]) -> list[str]:
    """Return the names of the files that `personal_outputs` yields, in their order."""
    large = any(student.wants_large_print for student in students)
    small = not all(student.wants_large_print for student in students)
    together = [*(["print"] if small else []), *(["print-large"] if large else []), "attendance"]
    return [
        name
        for worksheet in worksheets
        for name in (
            *(_personal_name(worksheet, student, edition) for student in students for edition in _editions(student)),
            *(f"personal/{worksheet.id}/{worksheet.id}-{what}.pdf" for what in together),
            *key_table_names(f"personal/{worksheet.id}/{worksheet.id}-keys"),
        )
    ]


def personal_outputs(job: Job, worksheets: Sequence[Worksheet], students: Sequence[Student]) -> Iterator[Output]:
    """Yield a sheet and its key for each student; all sheets in one file to print; who is there; and all keys.

    Raises StudyError for names with letters that our fonts lack: what another font made of them would depend on
    the machine.
    """
    if lacking := list(_unprintable(students)):
        raise StudyError(*lacking)
    with template_faults():
        yield from _personal_outputs(job, worksheets, students)


def _unprintable(students: Sequence[Student]) -> Iterator[Problem]:
    for student in students:
        if letters := lacking(student.name):
            message = f"'{student.name}': the fonts of the page lack {letters}"
            yield Problem(
                "E727", student.where, message, way_out(letters[0], "write the name in letters that they have")
            )


def _personal_outputs(job: Job, worksheets: Sequence[Worksheet], students: Sequence[Student]) -> Iterator[Output]:
    for worksheet in worksheets:
        sheets = {student: personal_sheet(job.course, worksheet, student) for student in students}
        for_students = {}
        for student, sheet in sheets.items():
            edition, key = _editions(student)
            for_students[student] = _pages(job, _personal_name(worksheet, student, edition), sheet, edition)
            yield for_students[student]
            yield _pages(job, _personal_name(worksheet, student, key), sheet, key)
        order = sorted(students, key=partial(_staple_order, job.course.language_on(worksheet)))
        name = f"personal/{worksheet.id}/{worksheet.id}"
        if small := [for_students[student] for student in order if not student.wants_large_print]:
            yield put_together(f"{name}-print.pdf", small, on_leaves=True)
        if large := [for_students[student] for student in order if student.wants_large_print]:
            yield put_together(f"{name}-print-large.pdf", large, on_leaves=True)
        yield from _lists(job, worksheet, name, [sheets[student] for student in order])


def _lists(job: Job, worksheet: Worksheet, name: str, sheets: Sequence[Sheet]) -> Iterator[Output]:
    """Yield what there is of a class beside its sheets: the list of who is there, and the keys."""
    language = job.course.language_on(worksheet)
    yield page(
        job, f"{name}-attendance.pdf", "worksheet/attendance.html.j2", language, worksheet=worksheet, sheets=sheets
    )
    yield from key_tables(job, f"{name}-keys", sheets)


def _staple_order(language: str, student: Student) -> tuple[tuple[str, str], ...]:
    """Return by what a class's sheets are laid in piles: sections, then names."""
    return (alphabet_key(student.section, language), alphabet_key(student.name, language), (student.id, ""))


def _editions(student: Student) -> tuple[str, str]:
    return ("large-print" if student.wants_large_print else "student", "key")


def _personal_name(worksheet: Worksheet, student: Student, edition: str) -> str:
    who = "-".join(filter(None, (student.slug, student.mark)))
    return f"personal/{worksheet.id}/{edition}/{who}-{edition}.pdf"


def _pages(job: Job, name: str, sheet: Sheet, edition: str) -> Output:
    """Return one edition of a sheet."""
    planned = planned_tasks(job.course, sheet.tasks, is_key=edition in KEYS)
    language = job.course.language_on(sheet.worksheet)
    room = _LARGE if edition == "large-print" else ON_PAPER
    return page(job, name, SHEET, language, planned=planned, room=room, **sheet_values(job, sheet, edition))


def sheet_html(job: Job, sheet: Sheet, edition: str) -> str:
    """Return one edition of a sheet as HTML."""
    return page_html(job, SHEET, job.course.language_on(sheet.worksheet), **sheet_values(job, sheet, edition))


def sheet_pdf(job: Job, sheet: Sheet, edition: str) -> Output:
    """Return one edition of a sheet as a PDF."""
    return _pages(job, f"worksheets/{sheet.worksheet.id}-{edition}.pdf", sheet, edition)


def sheet_values(job: Job, sheet: Sheet, edition: str) -> dict[str, Any]:
    """Return the values for the template SHEET."""
    return {
        "sheet": sheet,
        "worksheet": sheet.worksheet,
        "edition": edition,
        "is_key": edition in KEYS,
        "is_annotated": edition == "instructor",
        "blocks": partial(blocks_of, job.course),
        "bank": partial(word_bank, language=job.course.language_on(sheet.worksheet)),
        "needs_words_again": needs_words_again,
        "blank_of": blank_of,
        "columns": columns,
        "premises_width": premises_width,
        "first_of_kind": first_of_kind(sheet),
        "runs_on": partial(runs_on, density=sheet.worksheet.density),
        "answer_lines": partial(answer_lines, filled=sheet.tasks[-1] if fills(sheet) else None),
        "fills": fills,
        "marks_of": marks_of,
        "leads_of": partial(leads_of, job.course),
        "disputes": {dispute.id: dispute for dispute in job.course.disputes},
        "objectives": {objective.id: objective for objective in job.course.objectives},
    }
