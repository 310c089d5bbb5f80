"""Personal sheets: one and its key for each student of a class, and what there is of the class beside them."""

from collections.abc import Iterator, Sequence
from functools import partial

from nasec_study.course.model import Worksheet
from nasec_study.foundation.problems import Problem, StudyError
from nasec_study.rendering.alphabets import alphabet_key
from nasec_study.rendering.fonts import lacking, way_out
from nasec_study.rendering.templating import template_faults
from nasec_study.sheets.plan import Sheet, personal_sheet
from nasec_study.sheets.roster import Student
from nasec_study.targets._contract import Job, Output
from nasec_study.targets.paper.key_table import key_table_names, key_tables
from nasec_study.targets.paper.pages import page, put_together
from nasec_study.targets.paper.worksheets import sheet_output


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
            for_students[student] = sheet_output(job, _personal_name(worksheet, student, edition), sheet, edition)
            yield for_students[student]
            yield sheet_output(job, _personal_name(worksheet, student, key), sheet, key)
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
