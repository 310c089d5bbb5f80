"""Item Markdown to a text to be read aloud: cells of a table apart, entries as sentences, pictures by their words."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from nasec_study.rendering.formulas.words import in_words
from nasec_study.rendering.markup import formulas, is_plain, tokens_of

_ENDS_SENTENCE = re.compile(r"[.!?:;,…]\W*$")


def to_speech(text: str, language: str) -> str:
    """Return the words of a text for a voice, in one line, with formulas in words of a language."""
    text = text.strip()
    if is_plain(text):
        return sentence(" ".join(text.split()))
    return " ".join(_sentences(tokens_of(text), language))


def is_read_as_shown(text: str) -> bool:
    """Tell whether what is shown of a text, without its tags, is what is to be read aloud."""
    text = text.strip()
    return "\n" not in text and "![" not in text and not formulas(text)


def sentence(text: str) -> str:
    """Return a text with a full stop, unless it ends with a sign of its own: so that a voice pauses behind it."""
    # Most texts end with a letter, and need not be searched.
    is_whole = not text or (not text[-1].isalnum() and _ENDS_SENTENCE.search(text))
    return text if is_whole else f"{text}."


def _sentences(tokens: Sequence[Token], language: str) -> Iterator[str]:
    """Yield what each block says; the cells of a row are parted by semicolons."""
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield sentence("; ".join(filter(None, row)))
            row = None
        elif token.type == "inline":
            said = _inline(token.children or [], language)
            if row is not None:
                row.append(said)
            else:
                yield sentence(said)
        elif token.type in {"fence", "code_block"}:
            yield sentence(" ".join(token.content.split()))


def _inline(tokens: Sequence[Token], language: str) -> str:
    return " ".join("".join(_said(token, language) for token in tokens).split())


def _said(token: Token, language: str) -> str:
    if token.type == "formula":
        return in_words(token.content, language)
    return " " if token.type in {"softbreak", "hardbreak"} else token.content
