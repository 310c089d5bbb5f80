"""Lists that texts hold, in a document of Word: each counts for itself."""

from typing import Any

from docx.document import Document

# As templates/word/numbering.xml.j2 numbers them.
_BULLETS = 2
_NUMBERS = 3
_LEVELS = 9


def new_list(document: Document, start: str) -> int:
    """Return the number of a list that begins with `start`, or of that with bullets where there is no start."""
    if not start:
        return _BULLETS
    numbering: Any = document.part.numbering_part.element
    found = numbering.add_num(_NUMBERS)
    for level in range(_LEVELS):
        found.add_lvlOverride(ilvl=level).add_startOverride(int(start) if level == 0 else 1)
    return int(found.numId)
