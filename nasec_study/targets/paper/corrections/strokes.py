"""Lines and shapes of pictures as they are drawn: what WeasyPrint thins, moves, turns or cuts off."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from math import atan2, pi
from typing import Any

import pydyf
from weasyprint import svg
from weasyprint.pdf.stream import Stream

from nasec_study.targets.paper.corrections.replacing import around, kept, replaced, replaced_in


class _Everywhere(pydyf.Array):  # type: ignore[misc]  # pydyf has no types
    """A box that nothing is outside of, whatever it is set to."""

    def __init__(self) -> None:
        super().__init__((-1e9, -1e9, 1e9, 1e9))

    def __setitem__(self, *_: Any) -> None:
        pass


@around("set_graphical_state", svg.SVG)
def wide_lines(before: Any, drawing: Any, node: Any, font_size: float, *arguments: Any, **named: Any) -> Any:
    """Draw lines in a gradient or a pattern as wide as they are: WeasyPrint tells their width only with a color."""
    if node.get("stroke", "").startswith("url("):
        drawing.stream.set_line_width(drawing.length(node.get("stroke-width", "1px"), font_size))
    return before(drawing, node, font_size, *arguments, **named)


@around("add_group", Stream)
def whole_groups(before: Any, stream: Any, *sides: float) -> Any:
    """Draw all of something translucent: WeasyPrint cuts off what it does not count to its box.

    Findings: weasyprint-cuts-translucent-labels-in-an-svg.sh.
    """
    made = before(stream, *sides)
    if not any(sides):
        made.extra["BBox"] = _Everywhere()
    return made


@around("draw_pattern", svg)
def fitting_patterns(before: Any, drawing: Any, node: Any, found: Any, *arguments: Any, **named: Any) -> Any:
    """Draw a pattern in each shape that it fills, where it stands.

    WeasyPrint fits it to the first shape (findings/weasyprint-fills-one-shape-with-a-pattern.sh), and moves what is in
    it by the place of its tile.
    """
    with kept(found.attrib):
        for side in ("x", "y"):
            found.attrib.pop(side, None)
        return before(drawing, node, found, *arguments, **named)


def no_filters() -> AbstractContextManager[None]:
    """Draw shapes without filters: WeasyPrint knows only parts of these, and sets a shape where its shadow was."""
    return replaced("apply_filters", lambda *_: None, svg)


@contextmanager
def turned_arrowheads() -> Iterator[None]:
    """Turn the arrowheads of broken lines along these (findings/weasyprint-turns-arrowheads-of-broken-lines.sh)."""
    drawn = {name: svg.TAGS[name] for name in ("polyline", "polygon")}

    def with_angles(name: str) -> Any:
        def draw(drawing: Any, node: Any, font_size: float) -> None:
            drawn[name](drawing, node, font_size)
            points = list(node.vertices)[::2]
            for number, ((x, y), (next_x, next_y)) in enumerate(pairwise(points)):
                angle = atan2(next_y - y, next_x - x)
                node.vertices[2 * number + 1] = (pi - angle, angle)

        return draw

    with replaced_in(svg.TAGS, {name: with_angles(name) for name in drawn}):
        yield
