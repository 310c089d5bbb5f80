"""Where the numbers of an image's regions stand: each upon its own region, or beside it with a line to it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import product
from math import cos, dist, hypot, inf, pi, sin
from typing import NamedTuple

from nasec_study.rendering.regions import Point, Shape

# Half the width of a number's disc, in pixels of the picture; a region that it must not hide is half as wide again.
RADIUS = 14
_WIDE = 1.5 * RADIUS
# Between a disc and what it stands beside.
_AIR = 4
# A region is tried at so many places across and down, and in so many directions around it.
_ACROSS, _AROUND = 12, 24
# So many images are remembered: each form and edition of a sheet, and each target, shows the same ones.
_REMEMBERED = 100


class Outline(NamedTuple):
    """The corners of a region in pixels, and the rectangle around it: left, top, right, bottom."""

    corners: Sequence[Point]
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Number:
    """The middle of a number's disc, and the point of the region to which a line leads if it stands beside it."""

    at: Point
    to: Point | None = None


@lru_cache(_REMEMBERED)
def numbers_of(shapes: tuple[Shape, ...], width: float, height: float, *, outlined: bool) -> Mapping[str, Number]:
    """Return where the numbers of regions stand in an image, in pixels, by the labels of the regions.

    A number stands as near to the middle of its region as it can: inside it, on no smaller region, and on no other
    number. Where regions are seen (`outlined`), one that a number would hide has it beside it.
    """
    drawn = [
        (shape, _outline(shape, width, height), (shape.middle[0] * width, shape.middle[1] * height)) for shape in shapes
    ]
    found: dict[str, Number] = {}
    for shape, outline, middle in sorted(drawn, key=lambda one: one[0].width * one[0].height):
        others = [
            other
            for one, other, _ in drawn
            if one is not shape and (one.width * one.height < shape.width * shape.height or _depth(middle, other) < 0)
        ]
        room = partial(_room, size=(width, height), others=others, discs=[number.at for number in found.values()])
        found[shape.label] = _place(outline, middle, room, outlined=outlined)
    return {shape.label: found[shape.label] for shape in shapes}


def _place(outline: Outline, middle: Point, room: Callable[[Point], float], *, outlined: bool) -> Number:
    """Return the place of a number by the `room` that a point has between other regions, numbers and the border."""

    def inside(point: Point) -> float:
        return min(_depth(point, outline) - (_WIDE if outlined else RADIUS), room(point), 0)

    def outside(point: Point) -> float:
        return min(_apart(point, outline), room(point))

    near = partial(dist, middle)
    upon = _roomiest(sorted((middle, *_points_in(outline)), key=near), inside)
    is_covered = not outlined and _depth(upon, outline) >= 0 and room(upon) >= 0
    if is_covered or inside(upon) == 0:
        return Number(upon)
    beside = _roomiest(sorted(_points_around(outline, middle), key=near), outside)
    if outside(beside) < 0:
        return Number(upon)
    return Number(beside, min(_edge(outline), key=partial(dist, beside)))


def _roomiest(points: Sequence[Point], room: Callable[[Point], float]) -> Point:
    """Return the first point that has all its room, 0, or else the first of those that have most."""
    most, roomiest = -inf, points[0]
    for point in points:
        if (found := room(point)) > most:
            most, roomiest = found, point
        if most == 0:
            break
    return roomiest


def _room(point: Point, size: Point, others: Iterable[Outline], discs: Iterable[Point]) -> float:
    """Return how far a disc around a point is from other regions, discs and the border; below 0 if it touches one."""
    border = min(point[0], point[1], size[0] - point[0], size[1] - point[1]) - RADIUS
    apart = (_apart(point, other) for other in others)
    return min(border, *apart, *(dist(point, disc) - 2 * RADIUS - _AIR for disc in discs), 0)


def _outline(shape: Shape, width: float, height: float) -> Outline:
    """Return the corners of a region in pixels; those of an ellipse lie along its line."""
    left, top, right, bottom = shape.left, shape.top, shape.left + shape.width, shape.top + shape.height
    points: Sequence[Point] = shape.points or ((left, top), (right, top), (right, bottom), (left, bottom))
    if shape.kind == "ellipse":
        (x, y), turns = shape.middle, [2 * pi * step / 32 for step in range(32)]
        points = [(x + cos(turn) * shape.width / 2, y + sin(turn) * shape.height / 2) for turn in turns]
    box = (left * width, top * height, right * width, bottom * height)
    return Outline([(x * width, y * height) for x, y in points], box)


def _points_in(outline: Outline) -> Iterable[Point]:
    """Yield points of the rectangle around a region."""
    left, top, right, bottom = outline.box
    for column, row in product(range(1, _ACROSS), repeat=2):
        yield left + (right - left) * column / _ACROSS, top + (bottom - top) * row / _ACROSS


def _points_around(outline: Outline, middle: Point) -> Iterable[Point]:
    """Yield points in each direction from the middle of a region, just far enough for a disc and farther."""
    for step, more in product(range(_AROUND), (1, 2, 3, 4, 5)):
        x, y = cos(2 * pi * step / _AROUND), sin(2 * pi * step / _AROUND)
        reach = max((point[0] - middle[0]) * x + (point[1] - middle[1]) * y for point in outline.corners)
        far = reach + more * (RADIUS + _AIR)
        yield middle[0] + far * x, middle[1] + far * y


def _edge(outline: Outline) -> Iterable[Point]:
    """Yield points along the line of a region."""
    for (x, y), (next_x, next_y) in _sides(outline):
        for step in range(_ACROSS):
            yield x + (next_x - x) * step / _ACROSS, y + (next_y - y) * step / _ACROSS


def _sides(outline: Outline) -> Iterable[tuple[Point, Point]]:
    """Yield the two ends of each side of a region."""
    return zip(outline.corners, (*outline.corners[1:], outline.corners[0]), strict=True)


def _apart(point: Point, outline: Outline) -> float:
    """Return 0 if a disc around a point is apart from a region; else, below 0, how far it reaches into it."""
    left, top, right, bottom = outline.box
    is_near = left - RADIUS < point[0] < right + RADIUS and top - RADIUS < point[1] < bottom + RADIUS
    return min(-_depth(point, outline) - RADIUS, 0) if is_near else 0


def _depth(point: Point, outline: Outline) -> float:
    """Return how far a point lies inside a region; below 0 outside of it."""
    x, y = point
    nearest, is_inside = float("inf"), False
    for (left, top), (right, bottom) in _sides(outline):
        across, down = right - left, bottom - top
        length = across * across + down * down
        share = max(0.0, min(1.0, ((x - left) * across + (y - top) * down) / length)) if length else 0.0
        nearest = min(nearest, hypot(left + share * across - x, top + share * down - y))
        if (top > y) != (bottom > y) and x < left + across * (y - top) / down:
            is_inside = not is_inside
    return nearest if is_inside else -nearest
