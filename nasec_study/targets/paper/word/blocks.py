"""Blocks: from the paragraphs, lists and pictures of a sheet's HTML to those of a document of Word."""

from dataclasses import replace
from typing import Any

from docx.oxml.ns import qn
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from nasec_study.targets.paper.word.inline import Format, classes, pieces, text_pieces
from nasec_study.targets.paper.word.paragraphs import add_paragraph, blocks_in
from nasec_study.targets.paper.word.place import Place
from nasec_study.targets.paper.word.tables import room_in

_BLOCKS = frozenset(
    (
        *("div", "section", "header", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote"),
        *("ol", "ul", "li", "table"),
    )
)
# The style of paragraphs by the class of what they are in, where it is another than that around it.
_STYLES = {
    "title": "Title",
    "kicker": "Kicker",
    "form-letter": "Form letter",
    "instructions": "Instructions",
    "lead": "Instructions",
    "bank": "Word bank",
    "stimulus": "Stimulus",
    "note": "Note",
    "correct": "Correction",
    "direction": "Direction",
    "picture-title": "Picture title",
    "answer": "Answer",
    "notes": "Rationale",
    "who": "Fields",
    "rules": "Cover text",
    "honor": "Cover text",
    "sign": "Signature line",
    "end": "End",
}


def write_inside(element: Any, place: Place) -> list[Any]:
    """Write what an element holds; return the blocks that it became."""
    before = len(blocks_in(place.container))
    loose = [*text_pieces(element.text, place.form)]
    for child in element:
        if _is_block(child):
            add_paragraph(place, loose)
            loose = []
            write(child, place)
        elif isinstance(child.tag, str):
            loose += pieces(child, place.form)
        loose += text_pieces(child.tail, place.form)
    add_paragraph(place, loose)
    return blocks_in(place.container)[before:]


def write(element: Any, place: Place) -> list[Any]:
    """Write an element as its class or its tag wants it; return the blocks that it became."""
    before = len(blocks_in(place.container))
    names = [*classes(element), element.tag]
    special = next((place.writers[name] for name in names if name in place.writers), None)
    style = next((_STYLES[name] for name in names if name in _STYLES), place.style)
    (special or write_inside)(element, replace(place, style=style, form=form_in(element, place)))
    return blocks_in(place.container)[before:]


def form_in(element: Any, place: Place) -> Format:
    """Return how the letters of an element look at a place."""
    return replace(place.form, from_right=True) if element.get("dir") == "rtl" else place.form


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCKS or "drawn" in classes(element)


def write_counted(element: Any, place: Place, style: str) -> Paragraph:
    """Write what an element holds, and give its first paragraph the style in which Word counts; return that one."""
    new = write_inside(element, place)
    counts = [place.document.styles[name].style_id for name in (place.style, "Code block")]
    if new and new[0].tag == qn("w:p") and new[0].style in counts:
        first = Paragraph(new[0], place.container)
        first.style = style
        return first
    first = place.container.add_paragraph(style=style)
    if new:
        new[0].addprevious(first._p)  # noqa: SLF001 - python-docx puts no paragraph before a table
    return first


def fill_cell(cell: _Cell, source: Any, place: Place) -> list[Any]:
    """Write what an element holds into a cell, which Word wants to end with a paragraph; return all its blocks."""
    [empty] = blocks_in(cell)
    Paragraph(empty, cell).style = place.style
    new = write_inside(source, replace(place, container=cell, width=room_in(cell)))
    if new:
        empty.getparent().remove(empty)
    if new and new[-1].tag == qn("w:tbl"):
        cell.add_paragraph(style=place.style)
    return blocks_in(cell)
