"""What is wrong with the gaps of a cloze text, in an author's words."""

import re
from collections.abc import Iterator, Sequence

from nasec_study.rendering.code import without_highlights
from nasec_study.rendering.markup.directions import without_directions
from nasec_study.rendering.markup.gaps import (
    OPAQUE,
    START,
    WHOLE_FORMULA,
    Gap,
    as_one,
    fill_gaps,
    pieces,
    without_gaps,
    written_gaps,
)
from nasec_study.rendering.markup.html import html_of, inline_html_of, is_plain

_BRACES = re.compile(r"\{\{|\}\}|\{c[0-9]{1,3}:")
# The words of a formula, which are not closed yet.
_OPEN_WORDS = re.compile(r"\\(?:text(?:bf|it|md|normal|rm|sf|tt|up)?|mbox|hbox)\{[^{}]*\Z")
_HOW = "write {{c1::answer}} or {{c1::answer::hint}}"
_PARTNERS = "end it with }}; a brace in the answer needs its partner there, or write \\{ or \\}"
# Names that stand before `::` in programs, and what a hint in words does not hold.
_NAMESPACES = frozenset({"std", "boost", "crate", "self", "super", "core", "alloc", "parent", "static"})
_CODE = re.compile(r"::|[\w)]\(|\(\)|<\w|[a-z]_[a-z]|^[a-z]+[A-Z]")


def gap_fault(text: str) -> tuple[str, str]:
    """Return what is wrong with the gaps of a text, and what would be right; two empty texts if they are sound.

    The first is to be read after the name of the text.
    """
    return next(_gap_faults(text), ("", ""))


def _gap_faults(text: str) -> Iterator[tuple[str, str]]:
    found = written_gaps(text)
    if not found:
        yield (_open_gap(text), _PARTNERS) if START.search(text) else ("has no gap", _HOW)
    yield from _in_gaps(found)
    around = "".join(part for part in pieces(text) if isinstance(part, str))
    rest = OPAQUE.sub("", around)
    if START.search(rest):
        yield _open_gap(rest), _PARTNERS
    if _BRACES.search(WHOLE_FORMULA.sub("", around)):
        yield "has a gap that is not well written", f"{_HOW}; for braces in the text write \\{{\\{{"
    if any(gap.number == 0 for gap in found):
        yield "has a gap 0", "number its gaps from 1"
    yield from _in_words(text)
    for gap in found:
        if gap.hint[:1].strip() and (gap.answer in _NAMESPACES or _CODE.search(gap.hint)):
            shown = f"{gap.answer}::{gap.hint}"
            hint = f"for the text '{shown}' write it as code, `{shown}`"
            yield (
                f"has a gap that asks for '{gap.answer}' with the hint '{gap.hint}'",
                f"{hint}; for a hint, leave a space after '{gap.answer}::'",
            )
    # Where no sign is markup, none runs over a border.
    if is_plain(text) and "&" not in text and (whole := without_gaps(text)) == whole.strip():
        return
    filled = fill_gaps(text, lambda gap: inline_html_of(gap.answer), in_formula=lambda gap: as_one(gap, gap.answer))
    if _plainly(str(filled)) != _plainly(html_of(without_gaps(text))):
        yield (
            "has markup that crosses the edge of a gap: emphasis, code, a link, a list, a row of a table",
            "begin and end it inside the gap, or outside; in a table, write \\| for a bar",
        )


def _in_gaps(found: Sequence[Gap]) -> Iterator[tuple[str, str]]:
    """Yield a fault for each gap that holds another, or braces that Anki would take for a field."""
    for inner in (WHOLE_FORMULA.sub("", f"{gap.answer}::{gap.hint}") for gap in found):
        if START.search(inner):
            yield "has a gap within a gap", "end one gap before the next begins"
        elif "{{" in inner:
            yield "has two braces in a gap", r"put code between backticks, or write \{ for a brace"


def _in_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield a fault for each gap within the words of a formula, where there are no commands, and so no blank."""
    before = ""
    for part in pieces(text):
        if isinstance(part, str):
            before += part
        elif part.is_tex and (words := _OPEN_WORDS.search(before)):
            hint = rf"end the words before it, and begin others in it: {{{{c{part.number}::\text{{{part.answer}}}}}}}"
            yield f"has a gap within the words of a formula, {words[0]}…}}", hint


def _plainly(html: str) -> str:
    """Return HTML without what may differ between a text and its pieces."""
    # Where no sign is markup, an apostrophe is written as an entity.
    return without_directions(without_highlights(html)).replace("&#x27;", "'")


def _open_gap(text: str) -> str:
    start = START.search(text)
    if start is None or text.startswith("}}", start.end()):
        return "has an empty gap"
    return f"has a gap that is not closed: {text[start.start() :][:30]}"
