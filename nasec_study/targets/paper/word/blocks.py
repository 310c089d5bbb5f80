"""Blocks: from the paragraphs, lists and pictures of a sheet's HTML to those of a document of Word."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from docx.enum.table import WD_TABLE_DIRECTION
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from nasec_study.targets.paper.word.inline import (
    UNFORMATTED,
    Format,
    Piece,
    add_run,
    classes,
    inside,
    mark_place,
    pieces,
    text_pieces,
    tidy,
)
from nasec_study.targets.paper.word.numbering import BRACKETS, BULLETS, DEEPEST, POINTS, new_list
from nasec_study.targets.paper.word.paragraphs import add_paragraph, blocks_in, keep_with_next, paragraphs_in
from nasec_study.targets.paper.word.place import PLAIN, Place
from nasec_study.targets.paper.word.tables import add_table, alignment_of, bands, column_widths, keep_rows, room_in

_BLOCKS = frozenset(
    (
        *("div", "section", "header", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "blockquote"),
        *("ol", "ul", "li", "table"),
    )
)
# The style of paragraphs by the class of what they are in, where it is another than that around it.
_STYLES = {
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
# How much of the width premises take beside responses, in percent.
_LEFT_COLUMN = re.compile(r"--premises: (\d+)%")
# What Word leaves free at the sides of a cell.
_BESIDE = Twips(108)
_DRAWN = Mm(130)
_BLANK_IN_A_CELL = "width: 7em"
_NO_BREAK = "\u00a0"
# Where the lines behind names to fill in end, as parts of the width, for so many in a row.
_FIELD_ENDS = {1: (0.55,), 2: (0.6, 1.0), 3: (0.46, 0.74, 1.0)}


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
    special = next((_SPECIAL[name] for name in names if name in _SPECIAL), None)
    style = next((_STYLES[name] for name in names if name in _STYLES), place.style)
    (special or write_inside)(element, replace(place, style=style, form=_form_in(element, place)))
    return blocks_in(place.container)[before:]


def _form_in(element: Any, place: Place) -> Format:
    return replace(place.form, from_right=True) if element.get("dir") == "rtl" else place.form


def _is_block(element: Any) -> bool:
    return element.tag in _BLOCKS or "drawn" in classes(element)


# What a class or a tag wants.


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


def _heading(element: Any, place: Place) -> None:
    if "cover" in classes(element.getparent()):
        style = "Title"
    elif place.style == PLAIN:
        style = f"Heading {min(int(element.tag[1]), 3)}"
    else:
        style = "Heading 3"
    write_inside(element, replace(place, style=style))


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
            keep_with_next(blocks_in(place.container)[before:])


def _terms(element: Any, place: Place) -> None:
    keep_with_next(write_inside(element, place)[:-1])


def _task(element: Any, place: Place) -> None:
    """Write an item: its number, which Word counts, and its points at the right."""
    parts = {name: child for child in element for name in classes(child)}
    before = len(blocks_in(place.container))
    first = _begun(parts["body"], replace(place, style="Item text"), "Item")
    form = replace(place.form, style="Points")
    add_run(first, Piece("\t", form, kept=True))
    for piece in tidy([*inside(parts["points"], form)]):
        add_run(first, replace(piece, text=piece.text.replace(" ", _NO_BREAK)))
    mark_place(first, parts["number"].text)
    keep_with_next(blocks_in(place.container)[before:-1])


def _begun(element: Any, place: Place, style: str) -> Paragraph:
    """Write what an element holds, and give its first paragraph the style in which Word counts; return that one."""
    new = write_inside(element, place)
    counts = [place.document.styles[name].style_id for name in (place.style, "Code block")]
    if new and new[0].tag == qn("w:p") and new[0].style in counts:
        first = Paragraph(new[0], place.container)
        first.style = style
        return first
    first = place.container.add_paragraph(style=style)
    if new:
        new[0].addprevious(first._p)  # noqa: SLF001 - as above
    return first


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
        _begun(option, replace(place, style="Option text", form=form), style)


def _blanks(element: Any, place: Place) -> None:
    """Write premises or steps, a blank before each."""
    for entry in element:
        _begun(entry, replace(place, style="Option text"), "Blank before text")


def _list(element: Any, place: Place) -> None:
    """Write a list of an author's: marks and numbers are counted by Word."""
    shape = BULLETS if element.tag == "ul" else BRACKETS if "paren" in classes(element) else POINTS
    level = min(place.depth, DEEPEST)
    number = new_list(place.document, shape, level, int(element.get("start", "1")))
    for entry in element.iterchildren("li"):
        if "value" in entry.attrib:
            number = new_list(place.document, shape, level, int(entry.get("value")))
        inner = replace(place, style="List item", depth=place.depth + 1, form=_form_in(entry, place))
        first = _begun(entry, inner, "List item")
        properties = first._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - as above
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number


def _code(element: Any, place: Place) -> None:
    """Write a block of code: its lines, and all their white space."""
    found = [*inside(element, Format(style="Code"))]
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.removesuffix("\n"))
    add_paragraph(replace(place, style="Code block"), found)


def _lines(element: Any, place: Place) -> None:
    for _ in element:
        place.container.add_paragraph(style="Answer line")


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
    for band in bands(_texts(rows), place.room):
        _table_of(element, [[row[column] for column in band if column < len(row)] for row in rows], place)


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    """Return what stands in the cells of a table, with the lines of blanks."""
    return [["".join(piece.text for piece in inside(cell, UNFORMATTED)) for cell in row] for row in rows]


def _table_of(element: Any, rows: list[list[Any]], place: Place) -> None:
    """Write rows of a table as a table."""
    widths = column_widths(_texts(rows), place.room, is_whole="rubric" in classes(element))
    table = _new_table(place, len(rows), widths, place.indent)
    table.style = "Table Grid"
    if element.get("dir") == "rtl":
        table.table_direction = WD_TABLE_DIRECTION.RTL
    keep_rows(table, len([*element.iterfind("thead/tr")]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, source in zip(row.cells, cells, strict=False):
            form = replace(_form_in(source, place), bold=source.tag == "th")
            new = _fill(cell, source, replace(place, style="Table text", form=form))
            for paragraph in paragraphs_in(new):
                Paragraph(paragraph, cell).alignment = alignment_of(element, source)


def _columns(element: Any, place: Place) -> None:
    """Write two lists beside each other."""
    found = _LEFT_COLUMN.search(element.get("style") or "")
    left = place.width * int(found[1] if found else 50) // 100
    table = _new_table(place, 1, [left, place.width - left], -_BESIDE)
    keep_rows(table, 0)
    for cell, column in zip(table.rows[0].cells, [*element], strict=True):
        around = element.makeelement("div")
        around.append(column)
        _fill(cell, around, place)


def _new_table(place: Place, rows: int, widths: Sequence[int], indent: int = 0) -> Table:
    """Add a table; two of them behind each other would be one to Word."""
    before = blocks_in(place.container)
    if before and before[-1].tag == qn("w:tbl"):
        place.container.add_paragraph(style="Table text")
    return add_table(place.container, rows, widths, indent)


def _fill(cell: _Cell, source: Any, place: Place) -> list[Any]:
    """Write what an element holds into a cell, which Word wants to end with a paragraph; return all its blocks."""
    [empty] = blocks_in(cell)
    Paragraph(empty, cell).style = place.style
    new = write_inside(source, replace(place, container=cell, width=room_in(cell)))
    if new:
        empty.getparent().remove(empty)
    if new and new[-1].tag == qn("w:tbl"):
        cell.add_paragraph(style=place.style)
    return blocks_in(cell)


_SPECIAL: Mapping[str, Callable[[Any, Place], object]] = {
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
    "drawn": _drawn,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    **dict.fromkeys(("ol", "ul"), _list),
    "table": _table,
    "pre": _code,
    "blockquote": _quote,
    "hr": _rule,
}
