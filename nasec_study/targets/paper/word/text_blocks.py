"""Blocks that authors write: headings, lists, code, tables, quotes and pictures."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_DIRECTION
from docx.shared import Length, Mm
from docx.text.paragraph import Paragraph

from nasec_study.targets.paper.bands import bands_of
from nasec_study.targets.paper.word.blocks import fill_cell, form_in, write_counted, write_inside
from nasec_study.targets.paper.word.inline import UNFORMATTED, Format, Piece, classes, inside, pieces
from nasec_study.targets.paper.word.paragraphs import add_paragraph, paragraphs_in
from nasec_study.targets.paper.word.place import PLAIN, Place, Write
from nasec_study.targets.paper.word.tables import add_table, alignment_of, column_widths, keep_rows, widths_of_words

# The shapes of lists, as templates/word/numbering.xml.j2 numbers them.
_BULLETS, _POINTS, _BRACKETS = 2, 3, 4
_DEEPEST = 8
_DRAWN = Mm(130)
_BLANK_IN_A_CELL = "width: 7em"
_LETTERS_IN_AN_EM = 2


def _heading(element: Any, place: Place) -> None:
    style = f"Heading {min(int(element.tag[1]), 3)}" if place.style == PLAIN else "Heading 3"
    write_inside(element, replace(place, style=style))


def _list(element: Any, place: Place) -> None:
    """Write a list of an author's: marks and numbers are counted by Word."""
    shape = _BULLETS if element.tag == "ul" else _BRACKETS if "paren" in classes(element) else _POINTS
    level = min(place.depth, _DEEPEST)
    number = _new_list(place.document, shape, level, int(element.get("start", "1")))
    for entry in element.iterchildren("li"):
        if "value" in entry.attrib:
            number = _new_list(place.document, shape, level, int(entry.get("value")))
        inner = replace(place, style="List item", depth=place.depth + 1, form=form_in(entry, place))
        first = write_counted(entry, inner, "List item")
        properties = first._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx numbers nothing
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def _new_list(document: Document, shape: int, level: int, start: int) -> int:
    """Return the number of a list that counts for itself: its entries, at a level, from `start` on."""
    if shape == _BULLETS:
        return _BULLETS
    numbering: Any = document.part.numbering_part.element
    found = numbering.add_num(shape)
    found.add_lvlOverride(ilvl=level).add_startOverride(start)
    return int(found.numId)


def _code(element: Any, place: Place) -> None:
    """Write a block of code: its lines, and all their white space."""
    found = [*inside(element, Format(style="Code"))]
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.removesuffix("\n"))
    add_paragraph(replace(place, style="Code block"), found)


def _quote(element: Any, place: Place) -> None:
    write_inside(element, replace(place, style="Quote"))


def _rule(_: Any, place: Place) -> None:
    place.container.add_paragraph(style="Rule")


def _drawn(element: Any, place: Place) -> None:
    add_paragraph(replace(place, width=Length(min(place.width, _DRAWN))), [*pieces(element, place.form)])


def _table(element: Any, place: Place) -> None:
    """Write a table: its head comes again on each page, and no row is broken; one that is too wide becomes several."""
    rows = [[*row.iterchildren("th", "td")] for row in element.iter("tr")]
    for blank in element.iter("span"):
        if "blank" in classes(blank):
            blank.set("style", _BLANK_IN_A_CELL)
    for band in bands_of(widths_of_words(_texts(rows)), place.room):
        _table_of(element, [[row[column] for column in band if column < len(row)] for row in rows], place)


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    """Return what stands in the cells of a table, with blanks, and as many letters as a formula is wide."""
    return [["".join(map(_letters_of, inside(cell, UNFORMATTED))) for cell in row] for row in rows]


def _letters_of(piece: Piece) -> str:
    return "m" * ceil(piece.width * _LETTERS_IN_AN_EM) if piece.width else piece.text


def _table_of(element: Any, rows: list[list[Any]], place: Place) -> None:
    """Write rows of a table as a table."""
    widths = column_widths(_texts(rows), place.room, is_whole="rubric" in classes(element))
    table = add_table(place.container, len(rows), widths, place.indent)
    table.style = "Table Grid"
    if element.get("dir") == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    keep_rows(table, len([*element.iterfind("thead/tr")]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, source in zip(row.cells, cells, strict=False):
            form = replace(form_in(source, place), bold=source.tag == "th")
            new = fill_cell(cell, source, replace(place, style="Table text", form=form))
            for paragraph in paragraphs_in(new):
                Paragraph(paragraph, cell).alignment = alignment_of(element, source)


TEXT_BLOCKS: Mapping[str, Write] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ol", "ul"), _list),
    "table": _table,
    "pre": _code,
    "blockquote": _quote,
    "hr": _rule,
    "drawn": _drawn,
}
