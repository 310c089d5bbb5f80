"""Lists that texts hold, in a document of Word: each counts for itself."""

from typing import Any

from docx.document import Document

# The shapes of lists, as templates/word/numbering.xml.j2 numbers them.
BULLETS, POINTS, BRACKETS = 2, 3, 4
DEEPEST = 8


def new_list(document: Document, shape: int, level: int, start: int) -> int:
    """Return the number of a list whose entries stand at a level, of which the first has the number `start`."""
    if shape == BULLETS:
        return BULLETS
    numbering: Any = document.part.numbering_part.element
    found = numbering.add_num(shape)
    found.add_lvlOverride(ilvl=level).add_startOverride(start)
    return int(found.numId)
