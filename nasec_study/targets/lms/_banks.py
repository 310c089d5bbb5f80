"""Which items go into which file: banks by deck, quizzes by worksheet, and the pools from which a platform draws."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from nasec_study.course.model import Course, Item, Question, Worksheet
from nasec_study.sheets.blueprint import pool_of
from nasec_study.sheets.plan import Sheet, plan_sheets, taught_items
from nasec_study.sheets.points import worth


def asked_as(item: Item) -> str:
    """Return the kind of item as which a platform asks one: a question is typed, as a term is, or else an essay."""
    if isinstance(item, Question):
        return "term" if item.is_typed else "essay"
    return item.type


def is_marked_by_hand(item: Item) -> bool:
    """Tell whether a platform cannot mark an item by itself."""
    return asked_as(item) == "essay"


@dataclass(frozen=True)
class Bank:
    """Items under one name, none of them retired, in the order of the course."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Pool:
    """Items of which a platform draws `count`, and the points of each; points differ only if all are drawn."""

    title: str
    items: tuple[Item, ...]
    count: int
    points: tuple[Decimal, ...]

    @property
    def is_whole(self) -> bool:
        """Tell whether all are drawn."""
        return self.count == len(self.items)

    @property
    def total(self) -> Decimal:
        """The points of those that are drawn."""
        return sum(self.points[: self.count], Decimal(0))


@dataclass(frozen=True)
class Quiz:
    """A worksheet for a platform: its first form, and the pools from which its items were drawn."""

    sheet: Sheet
    pools: tuple[Pool, ...]

    @property
    def worksheet(self) -> Worksheet:
        """The worksheet as its author wrote it."""
        return self.sheet.worksheet


class List(NamedTuple):
    """Questions for a platform, each with its points, under a name for the file and one for people."""

    file: str
    title: str
    items: tuple[tuple[Item, Decimal], ...]


def deck_banks(course: Course) -> Iterator[Bank]:
    """Yield a bank for each deck that has items, or for the whole course, if it has no decks."""
    if not course.settings.decks and course.taught:
        yield course_bank(course)
    for deck in course.settings.decks:
        items = taught_items(course, deck)
        if items:
            yield Bank(deck.id, deck.title, items)


def course_bank(course: Course) -> Bank:
    """Return all items of the course."""
    settings = course.settings
    return Bank(settings.name_of_whole, settings.title, course.taught)


def every_bank(course: Course) -> tuple[Bank, ...]:
    """Return a bank for each deck, and one for the course where it has several decks or a deck leaves items out."""
    decks, whole = tuple(deck_banks(course)), course_bank(course)
    return decks if [bank.items for bank in decks] == [whole.items] else (*decks, whole)


def quizzes(course: Course) -> Iterator[Quiz]:
    """Yield a quiz for each worksheet."""
    for worksheet in course.settings.worksheets:
        sheet = plan_sheets(course, worksheet)[0]
        drawn = {task.item.id: place for place, part in enumerate(sheet.parts) for task in part.tasks}
        yield Quiz(sheet, tuple(_pools(course, worksheet, drawn)))


def lists(course: Course, skipped: frozenset[str]) -> Iterator[List]:
    """Yield what a platform takes as a mere list: each deck, and each worksheet, without the items of these ids."""
    for bank in deck_banks(course):
        name = f"{course.settings.title}: {bank.title}"
        yield List(f"banks/{bank.id}", name, tuple((item, worth(item)) for item in without(bank, skipped).items))
    for worksheet in course.settings.worksheets:
        tasks = plan_sheets(course, worksheet)[0].tasks
        items = ((task.item, task.points) for task in tasks if not task.is_void and task.item.id not in skipped)
        yield List(f"quizzes/{worksheet.id}", worksheet.title, tuple(items))


def bonus(course: Course) -> tuple[str, ...]:
    """Return the ids of items that stand on a worksheet for a bonus."""
    sheets = (plan_sheets(course, worksheet)[0] for worksheet in course.settings.worksheets)
    parts = (part for sheet in sheets for part in sheet.parts if part.section.bonus)
    return tuple(dict.fromkeys(task.item.id for part in parts for task in part.tasks))


def _pools(course: Course, worksheet: Worksheet, drawn: dict[str, int]) -> Iterator[Pool]:
    """Yield a pool for each section; an item that fits several belongs to the one it was drawn for, else the first.

    So no quiz holds an item twice, and each pool has as many items as are wanted of it. Items that are struck are in
    none.
    """
    taken = dict(drawn)
    for place, section in enumerate(worksheet.sections):
        for item in pool_of(course, section):
            taken.setdefault(item.id, place)
    for place, section in enumerate(worksheet.sections):
        items = [item for item in course.items if taken.get(item.id) == place and item.id not in worksheet.void]
        if section.in_order:
            items.sort(key=lambda item: section.ids.index(item.id))
        if items:
            points = tuple(worth(item, section) for item in items)
            yield Pool(section.title, tuple(items), min(section.wanted, len(items)), points)


def practice(bank: Bank, most: int) -> Pool:
    """Return the items of a bank that a platform marks by itself, at one point each; at most `most` are drawn."""
    items = tuple(item for item in bank.items if not is_marked_by_hand(item))
    return Pool(bank.title, items, min(most, len(items)), (Decimal(1),) * len(items))


def without(bank: Bank, skipped: frozenset[str]) -> Bank:
    """Return a bank without the items of these ids."""
    return replace(bank, items=tuple(item for item in bank.items if item.id not in skipped))
