"""A text as HTML for cards and pages, and as plain text in one line."""

import re
from html import escape, unescape

from markupsafe import Markup

from nasec_study.rendering.figures import raised
from nasec_study.rendering.markup.directions import turned
from nasec_study.rendering.markup.maths import in_plain_text, with_formulas
from nasec_study.rendering.markup.reading import language_of_code, parser, tokens_of, trimmed, walk

_IS_ESCAPED = re.compile(r"[\\`*_\[\]&<>\"'~^]")
# An ampersand counts where it may begin an entity; an alternative to the set of signs would be five times slower.
_MEANS_SOMETHING = re.compile(r"[\\`*_\[\]<~^&](?<!&(?![#A-Za-z]))")
# In plain text a picture is its description, and raised or lowered figures are the characters that look so.
_SHOWN_BY_TAGS = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>|<(su[bp])>(.*?)</su[bp]>|<(/?)s>')


def to_html(text: str) -> Markup:
    """Return a text's Markdown as HTML: one line without a paragraph around it, several lines as blocks."""
    return Markup(html_of(text))  # noqa: S704 - html_of escapes


def html_of(text: str) -> str:
    """Return the same as `to_html` as a plain string, for callers that put HTML together themselves."""
    text = trimmed(text)
    if "\n" in text:
        return str(parser().render(text))
    return turned(inline_html_of(text), text)


def blocks_of(text: str) -> str:
    """Return a text's HTML as blocks: a single line is a paragraph."""
    shown = html_of(text)
    return shown if "\n" in text.strip() else f"<p>{shown}</p>"


def name_html(name: str) -> Markup:
    """Return a name as HTML: it is shown sign by sign, but runs from right to left where its letters do."""
    return Markup(turned(escape(name), name))  # noqa: S704 - escaped


def inline_html_of(text: str) -> str:
    """Return a text as HTML inside of a line, however many lines it has."""
    if not _IS_ESCAPED.search(text):
        return text
    if _MEANS_SOMETHING.search(text):
        return str(parser().renderInline(text))
    return escape(text)


def is_plain(text: str) -> bool:
    """Tell whether a text is one line in which no sign is markup, so that Markdown leaves it as it is."""
    return "\n" not in text and not _MEANS_SOMETHING.search(text)


def to_plain(text: str) -> str:
    """Return a text without its markup, in one line."""
    if is_plain(text):
        return " ".join(text.split())
    shown = html_of(text)
    # Taking out the tags takes out the escapes, too.
    if "<" in shown:
        shown = with_formulas(shown, in_plain_text)
        return Markup(_SHOWN_BY_TAGS.sub(_told, shown)).striptags()  # noqa: S704 - to strip it
    return unescape(" ".join(shown.split()))


def _told(found: re.Match[str]) -> str:
    description, tag, figures, _ = found.groups()
    if description is not None:
        return description
    return raised(figures, tag) if tag else "~~"


def formulas(text: str) -> tuple[str, ...]:
    """Return the TeX of each formula in a text."""
    if "\\(" not in text and "\\[" not in text:
        return ()
    return tuple(token.content for token in walk(tokens_of(text)) if token.type == "formula")


def is_highlighted(text: str) -> bool:
    """Tell whether a text holds code in a language that is named."""
    has_fence = "```" in text or "~~~" in text
    return has_fence and any(token.type == "fence" and language_of_code(token) for token in walk(tokens_of(text)))


def has_code_block(text: str) -> bool:
    """Tell whether a text holds lines of code that stand as a block of their own."""
    return any(token.type in {"fence", "code_block"} for token in walk(tokens_of(text)))


def pictures(text: str) -> tuple[tuple[str, str], ...]:
    """Return (address, alternative text) of each picture in a text."""
    if "![" not in text:
        return ()
    return tuple((str(token.attrs["src"]), token.content) for token in walk(tokens_of(text)) if token.type == "image")
