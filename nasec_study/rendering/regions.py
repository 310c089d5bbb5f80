"""Where the regions of an image are: rectangles, ellipses and polygons in shares of its width and height."""

import re
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians, sin, tan
from typing import TYPE_CHECKING

from nasec_study.course.model.material import Picture, Region
from nasec_study.rendering.images import box_of, drawing_of, is_drawing

if TYPE_CHECKING:
    from lxml import etree

# Into so many straight pieces a curve of a drawing is divided.
_PIECES = 8
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "polygon"})
_MOVE = re.compile(r"(\w+)\s*\(([^)]*)\)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
Point = tuple[float, float]


@dataclass(frozen=True)
class Shape:
    """A region as it is drawn: the rectangle around it, and its corners where it is a polygon."""

    label: str
    kind: str
    left: float
    top: float
    width: float
    height: float
    points: tuple[Point, ...] = ()

    @property
    def middle(self) -> Point:
        """Where its number stands: the centroid of a polygon, else the middle of the rectangle."""
        if not self.points:
            return (self.left + self.width / 2, self.top + self.height / 2)
        return _center(self.points)


def shapes_of(picture: Picture, content: bytes) -> tuple[Shape, ...]:
    """Return the regions of an image, in the order in which they were written.

    Raises ValueError for the first id that names no shape in the drawing.
    """
    root = drawing_of(content) if is_drawing(picture.image) and any(region.id for region in picture.regions) else None
    return tuple(_shape(region, root) for region in picture.regions)


def _shape(region: Region, root: "etree._Element | None") -> Shape:
    for kind, sides in (("rect", region.rectangle), ("ellipse", region.ellipse)):
        if sides:
            left, top, width, height = map(float, sides)
            return Shape(region.label, kind, left, top, width, height)
    points = tuple((float(x), float(y)) for x, y in region.polygon)
    return _polygon(region.label, points or outline(root, region.id))


def _polygon(label: str, points: tuple[Point, ...]) -> Shape:
    across, down = [x for x, _ in points], [y for _, y in points]
    left, top = min(across), min(down)
    return Shape(label, "polygon", left, top, max(across) - left, max(down) - top, points)


def outline(root: "etree._Element | None", name: str) -> tuple[Point, ...]:
    """Return the outline of a shape of an SVG by its id, in shares of the drawing.

    Raises ValueError if there is none; its words are read after the id.
    """
    found = [one for one in root.iter("{*}*") if one.get("id") == name] if root is not None else []
    if root is None or not found or found[0].tag.rpartition("}")[2] not in _SHAPES:
        raise ValueError("names no shape in the drawing")
    left, top, width, height = box_of(root)
    points = tuple(((x - left) / width, (y - top) / height) for x, y in _drawn(found[0]))
    if len(points) < 3 or not all(-0.001 <= part <= 1.001 for point in points for part in point):  # noqa: PLR2004
        raise ValueError("names no closed shape inside the drawing")
    return tuple((min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)) for x, y in points)


def _drawn(element: "etree._Element") -> list[Point]:
    """Return the corners of a shape where it is drawn, curves in straight pieces; the longest of several outlines."""
    from fontTools.misc.transform import Transform  # noqa: PLC0415 - only drawings with ids need it
    from fontTools.pens.recordingPen import RecordingPen  # noqa: PLC0415 - likewise
    from fontTools.svgLib.path import SVGPath  # noqa: PLC0415 - likewise
    from lxml import etree  # noqa: PLC0415 - likewise

    moved = Transform()
    for one in (*reversed(list(element.iterancestors())), element):
        for name, numbers in _MOVE.findall(one.get("transform", "")):
            moved = moved.transform(_matrix(name, [float(number) for number in _NUMBER.findall(numbers)]))
    alone = etree.Element("svg")
    etree.SubElement(alone, element.tag, {key: value for key, value in element.attrib.items() if key != "transform"})
    pen = RecordingPen()
    SVGPath.fromstring(etree.tostring(alone), moved).draw(pen)
    outlines: list[list[Point]] = []
    for step, places in pen.value:
        if step == "moveTo":
            outlines.append([places[0]])
        elif places:
            outlines[-1] += _pieces(outlines[-1][-1], step, places)
    longest = max(outlines, key=len, default=[])
    return [point for number, point in enumerate(longest) if point != longest[number - 1]]


def _matrix(name: str, numbers: list[float]) -> tuple[float, ...]:
    """Return a transformation of SVG as its six numbers (https://www.w3.org/TR/SVG11/coords.html, 7.6)."""
    match name, numbers:
        case "matrix", [_, _, _, _, _, _]:
            return tuple(numbers)
        case "translate", [x, *rest]:
            return (1, 0, 0, 1, x, *(rest or [0]))
        case "scale", [x, *rest]:
            return (x, 0, 0, *(rest or [x]), 0, 0)
        case "rotate", [angle, *rest]:
            across, down = rest or (0, 0)
            sine, cosine = sin(radians(angle)), cos(radians(angle))
            right, below = across - cosine * across + sine * down, down - sine * across - cosine * down
            return (cosine, sine, -sine, cosine, right, below)
        case "skewX", [angle]:
            return (1, 0, tan(radians(angle)), 1, 0, 0)
        case "skewY", [angle]:
            return (1, tan(radians(angle)), 0, 1, 0, 0)
    raise ValueError(f"is moved by '{name}', which SVG does not have")


def _pieces(start: Point, step: str, places: tuple[Point, ...]) -> list[Point]:
    """Return the points of a line, or of a curve of Bézier with any number of handles."""
    if step == "lineTo":
        return list(places)
    found = []
    for piece in range(1, _PIECES + 1):
        share, points = piece / _PIECES, [start, *places]
        while len(points) > 1:
            points = [
                (x + (next_x - x) * share, y + (next_y - y) * share) for (x, y), (next_x, next_y) in pairwise(points)
            ]
        found.append(points[0])
    return found


def _center(points: tuple[Point, ...]) -> Point:
    """Return the center of mass of a polygon (by the shoelace formula); of one without area, of its corners."""
    doubled = across = down = 0.0
    for (x, y), (next_x, next_y) in zip(points, (*points[1:], points[0]), strict=True):
        cross = x * next_y - next_x * y
        doubled += cross
        across += (x + next_x) * cross
        down += (y + next_y) * cross
    if abs(doubled) < 1e-9:  # noqa: PLR2004 - nothing, in floats
        return (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
    return (across / (3 * doubled), down / (3 * doubled))
