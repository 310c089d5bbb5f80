"""A text as HTML for cards and pages, and as plain text in one line."""

import re
from html import escape, unescape

from markupsafe import Markup

from nasec_study.rendering.markup.reading import parser, tokens_of, trimmed, walk

_IS_ESCAPED = re.compile(r"[\\`*_\[\]&<>\"'~^]")
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<~^]|&[#A-Za-z]")
# In plain text a picture is its description, and raised or lowered figures are the characters that look so.
_SHOWN_BY_TAGS = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>|<(su[bp])>(.*?)</su[bp]>|<(/?)s>')
_FIGURES = {
    "sup": str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
}
_SIGNS = {"sup": "^", "sub": "_"}


def to_html(text: str) -> Markup:
    """Return a text's Markdown as HTML: one line without a paragraph around it, several lines as blocks."""
    return Markup(html_of(text))  # noqa: S704 - html_of escapes


def html_of(text: str) -> str:
    """Return what `to_html` does, for a caller that puts pieces of HTML together itself."""
    text = trimmed(text)
    return str(parser().render(text)) if "\n" in text else inline_html_of(text)


def inline_html_of(text: str) -> str:
    """Return a text as HTML inside of a line, however many lines it has."""
    if not _IS_ESCAPED.search(text):
        return text
    if _MEANS_SOMETHING.search(text):
        return str(parser().renderInline(text))
    return escape(text)


def to_plain(text: str) -> str:
    """Return a text without its markup, in one line."""
    shown = html_of(text)
    # Taking out the tags takes out the escapes, too.
    if "<" in shown:
        return Markup(_SHOWN_BY_TAGS.sub(_told, shown)).striptags()  # noqa: S704 - to strip it
    return unescape(" ".join(shown.split()))


def _told(found: re.Match[str]) -> str:
    description, tag, figures, _ = found.groups()
    if description is not None:
        return description
    return raised(figures, tag) if tag else "~~"


def raised(figures: str, tag: str) -> str:
    """Return what is raised ('sup') or lowered ('sub') in plain text: x², H₂O, or x^a."""
    shown = figures.translate(_FIGURES[tag])
    return shown if not set(shown) & set(figures) else f"{_SIGNS[tag]}{figures}"


def pictures(text: str) -> tuple[tuple[str, str], ...]:
    """Return (address, alternative text) of each picture in a text."""
    if "![" not in text:
        return ()
    return tuple((str(token.attrs["src"]), token.content) for token in walk(tokens_of(text)) if token.type == "image")
