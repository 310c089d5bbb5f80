"""Words in pictures set as words: what WeasyPrint sets letter by letter."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nasec_study.targets.paper.replacing import replaced

# What gives a place, a turn or a distance to each letter.
_BY_LETTER = ("rotate", "letter-spacing", "textLength")
_PLACES = ("x", "y", "dx", "dy")


class _Whole(str):
    """A text that is one letter to whoever goes through it."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def whole_words() -> Iterator[None]:
    """Let a text in an SVG be set at one go: Hebrew from right to left, Arabic joined, accents above their letters.

    WeasyPrint sets each character by itself, from left to right
    (findings/weasyprint-sets-words-in-an-svg-letter-by-letter.sh).
    """
    from weasyprint import svg  # noqa: PLC0415 - loads Pango

    by_letter = svg.Node.text

    def text(node: Any) -> str | None:
        words: str | None = by_letter.fget(node)
        return _Whole(words) if words and not _is_by_letter(node) else words

    with replaced("text", property(text), svg.Node):
        yield


def _is_by_letter(node: Any) -> bool:
    """Tell whether the letters of a text have places of their own."""
    lists = (node.get(name, "").replace(",", " ").split() for name in _PLACES)
    return any(node.get(name) for name in _BY_LETTER) or any(len(places) > 1 for places in lists)
