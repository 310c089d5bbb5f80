"""Lines as full as they can be: what WeasyPrint breaks too early."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced


@contextmanager
def full_lines() -> Iterator[None]:
    """Let a text keep its line that fits but for the space at its end, before a formula, a gap or a strong word.

    WeasyPrint breaks such a text behind its first word (findings/weasyprint-breaks-a-text-that-fits-behind-its-first-
    word.sh).
    """
    from weasyprint.layout import inline  # noqa: PLC0415 - loads Pango

    split = inline.split_first_line

    def split_fully(text: str, style: Any, context: Any, max_width: float | None, *others: Any, **more: Any) -> Any:
        line = split(text, style, context, max_width, *others, **more)
        _, length, resumes_at, *_ = line
        if max_width is None or resumes_at is None or not text.endswith(" ") or b" " in text.encode()[:length].strip():
            return line
        _, _, resumes_at, width, *_ = split(text.rstrip(" "), style, context, max_width, *others, **more)
        if resumes_at is not None or width > max_width:
            return line
        return split(text, style, context, None, *others, **more)

    with replaced("split_first_line", split_fully, inline):
        yield
