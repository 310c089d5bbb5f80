"""Labels of pictures: what WeasyPrint sets letter by letter, leaves on the line, leaves out, or covers."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from weasyprint import svg
from weasyprint.svg.utils import size

from nasec_study.targets.paper.corrections.replacing import around, kept, replaced, replaced_in

# What gives a place, a turn or a distance to each letter.
_BY_LETTER = ("rotate", "letter-spacing", "textLength")
_PLACES = ("x", "y", "dx", "dy")
_SHIFT = "baseline-shift"
# Of the size of the letters around: about as fonts have it.
_NAMED: Mapping[str, float] = {"super": 0.4, "sub": -0.2}
_LENGTH = re.compile(r"[-+]?[\d.]+(?:%|[a-z]+)?", re.IGNORECASE)
# Where a line is drawn, from the top of the box of its words, in parts of its height; and how thick, in em.
_LINES = {"underline": 0.87, "line-through": 0.55}
_THICK = 0.06


class _Whole(str):
    """A text that is one letter to whoever goes through it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def whole_words() -> Iterator[None]:
    """Let a text in an SVG be set at one go: Hebrew from right to left, Arabic joined, accents above their letters.

    WeasyPrint sets each character by itself, from left to right
    (findings/weasyprint-sets-words-in-an-svg-letter-by-letter.sh).
    """
    by_letter = svg.Node.text

    def text(node: Any) -> str | None:
        words: str | None = by_letter.fget(node)
        return _Whole(words) if words and not _is_by_letter(node) else words

    with replaced("text", property(text), svg.Node):
        yield


def _is_by_letter(node: Any) -> bool:
    """Tell whether the letters of a text have places of their own."""
    lists = (node.get(name, "").replace(",", " ").split() for name in _PLACES)
    return any(node.get(name) for name in _BY_LETTER) or any(len(places) > 1 for places in lists)


@contextmanager
def shifted_parts() -> Iterator[None]:
    """Raise and lower parts of labels as they say (findings/weasyprint-lowers-raised-figures-in-an-svg.sh)."""
    before = svg.SVG.draw_node

    def draw(drawing: Any, node: Any, font_size: float, *arguments: Any, **named: Any) -> None:
        shift = _shift_of(node, font_size)
        drawing.cursor_d_position[1] -= shift
        before(drawing, node, font_size, *arguments, **named)
        drawing.cursor_d_position[1] += shift

    own = svg.NOT_INHERITED_ATTRIBUTES | {_SHIFT}
    with replaced("NOT_INHERITED_ATTRIBUTES", own, svg), replaced("draw_node", draw, svg.SVG):
        yield


def _shift_of(node: Any, font_size: float) -> float:
    """Return by how much a part of a text is raised; 0 for one with a height of its own."""
    shift = node.get(_SHIFT, "").strip()
    if not shift or node.tag != "tspan" or "y" in node.attrib:
        return 0
    if _LENGTH.fullmatch(shift):
        return float(size(shift, font_size, font_size))
    return _NAMED.get(shift, 0) * font_size


@contextmanager
def underlined_words() -> Iterator[None]:
    """Underline and strike out words of pictures as they say."""
    before = svg.text

    def text(drawing: Any, node: Any, font_size: float) -> None:
        before(drawing, node, font_size)
        lines = f"{node.get('text-decoration', '')} {node.get('text-decoration-line', '')}".split()
        left, top, width, height = node.text_bounding_box
        if not (node.text or "").strip() or "rotate" in node.attrib:
            return
        for line in (line for line in _LINES if line in lines):
            drawing.stream.push_state()
            drawing.set_graphical_state(node, font_size)
            drawing.stream.rectangle(left, top + _LINES[line] * height, width, _THICK * font_size)
            drawing.stream.fill()
            drawing.stream.pop_state()

    tags = dict.fromkeys((name for name, draw in svg.TAGS.items() if draw is before), text)
    with replaced("text", text, svg), replaced_in(svg.TAGS, tags):
        yield


@around("draw_node", svg.SVG)
def halos_below(before: Any, drawing: Any, node: Any, *arguments: Any, **named: Any) -> None:
    """Draw labels upon their halos: WeasyPrint covers them (findings/weasyprint-covers-labels-by-halos.sh)."""
    before(drawing, node, *arguments, **named)
    if node.tag == "text" and _has_halo(node):
        texts = [text.attrib for text in _all_in(node)]
        with kept(*texts):
            for attributes in texts:
                attributes["stroke"] = "none"
            before(drawing, node, *arguments, **named)


def _has_halo(node: Any) -> bool:
    """Tell whether the outline of a text is to be drawn before its letters."""
    order = node.get("paint-order", "").split()
    return "stroke" in order and "fill" not in order[: order.index("stroke")]


def _all_in(node: Any) -> Iterator[Any]:
    yield node
    for child in node:
        yield from _all_in(child)
