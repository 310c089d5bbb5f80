"""Labels of pictures in the fonts that they are given: what WeasyPrint loses."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint import svg

from nasec_study.targets.paper.corrections.replacing import replaced

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
