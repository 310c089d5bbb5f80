"""What a browser shows of an SVG and a printed page does not: masks, words along a path, computed values, letters."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from nasec_study.rendering.alternatives import name_of, shown_parts
from nasec_study.rendering.fonts import lacking
from nasec_study.rendering.images import drawing_of

if TYPE_CHECKING:
    from lxml import etree

# One of them is in any drawing that may lose something: a letter beyond ASCII may be written by its number, too.
_SUSPECT = re.compile(rb"mask|textPath|var\(|light-dark\(|&#|[\x80-\xff]")
_COMPUTED = re.compile(r"(?:var|light-dark)\([^)]*\)?")
_MASKED = re.compile(r"(?<![\w-])mask\s*:\s*url")
_HIDDEN = re.compile(r"(?<![\w-])display\s*:\s*none")


class Lost(NamedTuple):
    """Something in an SVG that no printed page shows, and its line."""

    line: int
    what: str


def lost_on_paper(content: bytes, language: str) -> Iterator[Lost]:
    """Yield what WeasyPrint does not draw of an SVG that is sound, on a page in a language."""
    if not _SUSPECT.search(content):
        return
    for element in _shown(drawing_of(content), language):
        for what in _undrawn(element):
            yield Lost(element.sourceline or 1, what)


def _shown(element: "etree._Element", language: str) -> Iterator["etree._Element"]:
    """Yield an element of a drawing and those within it, without what is hidden or stands there for other languages."""
    if element.get("display") == "none" or _HIDDEN.search(element.get("style", "")):
        return
    yield element
    for part in shown_parts(element, element.iterchildren("{*}*"), language):
        yield from _shown(part, language)


def _undrawn(element: "etree._Element") -> Iterator[str]:
    name = name_of(element)
    values = {key: str(value) for key, value in element.attrib.items()}
    style = f"{values.get('style', '')};{element.text or ''}" if name == "style" else values.get("style", "")
    if name == "textPath":
        yield "words along a path (<textPath>)"
    if values.get("mask", "none") != "none" or _MASKED.search(style):
        yield "what a mask cuts out (mask)"
    if found := _COMPUTED.search(" ".join((style, *values.values()))):
        yield f"the value '{found[0]}'"


def rare_letters(content: bytes, language: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of the words of an SVG that hold letters which no font of the page has, and these letters."""
    if not _SUSPECT.search(content):
        return
    for element in _shown(drawing_of(content), language):
        if name_of(element) in {"text", "tspan"}:
            words = "".join((element.text or "", *(child.tail or "" for child in element)))
            if letters := lacking(words):
                yield element.sourceline or 1, letters
