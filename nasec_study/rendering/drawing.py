"""Pictures from data: timelines, bar charts, plots and diagrams as SVG, and where their labels stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import combinations
from math import hypot
from typing import TYPE_CHECKING

from nasec_study.course.model import Picture
from nasec_study.rendering import plots
from nasec_study.rendering.arrows import arrows_of, lines_above
from nasec_study.rendering.images import PRINTED, SEEN, embedded, ratio_of
from nasec_study.rendering.letters import lines_in, room_of, unbroken
from nasec_study.rendering.locales import numbers_text
from nasec_study.rendering.region_numbers import numbers_of
from nasec_study.rendering.regions import shapes_of
from nasec_study.rendering.units import with_unit

if TYPE_CHECKING:
    from jinja2 import Environment

WIDTH = 720
# On a phone of 360 pixels its letters are as large as a footnote's.
NARROW = 440
LINE = 24
# A generous estimate of the width of a letter, so that a label fits whatever sans serif a client has.
LETTER = 9.2
# The same for the few of a figure, each of which may be wide: 180 mmHg.
_FIGURE_LETTER = 11
# Between two boxes side by side, and at least for an arrow without words where those of a box want more room.
_BETWEEN, _LEAST_BETWEEN = 50, 28
# Between two rows of boxes, and where slanted arrows with words are.
_BELOW, _BELOW_FOR_WORDS = 44, 84
# So many letters of a timeline's date stand in a line before its dot.
DATE = 14
# On paper an image is set no higher than this part of the room's width; so many pixels a number on it takes, with air.
_HIGHEST = 1.15
_NUMBER = 32


@dataclass(frozen=True)
class Room:
    """The room that a picture has on a page: its width in pixels, and its height in parts of that; 0 for any height."""

    width: int = WIDTH
    tallest: float = 0


ON_PAPER, ON_PHONE = Room(), Room(NARROW)
# The columns and rows of boxes, by their labels.
_Places = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Region:
    """A label and the rectangle in which it stands, in the picture's units."""

    label: str
    left: float
    top: float
    width: float
    height: float

    @property
    def letters(self) -> int:
        """How many letters a line of the rectangle takes."""
        return max(8, int((self.width - 16) / LETTER + 1e-6))

    @property
    def lines(self) -> list[str]:
        """The label in lines that fit the rectangle."""
        return lines_in(self.label, self.letters)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the rectangle."""
        return (self.left + self.width / 2, self.top + self.height / 2)


@dataclass(frozen=True)
class Drawing:
    """A picture's size and the places of its labels, in the order of the data."""

    width: float
    height: float
    regions: tuple[Region, ...]


def lay_out(picture: Picture, width: int = WIDTH) -> Drawing:
    """Return where everything in a picture stands; it is wider than `width` where a word does not fit."""
    rows = len(picture.labels)
    if picture.events:
        least = [LINE * len(lines_in(event.date, DATE)) + 22 for event in picture.events]
        drawing = _rows(picture, width, left=170, room=width - 190, least=least)
    elif picture.is_plot:
        below = plots.TOP + plots.HEIGHT + plots.BELOW
        drawing = _rows(
            picture, width, left=plots.LEFT, room=width - plots.LEFT - 10, least=[LINE + 14] * rows, top=below
        )
    elif picture.bars:
        least = [30 * max(1, len(picture.series)) + 20] * rows
        drawing = _rows(picture, width, left=0, room=250 if width == WIDTH else 180, least=least)
    else:
        drawing = _grid(picture, width)
    fits = all(room_of(word) <= region.letters for region in drawing.regions for word in unbroken(region.label))
    return drawing if fits or width == WIDTH else lay_out(picture)


def _width_for(picture: Picture, room: Room) -> int:
    """Return the width to draw a picture at: where its height is limited, that at which its letters are largest."""
    if not room.tallest:
        return room.width

    def size_of_letters(width: int) -> float:
        drawing = lay_out(picture, width)
        return min(1 / drawing.width, room.tallest / drawing.height)

    return max(range(NARROW, WIDTH + 1, 40), key=size_of_letters)


def _rows(
    picture: Picture, width: float, *, left: float, room: float, least: Sequence[float], top: float = 20.0
) -> Drawing:
    """Return labels one below the other; each is at least as high as `least` says at its place."""
    regions = []
    for label, smallest in zip(picture.labels, least, strict=True):
        height = max(smallest, LINE * len(Region(label, left, top, room, smallest).lines) + 22)
        regions.append(Region(label, left, top + 5, room, height - 10))
        top += height
    return Drawing(width, top + (40 if picture.series else 20), tuple(regions))


def _grid(picture: Picture, width: float) -> Drawing:
    """Return boxes at their places in a grid of equal cells; rows become columns where these are too many."""
    places = {box.label: (box.column, box.row) for box in picture.boxes}
    columns, rows = map(max, zip(*places.values(), strict=True))
    if width < WIDTH and rows < columns:
        places, columns = {label: (row, column) for label, (column, row) in places.items()}, rows
    cell = (width - 20) / columns
    room = cell - _between(picture, places, cell) if columns > 1 else cell - 10
    tallest = max(len(Region(label, 0, 0, room, 0).lines) for label in places)
    height = LINE * tallest + 26
    below = _BELOW_FOR_WORDS if _has_slanted_words(picture, places) else _BELOW
    regions = tuple(
        Region(label, 10 + (column - 1) * cell + (cell - room) / 2, 16 + (row - 1) * (height + below), room, height)
        for label, (column, row) in places.items()
    )
    return Drawing(width, max(region.top + region.height for region in regions) + 20, regions)


def _between(picture: Picture, places: _Places, cell: float) -> float:
    """Return the space between two columns: enough for what stands above the arrows that run along a row.

    Where nothing stands there, it leaves the boxes room for their longest word.
    """
    least = max(room_of(word) for label in places for word in unbroken(label)) * LETTER + 16
    wanted: list[float] = [_BETWEEN]
    for arrow in picture.arrows:
        (column, row), (other, other_row) = places[arrow.start], places[arrow.end]
        if row == other_row and abs(column - other) == 1:
            wanted += [room_of(line) * LETTER + 12 for line in lines_above(arrow.label)]
    return max(_BETWEEN if len(wanted) > 1 else _LEAST_BETWEEN, min(max(wanted), cell - least))


def _has_slanted_words(picture: Picture, places: _Places) -> bool:
    """Tell whether an arrow with words leads to another row and another column."""
    pairs = [(places[arrow.start], places[arrow.end]) for arrow in picture.arrows if arrow.label]
    return any(start[0] != end[0] and start[1] != end[1] for start, end in pairs)


def draw(
    picture: Picture,
    templates: "Environment",
    language: str,
    hidden: Mapping[str, int] | None = None,
    room: Room = ON_PAPER,
) -> bytes:
    """Return a picture as SVG, its numbers as `language` writes them; numbers stand in place of `hidden` labels."""
    drawing = lay_out(picture, _width_for(picture, room))
    boxes = {one.label: (one.left, one.top, one.left + one.width, one.top + one.height) for one in drawing.regions}
    kind = "timeline" if picture.events else "plot" if picture.is_plot else "bars" if picture.bars else "diagram"
    values = [value for bar in picture.bars for value in bar.values]
    ends = (Decimal(0), *values)
    number = numbers_text(values, language)
    shown = {value: with_unit(number(value).replace("-", "−"), picture.unit, language) for value in values}
    text = templates.get_template(f"pictures/{kind}.svg.j2").render(
        picture=picture,
        drawing=drawing,
        width=drawing.width,
        line=LINE,
        letter=LETTER,
        room_of=room_of,
        date_lines=partial(lines_in, room=DATE),
        hidden=hidden or {},
        lowest=min(ends),
        largest=max(ends),
        shown=shown,
        before=max((_room_beside(shown[value]) for value in values if value < 0), default=0),
        behind=max((_room_beside(shown[value]) for value in values if value >= 0), default=0),
        arrows=arrows_of(picture, boxes, (drawing.width, drawing.height), LETTER),
        plot=_plot(picture, drawing.width, language) if picture.is_plot else None,
    )
    return text.encode()


def _room_beside(figure: str) -> float:
    """Return how much room a figure takes beside the end of its bar."""
    return room_of(figure) * _FIGURE_LETTER + 8


def _plot(picture: Picture, width: float, language: str) -> dict[str, object]:
    """Return what the template shows of a plot."""
    scales = plots.scales_of(picture)
    numbers = tuple(numbers_text(scale.ticks, language) for scale in scales)
    longest = max(len(numbers[1](tick)) for tick in scales[1].ticks)
    left = max(plots.LEFT, longest * LETTER + plots.BESIDE)
    return {
        "scales": scales,
        "numbers": numbers,
        "beside": plots.BESIDE,
        "marks": tuple(plots.marks_of(picture, scales, width, left)),
        "at": partial(plots.at, left=left),
        "height_at": plots.height_at,
    }


def draw_image(
    picture: Picture,
    content: bytes,
    templates: "Environment",
    hidden: Mapping[str, int],
    room: Room = ON_PAPER,
    *,
    is_answered: bool = False,
) -> bytes:
    """Return an image as SVG, with the numbers of `hidden` labels upon its regions; beside an answer they are seen."""
    ratio, every = ratio_of(picture.image, content), shapes_of(picture, content) if hidden else ()
    shapes = tuple(shape for shape in every if shape.label in hidden)
    width = _width_of_image(room, ratio, [shape.middle for shape in shapes])
    outlined = picture.outlined or is_answered
    text = templates.get_template("pictures/image.svg.j2").render(
        picture=picture,
        drawing=Drawing(width, width * ratio, ()),
        width=width,
        source=embedded(
            picture.image, content, PRINTED if room.width == WIDTH else SEEN, () if is_answered else hidden
        ),
        outlined=outlined,
        numbers=numbers_of(shapes, width, width * ratio, outlined=outlined),
        shapes=shapes,
        hidden=hidden,
    )
    return text.encode()


def _width_of_image(room: Room, ratio: float, middles: Sequence[tuple[float, float]]) -> int:
    """Return the width to draw an image at: that at which its numbers are as large as words, if none touches another.

    `ratio` is its height in parts of its width, `middles` are the places of the numbers in parts of both.
    """
    if room.width < WIDTH or not middles:
        return room.width
    least = round((NARROW if room.tallest else WIDTH) * min(1, _HIGHEST / ratio))

    def is_free(width: int) -> bool:
        return all(
            hypot((x - other_x) * width, (y - other_y) * width * ratio) > _NUMBER
            for (x, y), (other_x, other_y) in combinations(middles, 2)
        )

    return next((width for width in range(least, WIDTH, 20) if is_free(width)), WIDTH)
