"""Formulas drawn as outlines, with their words."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from nasec_study.rendering.formulas.reading import rendered
from nasec_study.rendering.formulas.words import in_words

# As in CSS, for a size that has no text around it.
_PIXELS_PER_EM = 16
_SIZE = re.compile(
    r'viewBox="(?P<box>[^"]*)" width="(?P<width>[\d.]+)em" height="(?P<height>[\d.]+)em"'
    r' style="vertical-align: (?P<down>-?[\d.]+)em"'
)
# Of mathra's SVG, what is for a page of the web: words, source, a style, and letters that nobody sees.
_NEEDLESS = re.compile(r"<(title|metadata|style|text)\b.*?</\1>", re.DOTALL)
_ROOT = re.compile(r"<svg [^>]*>")
# The upright rules of a table, which mathra draws row by row, from the line of the text down, and each row at twice its
# depth; a table is centered on the axis of its formula. Findings: mathra-upright-rules-leave-their-table.sh.
_RULED = re.compile(r"\\begin\s*\{array\}\s*(?:\[\w*\]\s*)?\{[^{}]*\|")
_RECTANGLE = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/>')
_RECTANGLES = re.compile(rf"(?:{_RECTANGLE.pattern})+")
_RULE, _AXIS = 40, 258


class Drawing(NamedTuple):
    """A formula as an SVG; how wide and high it is and how far it stands below the line, in em; and its words."""

    svg: bytes
    width: float
    height: float
    depth: float
    words: str


@lru_cache(maxsize=4096)
def drawn(tex: str, language: str, *, display: bool = False) -> Drawing:
    """Return a formula drawn, in a line of text or, for `display`, in one of its own; its words in `language`."""
    svg = str(rendered(tex, language, display=display)["svg"])
    if _RULED.search(tex):
        svg = _RECTANGLES.sub(lambda found: "".join(_with_rules_in_place(found[0])), svg)
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError(f"mathra gives no size for {tex}")
    width, height = float(size["width"]), float(size["height"])
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size["box"]}"'
        f' width="{width * _PIXELS_PER_EM:.2f}" height="{height * _PIXELS_PER_EM:.2f}">'
    )
    outlines = _ROOT.sub(root, _NEEDLESS.sub("", svg), count=1).replace("currentColor", "#111")
    return Drawing(outlines.encode(), width, height, -float(size["down"]), in_words(tex, language))


def _with_rules_in_place(rectangles: str) -> Iterator[str]:
    """Yield the rectangles of a formula, those that make up an upright rule as one that is as high as its table."""
    found = [tuple(map(float, one.groups())) for one in _RECTANGLE.finditer(rectangles)]
    boxes = {low for _, low, width, height in found if width > height}
    place = 0
    while place < len(found):
        x, low, width, height = found[place]
        place += 1
        if height > width and low not in boxes:
            middle = low + height + _AXIS * width / _RULE
            row = found[place - 1]
            while found[place : place + 1] and _is_next_row(row, found[place]):
                row = found[place]
                height += row[3]
                place += 1
            low = middle - height / 2
        yield f'<rect x="{_short(x)}" y="{_short(low)}" width="{_short(width)}" height="{_short(height)}"/>'


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _is_next_row(row: Sequence[float], other: Sequence[float]) -> bool:
    (x, low, _, height), (next_x, next_low, _, next_height) = row, other
    return x == next_x and abs(low - height - next_height - next_low) < 1
