"""The arrows of a diagram, from border to border of its boxes, and their words where they cover nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil

from nasec_study.course.model import Picture
from nasec_study.rendering.letters import lines_in, room_of, unbroken

Point = tuple[float, float]
# Left, top, right and bottom.
Rectangle = tuple[float, float, float, float]

# So many letters above an arrow stand in one line.
_SHORT = 14
# From one line of an arrow's words to the next, and from the words to what they must not touch.
_LINE, _AIR = 17, 5
# Where beside a slanted arrow its words are tried, in parts of its length; beside its middle they are best.
_PLACES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)
# Most letters are narrower than the widest by so much: what hides more than an arrow's own middle hides others.
_LIKELY = 0.87
# So many points of an arrow are looked at for whether it crosses words.
_POINTS = 40


@dataclass(frozen=True)
class Arrow:
    """Where an arrow begins and ends, and its words line by line: the place of the first, and which end of it is there.

    Words that moved stand upon everything else, and words upon an arrow have a rectangle behind them that hides it.
    """

    start: Point
    end: Point
    lines: Sequence[str]
    at: Point
    anchor: str = "middle"
    is_moved: bool = False
    backing: Rectangle | None = None


def lines_above(words: str) -> list[str]:
    """Return what stands above an arrow in lines: two, where its words are many."""
    return lines_in(words, max(_SHORT, ceil(room_of(words) / 2) + 1, *map(room_of, unbroken(words)))) if words else []


def arrows_of(picture: Picture, boxes: Mapping[str, Rectangle], size: Point, letter: float) -> list[Arrow]:
    """Return the arrows between the boxes of a diagram of a size; a letter of their words is so wide at most."""
    pairs = [(boxes[arrow.start], boxes[arrow.end]) for arrow in picture.arrows]
    ends = [(_border(start, _middle(end)), _border(end, _middle(start))) for start, end in pairs]
    room = _Room(size, list(boxes.values()), ends, letter)
    made: dict[int, Arrow] = {}
    words = {number: arrow.label for number, arrow in enumerate(picture.arrows)}
    for number, (start, end) in enumerate(ends):
        if not words[number] or start[0] == end[0] or start[1] == end[1]:
            made[number] = usual = _straight(words[number], start, end, size[0], letter)
            if words[number] and not (start[0] == end[0] and room.is_crossed(_rectangle(usual, letter))):
                room.taken.append(_rectangle(usual, letter))
                words[number] = ""
    for number, (start, end) in enumerate(ends):
        if words[number]:
            made[number] = placed = _moved(words[number], start, end, room)
            room.taken.append(_rectangle(placed, letter))
    return [made[number] for number in range(len(ends))]


def _straight(words: str, start: Point, end: Point, width: float, letter: float) -> Arrow:
    """Return an arrow along a row or a column, with its words above or beside it."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    if start[1] == end[1]:
        lines = lines_above(words)
        return Arrow(start, end, lines, (x, y - 9 - _LINE * (len(lines) - 1)))
    lines = lines_in(words, max(1, int((width - x - 14) / letter))) if words else []
    return Arrow(start, end, lines, (x + 10, y + 5 - 9 * (len(lines) - 1)), "start")


@dataclass(frozen=True)
class _Room:
    """What words beside an arrow must keep off: the borders of the diagram, what is taken, and arrows."""

    size: Point
    taken: list[Rectangle]
    ends: Sequence[tuple[Point, Point]]
    letter: float

    def is_free(self, place: Rectangle) -> bool:
        """Tell whether a rectangle lies within the diagram, and on nothing but arrows."""
        left, top, right, bottom = place
        is_within = left >= _AIR and top >= _AIR and right <= self.size[0] - _AIR and bottom <= self.size[1] - _AIR
        return is_within and not any(_overlap(place, other) for other in self.taken)

    def is_crossed(self, place: Rectangle) -> bool:
        """Tell whether an arrow crosses a rectangle."""
        return any(_holds(place, point) for ends in self.ends for point in _points(*ends))


def _moved(words: str, start: Point, end: Point, room: _Room) -> Arrow:
    """Return an arrow to another row with its words beside it, or upon it where nothing there is free."""
    upon: list[Arrow] = []
    for lines, part in product(([words], lines_above(words)), _PLACES):
        x, y = (begin + part * (finish - begin) for begin, finish in zip(start, end, strict=True))
        first = y + 5 - _LINE * (len(lines) - 1) / 2
        beside = _LINE * len(lines) / 2 * abs((end[0] - start[0]) / (end[1] - start[1])) + 2 * _AIR
        for far, anchor in ((beside, "start"), (-beside, "end")):
            placed = Arrow(start, end, lines, (x + far, first), anchor, is_moved=True)
            place = _rectangle(placed, room.letter)
            if room.is_free(place) and not room.is_crossed(place):
                return placed
        upon.append(Arrow(start, end, lines, (x, first), is_moved=True))
    chosen = next((placed for placed in upon if room.is_free(_rectangle(placed, room.letter))), upon[0])
    place = _rectangle(chosen, room.letter * _LIKELY)
    return Arrow(start, end, chosen.lines, chosen.at, is_moved=True, backing=place)


def _rectangle(arrow: Arrow, letter: float) -> Rectangle:
    """Return what an arrow's words take at most."""
    width = max(map(room_of, arrow.lines)) * letter
    left = arrow.at[0] - {"start": 0, "middle": width / 2, "end": width}[arrow.anchor]
    top = arrow.at[1] - _LINE + 3
    return (left, top, left + width, top + _LINE * len(arrow.lines) + 2)


def _middle(box: Rectangle) -> Point:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _holds(place: Rectangle, point: Point) -> bool:
    return place[0] - _AIR < point[0] < place[2] + _AIR and place[1] < point[1] < place[3]


def _points(start: Point, end: Point) -> Iterator[Point]:
    for number in range(_POINTS + 1):
        part = number / _POINTS
        yield (start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))


def _border(box: Rectangle, towards: Point) -> Point:
    """Return the point of a rectangle's border on the line from its middle to a point outside."""
    x, y = _middle(box)
    across, down = towards[0] - x, towards[1] - y
    scale = min(
        ((box[2] - box[0]) / 2 + 4) / abs(across) if across else float("inf"),
        ((box[3] - box[1]) / 2 + 4) / abs(down) if down else float("inf"),
    )
    return (round(x + across * scale, 1), round(y + down * scale, 1))
