"""Changes to the HTML of a page: marks of lists, and smaller tables, cards and pictures where these did not fit."""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import chain
from math import ceil
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement

from nasec_study.targets._formulas import is_formula
from nasec_study.targets.paper.page_ends import LARGE, fit_pictures, let_run_on, turn_end

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
# The class of what stands before an entry of a list; for so many letters there is room.
MARK = "mark-of-entry"
# The class of a picture that stands beside another one.
_BESIDE = "beside"
_SHORT_MARK = 2


class _Wide(NamedTuple):
    """A table that is too wide: the widths of its columns, the room that there is, its size in pixels and in em."""

    widths: tuple[float, ...]
    room: float
    pixels: float
    size: float


def mark_lists(body: Element) -> list[str]:
    """Write the numbers and bullets of authors' lists into the HTML, before their entries, and return them.

    WeasyPrint reads no `start` and no `value`, and paints marks of its own after all text; some readers say them there.
    """
    return list(_mark_lists(body, is_nested=False))


def _mark_lists(element: Element, *, is_nested: bool) -> Iterator[str]:
    is_list = element.tag in {"ol", "ul"} and element.get("class") in {None, "paren"}
    if is_list:
        number = _whole(element.get("start"), 1) - 1
        for entry in element:
            number = _whole(entry.get("value"), number + 1)
            end = ")" if element.get("class") else "."
            point = "◦" if is_nested else "•"
            words = point if element.tag == "ul" else f"{number}{end}"
            _mark(entry, words)
            yield words
    for child in element:
        yield from _mark_lists(child, is_nested=is_list or is_nested)


def _whole(given: str | None, default: int) -> int:
    """Return the whole number that an attribute gives; the default for none, and as in browsers for other text."""
    return int(given) if given and re.fullmatch(r"[-+]?[0-9]{1,9}", given) else default


def _mark(entry: Element, words: str) -> None:
    mark = Element("span", {"class": MARK})
    mark.text, mark.tail, entry.text = words, entry.text, None
    if len(words) > _SHORT_MARK:
        room = 0.8 + 0.55 * len(words)
        side = "right" if entry.get("dir") == "rtl" else "left"
        entry.set("style", f"padding-{side}: {room:.1f}em")
        mark.set("style", f"width: {room:.1f}em; margin-{side}: -{room:.1f}em")
    entry.insert(0, mark)


def part_from_pictures(body: Element) -> None:
    """Let a line end between a picture and what stands right beside it, as in browsers: a period, or a bracket.

    Of several pictures that no line end of the author's parts, two stand beside each other.
    """
    for element in [*body.iter()]:
        lines: list[list[tuple[int, Element]]] = [[]]
        for place, child in enumerate(element):
            if child.tag == "br":
                lines.append([])
            elif child.tag == "img" and not is_formula(child):
                lines[-1].append((place, child))
        for _, child in chain.from_iterable(line for line in lines if len(line) > 1):
            child.set("class", f"{child.get('class', '')} {_BESIDE}".strip())
        for place, child in reversed([*chain.from_iterable(lines)]):
            before = element[place - 1].tail if place else element.text
            after = child.tail
            if after and not after[0].isspace():
                child.tail, mark = None, Element("wbr")
                mark.tail = after
                element.insert(place + 1, mark)
            if before and not before[-1].isspace():
                element.insert(place, Element("wbr"))


def laid_out(root: Element, lay_out: Callable[[], Any]) -> Any:
    """Return the document of a page, laid out anew, with changes to its HTML, while something on it does not fit.

    `lay_out` makes WeasyPrint's document of the HTML below `root`.
    """
    document = lay_out()
    for _ in range(_MAX_FITTINGS):
        pages = document.pages
        # All are asked, since each changes the HTML; what then still is too high for a page may be broken.
        is_smaller = any([fit_faces(pages), fit_tables(pages, root), fit_pictures(pages)])
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
        bands = _bands(table, _RESERVE * table.room / smallest)
        style = f"font-size: {max(scale, smallest) * table.size:.3f}em"
        is_broken = max(_width(table, band) for band in bands) > table.room / smallest
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


def _bands(table: _Wide, room: float) -> list[tuple[int, ...]]:
    """Return the columns of each of the tables into which one is divided: as few as can be, alike where that fits."""
    first, *others = range(len(table.widths))
    filled: list[list[int]] = [[first]]
    for column in others:
        if len(filled[-1]) > 1 and _width(table, (*filled[-1], column)) > room:
            filled.append([first])
        filled[-1].append(column)
    share = ceil(len(others) / len(filled))
    alike = [(first, *others[start : start + share]) for start in range(0, len(others), share)]
    return alike if all(_width(table, band) <= room for band in alike) else [tuple(band) for band in filled]


def _width(table: _Wide, band: Sequence[int]) -> float:
    return sum(table.widths[column] for column in band)


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
