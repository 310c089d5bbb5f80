"""All checks and rules, applied to a course."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from nasec_study.checks import (
    accepted,
    amounts,
    bank,
    bank_giveaways,
    bank_pairs,
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
    writing_cards,
    writing_cues,
    writing_fronts,
    writing_option_sets,
    writing_options,
    writing_patterns,
    writing_stems,
)
from nasec_study.checks._rule import Finding, Rule
from nasec_study.course.model import Course
from nasec_study.foundation.problems import Problem, by_place
from nasec_study.rendering.fonts import MORE_FONTS
from nasec_study.rendering.locales import known_languages, language_of

if TYPE_CHECKING:
    from nasec_study.course.readings import ReadingTexts

# What is wrong with a course apart from how its items are written; mostly errors.
CHECKS: tuple[Callable[[Course], Iterator[Problem]], ...] = (
    *structure.CHECKS,
    *accepted.CHECKS,
    *lists.CHECKS,
    *filling.CHECKS,
    *points.CHECKS,
    *text.CHECKS,
    *files.CHECKS,
    *sounds.CHECKS,
    *regions.CHECKS,
    *disputes.CHECKS,
    *drafts.CHECKS,
)
# Each rule looks at so many items before the next one does: their words are remembered from rule to rule.
BATCH = 500
# The rules of item writing, over single items and over the bank, by their codes.
RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *accepted.RULES,
            *amounts.RULES,
            *structure.RULES,
            *text.RULES,
            *disputes.RULES,
            *writing_cues.RULES,
            *writing_patterns.RULES,
            *writing_options.RULES,
            *writing_option_sets.RULES,
            *writing_stems.RULES,
            *writing_cards.RULES,
            *writing_fronts.RULES,
            *bank.RULES,
            *bank_pairs.RULES,
            *bank_giveaways.RULES,
        ),
        key=lambda rule: rule.code,
    )
)


def silent_rules(course: Course) -> tuple[str, ...]:
    """Return the codes of the rules that do not apply to a course, since they go by English words."""
    return tuple(rule.code for rule in RULES if not rule.applies_to(course))


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
    # What one command mends is said once.
    again = frozenset([problem for problem in found if problem.hint == MORE_FONTS][1:])
    for problem in (problem for problem in found if problem not in again):
        item = course.item(problem.about)
        if item and problem.rule in item.waive:
            waived.append((problem, item.waive[problem.rule]))
        else:
            standing.append(problem)
    return tuple(standing), tuple(waived)


def _found(course: Course, readings: "ReadingTexts", *, advice: bool) -> Iterator[Problem]:
    for check in CHECKS:
        yield from check(course)
    if readings:
        from nasec_study.checks import grounding  # noqa: PLC0415 - on most machines there are no texts

        for proving in grounding.CHECKS:
            yield from proving(course, readings)
    yield from _waivers(course)
    if advice:
        yield from (rule.problem(finding, course) for rule, finding in findings(course))


def findings(course: Course, rules: Iterable[Rule] = RULES) -> Iterator[tuple[Rule, Finding]]:
    """Yield what some rules find in a course: in each item that has not left it, in its texts, and in the bank."""
    taught = replace(course, items=course.taught)
    applying = [rule for rule in rules if rule.applies_to(course)]
    batches = [taught.items[start : start + BATCH] for start in range(0, len(taught.items), BATCH)]
    for things in (*batches, text.marked(course), (taught,)):
        for rule in applying:
            for thing in (thing for thing in things if type(thing) in rule.of):
                for finding in rule.find(thing):
                    yield rule, finding


def _waivers(course: Course) -> Iterator[Problem]:
    """Yield a problem for each waiver of a rule that there is not."""
    codes = {rule.code for rule in RULES}
    for item in course.items:
        for code in item.waive:
            if code not in codes:
                where = course.place(item).where("waive", code)
                hint = "`nasec-study rules` lists the codes"
                yield Problem("E218", where, f"item '{item.id}' waives the unknown rule {code}", hint)
