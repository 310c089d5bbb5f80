"""Raised and lowered figures in plain text, by the characters that look so."""

_FIGURES = {
    "sup": str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ"),
    "sub": str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎"),
}
_SIGNS = {"sup": "^", "sub": "_"}


def raised(figures: str, tag: str) -> str:
    """Return what is raised ('sup') or lowered ('sub') in plain text: x², H₂O, or x^a."""
    shown = figures.translate(_FIGURES[tag])
    return shown if not set(shown) & set(figures) else f"{_SIGNS[tag]}{figures}"
