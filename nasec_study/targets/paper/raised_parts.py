"""Raised and lowered parts of labels in pictures: what WeasyPrint leaves on the line."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced

_SHIFT = "baseline-shift"
# Of the size of the letters around: about as fonts have it.
_NAMED: Mapping[str, float] = {"super": 0.4, "sub": -0.2}
_LENGTH = re.compile(r"[-+]?[\d.]+(?:%|[a-z]+)?", re.IGNORECASE)


@contextmanager
def shifted_parts() -> Iterator[None]:
    """Raise and lower parts of labels as they say (findings/weasyprint-lowers-raised-figures-in-an-svg.sh)."""
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

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
    from weasyprint.svg.utils import size  # noqa: PLC0415 - as above

    shift = node.get(_SHIFT, "").strip()
    if not shift or node.tag != "tspan" or "y" in node.attrib:
        return 0
    if _LENGTH.fullmatch(shift):
        return float(size(shift, font_size, font_size))
    return _NAMED.get(shift, 0) * font_size
