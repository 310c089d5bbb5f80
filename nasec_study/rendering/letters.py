"""How much room words take, counted in letters of the alphabet, and how they are divided into lines."""

from collections.abc import Iterator
from textwrap import wrap
from unicodedata import category, east_asian_width, name

from nasec_study.foundation.characters import has_unspaced

_WIDE = frozenset("WF")
# No line of Japanese or Chinese begins with them, nor with small letters (JIS X 4051): stops, closing brackets, marks
# of vowels, and what repeats or lengthens a sign; none ends with an opening bracket.
_BINDING = frozenset({"Po", "Pe", "Pf", "Mn", "Mc"})
_BINDS = frozenset("ー々〜")
_OPENING = frozenset({"Ps", "Pi"})
# In Thai and Lao, these stand before the letter that they follow when it is read, or belong to the one before.
_LEADING, _TRAILING = frozenset("เแโใไເແໂໃໄ"), frozenset("ะาำๅๆฯະາຳໆຯ")
_NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def room_of(words: str) -> int:
    """Return how many letters of the alphabet are as wide as some words.

    Those of Chinese and Japanese count twice, and marks above and below letters not at all.
    """
    return len(words) if words.isascii() else sum(map(_room_of_sign, words))


def _room_of_sign(sign: str) -> int:
    return 0 if category(sign) in _NO_WIDTH else 2 if east_asian_width(sign) in _WIDE else 1


def unbroken(words: str) -> list[str]:
    """Return the pieces of a text that no line end divides: words, or letters of scripts that have no spaces."""
    return [piece for word in words.split() for piece in _pieces(word)]


def _pieces(word: str) -> Iterator[str]:
    if not has_unspaced(word) and room_of(word) <= len(word):
        yield word
        return
    piece = ""
    for sign in word:
        if piece and not _is_joined(piece[-1], sign):
            yield piece
            piece = ""
        piece += sign
    yield piece


def _is_joined(before: str, after: str) -> bool:
    """Tell whether no line end divides two signs of a word."""
    if category(after) in _BINDING or after in _BINDS or category(before) in _OPENING:
        return True
    if before < "\u1100" > after:
        return not (has_unspaced(before) and has_unspaced(after)) or before in _LEADING or after in _TRAILING
    return after > "\u3000" and "LETTER SMALL" in name(after, "")


def lines_in(words: str, room: int) -> list[str]:
    """Return words in lines of so many letters at most; a word that is longer is broken."""
    if not has_unspaced(words) and room_of(words) == len(words):
        return wrap(words, room)
    lines = [""]
    for word in words.split():
        space = " "
        for piece in _pieces(word):
            if lines[-1] and room_of(lines[-1] + space + piece) > room:
                lines.append("")
            lines[-1] += space + piece if lines[-1] else piece
            space = ""
    return lines
