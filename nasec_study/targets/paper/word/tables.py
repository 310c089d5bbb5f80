"""Tables of Word: how wide their columns are, and how they stand and break."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from docx.blkcntnr import BlockItemContainer
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Twips
from docx.table import Table, _Cell

from nasec_study.rendering.letters import room_of, unbroken
from nasec_study.targets.paper.word.inline import classes
from nasec_study.targets.paper.word.paragraphs import blocks_in

# About how wide a letter of a table is, also in a font that a program takes for ours where there is room for that, and
# what stands free beside a text.
_LETTER, _WIDE_LETTER = Twips(115), Twips(135)
_FREE = Twips(240)
_LONGEST = 40
_LEAST = 3


def add_table(container: BlockItemContainer, rows: int, widths: Sequence[int], indent: int = 0) -> Table:
    """Add a table without lines, its columns as wide as said; two of them behind each other would be one to Word."""
    before = blocks_in(container)
    if before and before[-1].tag == qn("w:tbl"):
        container.add_paragraph(style="Table text")
    table = container.add_table(rows, len(widths), Length(sum(widths)))
    properties: Any = table._tbl.tblPr  # noqa: SLF001 - python-docx gives a table neither width nor indent
    width = properties.find(qn("w:tblW"))
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(int(Length(sum(widths)).twips)))
    beside = OxmlElement("w:tblInd")
    beside.set(qn("w:w"), str(int(Length(indent).twips)))
    beside.set(qn("w:type"), "dxa")
    width.addnext(beside)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Length(wide)
        for cell in column.cells:
            cell.width = Length(wide)
    return table


def keep_rows(table: Table, heads: int) -> None:
    """Break no row of a table, and print its first ones again on each page."""
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for either
        properties.append(OxmlElement("w:cantSplit"))
        if number < heads:
            properties.append(OxmlElement("w:tblHeader"))


def room_in(cell: _Cell) -> Length:
    """Return how wide a line in a cell is."""
    return Length((cell.width or 0) - _FREE)


def alignment_of(table: Any, cell: Any) -> WD_ALIGN_PARAGRAPH:
    """Return at which side the text of a cell stands, both as elements of HTML."""
    style = (cell.get("style") or "").replace(" ", "")
    if "scores" in classes(table) or style == "text-align:center":
        return WD_ALIGN_PARAGRAPH.CENTER
    is_points = "rubric" in classes(table) and cell.getnext() is None
    return WD_ALIGN_PARAGRAPH.RIGHT if is_points or style == "text-align:right" else WD_ALIGN_PARAGRAPH.LEFT


def column_widths(texts: list[list[str]], room: int, *, is_whole: bool) -> list[int]:
    """Return how wide each column is to be: by its longest text, and together as wide as the room at most.

    A table that `is_whole` takes all of it; no word is broken where there is room for all.
    """
    wanted = [max(_LEAST, *(min(_LONGEST, room_of(text.strip())) for text in column)) for column in _columns(texts)]
    widths = [letters * _WIDE_LETTER + _FREE for letters in wanted]
    if sum(widths) <= room and not is_whole:
        return widths
    least = widths_of_words(texts)
    spare = room - sum(least)
    if spare < 0:
        return [width * room // sum(least) for width in least]
    more = [max(1, width - word) for width, word in zip(widths, least, strict=True)]
    return [word + spare * share // sum(more) for word, share in zip(least, more, strict=True)]


def widths_of_words(texts: list[list[str]]) -> list[int]:
    """Return how wide each column must be for its longest word."""
    words = (
        max((room_of(word) for text in column for word in unbroken(text)), default=0) for column in _columns(texts)
    )
    return [max(_LEAST, letters) * _LETTER + _FREE for letters in words]


def _columns(texts: list[list[str]]) -> list[tuple[str, ...]]:
    return list(zip_longest(*texts, fillvalue=""))
