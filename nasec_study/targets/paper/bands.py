"""How a table that is too wide is divided: into several below each other, each with the first column."""

from collections.abc import Sequence
from math import ceil

# Columns, by their numbers from 0.
Band = tuple[int, ...]


def bands_of(widths: Sequence[float], room: float) -> list[Band]:
    """Return the columns of each of the tables into which one is divided: as few as can be, alike where that fits.

    It has columns of these `widths`; one that fits into the room, or that has a single column, stays whole.
    """
    filled: list[Band] = [(0,)]
    for column in range(1, len(widths)):
        if len(filled[-1]) > 1 and width_of(widths, (*filled[-1], column)) > room:
            filled.append((0,))
        filled[-1] = (*filled[-1], column)
    if len(filled) == 1:
        return filled
    share = ceil((len(widths) - 1) / len(filled))
    alike = [(0, *range(start, min(start + share, len(widths)))) for start in range(1, len(widths), share)]
    return alike if all(width_of(widths, band) <= room for band in alike) else filled


def width_of(widths: Sequence[float], band: Band) -> float:
    """Return how wide a table of some columns is."""
    return sum(widths[column] for column in band)
