r"""Formulas in texts: \( \) in a sentence, \[ \] in a line of its own, and what stands for them in HTML."""

import re
from collections.abc import Callable
from html import escape, unescape

from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# A formula as its author wrote it.
FORMULA = re.compile(r"\\\((?P<inline>.{1,2000}?)(?<!\\)\\\)|\\\[(?P<display>.{1,2000}?)(?<!\\)\\\]", re.DOTALL)
_IN_HTML = re.compile(r'<span class="formula(?P<display> display)?">\\[(\[](?P<tex>[^<]*)\\[)\]]</span>')
_CLOSES = re.compile(r"(?<!\\)\\\]")


def read_formula(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own signature
    r"""Read \(a formula\) or \[one in a line of its own\]; nothing in it means anything to Markdown."""
    if not state.src.startswith(("\\(", "\\["), state.pos):
        return False
    found = FORMULA.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("formula", "", 0)
        token.content = (found["inline"] or found["display"]).strip()
        token.markup = found[0][:2]
    state.pos = found.end()
    return True


def read_formula_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - likewise
    r"""Read a paragraph that begins with \[, so that a line of the formula is no list, and no heading."""
    begin = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or not state.src.startswith("\\[", begin):
        return False
    last = start
    while last < end and not state.isEmpty(last):
        if _CLOSES.search(state.src, begin, state.eMarks[last]):
            break
        last += 1
    else:
        return False
    if silent:
        return True
    state.line = last + 1
    state.push("paragraph_open", "p", 1).map = [start, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start, state.line, state.blkIndent, keepLastLF=False).strip()
    inline.map, inline.children = [start, state.line], []
    state.push("paragraph_close", "p", -1)
    return True


def formula_html(tex: str, *, display: bool = False) -> str:
    """Return the element that stands for a formula in HTML until a target puts what it shows in its place."""
    begin, end = ("\\[", "\\]") if display else ("\\(", "\\)")
    return f'<span class="formula{" display" if display else ""}">{begin}{escape(tex, quote=False)}{end}</span>'


def with_formulas(html: str, show: Callable[[str, bool], str], around: Callable[[str], str] = str) -> str:
    """Return HTML with what `show` gives for each formula, its TeX and whether it has a line of its own.

    `around` gives what becomes of the HTML between them.
    """
    parts: list[str] = []
    behind = 0
    for found in _IN_HTML.finditer(html):
        parts += [around(html[behind : found.start()]), show(unescape(found["tex"]), bool(found["display"]))]
        behind = found.end()
    return "".join((*parts, around(html[behind:])))


def for_platforms(tex: str, display: bool) -> str:  # noqa: FBT001 - as `with_formulas` calls it
    r"""Return a formula in HTML as MathJax finds it: \( \), \[ \]."""
    from nasec_study.rendering.formulas.mathjax import for_mathjax  # noqa: PLC0415 - most courses hold no formula

    begin, end = ("\\[", "\\]") if display else ("\\(", "\\)")
    return f"{begin}{escape(for_mathjax(tex), quote=False)}{end}"


def in_plain_text(tex: str, _display: bool) -> str:  # noqa: FBT001 - likewise
    """Return a formula in HTML as plain text."""
    from nasec_study.rendering.formulas.plain import as_text  # noqa: PLC0415 - as above

    return escape(as_text(tex))
