"""The tags of a PDF, and what WeasyPrint leaves wrong in them: each mend a function with its reason."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import is_
from typing import Any

_HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
_GROUPS = frozenset({"Div", "Sect", "Art", "Part"})
_CELLS = frozenset({"TH", "TD"})
_PHRASES = frozenset({"Span", "NonStruct"})


@dataclass(frozen=True)
class Content:
    """A marked piece of a page: the page's number from 0 and the piece's own."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Link:
    """A reference to the place on a page that is clicked, as the PDF has it."""

    reference: Any


@dataclass(frozen=True)
class Element:
    """An element of the structure tree (ISO 32000-1, 14.8.4); `page` is where it begins."""

    kind: str
    page: int
    kids: "tuple[Kid, ...]"
    alt: str = ""
    scope: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def elements(self) -> "tuple[Element, ...]":
        """The kids that are elements."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))


Kid = Element | Content | Link
Mend = Callable[[Element], tuple[Kid, ...]]
Texts = Sequence[Mapping[int, tuple[bytes, ...]]]


def mend_tree(root: Element, texts: Texts) -> Element:
    """Return a tree with its faults mended; `texts` holds what each page shows, by the number of the piece."""
    for mends in MENDS:
        root = replace(root, kids=_mended(mends, root))
    return join_pages(root, texts)


def contents(element: Element) -> Iterator[Content]:
    """Yield the pieces of pages that an element owns, in reading order."""
    for kid in element.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Element):
            yield from contents(kid)


def label_items(element: Element) -> tuple[Kid, ...]:
    """Make the span that begins a list item its label: WeasyPrint makes labels of CSS markers only.

    Our letters, boxes and blanks are spans, since a key writes into them. A span of the page's HTML
    holds others, for its text; a span that holds text itself is WeasyPrint's own.
    """
    match element:
        case Element(kind="LI", kids=(Element(kind="LBody") as body,)):
            if parted := _without_first_span(body):
                return (replace(element, kids=(replace(parted[0], kind="Lbl"), parted[1])),)
    return (element,)


def _without_first_span(body: Element) -> tuple[Element, Element] | None:
    """Return the span of the page's HTML that begins an element, and the element without it."""
    first, *rest = body.elements or (None,)
    match first:
        case Element(kind="Span") if not any(isinstance(kid, Content) for kid in first.kids):
            return first, replace(body, kids=tuple(rest))
        case Element(kind="NonStruct") if parted := _without_first_span(first):  # a line above a block
            return parted[0], replace(body, kids=(parted[1], *rest))
    return None


def keep_lists_pure(element: Element) -> tuple[Kid, ...]:
    """Put what stands between the items of a list into the item before.

    There is white space between items that are inline blocks, and WeasyPrint makes it a child of the
    list; a list holds nothing but items, lists and a caption (ISO 32000-1, 14.8.4.3.3).
    """
    if element.kind != "L":
        return (element,)
    items: list[Kid] = []
    for kid in element.kids:
        is_item = isinstance(kid, Element) and kid.kind in {"LI", "L", "Caption"}
        last = items[-1] if items else None
        if is_item or not isinstance(last, Element) or not last.elements:
            items.append(kid)
        else:
            body = last.elements[-1]
            items[-1] = replace(last, kids=(*last.kids[:-1], replace(body, kids=(*body.kids, kid))))
    return (replace(element, kids=tuple(items)),)


def scope_headers(element: Element) -> tuple[Kid, ...]:
    """Say of each header cell what it heads: WeasyPrint drops `<th scope>`.

    A cell in the head of a table, or in a row of headers, heads its column; one in a row of data its row.
    """
    match element.kind:
        case "TR":
            return (_scoped(element, "Row" if any(cell.kind == "TD" for cell in element.elements) else "Column"),)
        case "THead":
            return (replace(element, kids=tuple(_scoped(row, "Column") for row in element.elements)),)
    return (element,)


def _scoped(row: Element, scope: str) -> Element:
    cells = (replace(cell, scope=scope) if cell.kind == "TH" else cell for cell in row.elements)
    return replace(row, kids=tuple(cells))


def drop_litter(element: Element) -> tuple[Kid, ...]:
    """Drop elements that hold nothing, and dissolve spans that say nothing.

    WeasyPrint tags each run of text and each box: a thousand spans for a hundred items, and empty
    groups for ruled lines. A cell stays even when it is empty, or its row would shift.
    """
    if not element.kids and element.kind not in _CELLS:
        return ()
    return element.kids if element.kind in _PHRASES and not element.alt else (element,)


def flatten_blocks(element: Element) -> tuple[Kid, ...]:
    """Dissolve a heading in a heading, and a paragraph in a paragraph.

    Where a span starts a line of its own, WeasyPrint tags the nameless boxes inside a block as that
    block once more: a reader would announce two headings.
    """
    if element.kind not in _HEADINGS and element.kind != "P":
        return (element,)
    kids: list[Kid] = []
    for kid in element.kids:
        kids.extend(kid.kids if isinstance(kid, Element) and kid.kind == element.kind else (kid,))
    return (replace(element, kids=tuple(kids)),)


def make_paragraphs(element: Element) -> tuple[Kid, ...]:
    """Make a paragraph of a group that holds text itself: readers step by paragraphs, and groups hold no text."""
    is_inline = all(kid.kind in {"Figure", "Formula", "Link"} for kid in element.elements)
    has_text = any(isinstance(kid, Content) for kid in element.kids)
    return (replace(element, kind="P") if element.kind in _GROUPS and is_inline and has_text else element,)


# Labels are known by their spans, so all of them are found before the litter goes.
MENDS: tuple[tuple[Mend, ...], ...] = (
    (label_items, keep_lists_pure, scope_headers),
    (drop_litter, flatten_blocks, make_paragraphs),
)


def _mended(mends: Sequence[Mend], element: Element) -> tuple[Kid, ...]:
    """Return an element's kids after mends of all that it holds, inner elements first; the same where none changed."""
    kids: list[Kid] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            inner = _mended(mends, kid)
            kids.extend(_after(mends, kid if inner is kid.kids else replace(kid, kids=inner)))
        else:
            kids.append(kid)
    same = len(kids) == len(element.kids) and all(map(is_, kids, element.kids))
    return element.kids if same else tuple(kids)


def _after(mends: Sequence[Mend], element: Element) -> tuple[Kid, ...]:
    """Return what stands in the place of an element after one mend behind the other."""
    for mend in mends:
        made = mend(element)
        if len(made) != 1 or not isinstance(made[0], Element):
            return made
        element = made[0]
    return (element,)


def join_pages(element: Element, texts: Texts) -> Element:
    """Join what WeasyPrint tags anew on each page: sections, lists and tables that run over a page's end."""
    kids: list[Kid] = []
    for kid in element.kids:
        last = kids[-1] if kids else None
        if isinstance(last, Element) and isinstance(kid, Element) and _runs_on(last, kid, texts):
            # The head that a table repeats is left out, and so becomes an artifact.
            rest = tuple(part for part in kid.kids if not (isinstance(part, Element) and part.kind == "THead"))
            kids[-1] = join_pages(replace(last, kids=(*last.kids, *rest)), texts)
        else:
            kids.append(kid)
    return replace(element, kids=tuple(kids))


def _runs_on(before: Element, after: Element, texts: Texts) -> bool:
    """Tell whether `after`, first on its page, is the rest of `before`, last on the page before.

    The PDF does not say so. But a section of its own begins with a heading, a list of its own is
    led up to by a text, and a table that runs on repeats its head.
    """
    if before.kind != after.kind or after.page != _last_page(before) + 1:
        return False
    match after.kind:
        case "Sect":
            return not _begins_with_heading(after)
        case "Table":
            return _head(before, texts) == _head(after, texts)
        case "Div":
            last, first = _at(before, -1), _at(after, 0)
            return isinstance(last, Element) and isinstance(first, Element) and _runs_on(last, first, texts)
    return after.kind in {"L", "TBody"}


def _at(element: Element, place: int) -> Kid | None:
    """Return the first kid of an element, or the last; None for an element without any, such as an empty cell."""
    return element.kids[place] if element.kids else None


def _last_page(element: Element) -> int:
    last = _at(element, -1)
    return _last_page(last) if isinstance(last, Element) else element.page


def _begins_with_heading(element: Element) -> bool:
    first = _at(element, 0)
    return element.kind in _HEADINGS or (isinstance(first, Element) and _begins_with_heading(first))


def _head(table: Element, texts: Texts) -> list[tuple[bytes, ...]]:
    """Return the text in a table's head as the glyphs of its fonts, which are the same on all pages."""
    heads = [part for part in table.elements if part.kind == "THead"]
    return [texts[piece.page].get(piece.mcid, ()) for head in heads for piece in contents(head)]
