r"""Chemistry as mhchem reads it, which sets \ce on cards, written so that mathra, which draws it, reads it alike.

Findings: mathra-reads-chemistry-otherwise-than-mhchem.sh. What mhchem reads: its manual, "Chemical Equations (ce)".
"""

import re
from collections.abc import Mapping

from nasec_study.rendering.formulas.commands import GROUP, closing_brace

_CHEMISTRY = re.compile(r"\\ce\s*\{")
_BEHIND = r"(?<=[A-Za-z0-9)\]}])"
_RAISED, _LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "₀₁₂₃₄₅₆₇₈₉₊₋"
_PLAIN = str.maketrans(_RAISED + _LOWERED, "0123456789+-" * 2)
_PARTS = re.compile(
    # What is no chemistry: formulas in it, words, gaps and units.
    rf"(?P<inner>\$[^$]*\$)|\\(?!ce\b)[A-Za-z]+(?:\s*{GROUP})*|\\."
    # Nothing, {}, before a raised or lowered number, is left out.
    r"|(?P<nothing>\{\s*\}(?=[_^]))"
    # Commands in a raised or lowered part, ^{\delta+}, are formulas.
    rf"|(?P<formula>[_^](?:\\[A-Za-z]+|(?=\{{[^{{}}]*\\){GROUP}))"
    # A lowered number ends with its figures: H_2O, ^{14}_6C.
    r"|_(?P<number>[+-]?\d+)"
    rf"|[_^]{GROUP}|\^(?P<power>\d*[+-]?)"
    # A charge may be followed by more than a space: H+(aq), H+/H2, Na+Cl-.
    rf"|{_BEHIND}(?P<charge>\+(?=[^\s}}\]])|-(?=\([a-z]+\)|[,;/_]))"
    r"|(?P<arrow>(?<=[^\s<=-])(?:->|<-|<=>|<<=>))"
    rf"|(?P<dot>{_BEHIND}[^\S\n]*\*[^\S\n]*(?=[\dA-Z(]))"
    rf"|(?P<raised>[{_RAISED}]+)|(?P<lowered>[{_LOWERED}]+)|(?P<degree>°)"
)

# How mathra reads them alike, by their names above.
_WRITTEN: Mapping[str, str] = {
    "nothing": "",
    "number": r"_{\g<number>}",
    "power": r"^{\g<power>}",
    "charge": r"^{\g<charge>}",
    "arrow": r" \g<arrow>",
    "dot": ".",
    "degree": r"\\text{°}",
}


def _spans(tex: str) -> list[tuple[int, int]]:
    r"""Return where the chemistry of a formula stands: what is in the braces of each \ce, the outer ones only."""
    found: list[tuple[int, int]] = []
    for opening in _CHEMISTRY.finditer(tex):
        if not found or opening.start() >= found[-1][1]:
            found.append((opening.end(), closing_brace(tex, opening.end() - 1)))
    return found


def as_drawn(tex: str) -> str:
    r"""Return a formula whose chemistry mathra reads as mhchem does: H+(aq), ^14_6C, R^{\delta+}, CuSO4 * 5H2O."""
    for start, end in reversed(_spans(tex)):
        tex = f"{tex[:start]}{_PARTS.sub(_written, tex[start:end])}{tex[end:]}"
    return tex


def without_chemistry(tex: str) -> str:
    """Return a formula with spaces in place of its chemistry."""
    for start, end in _spans(tex):
        tex = f"{tex[:start]}{' ' * (end - start)}{tex[end:]}"
    return tex


def _written(part: re.Match[str]) -> str:
    kind = part.lastgroup or ""
    match kind:
        case "inner":
            return as_drawn(part[0])
        case "formula":
            return f"${part[0].replace('$', '')}$"
        case "raised" | "lowered":
            return f"{'^' if kind == 'raised' else '_'}{{{part[0].translate(_PLAIN)}}}"
    return part.expand(_WRITTEN[kind]) if part[kind or 0] and kind in _WRITTEN else part[0]
