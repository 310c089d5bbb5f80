"""Lines and shapes of pictures as they are drawn: what WeasyPrint thins, moves, turns or cuts off."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import atan2, pi
from typing import Any

from nasec_study.targets.paper.replacing import replaced, replaced_in


@contextmanager
def strokes_as_drawn() -> Iterator[None]:
    """Draw lines in a gradient or a pattern as wide as they are, and shapes whole and where they are.

    WeasyPrint sets the width of a line only with a plain color, cuts off what it does not count to the box of
    something translucent (findings/weasyprint-cuts-translucent-labels-in-an-svg.sh), and of filters knows only parts,
    by which shapes without their shadows stand where the shadows were. A pattern it fits to the first shape
    (findings/weasyprint-fills-one-shape-with-a-pattern.sh), and moves what is in it by the place of its tile.
    """
    import pydyf  # noqa: PLC0415 - only where pages are made
    from weasyprint import svg  # noqa: PLC0415 - loads Pango
    from weasyprint.pdf.stream import Stream  # noqa: PLC0415 - likewise

    class _Everywhere(pydyf.Array):  # type: ignore[misc]  # pydyf has no types
        """A box that nothing is outside of, whatever it is set to."""

        def __init__(self) -> None:
            super().__init__((-1e9, -1e9, 1e9, 1e9))

        def __setitem__(self, *_: Any) -> None:
            pass

    before, add_group, draw_pattern = svg.SVG.set_graphical_state, Stream.add_group, svg.draw_pattern

    def state(drawing: Any, node: Any, font_size: float, *arguments: Any, **named: Any) -> Any:
        if node.get("stroke", "").startswith("url("):
            drawing.stream.set_line_width(drawing.length(node.get("stroke-width", "1px"), font_size))
        return before(drawing, node, font_size, *arguments, **named)

    def group(stream: Any, *sides: float) -> Any:
        made = add_group(stream, *sides)
        if not any(sides):
            made.extra["BBox"] = _Everywhere()
        return made

    def pattern(drawing: Any, node: Any, found: Any, *arguments: Any, **named: Any) -> Any:
        attributes = dict(found.attrib)
        for side in ("x", "y"):
            found.attrib.pop(side, None)
        drawn = draw_pattern(drawing, node, found, *arguments, **named)
        found.attrib.clear()
        found.attrib.update(attributes)
        return drawn

    with (
        replaced("set_graphical_state", state, svg.SVG),
        replaced("draw_pattern", pattern, svg),
        replaced("add_group", group, Stream),
        replaced("apply_filters", lambda *_: None, svg),
        _arrowheads(svg),
    ):
        yield


@contextmanager
def _arrowheads(svg: Any) -> Iterator[None]:
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
