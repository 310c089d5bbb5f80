"""Formulas in TeX: drawn as outlines, in words, in plain text, as MathJax reads them, and what is wrong in them.

The one place that knows mathra, which draws them. MathJax sets them on cards and on platforms, so that a formula has to
be one that both know.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from nasec_study.rendering.chemistry import as_drawn, without_chemistry
from nasec_study.rendering.figures import raised
from nasec_study.rendering.locales import language_of, number_signs, translations
from nasec_study.rendering.prescripts import with_places, with_prescripts
from nasec_study.rendering.quantities import as_said, in_full, with_units
from nasec_study.rendering.raised_signs import with_raised_signs
from nasec_study.rendering.sign_names import with_names, with_one_told
from nasec_study.rendering.subscripts import with_ends, with_marks
from nasec_study.rendering.tex_commands import BLANK, COMMANDS, ENVIRONMENTS, GROUP, MEANT

# As in CSS, for a size that has no text around it.
_PIXELS_PER_EM = 16
_SIZE = re.compile(
    r'viewBox="(?P<box>[^"]*)" width="(?P<width>[\d.]+)em" height="(?P<height>[\d.]+)em"'
    r' style="vertical-align: (?P<down>-?[\d.]+)em"'
)
# Of mathra's SVG, what is for a page of the web: words, source, a style, and letters that nobody sees.
_NEEDLESS = re.compile(r"<(title|metadata|style|text)\b.*?</\1>", re.DOTALL)
_ROOT = re.compile(r"<svg [^>]*>")
# The upright rules of a table, which mathra 1.5.0 draws row by row, from the line of the text down, and each row at
# twice its depth; a table is centered on the axis of its formula. Findings: mathra-upright-rules-leave-their-table.sh.
_RULED = re.compile(r"\\begin\s*\{array\}\s*(?:\[\w*\]\s*)?\{[^{}]*\|")
_RECTANGLE = re.compile(r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/>')
_RECTANGLES = re.compile(rf"(?:{_RECTANGLE.pattern})+")
_RULE, _AXIS = 40, 258
_COLUMN = re.compile(r"column (\d+): (.*)")
# Macros hold for all that MathJax sets after them: for the next card, too.
_DEFINES = re.compile(
    r"\\(?:(?:re|provide)?newcommand|renewcommand|providecommand|[gex]?def|let|newenvironment|renewenvironment"
    r"|DeclareMathOperator|DeclarePairedDelimiter\w*|require)(?![A-Za-z])"
)
_WITHIN = re.compile(r"(?<!\\)\\[()\[\]]")
_COMMAND = re.compile(r"\\(?:(?P<is>begin|end)\s*\{(?P<environment>[^{}]*)\}|(?P<name>[A-Za-z]+))")
_ESCAPED = re.compile(r"\\[^A-Za-z]")
_SIGNS: Mapping[str, str] = {"%": "begins a comment in TeX", "#": "stands for an argument in TeX"}
_UNIT_HINT = r"name it as siunitx does, \kilo\joule\per\mole, or write its letters, {kJ/mol}"
# In the plain text of mathra; an operator between two operands stands between spaces.
_SCRIPT = re.compile(r"(?P<sign>[_^])(?P<figures>\([\d+−]+\)|\d+(?:(?<=\^\d)[+−])?|[+−]|n(?!\w))")
# A comma that is no decimal sign, and would be said: 18 comma 500.
_THOUSANDS = re.compile(r"(?<=\d)\{,\}(?=\d{3}(?!\d))")
# What a fraction follows, which mathra sets close behind it, so that 3 1/2 would be 31/2. Findings:
# mathra-writes-three-and-a-half-as-31-halves.sh.
_BEFORE_FRACTION = re.compile(r"(?:[\d}]|(?<![A-Za-z\\])[A-Za-z])\s*(?=\\[dtc]?frac(?![A-Za-z]))")
# A fraction or a root, and behind it what it is multiplied by, which mathra sets close behind it: a/b times c would be
# a/bc, and the root of 2 times x that of 2x.
_ARGUMENT = rf"\s*(?:{GROUP}|\\[A-Za-z]+|[^\\{{}}\s])"
_FACTOR = r"\s*(?:[A-Za-z\d({\[]|\\(?!(?:right|end|middle|[bB]igg?[rm]?)(?![A-Za-z]))[A-Za-z])"
_BEFORE_FACTOR = re.compile(
    rf"(?:(?P<name>\\[dtc]?frac(?![A-Za-z]))(?P<parts>{_ARGUMENT}{_ARGUMENT})"
    rf"|(?P<root>\\sqrt(?:\[[^\]]*\])?)(?P<part>\s*(?:{GROUP}|[^\\{{}}\s\[])))(?={_FACTOR})"
)
# Functions, which mathra sets close behind what they are multiplied by: klog n; and mod, close on both sides.
_BEFORE_FUNCTION = re.compile(
    r"(?<=[A-Za-z\d})\]])\s*(?=\\(?:arc(?:cos|sin|tan)|cosh?|cot|csc|deg|det|dim|exp|gcd|inf|ker|lim|ln|log|max|min|sec"
    r"|sinh?|sup|tanh?)(?![A-Za-z]))"
)
_MOD = re.compile(r"\\bmod(?![A-Za-z])")
# What an arrow of a reaction says, where mathra reads one of a limit.
_YIELDS: Mapping[str, tuple[str, str]] = {
    "en": ("tends to", "yields"),
    "es": ("tiende a", "da"),
    "fr": ("tend vers", "donne"),
}


class Drawing(NamedTuple):
    """A formula as an SVG; how wide and high it is and how far it stands below the line, in em; and its words."""

    svg: bytes
    width: float
    height: float
    depth: float
    words: str


class TexFault(NamedTuple):
    """What is wrong in a formula, what would be right, and at which character from 0."""

    message: str
    hint: str
    at: int


@lru_cache(maxsize=4096)
def drawn(tex: str, language: str, *, display: bool = False) -> Drawing:
    """Return a formula drawn, in a line of text or, for `display`, in one of its own; its words in `language`."""
    svg = str(_rendered(tex, language, display=display)["svg"])
    if _RULED.search(tex):
        svg = _RECTANGLES.sub(lambda found: "".join(_with_rules_in_place(found[0])), svg)
    size = _SIZE.search(svg)
    if size is None:
        raise ValueError(f"mathra gives no size for {tex}")
    width, height = float(size["width"]), float(size["height"])
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size["box"]}"'
        f' width="{width * _PIXELS_PER_EM:.2f}" height="{height * _PIXELS_PER_EM:.2f}">'
    )
    outlines = _ROOT.sub(root, _NEEDLESS.sub("", svg), count=1).replace("currentColor", "#111")
    return Drawing(outlines.encode(), width, height, -float(size["down"]), in_words(tex, language))


def _with_rules_in_place(rectangles: str) -> Iterator[str]:
    """Yield the rectangles of a formula, those that make up an upright rule as one that is as high as its table."""
    found = [tuple(map(float, one.groups())) for one in _RECTANGLE.finditer(rectangles)]
    boxes = {low for _, low, width, height in found if width > height}
    place = 0
    while place < len(found):
        x, low, width, height = found[place]
        place += 1
        if height > width and low not in boxes:
            middle = low + height + _AXIS * width / _RULE
            row = found[place - 1]
            while found[place : place + 1] and _is_next_row(row, found[place]):
                row = found[place]
                height += row[3]
                place += 1
            low = middle - height / 2
        yield f'<rect x="{_short(x)}" y="{_short(low)}" width="{_short(width)}" height="{_short(height)}"/>'


def _short(number: float) -> str:
    return f"{number:.3f}".rstrip("0").rstrip(".")


def _is_next_row(row: Sequence[float], other: Sequence[float]) -> bool:
    (x, low, _, height), (next_x, next_low, _, next_height) = row, other
    return x == next_x and abs(low - height - next_height - next_low) < 1


@lru_cache(maxsize=4096)
def in_words(tex: str, language: str) -> str:
    """Return the words by which a formula is read aloud in a language; in English for languages without such words."""
    _ = translations(language).gettext
    if number_signs(language)[1] == ",":
        tex = _THOUSANDS.sub(",", tex)
    worded = with_one_told(as_said(tex.replace(BLANK, rf"\text{{ {_('blank')} }}")), language)
    marked = with_places(with_marks(worded), language)
    rendered = _rendered(marked, language)
    said = with_ends(str(rendered["speech"]), rendered["tree"], _("end subscript"))
    said = with_names(with_raised_signs(with_prescripts(said, language), tex, language), language)
    if r"\ce" in tex and (arrow := _YIELDS.get(language_of(language))):
        said = said.replace(*arrow)
    return " ".join(said.split())


@lru_cache(maxsize=4096)
def as_text(tex: str) -> str:
    """Return a formula in plain text: 1/2, 3 1/2, 1/2 mv², √2 x, x², H₂O, x^a, 90°."""
    spaced = _BEFORE_FUNCTION.sub(r"\\,", _MOD.sub(r"\\;\\text{mod}\\;", tex.replace(BLANK, r"\text{____}")))
    spaced = _apart_from_factors(_BEFORE_FRACTION.sub(r"\g<0>\\,", spaced))
    shown = str(_rendered(spaced, "en")["text"]).replace("^∘", "°")
    return _SCRIPT.sub(_raised, " ".join(shown.split()))


def _apart_from_factors(tex: str) -> str:
    def apart(found: re.Match[str]) -> str:
        return rf"{found['name'] or found['root']}{_apart_from_factors(found['parts'] or found['part'])}\,"

    return _BEFORE_FACTOR.sub(apart, tex)


def _raised(script: re.Match[str]) -> str:
    return raised(script["figures"].strip("()"), "sup" if script["sign"] == "^" else "sub")


def for_mathjax(tex: str) -> str:
    """Return a formula in the commands that MathJax knows: numbers with units as it can set them."""
    return with_units(tex, _set_units)


def fault_of(tex: str) -> TexFault | None:
    """Return the first fault of a formula; None if every target shows it whole."""
    return next(_faults(tex), None)


def _faults(tex: str) -> Iterator[TexFault]:
    if found := _WITHIN.search(tex):
        yield TexFault("another formula begins or ends inside it", r"end each formula with \) or \]", found.start())
    if found := _DEFINES.search(tex):
        hint = "write out what it stands for"
        yield TexFault(f"'{found[0]}' would change the formulas of other cards, too", hint, found.start())
    yield from _unknown(tex)
    plain = _ESCAPED.sub("  ", tex)
    for sign, meaning in _SIGNS.items():
        # In chemistry, # is a triple bond.
        if (at := (without_chemistry(plain) if sign == "#" else plain).find(sign)) >= 0:
            yield TexFault(f"'{sign}' {meaning}", rf"write \{sign} for the sign", at)
    if "&" in plain and r"\begin" not in tex:
        yield TexFault("'&' separates columns, but there is no table", r"write \& for the sign", plain.index("&"))
    try:
        rendered = _rendered(tex, "en")
    except ValueError as error:
        yield TexFault(str(error), "correct the formula", 0)
        return
    for warning in rendered["warnings"]:
        yield _warned(str(warning["description"]), tex)
    if "<use" not in rendered["svg"] and "<rect" not in rendered["svg"]:
        yield TexFault("nothing would be seen", "write what is to be shown", 0)


def _warned(description: str, tex: str) -> TexFault:
    """Return a warning of mathra's on a formula as a fault: what follows a semicolon tells how it goes on.

    Its place is known if the formula is drawn as it is written, up to there or from there on; else it is the beginning.
    """
    placed = _COLUMN.match(description)
    at, message = (int(placed[1]) - 1, placed[2]) if placed else (0, description)
    read = _as_read(tex)
    if tex.endswith(read[at:]):
        at += len(tex) - len(read)
    elif not tex.startswith(read[:at]):
        at = 0
    hint = _UNIT_HINT if message.startswith("unsupported unit") else "correct the formula"
    return TexFault(message.partition(";")[0].strip(), hint, at)


def _unknown(tex: str) -> Iterator[TexFault]:
    """Yield what is no command, or no environment, that is known wherever formulas are shown."""
    for found in _COMMAND.finditer(with_units(tex, lambda part: " " * len(part))):
        name, known = (found["name"], COMMANDS) if found["name"] else (found["environment"], ENVIRONMENTS)
        if name not in known:
            hint = MEANT.get(name) or _near(found[0], name, known)
            yield TexFault(f"'{found[0]}' is not a known command", hint, found.start())


def _near(command: str, name: str, known: Collection[str]) -> str:
    """Return what is known and written much like a command that is not."""
    near = get_close_matches(name, known, 1)
    if not near:
        return "write it in other commands, or show it by a picture in media/"
    return f"did you mean '{command.replace(name, near[0])}'?"


def _rendered(tex: str, language: str, *, display: bool = False) -> Any:
    """Return what mathra makes of a formula. Raises ValueError where it cannot read it."""
    import mathra  # noqa: PLC0415 - most courses hold no formula

    return mathra.render(_as_read(tex), _locale(language), display=display)


def _as_read(tex: str) -> str:
    """Return a formula as mathra reads it."""
    return as_drawn(in_full(tex))


@lru_cache
def _locale(language: str) -> str:
    """Return the language of mathra's for that of a page; where it lacks it, English."""
    import mathra  # noqa: PLC0415 - as above

    known = [str(locale["code"]) for locale in mathra.locales()]
    return next((code for code in known if language_of(code) == language_of(language)), "en")


def _set_units(tex: str) -> str:
    """Return a number with its unit in plain TeX, by the tree that mathra reads it as."""
    return f"{{{_plain_tex(_rendered(tex, 'en')['tree'])}}}"


def _plain_tex(node: Mapping[str, Any]) -> str:  # noqa: PLR0911 - one for each kind of node
    """Return a node of mathra's tree, as far as numbers and units have any, in plain TeX."""
    match node:
        case {"type": "quantity", "unit": unit}:
            return _plain_tex(unit)
        case {"type": "row", "children": children}:
            return "".join(map(_plain_tex, children))
        case {"type": "number", "value": value}:
            return str(value)
        case {"type": "operator", "symbol": symbol}:
            return f"{{{symbol}}}" if node.get("class") == "ord" else str(symbol)
        case {"type": "scripts", "base": base}:
            raised = f"^{{{_plain_tex(node['sup'])}}}" if "sup" in node else ""
            return f"{{{_plain_tex(base)}}}{raised}"
        case {"type": "space"}:
            return r"\,"
        case {"type": "unit", "base": base}:
            return _plain_tex(base)
        case {"type": "text", "parts": parts}:
            return "".join(rf"\mathrm{{{str(part['value']).replace('%', chr(92) + '%')}}}" for part in parts)
        case {"type": "identifier", "name": name}:
            return rf"\mathrm{{{name}}}"
    raise ValueError(f"mathra reads a number as {node}")
