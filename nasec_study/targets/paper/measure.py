"""How much room a piece of HTML takes on paper, by the widths of the letters of our fonts."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

from lxml import etree

from nasec_study.rendering import fonts

# Emphasis is a little wider than the face that is measured.
_RESERVE = 1.03
_BLOCKS = frozenset({"p", "li", "div", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br"})
_UNMEASURED = frozenset({"table", "img"})
_CODES = frozenset({"pre", "code"})
# What templates/paper/style.css gives to lists, quotes and code of authors, in em.
_INDENTS = {"ul": 1.9, "ol": 1.9, "blockquote": 1.4, "pre": 0.7}
_GAP = 0.4
_CODE = 0.86
# How much farther in the rest of a broken line stands, in em of code.
_HANGING = 1.4
# An n is at least so wide in any of our fonts.
_NARROWEST = 0.5
_FORMULA = re.compile(r"width: ([\d.]+)em; vertical-align")


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
    indent: float = 0.0
    is_code: bool = False
    extra: float = 0.0


def paragraphs_of(html: str, styles: Mapping[str, Style]) -> tuple[Paragraph, ...] | None:
    """Return the paragraphs of a piece of HTML, to measure; None if it holds something whose height cannot be told.

    The class of a paragraph, or of the nearest element around it, names its style.
    """
    reader = _Reader(styles)
    reader.read(etree.fromstring(f"<div>{html}</div>", etree.HTMLParser(huge_tree=True)), _Place())
    return None if reader.is_unmeasured else tuple(reader.found)


def height_of(paragraphs: Iterable[Paragraph], width: float) -> float:
    """Return how high paragraphs are in em when set `width` em wide, at most."""
    return sum(_height(paragraph, width, line_count) for paragraph in paragraphs)


def least_height_of(paragraphs: Iterable[Paragraph], width: float) -> float:
    """Return how high paragraphs are at least: `height_of` is no less, and takes more time."""
    return sum(_height(paragraph, width, _fewest_lines) for paragraph in paragraphs)


def _height(found: Paragraph, width: float, lines_of: Callable[[str, str, float], int]) -> float:
    style = found.style
    room = width / style.size - style.indent - found.indent
    if not found.is_code:
        return style.size * (style.gap + lines_of(found.text, style.face, room) * style.leading + found.extra)
    lines = found.text.strip("\n").split("\n")
    count = sum(lines_of(_unbroken(line), "mono-regular", room / _CODE - _HANGING) for line in lines)
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


def _fewest_lines(text: str, face: str, width: float) -> int:
    """Return into how many lines a text would break if each were full to its end."""
    space = fonts.width(" ", face)
    _, together = _lengths(text, face)
    return ceil((together + space) / (width + space))


@lru_cache(maxsize=4096)
def _lengths(text: str, face: str) -> tuple[tuple[float, ...], float]:
    """Return how long the words of a text are, and all on one line; remembered, since a text is tried in many sizes."""
    lengths = tuple(_length(word, face) for word in re.split(r"[ \t\r\n]+", text.strip()))
    return lengths, sum(lengths) + (len(lengths) - 1) * fonts.width(" ", face)


@lru_cache(maxsize=65_536)
def _length(word: str, face: str) -> float:
    known = fonts.widths(face)
    if known.keys() >= set(word):
        return _RESERVE * sum(map(known.__getitem__, word))
    return _RESERVE * sum(fonts.width(letter, face) for letter in word)


@dataclass(frozen=True)
class _Place:
    """Where a text stands: in which style, how far indented (em), and in which code: `pre`, `code` or none."""

    style: Style | None = None
    indent: float = 0.0
    code: str = ""


class _Reader:
    """Collects the paragraphs of a piece of HTML with their styles."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.is_unmeasured = False
        self.found: list[Paragraph] = []
        self._styles = styles
        self._text = ""
        self._extra = 0.0

    def read(self, element: Any, around: _Place) -> None:
        """Collect the paragraphs of an element, and the one that ends where it begins, whose place is `around` it."""
        tag, names = element.tag, (element.get("class") or "").split()
        if tag in _UNMEASURED:
            self._measure(element, names, around)
        place = self._place(tag, names, around)
        if tag in _BLOCKS:
            self._flush(around)
        self._add(element.text, place)
        for inner in element:
            self.read(inner, place)
            self._add(inner.tail, place)
        if tag == "a" and "address" not in names:
            self._text += f" ({element.get('href')})"
        if tag in _BLOCKS:
            self._flush(place)

    def _place(self, tag: str, names: Sequence[str], around: _Place) -> _Place:
        style = next((self._styles[name] for name in names if name in self._styles), around.style)
        indent = _INDENTS.get(tag, 0.0) if not names or names == ["paren"] else 0.0
        code = around.code if around.code == "pre" or tag not in _CODES else tag
        return _Place(style, around.indent + indent, code)

    def _measure(self, element: Any, names: Sequence[str], place: _Place) -> None:
        """Measure a formula as a word that is as wide, and what it is higher than a line; nothing else can be."""
        width = _FORMULA.match(element.get("style") or "") if element.tag == "img" else None
        if not width:
            self.is_unmeasured = True
            return
        has_own_line = "display" in names
        if has_own_line:
            self._flush(place)
        self._text += "n" * ceil(float(width[1]) / _NARROWEST)
        self._extra += max(0.0, float(element.get("data-height") or 0) - 1) + (2 * _GAP if has_own_line else 0)
        if has_own_line:
            self._flush(place)

    def _add(self, text: str | None, place: _Place) -> None:
        if text and place.code == "code":
            # Letters of code are as wide as an n at most.
            text = "".join(" " if letter.isspace() else "n" for letter in text)
        self._text += text or ""

    def _flush(self, place: _Place) -> None:
        if place.style and self._text.strip():
            is_code = place.code == "pre"
            self.found.append(Paragraph(self._text, place.style, place.indent, is_code, self._extra))
        self._text, self._extra = "", 0.0
