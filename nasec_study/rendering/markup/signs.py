"""Which stars and underscores are emphasis, and which are the signs that they look like: 2*3*4, (____), f(*args).

CommonMark takes more of them away than an author of exams means (https://spec.commonmark.org/0.31.2/, 6.2). A run
is read as emphasis only where a typesetter could: at the edge of a word, not inside of one and not alone between
brackets or quotes. A blank of three underscores and more is always a blank.
"""

import unicodedata

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

_LONGEST = {"*": 3, "_": 2}
_QUOTES = frozenset("\"'")
_MARKERS = frozenset("*_~`")
_OPENING = frozenset({"Ps", "Pi"})
_CLOSING = frozenset({"Pe", "Pf"})
_OF_WORDS = frozenset("−±’")
_STOPS = frozenset(".,;:!?%…")


def read_delimiters(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's own signature
    """Read a run of stars or underscores: as what may open or close emphasis, or as text."""
    marker = state.src[state.pos]
    if silent or marker not in _LONGEST:
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    length = end - state.pos
    before = state.src[state.pos - 1] if state.pos else " "
    after = state.src[end] if end < state.posMax else " "
    opens = length <= _LONGEST[marker] and _may_open(before, after)
    # As in *.md and x-*.txt.
    in_name = after == "." and end + 1 < state.posMax and _is_in_word(state.src[end + 1])
    closes = length <= _LONGEST[marker] and not in_name and _may_close(before, after)
    for _ in range(length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(marker=ord(marker), length=length, token=len(state.tokens) - 1, end=-1, open=opens, close=closes)
        )
    state.pos = end
    return True


def _may_open(before: str, after: str) -> bool:
    if after.isspace() or _is_in_word(before):
        return False
    if before.isspace() or not _is_sign(after):
        return True
    if _belongs_to_a_word(after):
        return not _belongs_to_a_word(before)
    return _is_opening(after) or (after in _QUOTES and before not in _QUOTES)


def _may_close(before: str, after: str) -> bool:
    if before.isspace() or _is_in_word(after):
        return False
    if after.isspace() or not _is_sign(before):
        return True
    if _belongs_to_a_word(before):
        return not _belongs_to_a_word(after)
    return _is_closing(before) or (before in _QUOTES and after not in _QUOTES)


def _is_in_word(character: str) -> bool:
    """Tell whether emphasis beside a character would stand inside a word; scripts without spaces are written so."""
    return character.isalnum() and unicodedata.category(character) != "Lo"


def _belongs_to_a_word(character: str) -> bool:
    """Tell whether a sign is the beginning or the end of a word or a figure: -us, un-, −5, $5, 5 €."""
    return character in _OF_WORDS or unicodedata.category(character) in {"Pd", "Sc"}


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _is_opening(character: str) -> bool:
    return character in _MARKERS or unicodedata.category(character) in _OPENING


def _is_closing(character: str) -> bool:
    return character in _MARKERS or character in _STOPS or unicodedata.category(character) in _CLOSING
