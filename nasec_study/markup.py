"""Item Markdown to HTML or plain text, and the gaps of cloze texts."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape, unescape
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<&!]")
_GAP = re.compile(r"\{\{c(\d+)::(.+?)(?:::(.+?))?\}\}", re.DOTALL)
_PRIVATE_USE = 0xE000


class Gap(NamedTuple):
    """A deletion of a cloze text: its number, the answer and perhaps a hint."""

    number: int
    answer: str
    hint: str


@cache
def _parser(*, html: bool = False) -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": html}).enable("table")


def to_html(text: str) -> Markup:
    """Return a text's CommonMark as HTML: one line without a paragraph around it, several lines as blocks."""
    text = text.strip()
    if "\n" in text:
        return Markup(_parser().render(text))  # noqa: S704 - markdown-it escapes what is not its own
    if _MEANS_SOMETHING.search(text):
        return Markup(_parser().renderInline(text))  # noqa: S704 - likewise
    return Markup(escape(text))  # noqa: S704 - escaped in this line


def to_plain(text: str) -> str:
    """Return a text without its markup, in one line."""
    return unescape(to_html(text).striptags())


def gaps(text: str) -> tuple[Gap, ...]:
    """Return the gaps of a cloze text in the order in which they stand."""
    return tuple(Gap(int(number), answer, hint) for number, answer, hint in _GAP.findall(text))


def fill_gaps(text: str, show: Callable[[Gap], str]) -> Markup:
    """Return a cloze text as HTML in which `show` gives the HTML that stands for each gap."""
    found = gaps(text)
    numbers = iter(range(len(found)))
    marked = _GAP.sub(lambda _: chr(_PRIVATE_USE + next(numbers)), text)
    shown = str(to_html(marked))
    for number, gap in enumerate(found):
        shown = shown.replace(chr(_PRIVATE_USE + number), show(gap))
    return Markup(shown)  # noqa: S704 - to_html escapes, and `show` answers for its own


def blanks(text: str) -> str:
    """Return a cloze text with a line, or its hint in brackets, in place of each answer."""
    return _GAP.sub(lambda match: f"[{match[3]}]" if match[3] else "____", text)


def without_gaps(text: str) -> str:
    """Return a cloze text with the answers in place."""
    return _GAP.sub(lambda match: match[2], text)


def css_counters(words: str) -> Markup:
    """Return the words of a page number ('page {page} of {pages}') as the `content` of a CSS rule."""
    parts = re.split(r"\{(page|pages)\}", words)
    shown = (
        f"counter({part})" if number % 2 else json.dumps(part, ensure_ascii=False)
        for number, part in enumerate(parts)
        if part
    )
    return Markup(" ".join(shown))  # noqa: S704 - inside CSS, where HTML's escapes mean nothing


def raw_html(text: str) -> tuple[str, ...]:
    """Return the pieces of raw HTML in a text."""
    if "<" not in text:
        return ()
    tokens = _walk(_parser(html=True).parse(text))
    return tuple(token.content for token in tokens if token.type in {"html_inline", "html_block"})


def pictures(text: str) -> tuple[tuple[str, str], ...]:
    """Return (address, alternative text) of each picture in a text."""
    if "![" not in text:
        return ()
    tokens = _walk(_parser().parse(text))
    return tuple((str(token.attrs["src"]), token.content) for token in tokens if token.type == "image")


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
