"""How GIFT is taken apart: questions, escaped signs and formulas, and the answers in braces."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from nasec_study.importers.shared.names import categories_in
from nasec_study.importers.shared.numbers import FULL, earned
from nasec_study.importers.shared.signs import IN_A_DOLLAR

# Escaped signs, and those of formulas, stand as letters that no text holds while the rest is taken apart.
_SIGNS = "~=#{}:\\n"
HIDDEN = {sign: chr(0xE100 + place) for place, sign in enumerate(_SIGNS)}
_SHOWN = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in HIDDEN.items()})
_ESCAPED_AGAIN = str.maketrans({HIDDEN[sign]: f"\\{sign}" for sign in "~#{}\\"})
_STEP = re.compile(
    r"(?P<formula>(?<!\\)\\\(.{1,500}?(?<!\\)\\\)|(?<!\\)\\\[.{1,500}?(?<!\\)\\\]|\$\$[^$]{1,500}\$\$"
    rf"|{IN_A_DOLLAR.pattern})|\\(?P<sign>[~=#{{}}:\\n])",
    re.DOTALL,
)
# There, two backslashes begin a command, such as \\pi or \\, and four, or two before no command, a line.
_IN_FORMULA = re.compile(r"(?P<line>\\{4})|\\(?P<command>\\)(?=[A-Za-z,;!|])|\\?(?P<sign>[~=#{}:])")
TITLE = re.compile(r"::(?P<name>.*?)::", re.DOTALL)
_ANSWER = re.compile(r"(?P<sign>[=~])\s*(?:%(?P<share>-?[\d.,]+)%)?(?P<text>[^=~]*)", re.DOTALL)


class Block(NamedTuple):
    """A question: the number of its line, the comment before it, its text, and the categories it is in."""

    line: int
    comment: str
    text: str
    under: tuple[str, ...] = ()


class Answer(NamedTuple):
    """An answer in braces: whether it stands behind `=`, what it earns, in percent, its text and what is said of it."""

    is_key: bool
    share: float
    text: str
    why: str


def hidden(text: str) -> str:
    """Return a text whose escaped signs, and those in formulas, mean nothing."""
    return _STEP.sub(_hide, text)


def _hide(found: re.Match[str]) -> str:
    if found["sign"]:
        return HIDDEN[found["sign"]]
    return _IN_FORMULA.sub(
        lambda part: HIDDEN["\\"] * 2 if part["line"] else HIDDEN[part["command"] or part["sign"]], found[0]
    )


def shown(text: str) -> str:
    """Return a text with its hidden signs in place."""
    return text.translate(_SHOWN).strip()


def escaped_again(text: str) -> str:
    """Return a text with its hidden signs as embedded answers have them."""
    return shown(text.translate(_ESCAPED_AGAIN))


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions, which empty lines divide, or the names of the next ones."""
    comment, lines, start = list[str](), list[str](), 0
    under: tuple[str, ...] = ()
    depth, is_apart, is_whole = 0, False, False
    # Comments within a question: of the next one, if that begins.
    later = list[str]()
    last = text.count("\n")
    for number, (line, following) in enumerate(pairwise([*text.split("\n"), "", ""]), start=1):
        stripped, bare = line.strip(), hidden(line)
        begins = stripped.startswith("$CATEGORY:") or bool(TITLE.match(stripped))
        if lines and (
            # The braces of the question before were not closed, or no empty line stands behind it.
            (is_apart and (begins or stripped.startswith("::")))
            or (depth <= 0 and (is_whole or TITLE.match(lines[0].strip())) and begins)
            or (depth <= 0 and is_whole and lines[-1].rstrip().endswith("}") and "{" in bare + following.lstrip()[:1])
            or (not stripped and (depth <= 0 or number > last))
        ):
            yield Block(start, " ".join(comment), "\n".join(lines), under)
            comment, lines, later, depth, is_whole = later, [], [], 0, False
        if stripped.startswith("//"):
            (later if lines else comment).append(stripped)
            continue
        is_apart = not stripped
        if not lines and stripped.startswith("$CATEGORY:"):
            comment.clear()
            under = categories_in(stripped.removeprefix("$CATEGORY:"))
        elif stripped:
            if not lines:
                start = number
            lines.append(line)
            later = []
            depth += bare.count("{") - bare.count("}")
            is_whole |= "}" in bare


def in_braces(body: str) -> str:
    """Return a question whose answers stand in lines without braces with these around them."""
    lines = body.split("\n")
    first = next((place for place, line in enumerate(lines) if place and line.lstrip()[:1] in {"=", "~"}), len(lines))
    asked, given = "\n".join(lines[:first]), lines[first:]
    if len(given) < 2 or "{" in asked or any(line.lstrip()[:1] not in {"=", "~"} for line in given):  # noqa: PLR2004
        return body
    inner = "\n".join(given).replace("{", HIDDEN["{"]).replace("}", HIDDEN["}"])
    return f"{asked}{{\n{inner}\n}}"


def answers_in(inner: str) -> tuple[list[Answer], bool]:
    """Return the answers in braces, and whether a sign = within one of them was taken for text."""
    plain = _with_text_signs(inner)
    found = []
    for answer in _ANSWER.finditer(plain):
        text, _, why = answer["text"].partition("#")
        share = earned(answer["share"].replace(",", ".")) if answer["share"] else FULL if answer["sign"] == "=" else 0
        found.append(Answer(answer["sign"] == "=", share, text.strip(), why.strip()))
    return found, plain != inner


def _with_text_signs(inner: str) -> str:
    """Return answers in which a sign = is hidden that begins none: `~header=True` is one, where each has its line.

    Where the key begins a line among options, no other = begins another key.
    """
    lines = inner.split("\n")
    signs = {line.lstrip()[:1] for line in lines[1:]}
    if not signs & {"=", "~"}:
        return inner
    is_in_text = re.compile("=" if "=" in signs and "~" in inner else r"(?<=[^\s~%])=")
    made = []
    for line in lines:
        begins = len(line) - len(line.lstrip()) + (2 if line.lstrip().startswith("~=") else 1)
        made.append(line[:begins] + is_in_text.sub(lambda _: HIDDEN["="], line[begins:]))
    return "\n".join(made)
