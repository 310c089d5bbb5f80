"""Changes to the HTML of a page on which something did not fit: smaller tables, cards and pictures."""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from nasec_study.targets.paper.bands import bands_of, width_of
from nasec_study.targets.paper.page_ends import LARGE, fit_drawings, fit_pictures, let_run_on, turn_end

# Pixels that a table may be too wide, since layout rounds.
_SLACK = 1.0
# Borders do not shrink.
_RESERVE = 0.98
# A table is set smaller down to this, and to this size in pixels; a wider one is divided. Large print stays large.
_SMALLEST = 0.8
_SMALLEST_SIZE = 10.0
# The attributes of what has a size to be set in (points), and how high it may be (millimeters).
SIZE, ROOM = "data-size", "data-room"
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_PIXELS = 96 / 25.4
_MAX_FITTINGS = 6


class _Wide(NamedTuple):
    """A table that is too wide: the widths of its columns, the room that there is, its size in pixels and in em."""

    widths: tuple[float, ...]
    room: float
    pixels: float
    size: float


def laid_out(root: Element, lay_out: Callable[[], Any]) -> Any:
    """Return the document of a page, laid out anew, with changes to its HTML, while something on it does not fit.

    `lay_out` makes WeasyPrint's document of the HTML below `root`.
    """
    document = lay_out()
    for _ in range(_MAX_FITTINGS):
        pages = document.pages
        # All are asked, since each changes the HTML; what then still is too high for a page may be broken.
        is_smaller = any([fit_faces(pages), fit_tables(pages, root), fit_pictures(pages), fit_drawings(pages)])
        if not is_smaller and not any([let_run_on(pages), turn_end(pages)]):
            break
        document = lay_out()
    return document


def fit_faces(pages: Sequence[Any]) -> bool:
    """Set what has a `data-size` and a `data-room` a quarter point smaller where it ran over; tell whether any did.

    Sizes are measured before, but now and then a line is broken where it need not be.
    """
    small = [box for page in pages for box in _faces(page._page_box) if _runs_over(box)]  # noqa: SLF001 - as above
    for box in small:
        size = float(box.element.get(SIZE)) - 0.25
        box.element.set(SIZE, str(size))
        # With a height, what runs over still is found to be lost.
        box.element.set("style", f"font-size: {size}pt; height: {box.element.get(ROOM)}mm")
    return bool(small)


def _faces(box: Any) -> Iterator[Any]:
    """Yield what has a size and a room, both of them numbers: a template of a course's own may say anything."""
    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        if inner.element is not None and all(_NUMBER.fullmatch(inner.element.get(name, "")) for name in (SIZE, ROOM)):
            yield inner
        else:
            yield from _faces(inner)


def _runs_over(box: Any) -> bool:
    end = box.border_box_y() + float(box.element.get(ROOM)) * _PIXELS + _SLACK
    return any(
        inner.position_y + inner.margin_height() > end for inner in box.descendants() if inner.is_in_normal_flow()
    )


def fit_tables(pages: Sequence[Any], root: Element) -> bool:
    """Change the HTML so that the tables fit that ran over their room on these pages; tell whether any did.

    A table is set a little smaller, or divided into several below each other, each with the first column. One whose
    columns fit in no such way breaks its words.
    """
    wide: dict[Element, _Wide] = {}
    for page in pages:
        for element, table in _wide_tables(page._page_box):  # noqa: SLF001 - as above
            wide.setdefault(element, table)
    parents = {child: parent for parent in root.iter() for child in parent} if wide else {}
    is_large = LARGE in root.get("class", "").split()
    for element, table in wide.items():
        smallest = 1.0 if is_large else min(1.0, max(_SMALLEST, _SMALLEST_SIZE / table.pixels))
        scale = _RESERVE * table.room / sum(table.widths)
        bands = bands_of(table.widths, _RESERVE * table.room / smallest)
        style = f"font-size: {max(scale, smallest) * table.size:.3f}em"
        is_broken = max(width_of(table.widths, band) for band in bands) > table.room / smallest
        if scale >= smallest or is_broken:
            element.set("style", f"{style}; overflow-wrap: anywhere" if is_broken else style)
        else:
            _divide(element, parents[element], bands, style)
    return bool(wide)


def _wide_tables(box: Any) -> Iterator[tuple[Element, _Wide]]:
    """Yield the tables in a box that are wider than what they stand in."""
    from weasyprint.formatting_structure.boxes import TableBox  # noqa: PLC0415 - loads Pango

    for child in getattr(box, "children", ()):
        inner = getattr(child, "_box", child)
        if isinstance(inner, TableBox):
            # Around a table stands a box of its own, which is as wide as the table.
            continue
        if getattr(inner, "is_table_wrapper", False):
            table = inner.get_wrapped_table()
            if table.border_width() > box.width + _SLACK:
                pixels = table.style["font_size"]
                yield (
                    table.element,
                    _Wide(tuple(table.column_widths), box.width, pixels, pixels / box.style["font_size"]),
                )
        yield from _wide_tables(inner)


def _divide(table: Element, parent: Element, bands: Sequence[tuple[int, ...]], style: str) -> None:
    """Put a table of each band of columns, in a style, in the place of a table."""
    place = list(parent).index(table)
    for number, band in enumerate(bands):
        part = Element("table", {**table.attrib, "style": style})
        for group in table:
            rows = SubElement(part, group.tag)
            for row in group:
                cells = SubElement(rows, "tr")
                cells.extend(deepcopy(row[column]) for column in band)
        parent.insert(place + number, part)
    part.tail = table.tail
    parent.remove(table)
