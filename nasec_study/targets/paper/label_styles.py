"""Labels of pictures in the fonts and with the halos that they are given: what WeasyPrint loses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced

# A font in one declaration: italic bold 12px/1.2 Study Sans (CSS Fonts 4, 2.7).
_FONT = re.compile(
    r"(?P<style>(?:[\w-]+\s+)*)(?P<size>[\d.]+(?:%|[a-z]+))(?:\s*/\s*\S+)?\s+(?P<family>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_SLANTED = ("italic", "oblique")
_WEIGHT = re.compile(r"bold(?:er)?|lighter|[1-9]00", re.IGNORECASE)
_Declarations = list[tuple[str, str]]


@contextmanager
def fonts_in_one() -> Iterator[None]:
    """Let labels have a font that is declared in one: WeasyPrint takes its first word for its size.

    A bold one has none then (findings/weasyprint-loses-labels-in-bold.sh).
    """
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

    before = svg.parse_declarations

    def declarations(content: Any) -> tuple[_Declarations, _Declarations]:
        normal, important = before(content)
        return (list(_in_parts(normal)), list(_in_parts(important)))

    with replaced("parse_declarations", declarations, svg, svg.css):
        yield


def _in_parts(declarations: _Declarations) -> Iterator[tuple[str, str]]:
    """Yield declarations, a font by its parts."""
    for name, value in declarations:
        found = _FONT.fullmatch(value) if name == "font" else None
        if found is None:
            yield name, value
            continue
        words = found["style"].lower().split()
        yield "font-style", next((word for word in words if word in _SLANTED), "normal")
        yield "font-weight", next((word for word in words if _WEIGHT.fullmatch(word)), "normal")
        yield "font-size", found["size"]
        yield "font-family", found["family"]


@contextmanager
def halos_below() -> Iterator[None]:
    """Draw labels upon their halos: WeasyPrint covers them (findings/weasyprint-covers-labels-by-halos.sh)."""
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

    before = svg.SVG.draw_node

    def draw(drawing: Any, node: Any, *arguments: Any, **named: Any) -> None:
        before(drawing, node, *arguments, **named)
        if node.tag == "text" and _has_halo(node):
            with _without_outline(node):
                before(drawing, node, *arguments, **named)

    with replaced("draw_node", draw, svg.SVG):
        yield


def _has_halo(node: Any) -> bool:
    """Tell whether the outline of a text is to be drawn before its letters."""
    order = node.get("paint-order", "").split()
    return "stroke" in order and "fill" not in order[: order.index("stroke")]


@contextmanager
def _without_outline(node: Any) -> Iterator[None]:
    """Let a text and all in it have no outline."""
    texts = list(_all_in(node))
    outlines = [text.get("stroke") for text in texts]
    for text in texts:
        text.attrib["stroke"] = "none"
    try:
        yield
    finally:
        for text, outline in zip(texts, outlines, strict=True):
            if outline is None:
                del text.attrib["stroke"]
            else:
                text.attrib["stroke"] = outline


def _all_in(node: Any) -> Iterator[Any]:
    yield node
    for child in node:
        yield from _all_in(child)
