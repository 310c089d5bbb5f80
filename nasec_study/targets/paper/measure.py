"""How much room a piece of HTML takes on paper, by the widths of the letters of our fonts."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from math import ceil

from nasec_study.rendering import fonts

# Emphasis is a little wider than the face that is measured.
_RESERVE = 1.03
_BLOCKS = frozenset({"p", "li", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br"})
_UNMEASURED = frozenset({"table", "img"})
_EMPTY = frozenset({"br", "hr", "img"})
# What templates/paper/style.css gives to lists, quotes and code of authors, in em.
_INDENTS = {"ul": 1.9, "ol": 1.9, "blockquote": 1.4, "pre": 0.7}
_GAP = 0.4
_CODE = 0.86
# How much farther in the rest of a broken line stands, in em of code.
_HANGING = 1.4
# An n is at least so wide in any of our fonts.
_NARROWEST = 0.5
_FORMULA = re.compile(r"width: ([\d.]+)em; vertical-align")
_ADDRESS = " ({})"


@dataclass(frozen=True)
class Style:
    """How a class of paragraphs is set: face (of FACES); size, indent and gap above in em of what it stands in."""

    face: str
    size: float = 1.0
    indent: float = 0.0
    gap: float = 0.0
    leading: float = 1.3


@dataclass(frozen=True)
class Paragraph:
    """A text to measure: its style, how far what it stands in is indented (em), and whether it is a block of code.

    `extra` is how much higher than their lines its formulas are, all together (em).
    """

    text: str
    style: Style
    indent: float
    is_code: bool
    extra: float = 0.0


def paragraphs_of(html: str, styles: Mapping[str, Style]) -> tuple[Paragraph, ...] | None:
    """Return the paragraphs of a piece of HTML, to measure; None if it holds something whose height cannot be told.

    The class of a paragraph, or of the nearest element around it, names its style.
    """
    reader = _Reader(styles)
    reader.feed(html)
    reader.close()
    return None if reader.is_unmeasured else tuple(reader.found)


def height_of(paragraphs: Iterable[Paragraph], width: float) -> float:
    """Return how high paragraphs are in em when set `width` em wide, at most."""
    return sum(_height(paragraph, width) for paragraph in paragraphs)


def _height(found: Paragraph, width: float) -> float:
    style = found.style
    room = width / style.size - style.indent - found.indent
    if not found.is_code:
        return style.size * (style.gap + line_count(found.text, style.face, room) * style.leading + found.extra)
    lines = found.text.strip("\n").split("\n")
    count = sum(line_count(_unbroken(line), "mono-regular", room / _CODE - _HANGING) for line in lines)
    return style.size * (2 * _GAP + count * _CODE * style.leading)


def _unbroken(line: str) -> str:
    """Return a line of code whose spaces at the beginning are as wide as letters, so that they are measured."""
    rest = line.expandtabs(4).lstrip()
    return "x" * (len(line.expandtabs(4)) - len(rest)) + rest


def line_count(text: str, face: str, width: float) -> int:
    """Return into how many lines of `width` em a text breaks, at most: a word that is too long is broken anywhere."""
    space = fonts.width(" ", face)
    lengths, together = _lengths(text, face)
    if together <= width:
        return 1
    lines, used = 1, 0.0
    for length in lengths:
        if used and used + space + length <= width:
            used += space + length
            continue
        rows = ceil(length / width)
        lines += rows if used else rows - 1
        # What follows a broken word begins a line: where such a word ends is not known to the letter.
        used = length if rows == 1 else width
    return lines


@lru_cache(maxsize=4096)
def _lengths(text: str, face: str) -> tuple[tuple[float, ...], float]:
    """Return how long the words of a text are, and all on one line; remembered, since a text is tried in many sizes."""
    lengths = tuple(_length(word, face) for word in re.split(r"[ \t\r\n]+", text.strip()))
    return lengths, sum(lengths) + (len(lengths) - 1) * fonts.width(" ", face)


@lru_cache(maxsize=65_536)
def _length(word: str, face: str) -> float:
    return _RESERVE * sum(fonts.width(letter, face) for letter in word)


class _Reader(HTMLParser):
    """Collects the paragraphs of a piece of HTML with their styles."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        super().__init__()
        self.is_unmeasured = False
        self.found: list[Paragraph] = []
        self._styles = styles
        # Of what is open: the tag, its style, its indent, and what is to be printed behind it.
        self._open: list[tuple[str, Style | None, float, str]] = []
        self._text = ""
        self._extra = 0.0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        width = _FORMULA.match(dict(attrs).get("style") or "") if tag == "img" else None
        self.is_unmeasured |= tag in _UNMEASURED and not width
        if width:
            self._add_formula(float(width[1]), dict(attrs))
        if tag in _BLOCKS:
            self._flush()
        if tag not in _EMPTY:
            given = dict(attrs)
            names = (given.get("class") or "").split()
            style = next((self._styles[name] for name in names if name in self._styles), None)
            indent = 0.0 if given.get("class") not in {None, "paren"} else _INDENTS.get(tag, 0.0)
            behind = _ADDRESS.format(given.get("href")) if tag == "a" and "address" not in names else ""
            self._open.append((tag, style, indent, behind))

    def _add_formula(self, width: float, given: Mapping[str, str | None]) -> None:
        """Measure a formula as a word that is as wide, and what it is higher than a line."""
        has_own_line = "display" in (given.get("class") or "")
        if has_own_line:
            self._flush()
        self._text += "n" * ceil(width / _NARROWEST)
        self._extra += max(0.0, float(given.get("data-height") or 0) - 1) + (2 * _GAP if has_own_line else 0)
        if has_own_line:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if self._open and self._open[-1][0] == tag:
            self._text += self._open.pop()[-1]

    def handle_data(self, data: str) -> None:
        # Letters of code are as wide as an n at most.
        is_code = any(tag == "code" for tag, *_ in self._open) and not self._is_in_block_of_code()
        self._text += "".join(" " if letter.isspace() else "n" for letter in data) if is_code else data

    def _is_in_block_of_code(self) -> bool:
        return any(tag == "pre" for tag, *_ in self._open)

    def _flush(self) -> None:
        style = next((style for _, style, _, _ in reversed(self._open) if style), None)
        if style and self._text.strip():
            indent = sum(indent for _, _, indent, _ in self._open)
            self.found.append(Paragraph(self._text, style, indent, self._is_in_block_of_code(), self._extra))
        self._text, self._extra = "", 0.0
