"""What each item of a page must show there, whatever its template does."""

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Item,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.foundation.problems import Where
from nasec_study.rendering.markup import answer_tex, fill_gaps, html_of, inline_html_of
from nasec_study.rendering.units import pieces_of
from nasec_study.sheets.plan import Task
from nasec_study.targets.paper.comparison import Planned

_GAP = "\x02"


def planned_tasks(course: Course, tasks: Iterable[Task], *, is_key: bool) -> Iterator[Planned]:
    """Yield what the tasks of a sheet must show; on a key, gaps are filled."""
    for task in tasks:
        item, options = task.item, tuple(html_of(option.text) for option in task.options)
        stimulus = course.stimulus_of(item)
        beside: tuple[str, ...] = (escape(stimulus.title), html_of(stimulus.text)) if stimulus else ()
        inside = asked_of(item, is_key=is_key)
        match item:
            case Term():  # terms share their definitions, which stand below all of them
                beside += options
            case Numeric():
                inside += tuple(map(html_of, pieces_of(item.unit)))
            case _:
                inside += options
        yield planned(course, item, item.id, inside, beside)


def planned(course: Course, item: Item, anchor: str, inside: tuple[str, ...], beside: tuple[str, ...] = ()) -> Planned:
    """Return what an item must show: texts inside the element of its anchor, and texts anywhere beside it."""
    where = Where(course.place(item).text.path, 0, 0)
    return Planned(anchor, f"{item.type} item '{item.id}'", where, inside, beside)


def asked_of(item: Item, *, is_key: bool = False) -> tuple[str, ...]:
    """Return the texts of a question as HTML, without options; of a cloze text, the pieces around its gaps."""
    match item:
        case Cloze():
            solved = partial(fill_gaps, show=lambda gap: inline_html_of(gap.answer), in_formula=answer_tex)
            filled = solved(item.text) if is_key else fill_gaps(item.text, lambda _: _GAP)
            return tuple(str(filled).split(_GAP))
        case Matching():
            return (html_of(item.stem), *(html_of(pair.premise) for pair in item.pairs))
        case _:
            return (html_of(item.asks),)


def answered_of(item: Item) -> tuple[str, ...]:
    """Return the texts of an answer, as the back of a card has them, as HTML."""
    found: tuple[str, ...] = ()
    match item:
        case Cloze():
            return asked_of(item, is_key=True)
        case Choice() | Multi() | Question() | Matching():
            found = item.asserts
        case Term():
            found = (item.definition,)
        case TrueFalse():
            found = (item.correction,)
        case Ordering():
            found = tuple(step.text for step in item.steps)
    return tuple(map(html_of, found))
