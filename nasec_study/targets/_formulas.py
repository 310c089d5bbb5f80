"""Formulas drawn, with their words: as pictures for paper, and as outlines in the color of the text for a browser."""

import re
from hashlib import blake2b
from html import escape, unescape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from nasec_study.rendering.formulas.drawing import Drawing, drawn
from nasec_study.rendering.formulas.plain import as_text
from nasec_study.rendering.markup import with_formulas

_CLASS = "formula"
_INK = "#111"
# As cards have them, perhaps with tags of Anki's in them.
_ON_CARDS = re.compile(r"\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class Set(NamedTuple):
    """HTML with its formulas as pictures, and the pictures by their addresses."""

    html: str
    pictures: dict[str, bytes]


def set_formulas(html: str, language: str) -> Set:
    """Return HTML with pictures in place of its formulas; their alternative texts are words in a language."""
    pictures: dict[str, bytes] = {}

    def picture(tex: str, display: bool) -> str:  # noqa: FBT001 - as `with_formulas` calls it
        drawing = drawn(tex, language, display=display)
        name = f"formulas/{blake2b(drawing.svg, digest_size=8).hexdigest()}.svg"
        pictures[name] = drawing.svg
        style = f"width: {drawing.width:.3f}em; vertical-align: {-drawing.depth:.3f}em"
        said = escape(drawing.words)
        return (
            f'<img class="{_names(display=display)}" src="{name}" alt="{said}" data-height="{drawing.height:.3f}"'
            f' style="{style}">'
        )

    return Set(with_formulas(html, picture), pictures)


def inline_formulas(html: str, language: str) -> str:
    """Return HTML with its formulas as inline SVG in the color of the text, labeled in words of a language.

    `data-text` holds each in plain text, for lists of choices, which show nothing else.
    """

    def outlines(tex: str, display: bool) -> str:  # noqa: FBT001 - as `with_formulas` calls it
        drawing = _outlines(drawn(tex, language, display=display), display=display)
        return drawing.replace("<svg ", f'<svg data-text="{escape(as_text(tex))}" ', 1)

    return with_formulas(html, outlines)


def inline_formulas_of_card(html: str, language: str) -> str:
    """Return the HTML of a card with inline SVG in place of the formulas that MathJax would set in Anki."""

    def outlines(found: re.Match[str]) -> str:
        display = found["display"] is not None
        tex = unescape(_TAG.sub("", found["display"] if display else found["inline"]))
        return _outlines(drawn(tex, language, display=display), display=display)

    return _ON_CARDS.sub(outlines, html)


def _outlines(drawing: Drawing, *, display: bool) -> str:
    height, down = f"{drawing.height:.3f}em", f"{-drawing.depth:.3f}em"
    style = f"width: {drawing.width:.3f}em; height: {height}; max-width: 100%; vertical-align: {down}"
    if display:
        style += "; display: block; margin: 0.4em auto"
    said = escape(drawing.words)
    start = f'<svg class="{_names(display=display)}" role="img" aria-label="{said}" style="{style}" '
    return drawing.svg.decode().replace(_INK, "currentColor").replace("<svg ", start, 1)


def _names(*, display: bool) -> str:
    return f"{_CLASS} display" if display else _CLASS


def is_formula(picture: Element) -> bool:
    """Tell whether a picture of a page is a formula."""
    return _CLASS in picture.get("class", "").split()
