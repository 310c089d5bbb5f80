"""Blocks that a sheet is made of: its cover, parts and items, with room for answers."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Length, Mm, Twips
from docx.text.paragraph import Paragraph

from nasec_study.targets.paper.word.blocks import fill_cell, write, write_counted, write_inside
from nasec_study.targets.paper.word.inline import Piece, add_run, classes, inside, mark_place, tidy
from nasec_study.targets.paper.word.paragraphs import add_paragraph, blocks_in, keep_as_stimulus, keep_with_next
from nasec_study.targets.paper.word.place import Place, Write
from nasec_study.targets.paper.word.tables import add_table, keep_rows

# How much of the width premises take beside responses, in percent.
_LEFT_COLUMN = re.compile(r"--premises: (\d+)%")
_NO_BREAK = "\u00a0"
# A picture in an option is no higher than this, as on paper.
_OPTION = Mm(60)
# What Word leaves free at the sides of a cell.
_BESIDE = Twips(108)
# Where the lines behind names to fill in end, as parts of the width, for so many in a row.
_FIELD_ENDS = {1: (0.55,), 2: (0.6, 1.0), 3: (0.46, 0.74, 1.0)}


def _sheet(element: Any, place: Place) -> None:
    """Write a sheet: what follows the cover, and each page for notes, begins a page; its end is on none by itself."""
    after_cover = False
    for child in element:
        if "end" in classes(child):
            keep_with_next(blocks_in(place.container)[-2:])
        new = write(child, place)
        if new and (after_cover or "scratch" in classes(child)):
            Paragraph(new[0], place.container).paragraph_format.page_break_before = True
        after_cover = "cover" in classes(child)


def _fields(element: Any, place: Place) -> None:
    """Write names with a line behind each, to fill in."""
    fields = [child for child in element if "field" in classes(child)]
    if not fields:
        write_inside(element, place)
    for first in range(0, len(fields), 3):
        row = fields[first : first + 3]
        found: list[Piece] = []
        for field in row:
            found += [*([Piece("\u00a0\u00a0", place.form)] if found else []), *inside(field, place.form)]
            found.append(Piece("\t", place.form, kept=True))
        paragraph = add_paragraph(place, found)
        for end in _FIELD_ENDS[len(row)]:
            alignment = WD_TAB_ALIGNMENT.RIGHT if end == 1 else WD_TAB_ALIGNMENT.LEFT
            if paragraph:
                stops = paragraph.paragraph_format.tab_stops
                stops.add_tab_stop(Length(int(place.width * end)), alignment, WD_TAB_LEADER.LINES)


def _together(element: Any, place: Place) -> None:
    """Write the head of a part: it stays with its first item."""
    keep_with_next(write_inside(element, place))


def _set(element: Any, place: Place) -> None:
    """Write a stimulus and its items: it stays with the first of them, and names them by numbers that Word counts."""
    numbers = {number.text for number in element.iterfind("div/p[@class='number']")}
    for child in element:
        before = len(blocks_in(place.container))
        if child.tag == "p":
            parts = re.split(r"(\d+)", child.text_content())
            found = [Piece(part, place.form, item=part if part in numbers else "") for part in parts]
            add_paragraph(replace(place, style="Instructions"), found)
        else:
            write(child, place)
        if "task" not in classes(child):
            keep_as_stimulus(blocks_in(place.container)[before:])


def _terms(element: Any, place: Place) -> None:
    keep_with_next(write_inside(element, place)[:-1])


def _task(element: Any, place: Place) -> None:
    """Write an item: its number, which Word counts, and its points at the right."""
    parts = {name: child for child in element for name in classes(child)}
    before = len(blocks_in(place.container))
    first = write_counted(parts["body"], replace(place, style="Item text"), "Item")
    form = replace(place.form, style="Points")
    add_run(first, Piece("\t", form, kept=True))
    for piece in tidy([*inside(parts["points"], form)]):
        add_run(first, replace(piece, text=piece.text.replace(" ", _NO_BREAK)))
    mark_place(first, parts["number"].text)
    keep_with_next(blocks_in(place.container)[before:-1])


def _options(element: Any, place: Place) -> None:
    """Write lettered options; those to tick have a box before the letter, and the right ones of a key their mark."""
    is_key = any("right" in classes(option) for option in element)
    has_boxes = any("☐" in option.text_content() for option in element.iterfind("li/span"))
    style = "Tick option" if has_boxes and not is_key else "Option"
    for option in element:
        is_right = "right" in classes(option)
        if is_right:
            option.text = f"✓ {option.text or ''}"
        form = replace(place.form, bold=True, style="Right answer") if is_right else place.form
        write_counted(option, replace(place, style="Option text", form=form, tallest=_OPTION), style)


def _blanks(element: Any, place: Place) -> None:
    """Write premises or steps, a blank before each."""
    for entry in element:
        write_counted(entry, replace(place, style="Option text"), "Blank before text")


def _lines(element: Any, place: Place) -> None:
    for _ in element:
        place.container.add_paragraph(style="Answer line")


def _columns(element: Any, place: Place) -> None:
    """Write two lists beside each other."""
    found = _LEFT_COLUMN.search(element.get("style") or "")
    left = place.width * int(found[1] if found else 50) // 100
    table = add_table(place.container, 1, [left, place.width - left], -_BESIDE)
    keep_rows(table, 0)
    for cell, column in zip(table.rows[0].cells, [*element], strict=True):
        around = element.makeelement("div")
        around.append(column)
        fill_cell(cell, around, place)


SHEET_BLOCKS: Mapping[str, Write] = {
    "sheet": _sheet,
    "who": _fields,
    "sign": _fields,
    "part-head": _together,
    "set": _set,
    "terms": _terms,
    "task": _task,
    "options": _options,
    "responses": _options,
    "definitions": _options,
    "premises": _blanks,
    "steps": _blanks,
    "columns": _columns,
    "lines": _lines,
}
