"""The rules of item writing, and what they find in a course."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from nasec_study.checks import (
    accepted,
    amounts,
    bank,
    bank_giveaways,
    bank_pairs,
    disputes,
    files,
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
from nasec_study.foundation.problems import Problem

# Each rule looks at so many items before the next one does: their words are remembered from rule to rule.
BATCH = 500
_FAMILIES = (
    *(accepted, amounts, structure, text, disputes),
    *(writing_cues, writing_patterns, writing_options, writing_option_sets, writing_stems, writing_cards),
    *(writing_fronts, bank, bank_pairs, bank_giveaways),
)
_FOUND = {rule.code: rule for family in _FAMILIES for rule in vars(family).values() if isinstance(rule, Rule)}
# The rules of item writing that stand in the families' files, over single items and over the bank, by their codes.
RULES = tuple(_FOUND[code] for code in sorted(_FOUND))


def silent_rules(course: Course) -> tuple[str, ...]:
    """Return the codes of the rules that do not apply to a course, since they go by English words."""
    return tuple(rule.code for rule in RULES if not rule.applies_to(course))


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


def waivers(course: Course) -> Iterator[Problem]:
    """Yield a problem for each waiver of a rule that there is not, or that no item may waive."""
    codes = {*files.WAIVABLE, *(rule.code for rule in RULES)}
    for item in course.items:
        for code in item.waive:
            if code not in codes:
                where = course.place(item).key_where("waive", code)
                hint = "`nasec-study rules` lists the codes"
                yield Problem("E218", where, f"item '{item.id}' waives {code}, which no item can waive", hint)
