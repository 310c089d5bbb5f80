"""Blocks of code on a page: a line that is broken says so at its break."""

import re

# The address of the sign that stands before the rest of a line.
WRAPPED = "code/wrapped.svg"
_BLOCK = re.compile(r"(<pre><code[^>]*>)(.*?)(</code></pre>)", re.DOTALL)
_SIGN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12" width="12" height="12">'
    b'<path d="M2 1V7H10M7 4L10 7L7 10" fill="none" stroke="#555" stroke-width="1.2"/></svg>'
)


def mark_wraps(html: str) -> str:
    """Return HTML with each line of its blocks of code in an element of its own, which a style sheet marks."""
    return _BLOCK.sub(lambda block: f"{block[1]}{_lines(block[2])}{block[3]}", html) if "<pre>" in html else html


def _lines(code: str) -> str:
    return "".join(f'<div class="code-line">{line}</div>' for line in code.removesuffix("\n").split("\n"))


def code_pictures(html: str) -> dict[str, bytes]:
    """Return the sign of a broken line by its address, where there is code."""
    return {WRAPPED: _SIGN} if "<pre>" in html else {}
