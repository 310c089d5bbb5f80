"""The gaps of cloze texts: {{c1::answer}} and {{c1::answer::hint}}."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from itertools import count
from typing import NamedTuple

from markupsafe import Markup

from nasec_study.rendering.code import STAND_IN, without_highlights
from nasec_study.rendering.formulas import BLANK
from nasec_study.rendering.markup.directions import without_directions
from nasec_study.rendering.markup.html import html_of, inline_html_of, is_plain, to_html
from nasec_study.rendering.markup.maths import FORMULA

_START = re.compile(r"\{\{c([0-9]{1,3})::")
# Code in a line, between as many backticks on either side.
CODE = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
# What says nothing of where a gap or its answer ends: an escaped sign, and code.
_OPAQUE = re.compile(rf"\\.|{CODE.pattern}", re.DOTALL)
_STEP = re.compile(rf"{_OPAQUE.pattern}|[{{}}]", re.DOTALL)
# Where a formula begins or ends.
_FORMULA = re.compile(rf"\\(?P<begins>[(\[])|\\(?P<ends>[)\]])|{_OPAQUE.pattern}", re.DOTALL)
_WHOLE_FORMULA = re.compile(rf"{FORMULA.pattern}|{_OPAQUE.pattern}", re.DOTALL)
_LONE_BRACE = re.compile(rf"{_WHOLE_FORMULA.pattern}|[{{}}]", re.DOTALL)
_HINT = re.compile(rf"{_WHOLE_FORMULA.pattern}|(?<=.)::", re.DOTALL)
_STAND_INS = re.compile(rf"{STAND_IN.format('([0-9]+)')}|<code[^>]*>|</code>")
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")
_BRACES = re.compile(r"\{\{|\}\}|\{c[0-9]{1,3}:")
# The words of a formula, which are not closed yet.
_OPEN_WORDS = re.compile(r"\\(?:text(?:bf|it|md|normal|rm|sf|tt|up)?|mbox|hbox)\{[^{}]*\Z")
_HOW = "write {{c1::answer}} or {{c1::answer::hint}}"
_PARTNERS = "end it with }}; a brace in the answer wants its partner there, or write \\{ or \\}"
# Names that stand before `::` in programs, and what a hint in words does not hold.
_NAMESPACES = frozenset({"std", "boost", "crate", "self", "super", "core", "alloc", "parent", "static"})
_CODE = re.compile(r"::|[\w)]\(|\(\)|<\w|[a-z]_[a-z]|^[a-z]+[A-Z]")


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


def gaps(text: str) -> tuple[Gap, ...]:
    """Return the gaps of a cloze text in the order in which they stand; a part of a formula as one of its own."""
    found = (part for part in _parts(text) if isinstance(part, Gap))
    return tuple(gap._replace(answer=rf"\({gap.tex}\)") if gap.is_tex else gap for gap in found)


def _parts(text: str) -> tuple[str | Gap, ...]:
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
    while start := _START.search(text, behind):
        end = _end(text, start.end())
        if end < 0:
            break
        yield (before := text[behind : start.start()])
        is_tex = _ends_in_formula(before, is_tex)
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
    if _end(f"{answer}}}}}", 0) != len(answer):
        answer = _LONE_BRACE.sub(lambda found: rf"\{found[0]}" if found[0] in "{}" else found[0], answer)
    return _HINT.sub(lambda found: r"\::" if found[0] == "::" else found[0], answer)


def _with(text: str, show: Callable[[Gap], str]) -> str:
    """Return a cloze text with something in the place of each gap."""
    return "".join(show(part) if isinstance(part, Gap) else part for part in _parts(text))


def blank_tex(gap: Gap) -> str:
    """Return the TeX of a blank, with its hint behind it, for a gap in a formula."""
    return _as_one(gap, rf"{BLANK}\,(\text{{{gap.hint}}})" if gap.hint else BLANK)


def answer_tex(gap: Gap) -> str:
    """Return the TeX of the answer of a gap in a formula, marked as filled in."""
    return _as_one(gap, rf"\boxed{{{gap.tex}}}")


def _as_one(gap: Gap, tex: str) -> str:
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
    found = tuple(part for part in _parts(text) if isinstance(part, Gap))
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
    return _with(text, lambda gap: _as_one(gap, gap.answer) if gap.is_tex else gap.answer)


def around_formulas(text: str) -> str:
    """Return a cloze text in which a formula with a gap in it becomes a gap as a whole.

    Its answer is the complete formula, its hint the formula with a blank. A formula with gaps of several numbers is
    only shown, with blanks.
    """

    def whole(formula: str) -> str:
        parts = _with(formula, blank_tex)
        numbers = {gap.number for gap in gaps(formula)}
        return f"{{{{c{numbers.pop()}::{without_gaps(formula)}::{parts}}}}}" if len(numbers) == 1 else parts

    return _with_formulas(text, whole)


def gaps_behind_formulas(text: str) -> str:
    """Return a cloze text in which gaps inside a formula are blanks there, and stand behind the formula."""

    def parted(formula: str) -> str:
        behind = (f" {{{{c{gap.number}::{gap.answer}::{gap.hint}}}}}" for gap in gaps(formula))
        return "".join((_with(formula, lambda gap: _as_one(gap, BLANK)), *behind))

    return _with_formulas(text, parted)


def _with_formulas(text: str, change: Callable[[str], str]) -> str:
    """Return a cloze text with its formulas changed that have gaps in them."""
    if not any(gap.is_tex for gap in gaps(text)):
        return text

    def shown(found: re.Match[str]) -> str:
        return change(found[0]) if found[0].startswith(("\\(", "\\[")) and gaps(found[0]) else found[0]

    return _WHOLE_FORMULA.sub(shown, text)


def gap_fault(text: str) -> tuple[str, str]:
    """Return what is wrong with the gaps of a text, and what would be right; two empty texts if they are sound.

    The first is to be read after the name of the text.
    """
    return next(_gap_faults(text), ("", ""))


def _gap_faults(text: str) -> Iterator[tuple[str, str]]:
    found = gaps(text)
    if not found:
        yield (_open_gap(text), _PARTNERS) if _START.search(text) else ("has no gap", _HOW)
    if any("{{" in _WHOLE_FORMULA.sub("", gap.answer + gap.hint) for gap in found):
        yield "has a gap within a gap", "give each gap its own place"
    around = "".join(part for part in _parts(text) if isinstance(part, str))
    rest = _OPAQUE.sub("", around)
    if _START.search(rest):
        yield _open_gap(rest), _PARTNERS
    if _BRACES.search(_WHOLE_FORMULA.sub("", around)):
        yield "has a gap that is not well written", f"{_HOW}; for braces in the text write \\{{\\{{"
    if any(gap.number == 0 for gap in found):
        yield "has a gap 0", "number its gaps from 1"
    yield from _in_words(text)
    for gap in found:
        if gap.hint[:1].strip() and (gap.answer in _NAMESPACES or _CODE.search(gap.hint)):
            shown = f"{gap.answer}::{gap.hint}"
            hint = f"for the text '{shown}' write it as code, `{shown}`"
            yield (
                f"has a gap that asks for '{gap.answer}' with the hint '{gap.hint}'",
                f"{hint}; for a hint leave a space behind '{gap.answer}::'",
            )
    # Where no sign is markup, none runs over a border.
    if is_plain(text) and "&" not in text and (whole := without_gaps(text)) == whole.strip():
        return
    filled = fill_gaps(text, lambda gap: inline_html_of(gap.answer), in_formula=lambda gap: _as_one(gap, gap.answer))
    if _plainly(str(filled)) != _plainly(html_of(without_gaps(text))):
        yield (
            "has markup that runs over the border of a gap: emphasis, code, a link, a list, a row of a table",
            "begin and end it inside of the gap, or outside; in a table write \\| for a bar",
        )


def _in_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield a fault for each gap within the words of a formula, where there are no commands, and so no blank."""
    before = ""
    for part in _parts(text):
        if isinstance(part, str):
            before += part
        elif part.is_tex and (words := _OPEN_WORDS.search(before)):
            hint = rf"end the words before it, and begin others in it: {{{{c{part.number}::\text{{{part.answer}}}}}}}"
            yield f"has a gap within the words of a formula, {words[0]}…}}", hint


def _plainly(html: str) -> str:
    """Return HTML without what may differ between a text and its pieces."""
    return without_directions(without_highlights(html))


def _open_gap(text: str) -> str:
    start = _START.search(text)
    if start is None or text.startswith("}}", start.end()):
        return "has an empty gap"
    return f"has a gap that is not closed: {text[start.start() :][:30]}"
