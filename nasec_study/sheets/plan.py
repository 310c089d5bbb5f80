"""Which items, in which order, in which form: all chance ends here.

An item's rank is a hash of the seed, the sheet and its first id, and of nothing else. So an item added to
the bank takes the place of one item at most, as long as no limit, enemy or companion interferes; and one with a new id
keeps its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from nasec_study.course.model import Cloze, Course, Deck, Essay, Item, Term, Worksheet, WorksheetSection
from nasec_study.rendering.markup import gaps
from nasec_study.sheets.blueprint import demands_of, matches, pool_of
from nasec_study.sheets.lots import by_lot, rank
from nasec_study.sheets.options import Option, letter, options_of
from nasec_study.sheets.points import answers_in, rubric_points, share, total, worth
from nasec_study.sheets.selection import Demand, select, smallest_conflict

if TYPE_CHECKING:
    from nasec_study.sheets.roster import Student

# So many definitions of other terms stand among those to choose from, unless a section says how many.
MORE_DEFINITIONS = 2
# The group of terms, which are matched with their definitions in one block.
TERMS = "terms"
# The title of a part that is counted already: Part A. Facts, II – Reasons.
_COUNTED = re.compile(r"(?:\w+ )?(?P<mark>\d{1,2}|[A-Z]|[IVX]{1,5})(?:[.:)](?!\w)| [–—-] |$)")


@dataclass(frozen=True)
class Task:
    """An item on a sheet: its number and points, and its options, responses or steps as this form orders them.

    The options of a term are the definitions of all terms printed with it.
    """

    number: int
    item: Item
    points: Decimal
    options: tuple[Option, ...] = ()
    # What each of several answers earns; None where there is but one, or that is no quarter of a point.
    share: Decimal | None = None
    # Struck after the exam: it stays on the sheet, and counts for nobody.
    is_void: bool = False
    # How many answers of equal weight it wants.
    answers: int = 1

    @property
    def fraction(self) -> str:
        """What each of several answers earns where that is a fraction, such as '1/3'; '' for all else."""
        return str(Fraction(self.points) / self.answers) if self.answers > 1 and self.share is None else ""

    @property
    def rubric(self) -> tuple[tuple[str, Decimal], ...]:
        """The criteria of an essay with their points, which add up to those of the task."""
        if not isinstance(self.item, Essay):
            return ()
        points = rubric_points(self.item, self.points)
        return tuple((row.criterion, earned) for row, earned in zip(self.item.rubric, points, strict=True))


@dataclass(frozen=True)
class Part:
    """A section of a sheet."""

    number: int
    section: WorksheetSection
    tasks: tuple[Task, ...]
    # Answers of other gaps, to stand in the word bank with those that are right.
    decoys: tuple[str, ...] = ()

    @property
    def points(self) -> Decimal:
        """Points of its tasks together."""
        return total(task.points for task in self.tasks if not task.is_void)


@dataclass(frozen=True)
class Sheet:
    """One form of a worksheet; where it is one student's own, the form is the student's mark."""

    worksheet: Worksheet
    form: str
    parts: tuple[Part, ...]
    student: "Student | None" = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """All tasks in the order of the sheet."""
        return tuple(task for part in self.parts for task in part.tasks)

    @property
    def marks(self) -> tuple[str, ...]:
        """The letters or numbers by which the titles of all parts count them, each another one; else none."""
        found = [_COUNTED.match(part.section.title) for part in self.parts]
        marks = tuple(dict.fromkeys(one["mark"] for one in found if one))
        return marks if len(marks) == len(self.parts) else ()

    @property
    def points(self) -> Decimal:
        """Points of all tasks together, without those of bonus parts."""
        return total(part.points for part in self.parts if not part.section.bonus)

    @property
    def bonus(self) -> Decimal:
        """Points that can be had on top."""
        return total(part.points for part in self.parts if part.section.bonus)


def deck_items(course: Course, deck: Deck) -> tuple[Item, ...]:
    """Return a deck's items in the order of the course, with those that have left it."""
    return tuple(item for item in course.items if matches(item, deck.items))


def taught_items(course: Course, deck: Deck) -> tuple[Item, ...]:
    """Return a deck's items that have not left the course, in its order."""
    return tuple(item for item in course.taught if matches(item, deck.items))


def practiced_items(course: Course) -> tuple[Item, ...]:
    """Return the items that students can practice: those of the decks, or, where a course has none, all."""
    decks = course.settings.decks
    return tuple(item for item in course.taught if not decks or any(matches(item, deck.items) for deck in decks))


@lru_cache(maxsize=32)
def plan_sheets(course: Course, worksheet: Worksheet) -> tuple[Sheet, ...]:
    """Return a worksheet's forms; each holds the same items. There are none where its demands conflict.

    Remembered, since rules and several targets ask for the same sheets.
    """
    chosen = chosen_items(course, worksheet)
    return () if chosen is None else tuple(_sheet(course, worksheet, form, chosen) for form in worksheet.forms)


def chosen_items(course: Course, worksheet: Worksheet) -> list[tuple[WorksheetSection, list[Item]]] | None:
    """Return each section of a worksheet with its items, which all forms hold; None where its demands conflict."""
    chosen = _chosen(course, worksheet, "")
    return None if chosen is None else _with_items(course, worksheet, chosen)


def _with_items(
    course: Course, worksheet: Worksheet, chosen: tuple[tuple[str, ...], ...]
) -> list[tuple[WorksheetSection, list[Item]]]:
    items = {item.id: item for item in course.items}
    return [
        (section, [items[name] for name in names]) for section, names in zip(worksheet.sections, chosen, strict=True)
    ]


def personal_sheet(course: Course, worksheet: Worksheet, student: "Student") -> Sheet:
    """Return a student's own sheet: the same blueprint, met and ordered by a seed of the student's own.

    Of the earlier worksheets that it leaves out, it leaves out the student's own sheets, too, if enough items are left.
    Raises ValueError where the worksheet's demands conflict: the checks let none such pass.
    """
    chosen = _chosen(course, worksheet, student.key)
    if chosen is None:
        raise ValueError(f"{worksheet.id}: check_course lets no such worksheet pass")
    own = worksheet.model_copy(update={"seed": _seed(worksheet, student.key), "forms": (student.mark,)})
    return replace(_sheet(course, own, student.mark, _with_items(course, own, chosen)), student=student)


def repeated(course: Course, worksheet: Worksheet, student: "Student") -> frozenset[str]:
    """Return the ids of the items of a student's own sheet that stood on those own sheets that it should leave out."""
    earlier = frozenset[str]().union(*_used(course, worksheet, student.key).values())
    return earlier and earlier.intersection(chain.from_iterable(_chosen(course, worksheet, student.key) or ()))


def conflict(course: Course, worksheet: Worksheet) -> tuple[Demand, ...]:
    """Return the fewest of a worksheet's demands that cannot be met together; none if all can."""
    return () if _chosen(course, worksheet, "") is not None else smallest_conflict(_demands(course, worksheet))


@lru_cache(maxsize=1_024)
def _chosen(course: Course, worksheet: Worksheet, student: str) -> tuple[tuple[str, ...], ...] | None:
    """Return the ids of the items of each section, for all ("") or the student with this key; None for a conflict.

    Remembered, since rules, sheets, and the sheets that leave out the items of others ask for the same choices.
    """
    first_ids = {item.id: item.first_id for item in course.items}
    seed = _seed(worksheet, student)
    # A student must not lack a sheet since the bank has too few items that are new to this one.
    tries = (_demands(course, worksheet, key) for key in dict.fromkeys((student, "")))
    found = (select(demands, lambda name: rank(seed, worksheet.id, first_ids[name])) for demands in tries)
    return next((chosen for chosen in found if chosen is not None), None)


def _seed(worksheet: Worksheet, student: str) -> str:
    return f"{worksheet.seed} {student}" if student else worksheet.seed


def _demands(course: Course, worksheet: Worksheet, student: str = "") -> tuple[Demand, ...]:
    """Return what a worksheet demands, after the choices for those earlier ones whose items it leaves out."""
    used = [_used(course, worksheet, key) for key in dict.fromkeys(("", student))]
    return demands_of(course, worksheet, {name: frozenset().union(*(ids[name] for ids in used)) for name in used[0]})


def _used(course: Course, worksheet: Worksheet, student: str) -> dict[str, frozenset[str]]:
    """Return the items of each earlier worksheet that is left out, on its forms or on the student's own sheet."""
    earlier = takewhile(lambda other: other.id != worksheet.id, course.settings.worksheets)
    chosen = {other.id: _chosen(course, other, student) or () for other in earlier if other.id in worksheet.not_on}
    return {name: frozenset(chain.from_iterable(ids)) for name, ids in chosen.items()}


def _sheet(course: Course, worksheet: Worksheet, form: str, chosen: list[tuple[WorksheetSection, list[Item]]]) -> Sheet:
    seed = (worksheet.seed, worksheet.id, form)
    used = {item.id for _, items in chosen for item in items}
    enemies = chain.from_iterable(item.enemies for _, items in chosen for item in items)
    barred = used | {*enemies} | {item.id for item in course.items if not used.isdisjoint(item.enemies)}
    parts = []
    number = 0
    for place, (section, items) in enumerate(chosen, start=1):
        tasks = []
        spare = [item for item in pool_of(course, section) if isinstance(item, Term | Cloze) and item.id not in barred]
        spare.sort(key=lambda item: rank(worksheet.seed, worksheet.id, "decoy", item.first_id))
        ordered = list(_grouped(section, items, *seed))
        definitions = _definitions(ordered, spare, section.decoys, *seed)
        for item in ordered:
            number += 1
            options = definitions.get(item.id) or options_of(item, *seed)
            points = worth(item, section)
            answers = answers_in(course, item)
            is_void = item.id in worksheet.void
            tasks.append(Task(number, item, points, options, share(points, answers), is_void, answers))
        parts.append(Part(place, section, tuple(tasks), tuple(_decoys(items, spare, section.decoys or 0))))
    return Sheet(worksheet, form, tuple(parts))


def _grouped(section: WorksheetSection, items: list[Item], *seed: str) -> Iterator[Item]:
    """Yield a section's items in the form's order, or in that of its ids; each group side by side."""
    if section.in_order:
        places = {item.id: section.ids.index(item.id) for item in items}
        first = {group_of(item): places[item.id] for item in sorted(items, key=lambda item: -places[item.id])}
        yield from sorted(items, key=lambda item: (first[group_of(item)], places[item.id]))
    else:
        yield from sorted(
            items, key=lambda item: (rank(*seed, "group", group_of(item)), rank(*seed, "order", item.first_id))
        )


def _definitions(
    items: list[Item], spare: Sequence[Item], more: int | None, *seed: str
) -> dict[str, tuple[Option, ...]]:
    """Return, by a term's id, the lettered definitions of the block in which it is matched; a lone term has none.

    Among them are `more` definitions of spare terms, so that the last one is not known by what is left.
    """
    terms = [item for item in items if isinstance(item, Term) and group_of(item) == TERMS]
    if len(terms) == 1:
        return {}
    others = [item for item in spare if isinstance(item, Term)][: MORE_DEFINITIONS if more is None else more]
    offered = [*terms, *others]
    lot = by_lot([("definitions", term.first_id) for term in offered], len(terms), *seed)
    return {
        term.id: tuple(
            Option(letter(place), offered[number].definition, right=offered[number] is term)
            for place, number in enumerate(lot)
        )
        for term in terms
    }


def _decoys(items: list[Item], spare: Sequence[Item], more: int) -> Iterator[str]:
    """Yield answers of spare gaps that none of the items asks for."""
    answers = {gap.answer for item in items if isinstance(item, Cloze) for gap in gaps(item.text)}
    others = (gap.answer for item in spare if isinstance(item, Cloze) for gap in gaps(item.text))
    yield from islice((answer for answer in dict.fromkeys(others) if answer not in answers), more)


def decoys_on(part: Part) -> int:
    """Return how many words, or definitions, stand among those of a part that none of its items asks for."""
    matched = [task for task in part.tasks if task.options and group_of(task.item) == TERMS]
    return max(len(part.decoys), len(matched[0].options) - len(matched) if matched else 0)


def group_of(item: Item) -> str:
    """Return the name of the group in which an item is printed: its stimulus, that of all terms, or its own."""
    if item.stimulus:
        return f"stimulus {item.stimulus}"
    return TERMS if isinstance(item, Term) else f"item {item.first_id}"
