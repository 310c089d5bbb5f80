"""Words of pictures underlined and struck out: what WeasyPrint leaves out."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced, replaced_in

# Where a line is drawn, from the top of the box of its words, in parts of its height; and how thick, in em.
_LINES = {"underline": 0.87, "line-through": 0.55}
_THICK = 0.06


@contextmanager
def underlined_words() -> Iterator[None]:
    """Underline and strike out words of pictures as they say."""
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

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
