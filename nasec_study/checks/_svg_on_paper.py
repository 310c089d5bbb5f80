"""What a browser shows of an SVG and a printed page does not: masks, words along a path, computed colors, letters."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from nasec_study.rendering.fonts import lacking
from nasec_study.rendering.images import drawing_of

if TYPE_CHECKING:
    from lxml import etree

# One of them is in any drawing that may lose something: a letter beyond ASCII may be written by its number, too.
_SUSPECT = re.compile(rb"mask|textPath|var\(|light-dark\(|&#|[\x80-\xff]")
_COMPUTED = re.compile(r"(?:var|light-dark)\([^)]*\)?")
_MASKED = re.compile(r"(?<![\w-])mask\s*:\s*url")


class Lost(NamedTuple):
    """Something in an SVG that no printed page shows, and its line."""

    line: int
    what: str


def lost_on_paper(content: bytes) -> Iterator[Lost]:
    """Yield what WeasyPrint does not draw of an SVG that is sound."""
    if not _SUSPECT.search(content):
        return
    for element in drawing_of(content).iter("{*}*"):
        for what in _undrawn(element):
            yield Lost(element.sourceline or 1, what)


def _undrawn(element: "etree._Element") -> Iterator[str]:
    name = str(element.tag).rpartition("}")[2]
    values = {key: str(value) for key, value in element.attrib.items()}
    style = f"{values.get('style', '')};{element.text or ''}" if name == "style" else values.get("style", "")
    if name == "textPath":
        yield "words along a path (<textPath>)"
    if "mask" in values or _MASKED.search(style):
        yield "what a mask cuts out (mask)"
    if found := _COMPUTED.search(" ".join((style, *values.values()))):
        yield f"the color '{found[0]}'"


def rare_letters(content: bytes) -> Iterator[tuple[int, str]]:
    """Yield the lines of the words of an SVG that hold letters which no font of the page has, and these letters."""
    if not _SUSPECT.search(content):
        return
    for element in drawing_of(content).iter("{*}text", "{*}tspan"):
        words = "".join((element.text or "", *(child.tail or "" for child in element)))
        if letters := lacking(words):
            yield element.sourceline or 1, letters
