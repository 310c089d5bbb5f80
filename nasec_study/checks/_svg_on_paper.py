"""What a browser shows of an SVG and a printed page does not: masks, filters, words along a path, values, letters."""

import re
from collections.abc import Container, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from nasec_study.rendering.alternatives import name_of, shown_parts
from nasec_study.rendering.fonts import lacking
from nasec_study.rendering.images import drawing_of
from nasec_study.rendering.plain_values import with_plain_values

if TYPE_CHECKING:
    from lxml import etree

# One of them is in any drawing that may lose something: a letter beyond ASCII may be written by its number, too.
_SUSPECT = re.compile(rb"mask|filter|clipPath|textPath|writing-mode|var\(|light-dark\(|&#|[\x80-\xff]")
_COMPUTED = re.compile(r"(?:var|light-dark)\([^)]*\)?")
_MASKED = re.compile(r"(?<![\w-])mask\s*:\s*url")
_VERTICAL = re.compile(r"(?<![\w-])writing-mode\s*:\s*(?:tb|vertical)")
_FILTERED = re.compile(r"(?<![\w-])filter\s*:\s*url\(\s*['\"]?#([^'\")\s]+)")
_HIDDEN = re.compile(r"(?<![\w-])display\s*:\s*none")


class Lost(NamedTuple):
    """Something in an SVG that no printed page shows, and its line."""

    line: int
    what: str


def drawn_on_paper(content: bytes, languages: Iterable[str]) -> tuple["etree._Element", ...]:
    """Return the elements of a sound SVG that stand on pages in some languages; none where none can be lost."""
    if not _SUSPECT.search(content):
        return ()
    drawing = drawing_of(with_plain_values(content.decode("latin-1")).encode("latin-1"))
    return tuple(dict.fromkeys(chain.from_iterable(_shown(drawing, language) for language in languages)))


def lost_on_paper(elements: Iterable["etree._Element"]) -> Iterator[Lost]:
    """Yield what WeasyPrint does not draw of some elements."""
    every = tuple(elements)
    changing = {one.get("id") for one in every if name_of(one) == "filter" and not _keeps_its_shape(one)}
    for element in every:
        for what in _undrawn(element, changing):
            yield Lost(element.sourceline or 1, what)


def _shown(element: "etree._Element", language: str) -> Iterator["etree._Element"]:
    """Yield an element of a drawing and those within it, without what is hidden or stands there for other languages."""
    if element.get("display") == "none" or _HIDDEN.search(element.get("style", "")):
        return
    yield element
    for part in shown_parts(element, element.iterchildren("{*}*"), language):
        yield from _shown(part, language)


def _undrawn(element: "etree._Element", changing: Container[str | None]) -> Iterator[str]:
    name = name_of(element)
    values = {key: str(value) for key, value in element.attrib.items()}
    style = f"{values.get('style', '')};{element.text or ''}" if name == "style" else values.get("style", "")
    if name == "textPath":
        yield "words along a path (<textPath>)"
    if values.get("mask", "none") != "none" or _MASKED.search(style):
        yield "what a mask cuts out (mask)"
    if values.get("writing-mode", "").startswith(("tb", "vertical")) or _VERTICAL.search(style):
        yield "that words run downwards (writing-mode)"
    if name == "clipPath" and any(name_of(part) == "text" for part in element.iterdescendants("{*}*")):
        yield "that letters cut out a shape (<clipPath>)"
    if any(found in changing for found in _FILTERED.findall(f"filter:{values.get('filter', '')};{style}")):
        yield "what a filter does (filter)"
    if found := _COMPUTED.search(" ".join((style, *values.values()))):
        yield f"the value '{found[0]}'"


def _keeps_its_shape(element: "etree._Element") -> bool:
    """Tell whether a filter only adds something, mostly a shadow, to what it is applied to."""
    steps = list(element.iterdescendants("{*}*"))
    at_last = [step for step in steps if name_of(step) == "feMergeNode"] or steps[-1:]
    kept = {one.get(key) for one in at_last for key in ("in", "in2")}
    return "SourceGraphic" in kept or any(name_of(step) == "feDropShadow" for step in steps)


def rare_letters(elements: Iterable["etree._Element"]) -> Iterator[tuple[int, str]]:
    """Yield the lines of words in some elements that hold letters which no font of the page has, and these letters."""
    for element in elements:
        if name_of(element) in {"text", "tspan"}:
            words = "".join((element.text or "", *(child.tail or "" for child in element)))
            if letters := lacking(words):
                yield element.sourceline or 1, letters
