"""Whether an exam is worth the same for everybody who sits it, and asks for what matters."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from nasec_study.course.model import BaseItem, Course, Essay, TrueFalse
from nasec_study.course.model.base import HALF
from nasec_study.course.wording.references import unknown
from nasec_study.foundation.problems import Problem
from nasec_study.sheets.blueprint import pool_of
from nasec_study.sheets.plan import chosen_items
from nasec_study.sheets.points import total, worth

if TYPE_CHECKING:
    from nasec_study.course.marks import Steps

CORE = "core"


def equal_worth(course: Course) -> Iterator[Problem]:
    """Find sections that draw items of different worth, and rubrics that cannot be scaled to the points."""
    source = course.place(course.settings)
    for number, worksheet in enumerate(course.settings.worksheets):
        for place, section in enumerate(worksheet.sections):
            pool = pool_of(course, section)
            subject = f"worksheet '{worksheet.id}', section '{section.title}'"
            steps = ("worksheets", number, "sections", place)
            worths = sorted({worth(item, section) for item in pool})
            if len(worths) > 1 and section.wanted < len(pool):
                message = f"{subject}: its items are worth {', '.join(map(str, worths[:-1]))} and {worths[-1]} points"
                hint = "give the section `points:`, to which rubrics are scaled; else the total depends on the choice"
                yield Problem("E239", source.where(*steps, "title"), message, hint)
            for item in pool:
                least = HALF * len(item.rubric) if isinstance(item, Essay) else HALF
                if worth(item, section) < least:
                    message = f"{subject}: the rubric of '{item.id}' does not fit: a row earns at least half a point"
                    hint = f"give the section {total([least])} points or more, or the rubric fewer rows"
                    yield Problem("E229", source.where(*steps, "points"), message, hint)


def core_share(course: Course) -> Iterator[Problem]:
    """Find worksheets with too few points for core items, in banks that have any."""
    if course.faulty or not any(item.importance == CORE for item in course.items):
        return
    source = course.place(course.settings)
    for number, worksheet in enumerate(course.settings.worksheets):
        chosen = chosen_items(course, worksheet)
        if chosen is None:
            continue
        counted = [
            (item, worth(item, section)) for section, items in chosen for item in items if item.id not in worksheet.void
        ]
        core = total(points for item, points in counted if item.importance == CORE)
        share = int(100 * core / (total(points for _, points in counted) or 1))
        if share < worksheet.core_share:
            message = f"worksheet '{worksheet.id}': core items have {share}% of the points, not {worksheet.core_share}%"
            hint = "add a limit on `importance: [core]` with `at_least:`, or set `core_share:`"
            yield Problem("W245", source.where("worksheets", number, "id"), message, hint)


def one_answer(course: Course) -> Iterator[Problem]:
    """Find sections of true-false items whose statements are all true, or all false, for any seed."""
    source = course.place(course.settings)
    for number, worksheet in enumerate(course.settings.worksheets):
        for place, section in enumerate(worksheet.sections):
            pool = pool_of(course, section)
            answers = {item.answer for item in pool if isinstance(item, TrueFalse)}
            if len(answers) == 1 and section.wanted > 1 and all(isinstance(item, TrueFalse) for item in pool):
                message = (
                    f"worksheet '{worksheet.id}', section '{section.title}': all its statements are {answers.pop()}"
                )
                way = "name some of both" if section.ids else "widen the filter"
                hint = f"{way}, so that both true and false ones can be in it"
                where = source.where("worksheets", number, "sections", place, "title")
                yield Problem("W246", where, message, hint)


def named_items(course: Course) -> Iterator[Problem]:
    """Find items that a worksheet names by an id that is not there, is an earlier one, or is retired and not struck."""
    source = course.place(course.settings)
    for number, worksheet in enumerate(course.settings.worksheets):
        retired = {item.id for item in course.items if item.retired and item.id not in worksheet.void}
        known = [item.id for item in course.items if item.id not in retired]
        named: list[tuple[Steps, str]] = [(("void", place), name) for place, name in enumerate(worksheet.void)]
        for at, section in enumerate(worksheet.sections):
            named += [(("sections", at, "ids", place), name) for place, name in enumerate(section.ids)]
        for steps, name in named:
            if name in retired:
                message = f"worksheet '{worksheet.id}' names the item '{name}', which is retired"
                way = "name another one, or none; if it is struck here, list it under `void:`"
                yield Problem("E233", source.where("worksheets", number, *steps), message, way)
            elif instead := unknown(course, BaseItem.NOUN, name, known):
                message = f"worksheet '{worksheet.id}' names the unknown item '{name}'"
                yield Problem("E233", source.where("worksheets", number, *steps), message, instead)


def struck_items(course: Course) -> Iterator[Problem]:
    """Find items that a worksheet strikes and that are on none of its forms, so that nothing is struck there."""
    source = course.place(course.settings)
    known = {item.id for item in course.items}
    for number, worksheet in enumerate(() if course.faulty else course.settings.worksheets):
        chosen = chosen_items(course, worksheet) if worksheet.void else None
        on_it = {item.id for _, items in chosen or () for item in items}
        pools = {item.id for section in worksheet.sections for item in pool_of(course, section)}
        for place, name in enumerate(worksheet.void if chosen is not None else ()):
            if name in known - on_it:
                message = f"worksheet '{worksheet.id}' strikes '{name}', which is on none of its forms"
                hint = "name an item that is" + ("; only personal sheets may hold this one" if name in pools else "")
                yield Problem("W247", source.where("worksheets", number, "void", place), message, hint)


CHECKS = (equal_worth, core_share, one_answer, named_items, struck_items)
