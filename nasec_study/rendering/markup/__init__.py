"""Item Markdown: which signs mean something, what a text becomes as HTML or plain text, gaps, and what is refused."""

from nasec_study.rendering.markup.directions import without_directions
from nasec_study.rendering.markup.faults import FURIGANA, Fault, bare_tex, faults, markup, raw_html
from nasec_study.rendering.markup.gap_faults import gap_fault
from nasec_study.rendering.markup.gaps import (
    CODE,
    Gap,
    answer_tex,
    around_formulas,
    blanks,
    fill_gaps,
    gaps,
    gaps_behind_formulas,
    in_gap,
    without_gaps,
    written_gaps,
)
from nasec_study.rendering.markup.html import (
    blocks_of,
    formulas,
    has_code_block,
    html_of,
    inline_html_of,
    is_highlighted,
    is_plain,
    name_html,
    pictures,
    to_html,
    to_plain,
)
from nasec_study.rendering.markup.lines import joined_line
from nasec_study.rendering.markup.maths import FORMULA, for_platforms, formula_html, in_plain_text, with_formulas
from nasec_study.rendering.markup.reading import tokens_of

__all__ = [
    "CODE",
    "FORMULA",
    "FURIGANA",
    "Fault",
    "Gap",
    "answer_tex",
    "around_formulas",
    "bare_tex",
    "blanks",
    "blocks_of",
    "faults",
    "fill_gaps",
    "for_platforms",
    "formula_html",
    "formulas",
    "gap_fault",
    "gaps",
    "gaps_behind_formulas",
    "has_code_block",
    "html_of",
    "in_gap",
    "in_plain_text",
    "inline_html_of",
    "is_highlighted",
    "is_plain",
    "joined_line",
    "markup",
    "name_html",
    "pictures",
    "raw_html",
    "to_html",
    "to_plain",
    "tokens_of",
    "with_formulas",
    "without_directions",
    "without_gaps",
    "written_gaps",
]
