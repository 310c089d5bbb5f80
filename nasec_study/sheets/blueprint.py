"""What a worksheet demands of the bank: which items may stand where, how many, and in which company."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from nasec_study.course.model import Course, Filter, Item, TrueFalse, Worksheet, WorksheetSection
from nasec_study.foundation.problems import counted
from nasec_study.sheets.selection import Bounds, Demand, Places, Ties


def matches(item: Item, wanted: Filter) -> bool:
    """Tell whether a filter takes an item."""
    return (
        (not wanted.types or item.type in wanted.types)
        and (not wanted.levels or item.level in wanted.levels)
        and (not wanted.difficulties or item.difficulty in wanted.difficulties)
        and (not wanted.importance or item.importance in wanted.importance)
        and (not wanted.tags or not set(item.tags).isdisjoint(wanted.tags))
        and (not wanted.stimuli or item.stimulus in wanted.stimuli)
        and (not wanted.objectives or item.objective in wanted.objectives)
        and (not wanted.readings or set(item.cited_readings) <= set(wanted.readings))
        and (wanted.across is None or wanted.across == (len(item.cited_readings) > 1))
        and (not wanted.sections or any(citation.section in wanted.sections for citation in item.sources))
    )


def may_stand(item: Item, section: WorksheetSection, struck: Collection[str] = ()) -> bool:
    """Tell whether an item may stand in a section of a sheet: it fits the filter, and is not retired.

    One that is `struck` was on the sheet before it was retired, and stays there.
    """
    is_left = not item.retired or item.id in struck
    return (not section.ids or item.id in section.ids) and is_left and matches(item, section.items)


@lru_cache(maxsize=128)
def pool_of(course: Course, section: WorksheetSection, struck: tuple[str, ...] = ()) -> tuple[Item, ...]:
    """Return the items that may stand in a section, in the order of the course; `struck` are those struck on its sheet.

    Remembered, since rules, demands, every form and every student's own sheet ask for the same ones.
    """
    return tuple(item for item in course.items if may_stand(item, section, struck))


def demands_of(course: Course, worksheet: Worksheet, used: Mapping[str, Collection[str]]) -> tuple[Demand, ...]:
    """Return the demands of a worksheet, its sections first; `used` has the ids of items of earlier worksheets."""
    pools = [frozenset(item.id for item in pool_of(course, section, worksheet.void)) for section in worksheet.sections]
    able = frozenset().union(*pools)
    return (
        *_sections(worksheet, pools),
        *_both_answers(course, worksheet, pools),
        *_limits(worksheet, [item for item in course.items if item.id in able]),
        *_not_on(worksheet, able, used),
        *_company(course, able),
    )


def _sections(worksheet: Worksheet, pools: list[frozenset[str]]) -> Iterator[Places]:
    for number, (section, pool) in enumerate(zip(worksheet.sections, pools, strict=True)):
        words = f"section '{section.title}' wants {section.wanted} of {counted(len(pool), 'item')}"
        yield Places(words, ("sections", number, "ids" if section.ids else "count"), pool, section.wanted)


def _both_answers(course: Course, worksheet: Worksheet, pools: list[frozenset[str]]) -> Iterator[Bounds]:
    """Yield that of several statements by lot some are true and some false, wherever there are both to choose from."""
    answers = {item.id: item.answer for item in course.items if isinstance(item, TrueFalse)}
    for number, (section, pool) in enumerate(zip(worksheet.sections, pools, strict=True)):
        sets = tuple(frozenset(name for name in pool if answers.get(name) == answer) for answer in ("true", "false"))
        if pool <= answers.keys() and not section.ids and section.wanted > 1 and all(sets):
            words = f"section '{section.title}' wants true and false statements"
            yield Bounds(words, ("sections", number, "items"), sets, least=1)


def _limits(worksheet: Worksheet, able: list[Item]) -> Iterator[Bounds]:
    for number, limit in enumerate(worksheet.limits):
        found = frozenset(item.id for item in able if matches(item, limit.items))
        subject = f"limit '{limit.name or number + 1}' wants"
        steps = ("limits", number)
        if limit.at_least is not None:
            words = f"{subject} at least {limit.at_least} of {counted(len(found), 'item')}"
            yield Bounds(words, (*steps, "at_least"), (found,), least=limit.at_least)
        if limit.at_most is not None:
            words = f"{subject} at most {limit.at_most} of {counted(len(found), 'item')}"
            yield Bounds(words, (*steps, "at_most"), (found,), most=limit.at_most)


def _not_on(worksheet: Worksheet, able: frozenset[str], used: Mapping[str, Collection[str]]) -> Iterator[Bounds]:
    for number, name in enumerate(worksheet.not_on):
        if found := able.intersection(used.get(name, ())):
            words = f"not_on '{name}' takes away {counted(len(found), 'item')}"
            yield Bounds(words, ("not_on", number), (found,), most=0)


def _company(course: Course, able: frozenset[str]) -> Iterator[Demand]:
    """Yield what the items that may stand on a sheet demand of each other: enemies and companions."""
    enemies = {
        frozenset((item.id, other)) for item in course.items for other in item.enemies if {item.id, other} <= able
    }
    companions = {
        (min(item.id, other), max(item.id, other))
        for item in course.items
        for other in item.companions
        if not able.isdisjoint((item.id, other))
    }
    if enemies:
        words = f"enemies keep {counted(len(enemies), 'pair')} of items apart"
        yield Bounds(words, (), tuple(sorted(enemies, key=sorted)), most=1)
    if companions:
        words = f"companions keep {counted(len(companions), 'pair')} of items together"
        yield Ties(words, (), tuple(sorted(companions)))
