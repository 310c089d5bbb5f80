"""Signs of plain text: those that would mean something in Markdown, formulas in dollars, raised and lowered ones."""

import re

from nasec_study.course.dollars import without_dollars
from nasec_study.rendering.markup.maths import FORMULA

# A blank to fill in, which is no emphasis.
_BLANK = re.compile(r"(?:\\_){3,}")
# What means something in CommonMark, at each place and at the beginning of a line.
_MEANS = re.compile(
    r"[\\`*\[\]]|_(?![^\W_])|(?<![^\W_])_|<(?=[A-Za-z/!?])|&(?=#?\w+;)|!(?=\[)"
    r"|~(?=~)|(?<=~)~|\^(?=[^\s^]+\^)|~(?=[^\s~]+~)"
)
# Brackets that mean nothing, as in "his [or her] duty [...]": whatever stands behind them, no link, note, citation or
# sound is made of them, and before them stands no sign of a note or picture and no word in ideographs.
_PLAIN_BRACKETS = re.compile(
    r"(?<![\^!\u3005\u3400-\u9fff])\[(?!/?latex\]|sound:|[ x]?\]|[\^@!$-])[^\[\]\\`<&]*\](?=[^(\[{:])", re.IGNORECASE
)
_FIRST = re.compile(
    r"^(?:#{1,6}(?=\s|$)|>|[-+](?=\s|$)|-+\s*$|=+\s*$|~{3}|:{3}|(?P<number>\d{1,9})(?P<dot>[.)](?=\s|$)))"
)
# A formula between single dollars, which has signs of TeX. A dollar begins none behind what ends a pattern of text,
# as in `\d+$`, and \$ ends none.
IN_A_DOLLAR = re.compile(r"(?<![\w$\\+*?)\]}`])\$(?![\s$])[^$\n`\\^_]*[\\^_][^$\n`]*(?<![\s\\])\$(?![\w$])")
# What may be one without signs of TeX, but with signs of Markdown, as $f[x]$ and $a*b$: a backslash before these would
# be TeX.
_IN_DOLLARS = re.compile(r"(?<![\w$])\$(?![\s$])[^$\n`*\[\]<]*[*\[\]<][^$\n`]*(?<!\s)\$(?![\w$])")
RAISED = str.maketrans("0123456789+-−=()nabcdeghijklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def escaped(text: str) -> str:
    """Return a plain text in one line as Markdown that shows it."""
    # The end of a line is told, since brackets before it mean nothing.
    return with_plain_start(meant(f"{' '.join(text.split())}\n").rstrip("\n"))


def meant(text: str) -> str:
    """Return a piece of text with a backslash before each sign that would mean something; formulas stay.

    An opening bracket that means something has a name instead: behind a backslash it would begin a formula.
    """
    parts: list[str] = []
    behind = 0
    for formula in FORMULA.finditer(text):
        parts += [_without_meaning(text[behind : formula.start()]), formula[0]]
        behind = formula.end()
    return "".join((*parts, _without_meaning(text[behind:])))


def _without_meaning(text: str) -> str:
    plain = {place for pair in _PLAIN_BRACKETS.finditer(text) for place in (pair.start(), pair.end() - 1)}

    def sign(match: re.Match[str]) -> str:
        if match.start() in plain:
            return match[0]
        return "&#91;" if match[0] == "[" else f"\\{match[0]}"

    shown = _MEANS.sub(sign, text)
    return _BLANK.sub(lambda match: match[0].replace("\\", ""), shown) if "\\_" in shown else shown


def with_plain_start(line: str) -> str:
    """Return a line with a backslash before what would mean something at its beginning."""
    if found := _FIRST.match(line):
        if found["number"]:
            return f"{found['number']}\\{line[found.start('dot') :]}"
        return f"\\{line}"
    return line


def in_signs(text: str) -> str:
    r"""Return a text with \( \) around formulas in single dollars: their signs would be taken for those of Markdown."""
    text = IN_A_DOLLAR.sub(lambda found: f"\\({found[0][1:-1]}\\)", text)
    return _IN_DOLLARS.sub(lambda found: without_dollars(found[0]), text)


def shifted(text: str, *, is_raised: bool) -> str:
    """Return a text raised, or else lowered; '' where one of its signs has no such form."""
    made = text.translate(RAISED if is_raised else LOWERED)
    return made if all(one != other or one == " " for one, other in zip(text, made, strict=True)) else ""
