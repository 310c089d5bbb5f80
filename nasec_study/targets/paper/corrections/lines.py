"""Lines as full as they can be, and what belongs together on one: what WeasyPrint breaks too early."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline

from nasec_study.targets.paper.corrections.attributes import keep_together, told_of_each_text
from nasec_study.targets.paper.corrections.replacing import around, replaced

# A slash with which a word begins, and what it opens: /p/; one with a few letters behind it, as in a unit: mg/kg/h.
_KEPT_SLASH = re.compile(r"(?<![^\s(\[“‘„\u201a«\u2039'\"])/[^\s/]|/\w{1,5}(?!\w)")
# The place of `line_children` among the arguments of `split_inline_level` behind the position.
_LINE_CHILDREN = 8


@around("split_first_line", inline)
def full_lines(
    split: Any, text: str, style: Any, context: Any, max_width: float | None, *others: Any, **more: Any
) -> Any:
    """Let a text keep its line that fits but for the space at its end, before a formula, a gap or a strong word.

    WeasyPrint breaks such a text behind its first word (findings/weasyprint-breaks-a-text-that-fits-behind-its-first-
    word.sh).
    """
    line = split(text, style, context, max_width, *others, **more)
    _, length, resumes_at, *_ = line
    if max_width is None or resumes_at is None or not text.endswith(" ") or b" " in text.encode()[:length].strip():
        return line
    _, _, resumes_at, width, *_ = split(text.rstrip(" "), style, context, max_width, *others, **more)
    if resumes_at is not None or width > max_width:
        return line
    return split(text, style, context, None, *others, **more)


@contextmanager
def whole_in_lines() -> Iterator[None]:
    """Break a word only where it begins a line, also inside of what stands in a line itself.

    WeasyPrint takes each first text of a line's box for the beginning of its line, wherever that text is in boxes
    within the box: a strong word in a text from right to left, which is one box, was cut
    (findings/weasyprint-breaks-a-word-behind-others-in-a-box.sh).
    """
    split_box, split_level = inline.split_inline_box, inline.split_inline_level
    # Where the lines begin that are being laid out, one in the other.
    starts: list[float] = []

    def split_from_start(context: Any, box: Any, position_x: float, *others: Any) -> Any:
        if isinstance(box, LineBox):
            starts.append(position_x)
            try:
                return split_box(context, box, position_x, *others)
            finally:
                starts.pop()
        if starts and position_x <= starts[-1]:
            starts[-1] = position_x + box.padding_left + box.margin_left + box.border_left_width
        return split_box(context, box, position_x, *others)

    def split_at_start(context: Any, box: Any, position_x: float, *others: Any) -> Any:
        if isinstance(box, TextBox) and starts and position_x > starts[-1] and not others[_LINE_CHILDREN]:
            others = (*others[:_LINE_CHILDREN], (box,), *others[_LINE_CHILDREN + 1 :])
        return split_level(context, box, position_x, *others)

    with (
        replaced("split_inline_box", split_from_start, inline),
        replaced("split_inline_level", split_at_start, inline),
    ):
        yield


@told_of_each_text
def kept_slashes(layout: Any) -> None:
    """Let no line end behind a slash that opens a word or stands in a unit, as it ends there in no browser.

    A phoneme stands between two slashes, /p/, as between brackets.
    """
    for found in _KEPT_SLASH.finditer(layout.text) if "/" in layout.text else ():
        keep_together(layout, found)
