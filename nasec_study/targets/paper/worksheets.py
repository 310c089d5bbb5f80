"""Printable worksheets: every form in four editions, and the keys of all forms in one table."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from nasec_study.rendering.drawing import ON_PAPER, Room
from nasec_study.sheets.plan import Sheet, plan_sheets
from nasec_study.targets._contract import Job, Output, Plan
from nasec_study.targets.paper.key_table import key_tables
from nasec_study.targets.paper.keys import marks_of
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
                made = sheet_output(job, f"{folder}/{worksheet.id}-{sheet.form}-{edition}.pdf", sheet, edition)
                for_students += [made] if edition == "student" else []
                yield made
        if len(sheets) > 1:
            yield put_together(f"{folder}/{worksheet.id}-print.pdf", for_students, on_leaves=True)
        yield from key_tables(job, f"{folder}/{worksheet.id}-keys", sheets)


def sheet_output(job: Job, name: str, sheet: Sheet, edition: str) -> Output:
    """Return one edition of a sheet: `name` below `build/`."""
    planned = planned_tasks(job.course, sheet.tasks, is_key=edition in KEYS)
    language = job.course.language_on(sheet.worksheet)
    room = _LARGE if edition == "large-print" else ON_PAPER
    return page(job, name, SHEET, language, planned=planned, room=room, **sheet_values(job, sheet, edition))


def sheet_html(job: Job, sheet: Sheet, edition: str) -> str:
    """Return one edition of a sheet as HTML."""
    return page_html(job, SHEET, job.course.language_on(sheet.worksheet), **sheet_values(job, sheet, edition))


def sheet_pdf(job: Job, sheet: Sheet, edition: str) -> Output:
    """Return one edition of a sheet as a PDF."""
    return sheet_output(job, f"worksheets/{sheet.worksheet.id}-{edition}.pdf", sheet, edition)


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
