"""A PDF of WeasyPrint made accessible: its structure tree mended, and what pages paint beside it."""

import re
from collections.abc import Collection
from io import BytesIO
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Page, Pdf

from nasec_study.targets.paper.tags import Content, Element, Kid, Link, contents, mend_tree

# How WeasyPrint begins a piece of content that a tag owns, what the piece holds, and the text in it.
_BEGIN = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC\n")
_PIECE = re.compile(rb"<</MCID (\d+)>>\nBDC\n(.*?)EMC", re.DOTALL)
_TEXT = re.compile(rb"\[.*?\] TJ")
_TRANSPARENT = re.compile(rb"/a0\.0 gs\n((?:[^\n]+ rg\n)?BT\n)(.*?)ET\n", re.DOTALL)

_PAGINATION = b"/Artifact\n<</Type /Pagination>>\nBDC\n"
_UNPAINTED = rb"\g<1>3 Tr\n\g<2>0 Tr\nET\n"

_POINTS_A_PIXEL = 0.75
_PRINTED = 4  # flag of an annotation: ISO 32000-1, table 165


def mend_tags(pdf: bytes, formulas: Collection[str] = ()) -> bytes:
    """Return a tagged PDF of WeasyPrint with its tags put right; the same bytes for the same bytes.

    Figures with the words of one of the `formulas` are formulas.
    """
    with Pdf.open(BytesIO(pdf)) as document:
        pages = list(document.pages)
        streams = [page.Contents.read_bytes() for page in pages]
        root = mend_tree(_read_tree(document, pages, formulas), [_texts(stream) for stream in streams])
        _write_tree(document, pages, root)
        owned = set(contents(root))
        for number, (page, stream) in enumerate(zip(pages, streams, strict=True)):
            page.Contents = document.make_stream(_mended_stream(stream, number, owned))
            for annotation in page.obj.get("/Annots", ()):
                annotation["/F"] = _PRINTED  # a link that is on the screen is on paper, too
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _texts(stream: bytes) -> dict[int, tuple[bytes, ...]]:
    """Return the texts that a page shows, as glyphs, by the number of the piece."""
    return {int(number): tuple(_TEXT.findall(piece)) for number, piece in _PIECE.findall(stream)}


def _mended_stream(stream: bytes, page: int, owned: set[Content]) -> bytes:
    """Return what a page paints, in order.

    What no tag owns becomes an artifact: the running words, which WeasyPrint marks as content of tags
    that hang on no tree, and the head that a table repeats. Text that is transparent becomes text that
    is not painted: some printers print a page with transparency as a picture.
    """

    def begin(found: re.Match[bytes]) -> bytes:
        return found[0] if Content(page, int(found[1])) in owned else _PAGINATION

    return _TRANSPARENT.sub(_UNPAINTED, _BEGIN.sub(begin, stream))


def _read_tree(document: Pdf, pages: list[Page], formulas: Collection[str]) -> Element:
    """Return the structure tree of a document."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pages)}
    heights = [float(page.mediabox[3]) for page in pages]

    def element(found: Object, page: int) -> Element:
        if "/Pg" in found:
            page = numbers[found["/Pg"].objgen]
        kids = tuple(kid(child, page) for child in found.get("/K", ()))
        attributes = _attributes(found["/A"], heights[page]) if "/A" in found else {}
        kind, alt = str(found["/S"])[1:], str(found.get("/Alt", ""))
        return Element("Formula" if alt in formulas else kind, page, kids, alt, attributes=attributes)

    def kid(found: Any, page: int) -> Kid:
        if isinstance(found, int):
            return Content(page, found)
        return Link(found) if found["/Type"] == Name.OBJR else element(found, page)

    return element(document.Root["/StructTreeRoot"]["/K"][0], 0)


def _attributes(found: Object, height: float) -> dict[str, Any]:
    """Return an element's attributes without two faults.

    `/Headers` names the header cells of each data cell, but no `/IDTree` says where they are, and a
    table that runs on has them anew on each page: the scope says the same. And the box of a figure is
    given in CSS pixels from the top, where PDF counts points from the bottom.
    """
    attributes = {key: value for key, value in found.items() if key != "/Headers"}
    if "/BBox" in attributes:
        left, top, right, bottom = (float(side) * _POINTS_A_PIXEL for side in attributes["/BBox"])
        attributes["/BBox"] = Array([round(side, 3) for side in (left, height - bottom, right, height - top)])
    return attributes


def _write_tree(document: Pdf, pages: list[Page], root: Element) -> None:
    """Put a structure tree into a document, with the table that leads from content to its element."""
    owners: list[dict[int, Object]] = [{} for _ in pages]
    links: dict[int, Object] = {}

    def write(element: Element, parent: Object) -> Object:
        kind = Name(f"/{element.kind}")
        made = document.make_indirect(Dictionary(Type=Name.StructElem, S=kind, P=parent, Pg=pages[element.page].obj))
        if element.alt:
            made.Alt = element.alt
        attributes = {**element.attributes, **({"/Scope": Name(f"/{element.scope}")} if element.scope else {})}
        if attributes.keys() - {"/O"}:
            made.A = Dictionary(attributes)
        made.K = Array([write_kid(kid, element, made) for kid in element.kids])
        return made

    def write_kid(kid: Kid, element: Element, made: Object) -> Any:
        match kid:
            case Element():
                return write(kid, made)
            case Link():
                links[int(kid.reference["/Obj"]["/StructParent"])] = made
                return kid.reference
            case Content(page, mcid):
                owners[page][mcid] = made
                is_here = page == element.page
                return mcid if is_here else Dictionary(Type=Name.MCR, Pg=pages[page].obj, MCID=mcid)

    tree = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([write(root, tree)])
    rows = [Array([owned.get(mcid) for mcid in range(max(owned, default=-1) + 1)]) for owned in owners]
    table = {
        int(page.obj["/StructParents"]): document.make_indirect(row) for page, row in zip(pages, rows, strict=True)
    }
    numbers = Array()
    for key, value in sorted({**table, **links}.items()):
        numbers.append(key)
        numbers.append(value)
    tree.ParentTree = document.make_indirect(Dictionary(Nums=numbers))
    document.Root.StructTreeRoot = tree
