"""Blocks of code, highlighted: by weight and slant, which print shows as well as a screen, and by color besides."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it.common.utils import escapeHtml

# Stands for a gap while its text becomes HTML; no text of an author's may hold these characters.
STAND_IN = "\x02{}\x03"
# Stands for it while its code is read: a name, to any language.
_NAME = "gapq{}qpag"
_NAMES = re.compile(r"gapq([0-9]+)qpag")
_STAND_INS = re.compile(STAND_IN.format("([0-9]+)"))
_PIECE = re.compile(r'<(b|i|span) class="hl-\w+">(.*?)</\1>', re.DOTALL)


def highlighted(code: str, language: str) -> str:
    """Return code as HTML in which keywords and what is defined are bold, comments slanted, strings and numbers marked.

    No tag runs over the end of a line. Code in a language that is not known is only escaped.
    """
    lexer = _lexer(language)
    if lexer is None:
        return escapeHtml(code)
    shown = "".join(_pieces(lexer.get_tokens(_STAND_INS.sub(lambda gap: _NAME.format(gap[1]), code))))
    return _NAMES.sub(STAND_IN.format(r"\1"), shown)


def without_highlights(html: str) -> str:
    """Return HTML whose code is not highlighted."""
    return _PIECE.sub(r"\2", html)


def is_known(language: str) -> bool:
    """Tell whether code in a language can be highlighted."""
    return _lexer(language) is not None


def languages() -> list[str]:
    """Return the names of the languages that can be highlighted."""
    from pygments.lexers import get_all_lexers  # noqa: PLC0415 - most courses hold no code

    return [alias for _, aliases, _, _ in get_all_lexers() for alias in aliases]


def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - as above
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as above

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _pieces(tokens: Any) -> Iterator[str]:
    from pygments.token import Comment, Keyword, Name, Number, Operator, String  # noqa: PLC0415 - as above

    kinds = (
        (Comment, "i", "comment"),
        (Keyword, "b", "keyword"),
        (Operator.Word, "b", "keyword"),
        (Name.Function, "b", "name"),
        (Name.Class, "b", "name"),
        (String, "span", "string"),
        (Number, "span", "number"),
    )
    for kind, text in tokens:
        tag, name = next(((tag, name) for parent, tag, name in kinds if kind in parent), ("", ""))
        for line in text.splitlines(keepends=True):
            words = line.rstrip("\n")
            shown = escapeHtml(words)
            is_marked = tag and words.strip()
            yield f'<{tag} class="hl-{name}">{shown}</{tag}>' if is_marked else shown
            yield line[len(words) :]
