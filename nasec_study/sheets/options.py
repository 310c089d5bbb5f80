"""An item's options, responses or steps in the order in which they are shown: its author's, that of size, or by lot."""

from string import ascii_uppercase
from typing import NamedTuple

from nasec_study.course.model import Choice, Item, Matching, Multi, Ordering
from nasec_study.sheets.lots import by_lot
from nasec_study.sheets.sizes import sizes


class Option(NamedTuple):
    """An option of a planned item: its letter, its text, whether it is right, and why it is wrong (`why`)."""

    letter: str
    text: str
    right: bool
    why: str = ""


def options_of(item: Item, *seed: str) -> tuple[Option, ...]:
    """Return an item's options, responses or steps with their letters, in an order shuffled by `seed`.

    A new id of the item leaves them where they are. Numbers and dates stand in order of size or time. An item's `order`
    and `last` go before all that.
    """
    entries = list(item.alternatives)
    order, last = (item.order, item.last) if isinstance(item, Choice | Multi) else ((), None)
    if order:
        entries.sort(key=lambda entry: order.index(entry.text))
    elif found := _sizes_of_options(item):
        entries.sort(key=lambda entry: found.get(entry.text, (0.0, 0.0)))
    else:
        answer = len(item.pairs) if isinstance(item, Matching) else len(entries) if isinstance(item, Ordering) else 0
        names = [(item.first_id, str(number)) for number in range(len(entries))]
        entries = [entries[number] for number in by_lot(names, answer, *seed)]
    if last is not None:
        entries.sort(key=lambda entry: entry.text == last)
    return tuple(Option(letter(place), *entry) for place, entry in enumerate(entries))


def letter(place: int) -> str:
    """Return the letter of a place counted from 0: A to Z, then AA, AB and so on."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + ascii_uppercase[last]


def keeps_order(item: Item) -> bool:
    """Tell whether an item's options stand in an order of their own: the author's, or that of size or time.

    Haladyna, Downing and Rodriguez 2002 (Applied Measurement in Education 15/3), rule 21.
    """
    return isinstance(item, Choice | Multi) and bool(item.order or _sizes_of_options(item))


def is_arranged(item: Item) -> bool:
    """Tell whether options stand in an order of their own, or one of them last: who cannot keep that shuffles none."""
    return keeps_order(item) or (isinstance(item, Choice | Multi) and item.last is not None)


def _sizes_of_options(item: Item) -> dict[str, tuple[float, float]]:
    """Return the sizes of an item's options but of one that stays last; none where they have no order."""
    if not isinstance(item, Choice | Multi):
        return {}
    texts = [option for option in item.options if option != item.last]
    found = sizes(texts)
    return dict(zip(texts, found, strict=True)) if found else {}
