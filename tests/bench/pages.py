"""The page path: one sheet beside WeasyPrint alone, long sheets beside short ones, several at once."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from html import escape
from inspect import unwrap
from itertools import islice
from math import log
from pathlib import Path
from unittest.mock import patch

from jinja2 import Environment

from nasec_study.course.model import Choice, Course, Filter, Multi, Worksheet, WorksheetSection
from nasec_study.course.parse import read_course
from nasec_study.history.ledger import Ledger
from nasec_study.output.delivery import write_outputs
from nasec_study.output.workers import processes
from nasec_study.rendering.markup import to_plain
from nasec_study.rendering.templating import environment
from nasec_study.sheets.plan import plan_sheets
from nasec_study.targets._contract import Job, Output
from nasec_study.targets.paper import loaded, pdf, worksheets
from nasec_study.targets.paper.flashcards import flashcards
from nasec_study.targets.paper.worksheets import EDITIONS
from tests.bench.measure import Line, interleaved, run
from tests.bench.synthetic import make_course

ITEMS = 200
LENGTHS = (10, 100, 500, 2000)
SHEETS = 10
ITEMS_A_SHEET = 100
CARDS = (500, 5000)
MEGABYTE = 1_000_000
KINDS = Filter(types=("choice", "multi", "question", "numeric", "true-false"))


def lines(folder: Path) -> Iterator[Line]:
    """Yield the lines of this theme; a synthetic course is made in `folder`."""
    content = make_course(folder, 2 * LENGTHS[-1])
    course, _ = read_course(content)
    if course is None:
        raise RuntimeError("the synthetic course cannot be read")
    jinja = environment(content)
    # Imports and fonts come once for a process, and are not what is measured.
    pdf.render_pdf("<html lang='en'><title>Warm</title><p>x</p></html>", {})
    yield from _one_sheet(course, jinja)
    yield from _lengths(course, jinja)
    yield from _at_once(course, jinja, folder)
    yield from _flashcards(folder)


def _worksheet(count: int, seed: int = 1) -> Worksheet:
    section = WorksheetSection(title="Items", count=count, items=KINDS)
    return Worksheet(id=f"sheet-{count}-{seed}", title="Sheet", seed=str(seed), sections=(section,))


def _students(course: Course, jinja: Environment, *sheets: Worksheet) -> list[Output]:
    """Return the students' editions of some worksheets."""
    settings = course.settings.model_copy(update={"worksheets": sheets})
    made = worksheets.plan(Job(replace(course, settings=settings), jinja)).outputs(Ledger({}))
    return [output for output in made if output.name.endswith("-A-student.pdf")]


def _one_sheet(course: Course, jinja: Environment) -> Iterator[Line]:
    html = _html(course, jinja)
    plain, bare = _plainest(html), _bare(course, html)
    taken = interleaved(
        {
            "sheet": partial(run, lambda: _html(course, jinja) and pdf.render_pdf(html, {})),
            "weasyprint": partial(run, partial(_weasyprint, html)),
            "plainest": partial(run, partial(_weasyprint, plain)),
            "bare": partial(run, partial(_weasyprint, bare)),
        },
        times=5,
    )
    alone = f"WeasyPrint took {taken['weasyprint']:.2f} s"
    yield Line(f"{ITEMS} items / WeasyPrint alone", taken["sheet"] / taken["weasyprint"], 1.1, beside=alone)
    paragraphs = f"bare paragraphs took {taken['bare']:.2f} s"
    yield Line(f"{ITEMS} items / plainest layout", taken["sheet"] / taken["plainest"], 1.35, beside=paragraphs)


def _html(course: Course, jinja: Environment) -> str:
    """Return the sheet as the HTML from which it is printed."""
    with patch("nasec_study.targets.paper.pages.render_pdf", lambda html, *_: html.encode()):
        job = Job(
            replace(course, settings=course.settings.model_copy(update={"worksheets": (_worksheet(ITEMS),)})),
            jinja,
        )
        [output] = islice(worksheets.plan(job).outputs(Ledger({})), 1)
        return output.make().decode()


def _weasyprint(html: str) -> None:
    """Print a page with WeasyPrint alone: tagged as ours are, not mended, and with the collector at work."""
    mended, packed = "nasec_study.targets.paper.tagging.mend_tags", "nasec_study.targets.paper.pdf._packed"
    with patch(mended, lambda *_: None), patch(packed, lambda pdf: pdf):
        unwrap(pdf.render_pdf)(html, {})


def _plainest(html: str) -> str:
    """Return the same page without any layout of ours: its elements one below the other, in the same fonts."""
    style = f"{_faces(html)} @page {{ size: letter; margin: 20mm }} html {{ font: 12pt 'Study Serif' }}"
    return re.sub(r"<style>.*</style>", f"<style>{style}</style>", html, flags=re.DOTALL)


def _bare(course: Course, html: str) -> str:
    """Return the words of the same items as bare paragraphs."""
    [sheet] = plan_sheets(course, _worksheet(ITEMS))
    parts = []
    for task in sheet.tasks:
        parts.append(f"{task.number} ({task.points}) {to_plain(task.item.asks)}")
        if isinstance(task.item, Choice | Multi):
            parts += [f"{option.letter} {to_plain(option.text)}" for option in task.options]
    body = "".join(f"<p>{escape(part)}</p>" for part in parts)
    style = (
        f"{_faces(html)} @page {{ size: letter; margin: 20mm }} html {{ font: 12pt 'Study Serif' }} p {{ margin: 0 }}"
    )
    return f"<!doctype html><html lang='en'><title>Plain</title><style>{style}</style><body>{body}</body></html>"


def _faces(html: str) -> str:
    return "".join(re.findall(r"@font-face \{.*?\}", html, re.DOTALL))


def _lengths(course: Course, jinja: Environment) -> Iterator[Line]:
    outputs = {length: _students(course, jinja, _worksheet(length))[0] for length in LENGTHS}
    taken = {length: run(output.make).cpu for length, output in outputs.items()}
    short, long = LENGTHS[1], LENGTHS[-1]
    beside = ", ".join(f"{length}: {seconds:.1f} s" for length, seconds in taken.items())
    exponent = log(taken[long] / taken[short]) / log(long / short)
    yield Line(f"{short} to {long:,} items, exponent of CPU", exponent, 1.15, "", beside)


def _at_once(course: Course, jinja: Environment, folder: Path) -> Iterator[Line]:
    outputs = _students(course, jinja, *(_worksheet(ITEMS_A_SHEET, seed) for seed in range(SHEETS)))

    def one_by_one() -> None:
        list(write_outputs(outputs, folder / "one", force=True))

    def at_once() -> None:
        list(write_outputs(outputs, folder / "many", force=True, workers=partial(processes, loaded.__name__)))

    taken = interleaved({"one": partial(run, one_by_one), "many": partial(run, at_once)}, times=3, wall=True)
    beside = f"one by one {taken['one']:.1f} s, {len(EDITIONS)} editions take as long each"
    yield Line(f"{SHEETS} sheets at once / one by one, wall time", taken["many"] / taken["one"], 1 / 1.7, "×", beside)
    peak = run(one_by_one).peak
    yield Line("memory of a process that prints ten sheets", peak / MEGABYTE, 400, "MB")


def _flashcards(folder: Path) -> Iterator[Line]:
    taken = {}
    for items in CARDS:
        content = make_course(folder / f"cards-{items}", items)
        course, _ = read_course(content)
        if course is None:
            raise RuntimeError("the synthetic course cannot be read")
        taken[items] = run(partial(_make_flashcards, Job(course, environment(content))))
    few, many = CARDS
    exponent = log(taken[many].cpu / taken[few].cpu) / log(many / few)
    beside = ", ".join(f"{items:,}: {found.cpu:.0f} s" for items, found in taken.items())
    yield Line(f"flashcards of {few} to {many:,} items, exponent of CPU", exponent, 1.15, "", beside)
    yield Line(f"flashcards of {many:,} items, memory of one process", taken[many].peak / MEGABYTE, 500, "MB")


def _make_flashcards(job: Job) -> None:
    for made in islice(flashcards(job, job.course.settings.decks[0]), 1):
        made.make()
