"""Paragraphs of a document of Word: what is in them, and on which page they stand."""

import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any

from docx.blkcntnr import BlockItemContainer
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from nasec_study.targets.paper.word.inline import Piece, add_run, tidy
from nasec_study.targets.paper.word.pictures import placed
from nasec_study.targets.paper.word.place import Place

_POINTS_PER_EM, _HALF_POINTS = 12, 2
# How much of the width two pictures beside each other take, each.
_BESIDE = 0.49
_LINE = "AnswerLine"
# A question in one line runs from right to left as a whole; options do so behind their letter.
_QUESTION = "Item text"
_LEAD_IN = "Lead-in"
_EMBEDDING, _END_OF_EMBEDDING = "\u202b", "\u202c"
# So many of the lines to write on stay with the question.
_LINES_TOGETHER = 2
# A stimulus of so many lines stands on one page with its items; a line holds about so many letters.
_LINES_ON_A_PAGE, _LETTERS_IN_A_LINE = 30, 90


def add_paragraph(place: Place, found: list[Piece]) -> Paragraph | None:
    """Add a paragraph of some pieces, if there is anything in them."""
    shown = tidy(found)
    if not shown:
        return None
    paragraph = place.container.add_paragraph(style=place.style)
    if place.form.from_right or (place.style == _QUESTION and _asks_from_right(shown)):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - python-docx turns no paragraph
    else:
        shown = _embedded(shown)
    for piece in shown:
        if piece.picture:
            _add_picture(paragraph, piece, place)
        else:
            add_run(paragraph, piece)
    return paragraph


def _asks_from_right(shown: list[Piece]) -> bool:
    """Tell whether a question runs from right to left, whatever the name of the reading before it does."""
    said = [piece.format for piece in shown if piece.text.strip()]
    asks = [form for form in said if form.style != _LEAD_IN]
    return all(form.from_right for form in asks or said)


def _embedded(shown: list[Piece]) -> list[Piece]:
    """Return the pieces of a line from left to right; what runs from right to left in it is held together by signs.

    By its letters alone, Word would set the words before and behind one in Latin letters in the wrong order.
    """
    found: list[Piece] = []
    for from_right, group in groupby(shown, key=lambda piece: piece.format.from_right and not piece.picture):
        run = list(group)
        if from_right and not all(map(_is_surely_from_right, "".join(piece.text for piece in run))):
            run[0] = replace(run[0], text=f"{_EMBEDDING}{run[0].text}")
            run[-1] = replace(run[-1], text=f"{run[-1].text}{_END_OF_EMBEDDING}")
        found += run
    return found


def _is_surely_from_right(sign: str) -> bool:
    return unicodedata.bidirectional(sign) in {"R", "AL", "NSM"}


def _add_picture(paragraph: Paragraph, piece: Piece, place: Place) -> None:
    content = place.manuscript.pictures[piece.picture]
    room = Length(int(place.room * _BESIDE)) if piece.is_beside else place.room
    picture = placed(piece.picture, content, room, place.tallest, place.manuscript.language)
    run = paragraph.add_run()
    if piece.depth:
        _lower(run, piece.depth)
    shape = run.add_picture(BytesIO(picture.content), picture.width, picture.height)
    shape._inline.docPr.set("descr", piece.text)  # noqa: SLF001 - python-docx knows no alternative text
    # LibreOffice keeps an eighth of an inch to both sides where nothing is said.
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")  # noqa: SLF001 - nor distances


def _lower(run: Run, depth: float) -> None:
    """Let a picture of a formula stand so many em below the line: a formula is drawn for letters of 12 points."""
    lowered = OxmlElement("w:position")
    lowered.set(qn("w:val"), str(-round(depth * _POINTS_PER_EM * _HALF_POINTS)))
    run._r.get_or_add_rPr().append(lowered)  # noqa: SLF001 - python-docx lowers nothing


def blocks_in(container: BlockItemContainer) -> list[Any]:
    """Return the elements of the paragraphs and tables in a container."""
    element: Any = container._element  # noqa: SLF001 - python-docx gives no other way to what it does not know
    return list(element.iterchildren(qn("w:p"), qn("w:tbl")))


def paragraphs_in(blocks: list[Any]) -> list[Any]:
    """Return the elements of all paragraphs in blocks, those in tables, too."""
    return [paragraph for block in blocks for paragraph in block.iter(qn("w:p"))]


def keep_with_next(blocks: list[Any]) -> None:
    """Keep blocks on one page with what follows them; lines to write on but for the first of them."""
    lines = 0
    for paragraph in paragraphs_in(blocks):
        lines = lines + 1 if paragraph.style == _LINE else 0
        if lines <= _LINES_TOGETHER:
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def keep_as_stimulus(blocks: list[Any]) -> None:
    """Keep blocks on one page with what follows; of more than a page holds, the beginning and the end.

    A program that keeps all of them begins a new page, and leaves the one before with a heading.
    """
    rows = [row for block in blocks for row in ([*block.iterchildren(qn("w:tr"))] or [block])]
    lines = sum(ceil(sum(len(text.text or "") for text in row.iter(qn("w:t"))) / _LETTERS_IN_A_LINE) for row in rows)
    keep_with_next(rows if lines <= _LINES_ON_A_PAGE else [*rows[:_LINES_TOGETHER], *rows[-_LINES_TOGETHER:]])
