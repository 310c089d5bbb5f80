"""A text as both engines of Canvas show it alike, whether it is HTML, listed or typed."""

import re
from html import unescape

from nasec_study.targets.lms._texts import Response, inert, with_files_in
from nasec_study.targets.lms._xml import escaped

# Where Canvas looks for the files of a package; the folder is ours.
FILES = "%24IMS-CC-FILEBASE%24/images"
# Classic Quizzes takes named references out of what it lists; numbers it keeps.
_NAMED = re.compile(r"&(?:amp|lt|gt|quot|#x27);")
_BARE = re.compile(r"(?:<p>)?[^<]*(?:</p>)?")
_REFERENCE = re.compile("[&\N{NO-BREAK SPACE}]")
# Where HTML would begin a tag or a reference.
_MARKUP = re.compile(r"<(?=[a-z/!?])|&(?=#?\w+;)", re.IGNORECASE)


def mattext(html: str) -> str:
    """Return a text as HTML: the one place through which each text goes that is not typed or listed."""
    shown = _NAMED.sub(lambda name: f"&#{ord(unescape(name[0]))};", inert(html))
    # Classic Quizzes takes a text for plain, and shows its references as they are written, unless an element is in it.
    element = "<span></span>" if _BARE.fullmatch(shown) and _REFERENCE.search(shown) else ""
    return f'<mattext texttype="text/html">{escaped(with_files_in(FILES, shown) + element)}</mattext>'


def listed(response: Response) -> str:
    """Return a response: Classic Quizzes lists it sign by sign, tags and all, New Quizzes as HTML even where plain."""
    if "<img" in response.html:
        return mattext(response.html)
    return plain(_MARKUP.sub("\\g<0>\N{WORD JOINER}", response.plain))


def plain(text: str) -> str:
    """Return a text as it is typed."""
    return f'<mattext texttype="text/plain">{escaped(text)}</mattext>'
