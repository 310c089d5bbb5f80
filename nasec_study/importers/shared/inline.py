"""Pieces of a line of Markdown: emphasis, code, and spaces that hold words together."""

import re

_EMPHASIS = {
    **dict.fromkeys(("s", "strike", "del"), "~~"),
    "strong": "**",
    "b": "**",
    "em": "*",
    "i": "*",
    "cite": "*",
    "dfn": "*",
}
_STYLES = ((re.compile(r"font-weight: *(?:bold|[6-9]00)"), "**"), (re.compile(r"font-style: *italic"), "*"))
_NORMAL = re.compile(r"font-weight: *(?:normal|400)")
_LINE_END = re.compile(r"[ \t]*[\n\r\f\v]\s*")
# Stands for a space of code, which holds, until all around it is tidied.
OF_CODE = "\ue002"
BREAK = "\\\n"
_BLANKS_AROUND_BREAK = re.compile(r" *\\\n *")


def held(found: re.Match[str]) -> str:
    """Return spaces that hold words together only between words, and as an indent where there are several."""
    spaces = found["spaces"]
    if len(spaces) > 1:
        return "\xa0" * len(spaces)
    is_between = found.start() == found.start("spaces") > 0 and found.end() < len(found.string)
    return "\xa0" if is_between else " "


def tidy(text: str) -> str:
    """Return a line without needless blanks."""
    return _BLANKS_AROUND_BREAK.sub(lambda _: BREAK, re.sub(" {2,}", " ", text)).strip(" ")


def code(text: str) -> str:
    """Return a text as code within a line; '' for blanks alone."""
    content = _LINE_END.sub(" ", text.replace("\t", " ").strip("\n\r\f\v"))
    if not content.strip():
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", content)), default=0))
    # A space at both ends belongs to the signs.
    pad = " " if "`" in (content[0], content[-1]) or content[0] == content[-1] == " " else ""
    return f"{fence}{pad}{content.replace(' ', OF_CODE)}{pad}{fence}"


def emphasis_of(name: str, style: str) -> str:
    """Return the sign of emphasis for an element: editors write it as a style, and Google's a bold one that is none."""
    told = next((sign for like, sign in _STYLES if like.search(style)), _EMPHASIS.get(name, ""))
    return "" if told == "**" and _NORMAL.search(style) else told


def wrapped(inner: str, sign: str) -> str:
    """Return a text between signs of emphasis, the blanks at its ends outside."""
    content = inner.strip(" \n\xa0").removesuffix("\\").strip(" \n\xa0")
    if not content:
        return inner
    start = inner.index(content)
    return f"{inner[:start]}{sign}{content}{sign}{inner[start + len(content) :]}"
