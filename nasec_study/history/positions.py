"""The positions of new cards: they belong to items, with room between, so that a new item lands where it stands."""

from bisect import bisect_right
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

# How far one item is from the next: so that, ten times over, another finds room between two.
STEP = 1000

Thing = TypeVar("Thing", bound=Hashable)


def positions(order: Sequence[Thing], before: Mapping[Thing, int]) -> dict[Thing, int]:
    """Return a position for each thing, rising from 1 in their order; as many as can be keep the one that they had.

    One loses it where it is out of order, or leaves no room for what is to stand between two.
    """
    kept = _with_room([(place, before[thing]) for place, thing in enumerate(order) if before.get(thing, 0) > place])
    found: dict[Thing, int] = {}
    start, low = 0, 0
    for place, high in [*kept, (len(order), None)]:
        between = order[start:place]
        for number, thing in enumerate(between, start=1):
            room = STEP * number if high is None else (high - low) * number // (len(between) + 1)
            found[thing] = low + room
        if high is not None:
            found[order[place]] = low = high
        start = place + 1
    return found


def _with_room(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int | None]]:
    """Return the most pairs of place and position that leave a position for each place between two of them.

    They do where no position is less far ahead of its place than the one before (Fredman 1975, by patience sorting).
    """
    tails: list[int] = []
    ends: list[int] = []
    links: list[int] = []
    for number, (place, position) in enumerate(pairs):
        ahead = position - place
        length = bisect_right(tails, ahead)
        links.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [ahead]
        ends[length : length + 1] = [number]
    chosen: list[tuple[int, int | None]] = []
    number = ends[-1] if ends else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = links[number]
    return chosen[::-1]
