"""Finished pages compared with what should stand on them: each word and picture in its box, once.

What is compared are the boxes that WeasyPrint draws, so nothing need be read back from a PDF. A test holds that both
say the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from nasec_study.foundation.problems import Problem, Where, brief
from nasec_study.targets.paper.preparing import MARK

# Pixels that a box may stand out, since layout rounds.
_SLACK = 1.0
# In em.
_HALF_LETTER = 0.25
_HIDES = re.compile(r"display:\s*none")
_IMAGE = re.compile(r'<img [^>]*?src="([^"]*)"[^>]*>')
_TAG = re.compile(r"<[^>]*>")
# A table that is too wide is divided, so its cells are looked for one by one.
_CELL = re.compile(r"</?(?:table|thead|tbody|tr|th|td)\b[^>]*>")
# The attribute that tells whose element one is.
ANCHOR = "data-item"
_HINT = "shorten it, break it into parts, or make the table or picture smaller"


@dataclass(frozen=True)
class Planned:
    """What must stand on pages of an item: texts `inside` its own element, and texts `beside` it anywhere; all in HTML.

    Its element is the one whose `data-item` is `anchor`; if several have the same, the plans belong to them in order.
    `name` and `where` are for messages.
    """

    anchor: str
    name: str
    where: Where
    inside: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Limits(NamedTuple):
    """Where something may stand on a page, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: "Limits") -> "Limits":
        """Return the part of a page that lies within both."""
        return Limits(*map(max, self[:2], other[:2]), *map(min, self[2:], other[2:]))


@dataclass
class _Pages:
    """What stands on the pages: the texts of each element in order, and what leaves its box, with its page."""

    items: frozenset[Element]
    shown: dict[Element, list[str]] = field(default_factory=dict)
    outside: list[tuple[Element, str, int]] = field(default_factory=list)


def compare(pages: Sequence[Any], body: Element, planned: Sequence[Planned], html: str, name: str) -> Iterator[Problem]:
    """Yield a problem for each text of the HTML, or `planned`, that is not on the pages; messages call them `name`."""
    plans = dict(_placed(body, planned))
    found = _Pages(frozenset(plans))
    for number, page in enumerate(pages, start=1):
        _read_page(page._page_box, number, found)  # noqa: SLF001 - WeasyPrint tells of its boxes in no other way
    owners = {inner: plan for element, plan in plans.items() for inner in element.iter()}

    def problem(element: Element, message: str) -> Problem:
        plan = owners.get(element)
        where = plan.where if plan else Where(name, 0, 0)
        return Problem("E414", where, f"{plan.name if plan else 'this page'}: {message}", _HINT)

    for element, text, number in found.outside:
        yield problem(element, f"'{brief(text)}' is outside its box on page {number} of {name}")
    for element, text in _lost(body, found, may_hide=bool(_HIDES.search(html))):
        yield problem(element, f"'{brief(text)}' is not on {name} as it should be, whole and exactly once")
    yield from _missing(body, found, planned, plans, name)


def _placed(body: Element, planned: Sequence[Planned]) -> Iterator[tuple[Element, Planned]]:
    """Yield the element of each plan, as far as there is one."""
    waiting: dict[str, list[Planned]] = defaultdict(list)
    for plan in reversed(planned):
        waiting[plan.anchor].append(plan)
    for element in body.iter():
        if plans := waiting.get(element.get(ANCHOR, "")):
            yield element, plans.pop()


def _lost(body: Element, found: _Pages, *, may_hide: bool) -> Iterator[tuple[Element, str]]:
    """Yield the texts of elements that are not on the pages, or not once; what a style hides is nobody's loss."""
    heads = {inner for element in body.iter("thead") for inner in element.iter()}
    for element in _elements(body):
        text = _squeezed(_own_text(element)).casefold()
        seen = _squeezed("".join(found.shown.get(element, ()))).casefold()
        is_repeated = element in heads and seen and not seen.replace(text, "")
        if text != seen and not is_repeated and not (may_hide and not seen):
            yield element, _own_text(element)


def _missing(
    body: Element, found: _Pages, planned: Sequence[Planned], plans: Mapping[Element, Planned], name: str
) -> Iterator[Problem]:
    """Yield a problem for each planned text that does not stand on the pages."""
    elements = {id(plan): element for element, plan in plans.items()}
    everything = _text(body, found) if planned else ""
    for plan in planned:
        own = _text(elements[id(plan)], found) if id(plan) in elements else ""
        for texts, where in ((plan.inside, own), (plan.beside, everything)):
            for text in (piece for html in texts for piece in _CELL.split(html)):
                if text_of(text) not in where:
                    message = f"{plan.name}: '{brief(_TAG.sub('', text).strip())}' is not on {name}"
                    yield Problem("E414", plan.where, message, "look for it in the templates of the course")


def text_of(html: str) -> str:
    """Return the text of a piece of HTML without spaces, its pictures by their addresses, to be looked for."""
    return _squeezed(unescape(_TAG.sub("", _IMAGE.sub(r"\1", html)))).casefold()


def _text(element: Element, found: _Pages) -> str:
    """Return what is shown of an element and all that it holds but the marks of lists."""

    def parts(element: Element) -> Iterator[str]:
        is_shown = element in found.shown
        if element.tag == "img":
            yield element.get("src", "") if is_shown else ""
        yield (element.text or "") if is_shown else ""
        for child in element:
            yield from parts(child) if child.get("class") != MARK else ()
            yield (child.tail or "") if is_shown else ""

    return _squeezed("".join(parts(element))).casefold()


def _elements(element: Element) -> Iterator[Element]:
    """Yield an element and all in it that has boxes of its own; the inside of a drawing has none."""
    yield element
    if element.tag != "{http://www.w3.org/2000/svg}svg":
        for child in element:
            yield from _elements(child)


def _own_text(element: Element) -> str:
    """Return the text of an element without that of the elements in it; of a picture its address."""
    if element.tag == "img":
        return element.get("src", "")
    return (element.text or "") + "".join(child.tail or "" for child in element)


def _squeezed(text: str) -> str:
    """Return a text without spaces, and without the hyphens that a style may put in at line ends."""
    return "".join(text.split()).replace("\u2010", "")


def _read_page(page: Any, number: int, found: _Pages) -> None:
    """Read all boxes of a page but those in its margins."""
    sheet = Limits(0, 0, page.margin_width(), page.margin_height())
    left, top = page.content_box_x(), page.content_box_y()
    area = Limits(left, top, left + page.width, top + page.height)
    for child in page.children:
        if not hasattr(child, "at_keyword"):
            _read_box(child, area, sheet, number, found, None)


def _read_box(box: Any, limits: Limits, frame: Limits, number: int, found: _Pages, around: Element | None) -> None:
    """Read a box and all in it; `limits` are those of the boxes around it, `frame` those of what is taken out of them.

    A box made by a style (`::before`) is no part of the text.
    """
    from weasyprint.formatting_structure import boxes  # noqa: PLC0415 - loads Pango

    box = getattr(box, "_box", box)  # what is positioned stands behind a placeholder
    if box.element_tag and "::" in box.element_tag:
        return
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        _read_leaf(box, limits, number, found)
        return
    if isinstance(box, boxes.BlockContainerBox | boxes.TableBox):
        if box.element is not None and box.element not in found.shown:
            found.shown[box.element] = []
        # A nameless box holds lines of its parent that stand beside a block; where they begin is for the parent to say.
        if box.element is not around:
            limits = _limits_around(box, limits, frame).within(_border_box(box))
        if box.element in found.items:
            frame = frame.within(_border_box(box))
    elif isinstance(box, boxes.InlineBox) and box.element not in found.shown:
        found.shown[box.element] = []
    for child in getattr(box, "children", ()):
        _read_box(child, limits, frame, number, found, box.element)


def _read_leaf(box: Any, limits: Limits, number: int, found: _Pages) -> None:
    """Read a piece of text, or a picture."""
    text = getattr(box, "text", None)
    if text is None:
        text, place = _own_text(box.element), _border_box(box)
    else:
        # Of a raised figure the box says less than its baseline: half of a small letter above that is its middle.
        middle = box.position_y + box.baseline - _HALF_LETTER * box.style["font_size"]
        # The space at which a line of code breaks hangs over its end.
        seen = box.width * len(text.rstrip()) / max(1, len(text))
        place = Limits(box.position_x, middle, box.position_x + seen, middle)
    found.shown.setdefault(box.element, []).append(text)
    if text.strip() and not _holds(limits, place):
        found.outside.append((box.element, text, number))


def _limits_around(box: Any, limits: Limits, frame: Limits) -> Limits:
    """Return the limits for a box: those around it, unless it is moved away from there."""
    if box.is_floated():
        return Limits(limits.left, frame.top, limits.right, frame.bottom)
    sides = (box.style[side] for side in ("top", "right", "bottom", "left"))
    is_moved = box.style["position"] == "relative" and any(side != "auto" for side in sides)
    return frame if is_moved or box.is_absolutely_positioned() else limits


def _border_box(box: Any) -> Limits:
    left, top = box.border_box_x(), box.border_box_y()
    return Limits(left, top, left + box.border_width(), top + box.border_height())


def _holds(limits: Limits, place: Limits) -> bool:
    return (
        place.left >= limits.left - _SLACK
        and place.right <= limits.right + _SLACK
        and place.top >= limits.top - _SLACK
        and place.bottom <= limits.bottom + _SLACK
    )
