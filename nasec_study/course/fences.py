"""Code in a reading in Markdown, between fences."""

import re
from collections.abc import Sequence

_FENCE = re.compile(r"(?P<sign>`{3,}|~{3,})[^`]*$")
# Stands for a line of code.
_OF_CODE = "…"


def without_code(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text with a sign for each line of code, in which # begins no heading but a comment."""
    made, fence = list[str](), ""
    for line in lines:
        begins = None if fence else _FENCE.match(line)
        made.append(_OF_CODE if fence or begins else line)
        if begins:
            fence = begins["sign"]
        elif fence and line.startswith(fence) and not line.strip(fence[0]):
            fence = ""
    # A row of such signs that nothing ends is an ornament.
    return list(lines) if fence else made
