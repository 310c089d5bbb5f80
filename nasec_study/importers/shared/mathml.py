"""Formulas in MathML as TeX (https://www.w3.org/TR/mathml-core/): in a line, 1 over 2 would be read as 12."""

import unicodedata
from collections.abc import Sequence

from nasec_study.importers.shared.xml import Element
from nasec_study.rendering.formulas.faults import fault_of

_FUNCTIONS = frozenset(
    (
        *("arccos", "arcsin", "arctan", "cos", "cosh", "cot", "det", "exp"),
        *("lim", "ln", "log", "max", "min", "sin", "sinh", "tan", "tanh"),
    )
)
# Signs and their commands; what only tells readers of a formula that one thing is times another is not seen.
_COMMANDS = (
    r"− - ′ ' { \{ } \} % \% $ \$ # \# × \times · \cdot ⋅ \cdot ÷ \div ± \pm ∓ \mp ∘ \circ ° ^{\circ} "  # noqa: RUF001 - signs
    r"≤ \le ≥ \ge ≠ \ne ≈ \approx ≡ \equiv ∼ \sim ∝ \propto → \to ⇒ \Rightarrow ⇔ \Leftrightarrow "  # noqa: RUF001 - likewise
    r"⇌ \rightleftharpoons ↔ \leftrightarrow ∞ \infty ∂ \partial ∇ \nabla … \ldots ⋯ \cdots ∑ \sum ∏ \prod ∫ \int "
    r"∈ \in ∉ \notin ⊂ \subset ⊆ \subseteq ∪ \cup ∩ \cap ∅ \emptyset ∧ \wedge ∨ \vee ¬ \neg ∀ \forall ∃ \exists "  # noqa: RUF001 - likewise
    r"ℝ \mathbb{R} ℕ \mathbb{N} ℤ \mathbb{Z} ℚ \mathbb{Q} ℏ \hbar"  # noqa: RUF001 - likewise
)
_PAIRS = _COMMANDS.split(" ")
_SIGNS = {
    **dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)),
    **dict.fromkeys("\u2061\u2062\u2063\u2064", ""),
    "\xa0": r"\ ",
}
# Signs above what they belong to.
_ABOVE = {
    **dict.fromkeys("¯‾_-", r"\overline"),
    **dict.fromkeys("^\N{MODIFIER LETTER CIRCUMFLEX ACCENT}", r"\hat"),
    **dict.fromkeys("~\N{SMALL TILDE}", r"\tilde"),
    "→": r"\vec",
    "˙": r"\dot",
    ".": r"\dot",
}
# Those whose bounds stand below and above them.
_WITH_BOUNDS = frozenset({r"\sum", r"\prod", r"\int", r"\lim", r"\max", r"\min"})


class _UnknownError(Exception):
    """A formula has something in it that is not known here."""


def tex_of_mathml(formula: Element) -> str:
    """Return a formula as TeX; '' for one that holds what is not known here."""
    try:
        tex = _row(formula)
    except _UnknownError:
        return ""
    return tex if tex and not fault_of(tex) else ""


def _row(element: Element) -> str:
    """Return the formulas in an element, one behind the other."""
    return " ".join(filter(None, map(_tex, element)))


def _tex(element: Element) -> str:  # noqa: C901, PLR0911, PLR0912 - an element each
    parts = list(element)
    match str(element.tag).lower().rpartition("}")[2]:
        case "mrow" | "mstyle" | "mpadded" | "mtd" | "math":
            return _row(element)
        case "semantics":
            return _tex(parts[0]) if parts else ""
        case "mi":
            return _identifier(_text(element))
        case "mn":
            return _text(element).replace(",", "{,}").replace("%", r"\%")
        case "mo":
            return "".join(map(_sign, _text(element)))
        case "mtext" | "ms":
            return rf"\text{{{_plain(_text(element))}}}" if _text(element) else ""
        case "mspace":
            return r"\ "
        case "mfrac" if len(parts) == 2:  # noqa: PLR2004 - as all of these have it
            return rf"\frac{{{_tex(parts[0])}}}{{{_tex(parts[1])}}}"
        case "msqrt":
            return rf"\sqrt{{{_row(element)}}}"
        case "mroot" if len(parts) == 2:  # noqa: PLR2004
            return rf"\sqrt[{_tex(parts[1])}]{{{_tex(parts[0])}}}"
        case "msup" | "msub" | "msubsup" as name if len(parts) == 1 + name.count("su"):
            return f"{_base(parts[0])}{_scripts(name, parts[1:])}"
        case "munder" | "mover" | "munderover" as name:
            return _with_bounds(name, parts)
        case "mfenced":
            between = f" {element.get('separators', ',')[:1]} "
            opened, closed = (_sign(element.get(name, sign)) for name, sign in (("open", "("), ("close", ")")))
            return rf"\left{opened or '.'} {between.join(map(_tex, parts))} \right{closed or '.'}"
        case "mtable":
            rows = " \\\\ ".join(" & ".join(map(_tex, row)) for row in parts)
            return rf"\begin{{matrix}} {rows} \end{{matrix}}"
    raise _UnknownError


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain(text: str) -> str:
    if any(sign in text for sign in "\\{}$%#&_^~"):
        raise _UnknownError
    return text


def _identifier(name: str) -> str:
    if name in _FUNCTIONS:
        return rf"\{name}"
    return _sign(name) if len(name) <= 1 else rf"\mathrm{{{_plain(name)}}}"


def _sign(sign: str) -> str:
    """Return a sign as TeX: Greek letters by their names, and of others those that are known."""
    if sign in _SIGNS:
        return _SIGNS[sign]
    if sign.isascii() and sign not in {"\\", "&", "_", "^", "~"}:
        return sign
    words = unicodedata.name(sign, "").split()
    if words[:1] != ["GREEK"] or len(words) != 4:  # noqa: PLR2004 - as in GREEK SMALL LETTER PI
        raise _UnknownError
    name = words[3].lower().replace("lamda", "lambda")
    if words[1] == "SMALL":
        return "o" if name == "omicron" else rf"\{name}"
    return rf"\{name.capitalize()}"


def _base(element: Element) -> str:
    tex = _tex(element)
    return tex if len(tex) == 1 or tex.lstrip("\\").isalpha() or tex.isdigit() else f"{{{tex}}}"


def _scripts(name: str, scripts: Sequence[Element]) -> str:
    signs = [sign for part, sign in (("sub", "_"), ("sup", "^"), ("under", "_"), ("over", "^")) if part in name]
    return "".join(f"{sign}{{{_tex(script)}}}" for sign, script in zip(signs, scripts, strict=True))


def _with_bounds(name: str, parts: Sequence[Element]) -> str:
    base = _tex(parts[0]) if parts else ""
    if base in _WITH_BOUNDS and len(parts) == 1 + ("under" in name) + ("over" in name):
        return f"{base}{_scripts(name, parts[1:])}"
    if name == "mover" and len(parts) == 2 and _text(parts[1]) in _ABOVE:  # noqa: PLR2004 - as above
        return f"{_ABOVE[_text(parts[1])]}{{{base}}}"
    raise _UnknownError
