"""Which way a text runs: Hebrew, Arabic and their like from right to left."""

import re
import unicodedata

_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_DIRECTION = re.compile(r'<span dir="rtl">(.*?)</span>| dir="(?:rtl|ltr)"', re.DOTALL)


def runs_from_right(text: str) -> bool:
    """Tell whether a paragraph runs from right to left: most of its letters do.

    By the rule of HTML's `dir=auto` the first letter decides, which turns an English sentence about a Hebrew word that
    it begins with.
    """
    if text.isascii() or not _FROM_RIGHT.search(text):
        return False
    kinds = [unicodedata.bidirectional(sign) for sign in text]
    return kinds.count("R") + kinds.count("AL") > kinds.count("L")


def turned(html: str, text: str) -> str:
    """Return the HTML of a text, in a span that runs from right to left where the text does."""
    return f'<span dir="rtl">{html}</span>' if runs_from_right(text) else html


def without_directions(html: str) -> str:
    """Return HTML without what is said in it of directions."""
    return _DIRECTION.sub(r"\1", html)
