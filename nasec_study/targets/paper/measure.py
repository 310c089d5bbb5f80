"""How much room a piece of HTML takes on paper, by the widths of the letters of our fonts."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.resources import as_file, files
from math import ceil
from re import split

from nasec_study.targets.paper.pdf import FONTS

# Emphasis is a little wider than the face that is measured.
_RESERVE = 1.03
_BLOCKS = frozenset({"p", "li", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br"})
_UNMEASURED = frozenset({"table", "img"})


@dataclass(frozen=True)
class Style:
    """How a class of paragraphs is set: face (of FONTS); size, indent and gap above in em of what it stands in."""

    face: str
    size: float = 1.0
    indent: float = 0.0
    gap: float = 0.0
    leading: float = 1.3


def height_of(html: str, styles: Mapping[str, Style], width: float) -> float | None:
    """Return how high HTML is in em when set `width` em wide, at most; None where that cannot be told.

    The class of a paragraph, or of the nearest element around it, names its style.
    """
    reader = _Reader(styles)
    reader.feed(html)
    reader.close()
    if reader.is_unmeasured:
        return None
    return sum(_height(text, style, width) for text, style in reader.found)


def _height(text: str, style: Style, width: float) -> float:
    lines = line_count(text, style.face, width / style.size - style.indent)
    return style.size * (style.gap + lines * style.leading)


def line_count(text: str, face: str, width: float) -> int:
    """Return into how many lines of `width` em a text breaks, at most: a word that is too long is broken anywhere."""
    widths = _widths(face)
    space = widths[" "]
    lines, used = 1, 0.0
    for word in split(r"[ \t\r\n]+", text.strip()):
        length = _RESERVE * sum(widths.get(letter, 1.0) for letter in word)
        if used and used + space + length <= width:
            used += space + length
            continue
        rows = ceil(length / width)
        lines += rows if used else rows - 1
        # What follows a broken word begins a line: where such a word ends is not known to the letter.
        used = length if rows == 1 else width
    return lines


def letters_lacking(text: str, face: str) -> str:
    """Return the letters of a text that a face lacks; they would come from a font of the machine, or be boxes."""
    return "".join(letter for letter in dict.fromkeys(text) if letter not in _widths(face))


@cache
def _widths(face: str) -> Mapping[str, float]:
    """Return the widths of a face's letters in em."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only where text is measured

    package, _, file = FONTS[face].partition("/")
    with as_file(files(package) / "files" / file) as path, TTFont(path, lazy=True) as font:
        advances, units = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): advances[name][0] / units for code, name in font.getBestCmap().items()}


class _Reader(HTMLParser):
    """Collects the paragraphs of a piece of HTML with their styles."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self.is_unmeasured = False
        self.found: list[tuple[str, Style]] = []
        self._styles = styles
        self._open: list[tuple[str, Style | None]] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_unmeasured |= tag in _UNMEASURED
        if tag in _BLOCKS:
            self._flush()
        if tag not in {"br", "hr", "img"}:
            names = (dict(attrs).get("class") or "").split()
            self._open.append((tag, next((self._styles[name] for name in names if name in self._styles), None)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._text += data

    def _flush(self) -> None:
        style = next((style for _, style in reversed(self._open) if style), None)
        if style and self._text.strip():
            self.found.append((self._text, style))
        self._text = ""
