r"""Dollar signs: which of them are around a formula, and so become \( \) or \[ \], and which are money.

The rules are in docs/items.md.
"""

import re
from collections.abc import Iterator
from typing import Any

# What holds no dollar sign of ours: a formula, an escaped sign, code.
_OPAQUE = (
    r"\\\(.{1,2000}?\\\)|\\\[.{1,2000}?\\\]|\\."
    r"|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|^ {0,3}~~~.*?(?:^ {0,3}~~~|\Z)"
)
_DISPLAY = r"(?:\A|(?<=\n\n)) {0,3}\$\$(?P<display>(?:(?!\n\s*\n)(?:\\.|[^$\\]))+)\$\$[ \t]*(?=\Z|\n\Z|\n\n)"
_INLINE = r"(?<![\w$])\$(?P<inline>(?![\s$])(?:(?!\n\s*\n)(?:\\.|[^$\\]))+?)(?<!\s)\$(?=(?:th|st|nd|rd)\b|(?![\w$]))"
_STEP = re.compile(rf"{_OPAQUE}|{_DISPLAY}|\$\$|{_INLINE}", re.DOTALL | re.MULTILINE)
_HIDDEN = re.compile(_OPAQUE, re.DOTALL | re.MULTILINE)
# The same, but commands of TeX are seen.
_HIDDEN_BUT_COMMANDS = re.compile(_OPAQUE.replace(r"\\.", r"\\[^A-Za-z]"), re.DOTALL | re.MULTILINE)
_LIST = re.compile(r"^ *(?:[-+*]|\d{1,9}[.)]) ", re.MULTILINE)
_INDENTED = re.compile(r"(?:\A|(?<=\n\n))(?:(?: {4}|\t).*(?:\n|\Z)|\n(?= {4}|\t))+", re.MULTILINE)
# A command with the words in its braces is no word.
_COMMAND = re.compile(r"\\[A-Za-z]+(?:\s*\{[^{}]*\})?")
_PROSE = re.compile(r"[\w)\]],?\s+[^\W\d_]{2}|[^\W\d_]{2},?\s+\w")
_RECKONS = re.compile(r"[\\^_=+<>{}]")
# Figures alone, as in $1, 2, 3$, are no price: its unit would stand with them.
_AMOUNT = re.compile(r"\d(?=.*\s).*[^\W\d_]", re.DOTALL)
_DOUBLE = re.compile(r"(?<!\[)\$\$(?![\])}])[^$]+\$\$")
_LIKE_TEX = re.compile(r"\$[^$\n]*(?:\\[A-Za-z]{2,}|[\w)}][\^_][\w{(])[^$\n]*\$")


def with_formulas(node: Any) -> Any:
    r"""Return a part of a YAML tree with \( \) and \[ \] in place of dollar signs around formulas, but for quotes."""
    if isinstance(node, str):
        return without_dollars(node) if "$" in node else node
    if isinstance(node, list):
        return [with_formulas(part) for part in node]
    if isinstance(node, dict):
        return {key: part if key == "quote" else with_formulas(part) for key, part in node.items()}
    return node


def without_dollars(text: str) -> str:
    r"""Return a text with \( \) and \[ \] around what stood between dollar signs as a formula."""
    return "".join(_pieces(text))


def leftover(text: str) -> str:
    """Return a piece of a text from `without_dollars` that looks like a formula but was left as it is; '' if none."""
    if "$" not in text:
        return ""
    plain = _INDENTED.sub(_blank, text)
    found = _DOUBLE.search(_HIDDEN.sub(_blank, plain)) or _LIKE_TEX.search(_HIDDEN_BUT_COMMANDS.sub(_blank, plain))
    return text[slice(*found.span())] if found else ""


def _blank(found: re.Match[str]) -> str:
    """Return as much of nothing as was found, so that what stands behind it keeps its place."""
    return "\0" * len(found[0])


def _pieces(text: str) -> Iterator[str]:
    code = [] if _LIST.search(text) else [found.span() for found in _INDENTED.finditer(text)]
    behind = place = 0
    while found := _STEP.search(text, place):
        place = found.end()
        if any(start <= found.start() < end for start, end in code):
            continue
        if found["display"]:
            yield f"{text[behind : found.start()]}\\[{found['display']}\\]"
            behind = place
        elif found["inline"] and _is_formula(found["inline"]):
            yield f"{text[behind : found.start()]}\\({found['inline']}\\)"
            behind = place
        elif found["inline"]:
            # The second sign may be the first of a formula.
            place = found.start() + 1
    yield text[behind:]


def _is_formula(inner: str) -> bool:
    """Tell whether what stands between two dollar signs is a formula, and not what stands between two prices."""
    if inner[0] in ")]},.;:!?" or inner.count("{") != inner.count("}"):
        return False
    if _PROSE.search(_COMMAND.sub("+", inner)):
        return False
    return bool(_RECKONS.search(inner)) or not _AMOUNT.match(inner)
