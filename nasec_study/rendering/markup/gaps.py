"""The gaps of cloze texts: {{c1::answer}} and {{c1::answer::hint}}."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from itertools import count, islice
from typing import NamedTuple

from markupsafe import Markup

from nasec_study.rendering.code import STAND_IN
from nasec_study.rendering.formulas.commands import BLANK
from nasec_study.rendering.markup.html import to_html
from nasec_study.rendering.markup.maths import FORMULA

START = re.compile(r"\{\{c([0-9]{1,3})::")
# Code in a line, between as many backticks on either side.
CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
# What says nothing of where a gap or its answer ends: an escaped sign, and code.
OPAQUE = re.compile(rf"\\.|{CODE.pattern}", re.DOTALL)
_STEP = re.compile(rf"{OPAQUE.pattern}|[{{}}]", re.DOTALL)
# Where a formula begins or ends.
_FORMULA = re.compile(rf"\\(?P<begins>[(\[])|\\(?P<ends>[)\]])|{OPAQUE.pattern}", re.DOTALL)
WHOLE_FORMULA = re.compile(rf"{FORMULA.pattern}|{OPAQUE.pattern}", re.DOTALL)
_LONE_BRACE = re.compile(rf"{WHOLE_FORMULA.pattern}|[{{}}]", re.DOTALL)
_HINT = re.compile(rf"{WHOLE_FORMULA.pattern}|(?<=.)::", re.DOTALL)
_STAND_INS = re.compile(rf"{STAND_IN.format('([0-9]+)')}|<code[^>]*>|</code>")
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


class Gap(NamedTuple):
    """A deletion of a cloze text: its number, the answer and perhaps a hint.

    `is_tex` where it is part of a formula; and `is_chemical` where it is part of what `\\ce` sets, in which braces are
    shown as they are, but for those of an index.
    """

    number: int
    answer: str
    hint: str
    is_tex: bool = False
    is_chemical: bool = False

    @property
    def tex(self) -> str:
        """The answer as TeX that stands by itself."""
        return rf"\ce{{{self.answer}}}" if self.is_chemical else self.answer


@lru_cache(maxsize=8_192)
def gaps(text: str) -> tuple[Gap, ...]:
    """Return the gaps of a cloze text, whose answers stand alone: those in code as code, and so in formulas.

    Remembered, as the parts are.
    """
    in_code = _in_code(text)
    found = enumerate(written_gaps(text))
    return tuple(gap._replace(answer=_as_code(gap.answer)) if number in in_code else gap for number, gap in found)


def written_gaps(text: str) -> tuple[Gap, ...]:
    """Return the gaps of a text, which may be HTML, in the order in which they stand; in formulas each as one."""
    found = (part for part in pieces(text) if isinstance(part, Gap))
    return tuple(gap._replace(answer=rf"\({gap.tex}\)") if gap.is_tex else gap for gap in found)


def pieces(text: str) -> tuple[str | Gap, ...]:
    """Return the pieces of a text and the gaps between them."""
    return _remembered(text) if "{{" in text else (text,)


@lru_cache(maxsize=8_192)
def _remembered(text: str) -> tuple[str | Gap, ...]:
    """Return the parts of a cloze text; remembered, since rules and targets ask for them."""
    return tuple(_read(text))


def _read(text: str) -> Iterator[str | Gap]:
    """Yield the pieces of a cloze text and its gaps, in one pass however many braces are open."""
    behind = 0
    is_tex = False
    while start := START.search(text, behind):
        end = _end(text, start.end())
        if end < 0:
            break
        yield (before := text[behind : start.start()])
        is_tex = _ends_in_formula(before, is_tex) and _ends_formula(text, end)
        is_chemical = is_tex and _ends_in_chemistry(text[: start.start()])
        yield Gap(int(start[1]), *_answer_and_hint(text[start.end() : end]), is_tex, is_chemical)
        behind = end + 2
    yield text[behind:]


def _ends_in_formula(text: str, is_tex: bool) -> bool:  # noqa: FBT001 - what holds at its beginning
    """Tell whether a piece of a text ends inside of a formula."""
    for found in _FORMULA.finditer(text):
        if found["begins"] or found["ends"]:
            is_tex = bool(found["begins"])
    return is_tex


def _ends_formula(text: str, start: int) -> bool:
    """Tell whether what stands next behind a place, of what begins or ends formulas, ends one."""
    marks = (found for found in _FORMULA.finditer(text, start) if found["begins"] or found["ends"])
    return any(found["ends"] for found in islice(marks, 1))


def _ends_in_chemistry(text: str) -> bool:
    """Tell whether a text ends inside of `\\ce`, and not at an index there."""
    _, command, inner = text.rpartition(r"\ce{")
    return bool(command) and inner.count("{") >= inner.count("}") and not inner.endswith(("_", "^"))


def _end(text: str, start: int) -> int:
    """Return where the braces stand that close a gap: behind all pairs in it; -1 where they are missing."""
    depth = 0
    for step in _STEP.finditer(text, start):
        if step[0] == "{":
            depth += 1
        elif step[0] == "}" and depth:
            depth -= 1
        elif step[0] == "}" and text.startswith("}}", step.start()) and step.start() > start:
            return step.start()
    return -1


def _answer_and_hint(inner: str) -> tuple[str, str]:
    for found in _HINT.finditer(inner):
        if found[0] == "::":
            return inner[: found.start()], inner[found.end() :]
    return inner, ""


def in_gap(answer: str) -> str:
    """Return an answer as it stands in a gap, which nothing in it ends, and where nothing in it begins a hint."""
    if _end(f"{answer}}}}}", 0) != len(answer) or "{{" in WHOLE_FORMULA.sub("", answer):
        answer = _LONE_BRACE.sub(lambda found: rf"\{found[0]}" if found[0] in "{}" else found[0], answer)
    return _HINT.sub(lambda found: r"\::" if found[0] == "::" else found[0], answer)


def _with(text: str, show: Callable[[Gap], str]) -> str:
    """Return a cloze text with something in the place of each gap."""
    return "".join(show(part) if isinstance(part, Gap) else part for part in pieces(text))


def blank_tex(gap: Gap) -> str:
    """Return the TeX of a blank, with its hint behind it, for a gap in a formula."""
    return as_one(gap, rf"{BLANK}\,(\text{{{gap.hint}}})" if gap.hint else BLANK)


def answer_tex(gap: Gap) -> str:
    """Return the TeX of the answer of a gap in a formula, marked as filled in."""
    return as_one(gap, rf"\boxed{{{gap.tex}}}")


def as_one(gap: Gap, tex: str) -> str:
    """Return TeX that stands in the place of a gap as one thing."""
    return tex if gap.is_chemical else f"{{{tex}}}"


def fill_gaps(
    text: str,
    show: Callable[[Gap], str],
    render: Callable[[str], str] = to_html,
    in_formula: Callable[[Gap], str] = blank_tex,
) -> Markup:
    """Return a cloze text as HTML: `show` gives the HTML for a gap, `render` that of the text around the gaps.

    For a gap that is part of a formula `in_formula` gives TeX instead. The answer of a gap in code comes to `show` with
    its signs escaped, since they are no markup there.
    """
    found = tuple(part for part in pieces(text) if isinstance(part, Gap))
    numbers = count()
    marked = render(_with(text, lambda _: STAND_IN.format(next(numbers))))
    in_code = False

    def shown(match: re.Match[str]) -> str:
        nonlocal in_code
        if match[1] is None:
            in_code = match[0] != "</code>"
            return match[0]
        gap = found[int(match[1])]
        if gap.is_tex:
            return escape(in_formula(gap), quote=False)
        return show(gap._replace(answer=_ASCII_SIGN.sub(_as_entity, gap.answer)) if in_code else gap)

    return Markup(_STAND_INS.sub(shown, marked))  # noqa: S704 - `render` escapes, and `show` answers for its own


def _as_entity(sign: re.Match[str]) -> str:
    """Return a sign that is none to Markdown; behind a backslash a bracket would begin a formula."""
    return f"&#{ord(sign[0])};"


def blanks(text: str) -> str:
    """Return a cloze text, in Markdown, with a line, or its hint in brackets, in place of each answer."""
    in_code, numbers = _in_code(text), count()

    def shown(gap: Gap) -> str:
        bracket = "[" if next(numbers) in in_code else "&#91;"
        return blank_tex(gap) if gap.is_tex else f"{bracket}{gap.hint}]" if gap.hint else "____"

    return _with(text, shown)


def _as_code(text: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    pad = " " if "`" in (text[:1], text[-1:]) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _in_code(text: str) -> frozenset[int]:
    """Return which gaps of a text, counted from 0, stand in code, where no sign has a name."""
    if not any(sign in text for sign in ("`", "~~~", "    ", "\t")):
        return frozenset()
    numbers = count()
    found: list[int] = []
    in_code = False
    for match in _STAND_INS.finditer(to_html(_with(text, lambda _: STAND_IN.format(next(numbers))))):
        if match[1] is None:
            in_code = match[0] != "</code>"
        elif in_code:
            found.append(int(match[1]))
    return frozenset(found)


def without_gaps(text: str) -> str:
    """Return a cloze text with the answers in place."""
    return _with(text, lambda gap: as_one(gap, gap.answer) if gap.is_tex else gap.answer)


def around_formulas(text: str) -> str:
    """Return a cloze text in which a formula with a gap in it becomes a gap as a whole.

    Its answer is the complete formula, its hint the formula with a blank. A formula with gaps of several numbers is
    only shown, with blanks.
    """

    def whole(formula: str) -> str:
        parts = _with(formula, blank_tex)
        numbers = {gap.number for gap in written_gaps(formula)}
        return f"{{{{c{numbers.pop()}::{without_gaps(formula)}::{parts}}}}}" if len(numbers) == 1 else parts

    return _with_formulas(text, whole)


def gaps_behind_formulas(text: str) -> str:
    """Return a cloze text in which gaps inside a formula are blanks there, and stand behind the formula."""

    def parted(formula: str) -> str:
        behind = (f" {{{{c{gap.number}::{gap.answer}::{gap.hint}}}}}" for gap in written_gaps(formula))
        return "".join((_with(formula, lambda gap: as_one(gap, BLANK)), *behind))

    return _with_formulas(text, parted)


def _with_formulas(text: str, change: Callable[[str], str]) -> str:
    """Return a cloze text with its formulas changed that have gaps in them."""
    if not any(gap.is_tex for gap in written_gaps(text)):
        return text

    def shown(found: re.Match[str]) -> str:
        return change(found[0]) if found[0].startswith(("\\(", "\\[")) and written_gaps(found[0]) else found[0]

    return WHOLE_FORMULA.sub(shown, text)
