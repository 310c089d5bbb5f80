"""Raised and lowered figures in plain text, by the characters that look so; and as one types them, ♯ and ♭."""

import re

_FIGURES = {
    "sup": str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
}
_SIGNS = {"sup": "^", "sub": "_"}
_TYPED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₍₎♯♭", "0123456789+-()n0123456789+-()#b")
_RAISED = re.compile(r"([0-9]?)([⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]+)")


def raised(figures: str, tag: str) -> str:
    """Return raised ('sup') or lowered ('sub') text in plain text: ² in x², ₂ in H₂O, or ^a in x^a."""
    shown = figures.translate(_FIGURES[tag])
    return shown if not set(shown) & set(figures) else f"{_SIGNS[tag]}{figures}"


def keyed(text: str) -> tuple[str, ...]:
    """Return a text as a keyboard has raised and lowered figures, x^2 and x2, but only 10^3, and sharps: F#."""
    marked = _RAISED.sub(r"\1^\2", text)
    flat = _RAISED.sub(lambda found: found[0] if not found[1] else f"{found[1]}^{found[2]}", text)
    return tuple(dict.fromkeys(way.translate(_TYPED) for way in (marked, flat)))
