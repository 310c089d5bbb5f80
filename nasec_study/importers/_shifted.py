"""Raised and lowered text by the characters that look so."""

RAISED = str.maketrans("0123456789+-−=()nabcdeghijklmoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿᵃᵇᶜᵈᵉᵍʰⁱʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def shifted(text: str, *, is_raised: bool) -> str:
    """Return a text raised, or else lowered; '' where one of its signs has no such form."""
    made = text.translate(RAISED if is_raised else LOWERED)
    return made if all(one != other or one == " " for one, other in zip(text, made, strict=True)) else ""
