"""Gaps as Anki reads them: whatever an answer holds, a gap ends where its author ended it."""

import re

from nasec_study.rendering.formulas.mathjax import for_mathjax
from nasec_study.rendering.markup import Gap, fill_gaps, formula_html, html_of, inline_html_of, with_formulas
from nasec_study.targets.anki.safe_html import NOTHING, apart

_TWINS = re.compile(r"\{(?=\{)|\}(?=\})|:(?=:)")
_OPENING = re.compile(r"\{(?=\{)")


def cloze_html(text: str) -> str:
    """Return a cloze text as the HTML of a field, with as many gaps for Anki as its author wrote."""
    return str(fill_gaps(text, _gap_html, _around, _gap_tex))


def gap_of(number: int, answer: str, hint: str) -> str:
    """Return a gap with an answer and a hint in HTML; Anki takes the first `::` and `}}` in it for its own signs."""
    kept = _kept(answer)
    return f"{{{{c{number}::{kept}::{_kept(hint)}}}}}" if hint else f"{{{{c{number}::{kept}}}}}"


def _gap_html(gap: Gap) -> str:
    return gap_of(gap.number, inline_html_of(gap.answer), inline_html_of(gap.hint))


def _gap_tex(gap: Gap) -> str:
    """Return a gap that is part of a formula: one argument of a command, whether Anki shows its answer or its hint."""
    hint = rf"\text{{{gap.hint}}} " if gap.hint else ""
    inner = "::".join(_apart(part) for part in (gap.answer, hint) if part)
    # Behind a space, for the braces of the answer and of the gap would be three.
    return f"{{ {{{{c{gap.number}::{inner} }}}} }}"


def _kept(html: str) -> str:
    kept = with_formulas(html, _apart_in_formula, lambda text: apart(text, _TWINS))
    # Its last sign must be no part of what ends it.
    return f"{kept}{NOTHING}" if kept.endswith(("}", ":")) else kept


def _apart_in_formula(tex: str, display: bool) -> str:  # noqa: FBT001 - as `with_formulas` calls it
    return formula_html(_apart(tex), display=display)


def _apart(tex: str) -> str:
    """Return TeX in which no signs stand beside each other that Anki would take for its own.

    Entities will not do: Anki's editor writes formulas back without them.
    """
    return _TWINS.sub(r"\g<0> ", for_mathjax(tex))


def _around(text: str) -> str:
    return with_formulas(html_of(text), _apart_in_formula, lambda html: apart(html, _OPENING))
