"""Labels of pictures in the fonts and with the halos that they are given: what WeasyPrint loses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced

# Sizes in words (CSS Fonts 4, 2.5).
_SIZES = {"xx-small": "9px", "x-small": "10px", "small": "13px", "medium": "16px", "large": "18px", "x-large": "24px"}
_SIZES |= {"xx-large": "32px", "xxx-large": "48px", "smaller": "0.83em", "larger": "1.2em"}
_NUMBER = r"\+?[\d.]+(?:e[+-]?\d+)?"
_LENGTH = rf"{_NUMBER}(?:%|r?em|ex|p[xtc]|in|[cm]m)"
_SIZE = re.compile(rf"{_LENGTH}|{_NUMBER}")
# A font in one declaration: italic bold 12px/1.2 Study Sans (CSS Fonts 4, 2.7).
_FONT = re.compile(
    rf"(?P<style>(?:[\w-]+\s+)*)(?P<size>{_LENGTH}|{'|'.join(_SIZES)})(?:\s*/\s*\S+)?\s+(?P<family>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_SLANTED = ("italic", "oblique")
_WEIGHT = re.compile(r"bold(?:er)?|lighter|[1-9]00", re.IGNORECASE)
_Declarations = list[tuple[str, str]]


@contextmanager
def fonts_as_told() -> Iterator[None]:
    """Let labels have the fonts and sizes that they are given, as in a browser.

    In WeasyPrint they have no size at all where it is a word, or behind one in a font that is declared in one
    (findings/weasyprint-loses-labels-in-bold.sh), and a size of 150% counts again in each part.
    """
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

    parsed, cascaded = svg.parse_declarations, svg.Node.cascade

    def declarations(content: Any) -> tuple[_Declarations, _Declarations]:
        normal, important = parsed(content)
        return (list(_in_parts(normal)), list(_in_parts(important)))

    def cascade(parent: Any, child: Any) -> None:
        # SVG has no such attribute, only a declaration.
        child.attrib.pop("font", None)
        cascaded(parent, child)
        if size := child.attrib.pop("font-size", "").strip().lower():
            size = _SIZES.get(size, size)
            child.attrib |= {"font-size": size} if _SIZE.fullmatch(size) else {}

    own = svg.NOT_INHERITED_ATTRIBUTES | {"font-size"}
    with (
        replaced("parse_declarations", declarations, svg, svg.css),
        replaced("cascade", cascade, svg.Node),
        replaced("NOT_INHERITED_ATTRIBUTES", own, svg),
    ):
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
