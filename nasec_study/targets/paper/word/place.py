"""Where blocks are written in a document of Word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.shared import Length, Mm

from nasec_study.targets.paper.word.inline import UNFORMATTED, Format
from nasec_study.targets.paper.word.manuscript import Manuscript

PLAIN = "Normal"
# As on paper.
_TALLEST = Mm(150)
# What writes an element of HTML at a place.
Write = Callable[[Any, "Place"], object]


@dataclass(frozen=True)
class Place:
    """Where blocks are written: in a document, in what holds them, so wide, in a style of paragraphs and letters.

    `writers` write elements of some classes and tags.
    """

    manuscript: Manuscript
    document: Document
    container: BlockItemContainer
    width: Length
    writers: Mapping[str, Write]
    style: str = PLAIN
    form: Format = UNFORMATTED
    # How many lists are around it.
    depth: int = 0
    # How high a picture may stand.
    tallest: Length = _TALLEST

    @property
    def indent(self) -> Length:
        """How far from the left its paragraphs begin."""
        indent = self.document.styles[self.style].paragraph_format.left_indent
        return indent or Length(0)

    @property
    def room(self) -> Length:
        """How wide a line of its paragraphs is."""
        return Length(self.width - self.indent)
