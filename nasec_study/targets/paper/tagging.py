"""A PDF of WeasyPrint made accessible before it is written: its structure tree mended, and what pages paint beside."""

import re
from collections.abc import Collection, Sequence
from typing import Any

from pikepdf import String
from pydyf import PDF, Array, Dictionary, Stream

from nasec_study.targets.paper.tags import Content, Element, Kid, Link, contents, mend_tree

# How WeasyPrint begins a piece of content that a tag owns, what the piece holds, and the text in it.
_BEGIN = re.compile(rb"/\w+\n<</MCID (\d+)>>\nBDC\n")
_PIECE = re.compile(rb"<</MCID (\d+)>>\nBDC\n(.*?)^EMC", re.DOTALL | re.MULTILINE)
_TEXT = re.compile(rb"\[.*?\] TJ")
_TRANSPARENT = re.compile(rb"/a0\.0 gs\n((?:[^\n]+ rg\n)?BT\n)(.*?)ET\n", re.DOTALL)

_PAGINATION = b"/Artifact\n<</Type /Pagination>>\nBDC\n"
_UNPAINTED = rb"\g<1>3 Tr\n\g<2>0 Tr\nET\n"

_POINTS_A_PIXEL = 0.75
_PRINTED = 4  # flag of an annotation: ISO 32000-1, table 165


def mend_tags(pdf: PDF, formulas: Collection[str] = ()) -> None:
    """Put the tags of a PDF right that WeasyPrint is about to write.

    Figures with the words of one of the `formulas` are formulas.
    """
    pages = [_found(pdf, page) for page in pdf.page_references]
    streams = [_found(pdf, page["Contents"]) for page in pages]
    painted = [_content(stream) for stream in streams]
    root = mend_tree(_read_tree(pdf, pages, formulas), [_texts(content) for content in painted])
    _write_tree(pdf, pages, root)
    owned = set(contents(root))
    for number, (page, stream, content) in enumerate(zip(pages, streams, painted, strict=True)):
        stream.stream = [_mended_stream(content, number, owned)]
        for annotation in page.get("Annots", ()):
            _found(pdf, annotation)["F"] = _PRINTED  # a link that is on the screen is on paper, too


def _found(pdf: PDF, reference: bytes) -> Any:
    """Return the object that a reference (`12 0 R`) leads to."""
    return pdf.objects[int(reference.split()[0])]


def _content(stream: Stream) -> bytes:
    """Return what a stream holds."""
    return bytes(stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream"))


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


def _read_tree(pdf: PDF, pages: Sequence[Dictionary], formulas: Collection[str]) -> Element:
    """Return the structure tree of a document, and take its elements out of what will be written."""
    numbers = {reference: number for number, reference in enumerate(pdf.page_references)}
    heights = [float(page["MediaBox"][3]) for page in pages]

    def element(found: Dictionary, page: int) -> Element:
        found.free = "f"
        page = numbers.get(found.get("Pg"), page)
        kids = tuple([kid(child, page) for child in found["K"]])
        attributes = _attributes(found["A"], heights[page]) if "A" in found else {}
        kind, alt = found["S"].removeprefix("/"), found["Alt"].string if "Alt" in found else ""
        return Element("Formula" if alt in formulas else kind, page, kids, alt, attributes=attributes)

    def kid(child: int | bytes, page: int) -> Kid:
        if isinstance(child, int):
            return Content(page, child)
        found = _found(pdf, child)
        return Link(found) if found["Type"] == "/OBJR" else element(found, page)

    return element(_found(pdf, _found(pdf, pdf.catalog["StructTreeRoot"])["K"][0]), 0)


def _attributes(found: Dictionary, height: float) -> dict[str, Any]:
    """Return an element's attributes without two faults.

    `/Headers` names the header cells of each data cell, but no `/IDTree` says where they are, and a
    table that runs on has them anew on each page: the scope says the same. And the box of a figure is
    given in CSS pixels from the top, where PDF counts points from the bottom.
    """
    attributes = {key: value for key, value in found.items() if key != "Headers"}
    if "BBox" in attributes:
        left, top, right, bottom = (float(side) * _POINTS_A_PIXEL for side in attributes["BBox"])
        attributes["BBox"] = Array([round(side, 3) for side in (left, height - bottom, right, height - top)])
    return attributes


def _write_tree(pdf: PDF, pages: Sequence[Dictionary], root: Element) -> None:
    """Put a structure tree into a document, with the table that leads from content to its element."""
    references = pdf.page_references
    owners: list[dict[int, bytes]] = [{} for _ in pages]
    links: dict[int, bytes] = {}

    def write(element: Element, parent: bytes) -> bytes:
        about = {"Type": "/StructElem", "S": f"/{element.kind}", "P": parent, "Pg": references[element.page]}
        made = Dictionary(about)
        pdf.add_object(made)
        if element.alt:
            made["Alt"] = String(element.alt).unparse()
        attributes = {**element.attributes, **({"Scope": f"/{element.scope}"} if element.scope else {})}
        if attributes.keys() - {"O"}:
            made["A"] = Dictionary(attributes)
        made["K"] = Array([write_kid(kid, element, made.reference) for kid in element.kids])
        return bytes(made.reference)

    def write_kid(kid: Kid, element: Element, made: bytes) -> Any:
        match kid:
            case Element():
                return write(kid, made)
            case Link():
                links[_found(pdf, kid.reference["Obj"])["StructParent"]] = made
                return kid.reference.reference
            case Content(page, mcid):
                owners[page][mcid] = made
                is_here = page == element.page
                return mcid if is_here else Dictionary({"Type": "/MCR", "Pg": references[page], "MCID": mcid})

    tree = _found(pdf, pdf.catalog["StructTreeRoot"])
    tree["K"] = Array([write(root, tree.reference)])
    rows = [Array([owned.get(mcid, b"null") for mcid in range(max(owned, default=-1) + 1)]) for owned in owners]
    for row in rows:
        pdf.add_object(row)
    table = {page["StructParents"]: row.reference for page, row in zip(pages, rows, strict=True)}
    numbers = [entry for pair in sorted({**table, **links}.items()) for entry in pair]
    _found(pdf, tree["ParentTree"])["Nums"] = Array(numbers)
