"""Item Markdown: which signs mean something, what a text becomes as HTML or plain text, gaps, and what is refused."""

from nasec_study.rendering.markup.faults import Fault, faults, raw_html
from nasec_study.rendering.markup.gaps import (
    Gap,
    blanks,
    fill_gaps,
    gap_fault,
    gaps,
    without_gaps,
)
from nasec_study.rendering.markup.html import html_of, inline_html_of, pictures, to_html, to_plain
from nasec_study.rendering.markup.reading import tokens_of

__all__ = [
    "Fault",
    "Gap",
    "blanks",
    "faults",
    "fill_gaps",
    "gap_fault",
    "gaps",
    "html_of",
    "inline_html_of",
    "pictures",
    "raw_html",
    "to_html",
    "to_plain",
    "tokens_of",
    "without_gaps",
]
