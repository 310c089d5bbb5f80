"""Changes to the HTML of a page before it is laid out: marks of lists, pictures beside each other, stressed words."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

from nasec_study.rendering import fonts
from nasec_study.targets._formulas import is_formula

# The class of what stands before an entry of a list; for so many letters there is room.
MARK = "mark-of-entry"
_SHORT_MARK = 2
# The class of a picture that stands beside another one.
BESIDE = "beside"
_STRESSED = frozenset({"strong", "em"})


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


def set_beside(body: Any) -> None:
    """Name the pictures that stand beside each other: of several that no line end of the author's parts, two do."""
    for element in body.iter():
        for line in _pictures_in_lines(element):
            for picture in line if len(line) > 1 else ():
                picture.set("class", f"{picture.get('class', '')} {BESIDE}".strip())


def _pictures_in_lines(element: Any) -> list[list[Any]]:
    """Return the pictures right in an element, but no formulas, by the lines of its author's."""
    lines: list[list[Any]] = [[]]
    for child in element:
        if child.tag == "br":
            lines.append([])
        elif child.tag == "img" and not is_formula(child):
            lines[-1].append(child)
    return lines


def part_from_pictures(body: Element) -> None:
    """Let a line end between a picture and what stands right beside it, as in browsers: a period, or a bracket."""
    for element in [*body.iter()]:
        for picture in [*chain.from_iterable(_pictures_in_lines(element))]:
            place = [*element].index(picture)
            before = element[place - 1].tail if place else element.text
            after = picture.tail
            if after and not after[0].isspace():
                picture.tail, mark = None, Element("wbr")
                mark.tail = after
                element.insert(place + 1, mark)
            if before and not before[-1].isspace():
                element.insert(place, Element("wbr"))


def stress(body: Element) -> None:
    """Underline strong words and emphasis in letters that are in no bold or slanted face, or nobody would see them."""
    for element in body.iter():
        if element.tag in _STRESSED and not element.get("class") and fonts.lacks_bold("".join(element.itertext())):
            element.set("class", "stressed")
