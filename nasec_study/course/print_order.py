"""Lines of a PDF with their words in the order in which they are read.

PDFium gives words that run against their line in the order in which they are seen
(findings/pdfium-turns-words-round-that-run-against-their-line.sh).
"""

import re
import unicodedata

_SPACES = re.compile(r"(\s+)")
_FROM_RIGHT = frozenset(("R", "AL"))


def in_reading_order(line: str) -> str:
    """Return a line as it is read; most of its words tell which way it runs, as they do PDFium."""
    if line.isascii():
        return line
    pieces = _SPACES.split(line)
    ways = [_way(piece) for piece in pieces]
    against = "left" if ways.count("right") > ways.count("left") else "right"
    read: list[str] = []
    place = 0
    while place < len(pieces):
        end = place + 1
        if ways[place] == against:
            # What has no direction of its own, such as a figure, belongs to the words around it.
            for other in range(end, len(pieces)):
                if ways[other] not in {against, ""}:
                    break
                end = other + 1 if ways[other] == against else end
        read += reversed(pieces[place:end])
        place = end
    return "".join(read)


def _way(word: str) -> str:
    """Return from where a word runs; '' for one without letters."""
    kinds = {unicodedata.bidirectional(sign) for sign in word}
    return "right" if kinds & _FROM_RIGHT else "left" if "L" in kinds else ""
