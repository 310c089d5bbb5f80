"""All checks, and the rules of item writing, applied to a course."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from nasec_study.checks import (
    accepted,
    disputes,
    drafts,
    files,
    filling,
    lists,
    points,
    regions,
    sounds,
    structure,
    text,
)
from nasec_study.course.model import Course
from nasec_study.foundation.problems import Problem, by_place
from nasec_study.rendering.fonts import MORE_FONTS
from nasec_study.rendering.locales import known_languages, language_of

if TYPE_CHECKING:
    from nasec_study.course.readings import ReadingTexts

_FAMILIES = (structure, accepted, lists, filling, points, text, files, sounds, regions, disputes, drafts)
# What is wrong with a course apart from how its items are written; mostly errors.
CHECKS: tuple[Callable[[Course], Iterator[Problem]], ...] = tuple(
    check for family in _FAMILIES for check in family.CHECKS
)


def untranslated(course: Course) -> tuple[str, ...]:
    """Return the languages of a course and of its worksheets for which the program's own words have no translation."""
    return tuple(language for language in course.languages if language_of(language) not in known_languages())


def check_course(
    course: Course, readings: "ReadingTexts", *, advice: bool = True
) -> tuple[tuple[Problem, ...], tuple[tuple[Problem, str], ...]]:
    """Return the problems of a course, sorted by place, and the findings that items waive, each with its reason.

    Grounding is checked in as far as the texts of the readings are there. Without `advice`, the rules of item writing,
    which only warn, are left out.
    """
    standing: list[Problem] = []
    waived: list[tuple[Problem, str]] = []
    found = by_place(_found(course, readings, advice=advice))
    for problem in _without_consequences(found):
        item = course.item(problem.item)
        if item and problem.rule in item.waive:
            waived.append((problem, item.waive[problem.rule]))
        else:
            standing.append(problem)
    return tuple(standing), tuple(waived)


def _without_consequences(found: Sequence[Problem]) -> Iterator[Problem]:
    # What one command mends is said once.
    again = frozenset([problem for problem in found if problem.hint == MORE_FONTS][1:])
    # The parts of what a comma has cut may be alike, and are judged once they are whole.
    cut = {problem.item for problem in found if problem.rule == lists.CUT}
    # An item that cites what is not there is in no deck and on no worksheet.
    may_lack = any(problem.rule in structure.LOST for problem in found)
    for problem in found:
        is_of_parts = problem.item in cut and (problem.severity == "warning" or problem.rule == structure.TWICE)
        if not is_of_parts and problem not in again and not (may_lack and problem.rule in filling.LACKING):
            yield problem


def _found(course: Course, readings: "ReadingTexts", *, advice: bool) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(course)
    if readings:
        from nasec_study.checks import grounding  # noqa: PLC0415 - on most machines there are no texts

        for proving in grounding.CHECKS:
            yield from proving(course, readings)
    if advice or any(item.waive for item in course.items):
        from nasec_study.checks import rules  # noqa: PLC0415 - a build of items that waive none wants no rules

        yield from rules.waivers(course)
        if advice:
            yield from (rule.problem(finding, course) for rule, finding in rules.findings(course))
