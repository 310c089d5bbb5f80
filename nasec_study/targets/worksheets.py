"""Printable worksheets: for each form a sheet for students and its key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from jinja2 import Environment

from nasec_study.ledger import Entry
from nasec_study.markup import Gap, gaps, to_plain
from nasec_study.model import Choice, Cloze, Course, Multi, Stimulus, Term
from nasec_study.plan import TERMS, Option, Part, Sheet, Task, group_of, letter, plan_sheets, rank
from nasec_study.targets._base import Job, Output, citation_text, citation_texts, pictures_in, recipe
from nasec_study.targets._pdf import FONTS, render_pdf, renderer_version

HELP = "Printable worksheets: for each form a PDF for students and one with the key; and a handout on the disputes."
SKIPS: Mapping[str, str] = {}

EDITIONS = ("student", "key")
DISPUTE_KINDS = ("differ", "slip", "name")

# Options up to this many characters stand in two columns.
_SHORT = 34
_MIN_BANK = 2


@dataclass(frozen=True)
class Block:
    """Tasks that are printed together: on one stimulus, or terms to match with their definitions."""

    tasks: tuple[Task, ...]
    stimulus: Stimulus | None = None
    definitions: tuple[Option, ...] = ()

    def letter_of(self, task: Task) -> str:
        """Return the letter of a term's definition."""
        return next(option.letter for option in self.definitions if option.why == task.item.id)


def entries(course: Course, templates: Environment) -> Iterator[Entry]:  # noqa: ARG001 - the contract of targets
    """Yield nothing: paper keeps no history."""
    yield from ()


def outputs(job: Job) -> Iterator[Output]:
    """Yield the PDFs of every worksheet, form and edition."""
    for worksheet in job.course.settings.worksheets:
        for sheet in plan_sheets(job.course, worksheet):
            for edition in EDITIONS:
                html = render_html(job, sheet, edition)
                pictures = pictures_in(job.course, job.templates, html)
                data = [part for picture in pictures.items() for part in picture]
                name = f"worksheets/{worksheet.id}/{worksheet.id}-{sheet.form}-{edition}.pdf"
                yield Output(name, recipe(html, renderer_version(), *data), partial(render_pdf, html, pictures))
    if job.course.disputes:
        html = _disputes_html(job)
        name = "worksheets/handouts/where-the-readings-disagree.pdf"
        pictures = pictures_in(job.course, job.templates, html)
        data = [part for picture in pictures.items() for part in picture]
        yield Output(name, recipe(html, renderer_version(), *data), partial(render_pdf, html, pictures))


def _disputes_html(job: Job) -> str:
    """Return the handout on the disputes of the course."""
    return job.templates.get_template("worksheet/disputes.html.j2").render(
        course=job.course.settings,
        groups={kind: [found for found in job.course.disputes if found.kind == kind] for kind in DISPUTE_KINDS},
        cite=partial(citation_text, job.course),
        fonts=FONTS,
    )


def render_html(job: Job, sheet: Sheet, edition: str) -> str:
    """Return one edition of a sheet as HTML."""
    course = job.course
    return job.templates.get_template("worksheet/sheet.html.j2").render(
        course=course.settings,
        sheet=sheet,
        edition=edition,
        is_key=edition == "key",
        blocks=partial(blocks_of, course),
        bank=word_bank,
        citations=partial(citation_texts, course),
        fits_two_columns=fits_two_columns,
        blank=blank,
        answer_lines=answer_lines,
        fonts=FONTS,
        picture_of=course.picture,
    )


def blocks_of(course: Course, part: Part) -> Iterator[Block]:
    """Yield a part's tasks in blocks, in order."""
    for name, members in groupby(part.tasks, key=lambda task: group_of(task.item)):
        tasks = tuple(members)
        if name == TERMS and len(tasks) > 1:
            yield Block(tasks, definitions=_definitions(tasks))
        else:
            yield Block(tasks, course.stimulus(tasks[0].item.stimulus or ""))


def _definitions(tasks: tuple[Task, ...]) -> tuple[Option, ...]:
    """Return the definitions of a block of terms, lettered in an order of their own."""
    items = sorted((task.item for task in tasks), key=lambda item: rank("definitions", item.id))
    return tuple(
        Option(letter(place), item.definition, right=True, why=item.id)
        for place, item in enumerate(items)
        if isinstance(item, Term)
    )


def word_bank(part: Part) -> tuple[str, ...]:
    """Return the answers of a part's cloze texts in alphabetical order; none for a single gap."""
    answers = {
        to_plain(gap.answer) for task in part.tasks if isinstance(task.item, Cloze) for gap in gaps(task.item.text)
    }
    return tuple(sorted(answers, key=lambda word: (word.casefold(), word))) if len(answers) >= _MIN_BANK else ()


def fits_two_columns(task: Task) -> bool:
    """Tell whether a task's options are short enough to stand in two columns."""
    return isinstance(task.item, Choice | Multi) and all(len(to_plain(o.text)) <= _SHORT for o in task.options)


def blank(gap: Gap) -> str:
    """Return how wide a blank must be to write its answer in, in em."""
    return f"{min(18, max(6, 0.9 * len(to_plain(gap.answer)))):.1f}"


def answer_lines(task: Task) -> int:
    """Return how many ruled lines a written answer to a task wants."""
    match task.item.type:
        case "essay":
            return min(20, 2 + 2 * task.points)
        case "question" | "term":
            return 2 if task.points < 3 else 4  # noqa: PLR2004 - a longer answer earns three points and more
        case _:
            return 0
