"""Line and scatter plots: the scales of their axes, and where their points stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from nasec_study.course.model.material import Picture, Series

# Where the axes stand: room for figures and the name of the upright axis, for those below, and how tall it all is.
LEFT, RIGHT, TOP = 62, 24, 40
# The gap between the figures of the upright axis and the axis; long figures move it to the right.
BESIDE = 9
HEIGHT = 300
BELOW = 64
# So many gaps between ticks an axis has at most.
_MOST_GAPS = 6
_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """The numbers at the ends of an axis, and the places at which it is marked."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Decimal) -> float:
        """Return how far along the axis a value stands, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


@dataclass(frozen=True)
class Marks:
    """A series as it is drawn: its label, its number among all for the shape of its marks, and where they stand."""

    label: str
    number: int
    is_line: bool
    points: tuple[tuple[float, float], ...]


def scale_of(values: Sequence[Decimal]) -> Scale:
    """Return an axis that holds all values, marked at round numbers (1, 2 or 5 times a power of ten apart)."""
    low, high = min(values), max(values)
    if low == high:
        low, high = low - (abs(low) / 2 or 1), high + (abs(high) / 2 or 1)
    power = Decimal(10) ** ((high - low) / _MOST_GAPS).adjusted()
    step = next(size * power for size in _STEPS if (high - low) <= _MOST_GAPS * size * power)
    first, last = (low / step).__floor__(), (high / step).__ceil__()
    ticks = tuple((number * step).normalize() + 0 for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def scales_of(picture: Picture) -> tuple[Scale, Scale]:
    """Return the horizontal and the vertical axis of a plot."""
    points = [point for series in (*picture.lines, *picture.scatter) for point in series.points]
    return scale_of([x for x, _ in points]), scale_of([y for _, y in points])


def marks_of(picture: Picture, scales: tuple[Scale, Scale], width: float, left: float) -> Iterator[Marks]:
    """Yield each series of a plot with its points where they are drawn; those of a line from left to right.

    `left` is where the upright axis stands.
    """
    across, down = scales
    every: tuple[tuple[Series, bool], ...] = (
        *((series, True) for series in picture.lines),
        *((series, False) for series in picture.scatter),
    )
    for number, (series, is_line) in enumerate(every):
        points = sorted(series.points) if is_line else series.points
        yield Marks(
            series.label,
            number,
            is_line,
            tuple((at(across.share(x), width, left), height_at(down.share(y))) for x, y in points),
        )


def at(share: float, width: float, left: float) -> float:
    """Return where a share of the horizontal axis stands, which begins at `left`."""
    return round(left + share * (width - left - RIGHT), 1)


def height_at(share: float) -> float:
    """Return where a share of the vertical axis stands."""
    return round(TOP + (1 - share) * HEIGHT, 1)
