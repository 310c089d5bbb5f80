"""Brightspace's CSV: a file a deck and a worksheet, and the pictures that they name, to upload first."""

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from io import StringIO

from nasec_study.course.model import Choice, Item, Matching, Multi, Numeric
from nasec_study.sheets.points import worth
from nasec_study.targets._contract import Job, Output, Plan, recipe, text_output
from nasec_study.targets.lms._banks import List, bonus, lists
from nasec_study.targets.lms._changes import Change, changes_of, plan_of
from nasec_study.targets.lms._limits import has_gaps, has_markup, has_sound, plain_parts, wants_sound
from nasec_study.targets.lms._texts import Texts
from nasec_study.targets.lms.brightspace.questions import (
    folder_of,
    has_picture_in_text,
    is_pattern,
    pictures_of,
    question,
    row,
)

HELP = "CSV for Brightspace: questions per deck, and a quiz per worksheet, to import into the Question Library."
SKIPS: Mapping[str, str] = {}
CHANGES: Mapping[str, str] = {
    "term": "the definition is shown, and the term is typed",
    "question": "a written response that is graded by hand; its answer is in the feedback, and in the answer key",
    "cloze": "one gap, whose answer is typed; a hint follows it in brackets",
    "numeric": "the number is typed, and compared sign by sign with the usual ways to write it",
    "matching": "why a response matches nothing is in the feedback",
    "picture": "the numbers in the picture are matched with its labels",
    "essay": "its rubric and model answer are the answer key: CSV has no rubrics",
}
# Excel's "CSV UTF-8", which D2L asks for, begins so.
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def plan(job: Job) -> Plan:
    """Return the lists of questions of a course; they keep no history."""
    texts = Texts(job)
    return plan_of("brightspace", partial(_changes, texts), partial(_outputs, texts))


def _outputs(texts: Texts, skipped: frozenset[str]) -> Iterator[Output]:
    """Yield a file for each deck and worksheet, and the pictures in them."""
    pictures: dict[str, bytes] = {}
    for listed in lists(texts.course, skipped):
        if listed.items:
            yield text_output(f"brightspace/{listed.file}.csv", _csv(texts, listed))
            for item, _ in listed.items:
                pictures |= pictures_of(texts, item)
    for name, content in sorted(pictures.items()):
        yield Output(f"brightspace/{folder_of(texts)}/{name}", recipe(content), partial(bytes, content))


def _csv(texts: Texts, listed: List) -> str:
    """Return questions as CSV below a row with their title, which is a comment."""
    file = StringIO()
    written = csv.writer(file)
    written.writerows([row(f"//{listed.title}"), row()])
    for item, points in listed.items:
        written.writerows(question(texts, item, points))
    return _MARK + file.getvalue()


def _changes(texts: Texts) -> tuple[Change, ...]:
    """Return what Brightspace's CSV does not carry as the author wrote it."""
    course = texts.course
    items = course.taught
    rows = {item.id: question(texts, item, worth(item)) for item in items}

    def those(test: Callable[[Item], bool]) -> tuple[str, ...]:
        return tuple(item.id for item in items if test(item))

    single = [
        Change(
            "CSV has one picture per question, and none within texts",
            those(lambda item: has_picture_in_text(rows[item.id])),
            left_out=True,
        ),
        Change("CSV has no sounds", those(lambda item: wants_sound(item, course)), left_out=True),
        Change("CSV allows one gap per question", those(has_gaps), left_out=True),
        Change("CSV has no numbers with a tolerance", those(_is_tolerant), left_out=True),
        Change("CSV has no sounds: terms come without their recordings", those(has_sound)),
        Change(
            f"the picture must be in {folder_of(texts)} among the course's files, and comes without its description",
            those(lambda item: any(cells[0] == "Image" for cells in rows[item.id])),
        ),
        Change("what is typed, and why an option is wrong, is plain text, without its markup", those(_has_lost_markup)),
        Change(
            "what a spreadsheet would take for a formula is a pattern, which may mind capitals",
            those(lambda item: any(is_pattern(cells) for cells in rows[item.id])),
        ),
        Change(
            "an answer earns all points or none, whatever `partial_credit` says",
            those(lambda item: isinstance(item, Multi) and texts.gives_partial_credit),
        ),
        Change("the points of a bonus part count in the total", bonus(course)),
    ]
    return changes_of(course, SKIPS, CHANGES, single)


def _is_tolerant(item: Item) -> bool:
    return isinstance(item, Numeric) and bool(item.margin)


def _has_lost_markup(item: Item) -> bool:
    typed = () if isinstance(item, Matching) else plain_parts(item)
    reasons = [one.note for one in item.alternatives] if isinstance(item, Choice | Multi) else []
    return has_markup((*typed, *reasons))
