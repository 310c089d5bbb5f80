"""Lines that an author ended on purpose, as in verse and dialogue, though Markdown joins them in one paragraph."""

import re
from itertools import pairwise

from nasec_study.rendering.markup.maths import FORMULA
from nasec_study.rendering.markup.reading import tokens_of, walk

# Nobody wraps prose in shorter lines than these.
_NARROW = 60
_BREAKS = re.compile(r"(?:\\|  )\Z")
# Pictures in one paragraph stand beside each other.
_PICTURE = re.compile(r"\s*!\[[^\]]*\]\([^)]*\)\s*")
_TWO_LINES = re.compile(r"\S[^\S\n]*\n[^\S\n]*\S")


def joined_line(text: str) -> str:
    """Return the first line of a paragraph whose lines are shown as one by mistake, by the look of them; '' if none is.

    A line that is wrapped ends where the next word has no room; here, most had room.
    """
    if not _TWO_LINES.search(text):
        return ""
    for token in walk(tokens_of(text)):
        if token.type == "inline" and "\n" in token.content:
            lines = FORMULA.sub("·", token.content).split("\n")
            width = max(_NARROW, *map(len, lines))
            joints = [
                len(line) + len(following.lstrip().partition(" ")[0]) < width
                for line, following in pairwise(lines)
                if not _BREAKS.search(line) and not (_PICTURE.fullmatch(line) and _PICTURE.fullmatch(following))
            ]
            if sum(joints) * 2 > len(joints):
                return lines[0]
    return ""
