"""Pictures from data: timelines, bar charts and diagrams as SVG, and where their labels stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from textwrap import wrap
from typing import TYPE_CHECKING

from nasec_study.course.model import Picture
from nasec_study.rendering.locales import number_text

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 720
LINE = 24
# A generous estimate of the width of a letter, so that a label fits whatever sans serif a client has.
LETTER = 9.2


@dataclass(frozen=True)
class Region:
    """A label and the rectangle in which it stands, in the picture's units."""

    label: str
    left: float
    top: float
    width: float
    height: float

    @property
    def lines(self) -> list[str]:
        """The label in lines that fit the rectangle."""
        return wrap(self.label, max(8, int((self.width - 16) / LETTER)))

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return (self.left + self.width / 2, self.top + self.height / 2)


@dataclass(frozen=True)
class Drawing:
    """A picture's size and the places of its labels, in the order of the data."""

    height: float
    regions: tuple[Region, ...]


def lay_out(picture: Picture) -> Drawing:
    """Return where everything in a picture stands."""
    if picture.events:
        return _rows(picture, left=170, width=WIDTH - 190, least=LINE + 22)
    if picture.bars:
        return _rows(picture, left=0, width=250, least=30 * max(1, len(picture.series)) + 20)
    return _grid(picture)


def _rows(picture: Picture, *, left: float, width: float, least: float) -> Drawing:
    """Return labels one below the other."""
    top = 20.0
    regions = []
    for label in picture.labels:
        height = max(least, LINE * len(Region(label, left, top, width, least).lines) + 22)
        regions.append(Region(label, left, top + 5, width, height - 10))
        top += height
    return Drawing(top + (40 if picture.series else 20), tuple(regions))


def _grid(picture: Picture) -> Drawing:
    """Return boxes at their places in a grid of equal cells."""
    columns = max(box.column for box in picture.boxes)
    cell = (WIDTH - 20) / columns
    width = cell - 50 if columns > 1 else cell - 10
    tallest = max(len(Region(box.label, 0, 0, width, 0).lines) for box in picture.boxes)
    height = LINE * tallest + 26
    regions = tuple(
        Region(
            box.label,
            10 + (box.column - 1) * cell + (cell - width) / 2,
            16 + (box.row - 1) * (height + 44),
            width,
            height,
        )
        for box in picture.boxes
    )
    return Drawing(max(region.top + region.height for region in regions) + 20, regions)


def draw(picture: Picture, templates: "Environment", language: str, hidden: Mapping[str, int] | None = None) -> bytes:
    """Return a picture as SVG, its numbers as `language` writes them; `hidden` labels are shown by their numbers."""
    drawing = lay_out(picture)
    by_label = {region.label: region for region in drawing.regions}
    kind = "timeline" if picture.events else "bars" if picture.bars else "diagram"
    largest = max((value for bar in picture.bars for value in bar.values), default=0)
    text = templates.get_template(f"pictures/{kind}.svg.j2").render(
        picture=picture,
        drawing=drawing,
        width=WIDTH,
        line=LINE,
        hidden=hidden or {},
        largest=largest,
        number=partial(number_text, language=language),
        arrows=list(_arrows(picture, by_label)),
    )
    return text.encode()


def _arrows(
    picture: Picture, regions: Mapping[str, Region]
) -> Iterator[tuple[tuple[float, float], tuple[float, float], str]]:
    """Yield where each arrow begins and ends, on the borders of its boxes, and its label."""
    for arrow in picture.arrows:
        start, end = regions[arrow.start], regions[arrow.end]
        yield _border(start, end.middle), _border(end, start.middle), arrow.label


def _border(region: Region, towards: tuple[float, float]) -> tuple[float, float]:
    """Return the point of a rectangle's border on the line from its middle to a point outside."""
    x, y = region.middle
    across, down = towards[0] - x, towards[1] - y
    scale = min(
        (region.width / 2 + 4) / abs(across) if across else float("inf"),
        (region.height / 2 + 4) / abs(down) if down else float("inf"),
    )
    return (round(x + across * scale, 1), round(y + down * scale, 1))
