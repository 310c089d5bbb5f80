"""Item Markdown to HTML or plain text, and the gaps of cloze texts."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html import escape, unescape
from itertools import count
from textwrap import shorten
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.token import Token
from markupsafe import Markup

_IS_ESCAPED = re.compile(r"[\\`*_\[\]&<>\"']")
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<]|&[#A-Za-z]")
_GAP_START = re.compile(r"\{\{c([0-9]{1,3})::")
# Stands for a gap while its text becomes HTML; no text of an author's may hold these characters.
_STAND_IN = "\x02{}\x03"
_STAND_INS = re.compile("\x02([0-9]+)\x03")
# What fits in two lines of a third of a page.
MAX_RUNNING = 72
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# Other schemes make a program start that the reader did not choose.
_SCHEMES = frozenset({"http", "https", "mailto", "data"})


class Gap(NamedTuple):
    """A deletion of a cloze text: its number, the answer and perhaps a hint."""

    number: int
    answer: str
    hint: str


@cache
def _parser(*, html: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    # How markdown-it is told which links to make.
    parser.validateLink = _is_harmless  # type: ignore[method-assign,assignment]
    return parser


def _is_harmless(address: str) -> bool:
    """Tell whether a link may be made: to the web or to a mailbox, not a script and not a program's own scheme."""
    scheme = _SCHEME.match(address)
    return validateLink(address) and (scheme is None or scheme[1].lower() in _SCHEMES)


def to_html(text: str) -> Markup:
    """Return a text's CommonMark as HTML: one line without a paragraph around it, several lines as blocks."""
    return Markup(html_of(text))  # noqa: S704 - html_of escapes


def html_of(text: str) -> str:
    """Return what `to_html` does, for a caller that puts pieces of HTML together itself."""
    text = text.strip()
    if "\n" in text:
        return str(_parser().render(text))
    if not _IS_ESCAPED.search(text):
        return text
    if _MEANS_SOMETHING.search(text):
        return str(_parser().renderInline(text))
    return escape(text)


def tokens_of(text: str) -> list[Token]:
    """Return the blocks of a text, each with its inline parts, as markdown-it names them."""
    return _parser().parse(text)


def to_plain(text: str) -> str:
    """Return a text without its markup, in one line."""
    shown = html_of(text)
    # Taking out the tags takes out the escapes, too.
    return Markup(shown).striptags() if "<" in shown else unescape(" ".join(shown.split()))  # noqa: S704 - to strip it


def gaps(text: str) -> tuple[Gap, ...]:
    """Return the gaps of a cloze text in the order in which they stand."""
    return tuple(part for part in _parts(text) if isinstance(part, Gap))


def _parts(text: str) -> Iterator[str | Gap]:
    """Yield the pieces of a cloze text and the gaps between them, in one pass however many braces are open."""
    behind = 0
    while start := _GAP_START.search(text, behind):
        end = text.find("}}", start.end() + 1)
        if end < 0:
            break
        yield text[behind : start.start()]
        inner = text[start.end() : end]
        place = inner.find("::", 1)
        answer, hint = (inner, "") if place < 0 else (inner[:place], inner[place + 2 :])
        yield Gap(int(start[1]), answer, hint)
        behind = end + 2
    yield text[behind:]


def _with(text: str, show: Callable[[Gap], str]) -> str:
    """Return a cloze text with something in the place of each gap."""
    return "".join(show(part) if isinstance(part, Gap) else part for part in _parts(text))


def fill_gaps(text: str, show: Callable[[Gap], str], render: Callable[[str], str] = to_html) -> Markup:
    """Return a cloze text as HTML in which `show` gives the HTML that stands for each gap; `render` makes the rest."""
    found = gaps(text)
    numbers = count()
    marked = render(_with(text, lambda _: _STAND_IN.format(next(numbers))))
    shown = _STAND_INS.sub(lambda match: show(found[int(match[1])]), marked)
    return Markup(shown)  # noqa: S704 - `render` escapes, and `show` answers for its own


def blanks(text: str) -> str:
    """Return a cloze text with a line, or its hint in brackets, in place of each answer."""
    return _with(text, lambda gap: f"[{gap.hint}]" if gap.hint else "____")


def without_gaps(text: str) -> str:
    """Return a cloze text with the answers in place."""
    return _with(text, lambda gap: gap.answer)


def css_counters(words: str, end: str = "") -> Markup:
    """Return the words of a page number ('page {page} of {pages}') as the `content` of a CSS rule.

    `end` is the address of the last page of those that are counted, such as '#end'; without it, all are.
    """
    counters = {"page": "counter(page)", "pages": f'target-counter("{end}", page)' if end else "counter(pages)"}
    parts = re.split(r"\{(page|pages)\}", words)
    shown = (
        counters[part] if number % 2 else json.dumps(part, ensure_ascii=False)
        for number, part in enumerate(parts)
        if part
    )
    return Markup(" ".join(shown))  # noqa: S704 - inside CSS, where HTML's escapes mean nothing


def shortened(text: str) -> str:
    """Return a text, cut behind a word where it is too long for a running line."""
    return shorten(text, MAX_RUNNING, placeholder=" …")


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
    tokens = _walk(tokens_of(text))
    return tuple((str(token.attrs["src"]), token.content) for token in tokens if token.type == "image")


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])
