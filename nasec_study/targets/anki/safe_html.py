"""HTML in which Anki finds no markup of its own, written as Anki's editor writes it."""

import re
from collections.abc import Callable, Mapping

from nasec_study.rendering.markup import for_platforms, with_formulas

# What Anki itself would act on inside a field: sounds, LaTeX and MathJax, and where an answer is to be typed.
_ANKI_SYNTAX = re.compile(r"\[(?=\[type:|sound:|/?anki:|/?latex\]|/?\$\$?\])|\\(?=[(\[])", re.IGNORECASE)
# What parts two signs and is not seen. An entity would be a sign once more for Anki's editor.
NOTHING = "<span></span>"
_TAGS = re.compile(r"(<[^>]*>)")
_UNLIKE_EDITOR = re.compile("&quot;|&#|/>|\u00a0")
_IN_TEXT = {"&quot;": '"', "&#34;": '"', "&#x27;": "'", "&#39;": "'", "\u00a0": "&nbsp;"}
_IN_TAG = {"&#34;": "&quot;", "&#x27;": "'", "&#39;": "'", "\u00a0": "&nbsp;", " />": ">", "/>": ">"}


def safe(text: str) -> str:
    """Return HTML in which Anki finds no markup of its own, but formulas as it knows them."""
    return with_formulas(text, for_platforms, _defused)


def _defused(text: str) -> str:
    return apart(text, _ANKI_SYNTAX)


def apart(html: str, signs: re.Pattern[str]) -> str:
    """Return HTML in which some signs are parted from what follows them: Anki and MathJax join nothing over a tag."""
    if not signs.search(html):
        return html
    return _by_pieces(
        html,
        lambda piece: signs.sub(rf"\g<0>{NOTHING}", piece),
        lambda tag: signs.sub(lambda match: f"&#{ord(match[0])};", tag),
    )


def is_unlike_editor(html: str) -> bool:
    """Tell whether Anki's editor may write some HTML otherwise."""
    return bool(_UNLIKE_EDITOR.search(html))


def as_editor_writes(html: str) -> str:
    """Return HTML as Anki's editor writes it.

    It writes the fields of a note as web browsers write HTML as soon as a student looks at the note in the list of
    cards. If they came written otherwise, the note is one that the student changed, and corrections do not reach it.
    """
    return _by_pieces(html, lambda piece: _replaced(piece, _IN_TEXT), lambda tag: _replaced(tag, _IN_TAG))


def _by_pieces(html: str, of_text: Callable[[str], str], of_tag: Callable[[str], str]) -> str:
    """Return HTML with what is given for the texts and the tags in it."""
    pieces = _TAGS.split(html)
    return "".join([of_tag(piece) if place % 2 else of_text(piece) for place, piece in enumerate(pieces)])


def _replaced(text: str, signs: Mapping[str, str]) -> str:
    for sign, written in signs.items():
        text = text.replace(sign, written)
    return text
