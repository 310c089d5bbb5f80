"""Raised signs in the words of a formula: mathra takes the charge of an ion for one side of a limit, or for a power.

Findings: mathra-takes-an-ion-for-one-side-of-a-limit.sh.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from nasec_study.rendering.locales import language_of

_RAISED = re.compile(r"\\ce(?![A-Za-z])|\^\s*\{?\s*(?:\d*\s*[+-]|\*|\\ast(?![A-Za-z]))")
_LIMIT = re.compile(r"\\(?:lim|(?:long)?(?:right|left)arrow|to)(?![A-Za-z])")


class _Words(NamedTuple):
    """What mathra says of a raised sign, one side, a power or a product, and what is to be said."""

    side: str
    power: str
    product: str
    raised: str
    signs: tuple[str, str, str]


# The groups of the patterns: figures before the sign, and whether it is a plus. Behind a number it is one side: f(0^+).
_WORDS: Mapping[str, _Words] = {
    "en": _Words(
        r"(?<!\d) from the (?:(right)|left)\b",
        r" to the power, (\d*) ?(?:(\+|plus)|−|negative), end exponent",
        r" to the times\b",
        "superscript",
        ("plus", "minus", "star"),
    ),
    "es": _Words(
        r"(?<!\d) por la (?:(derecha)|izquierda)\b",
        r" elevado a, (\d*) ?(?:(\+|más)|−|menos), fin del exponente",
        r" elevado a por\b",
        "superíndice",
        ("más", "menos", "asterisco"),
    ),
    "fr": _Words(
        r"(?<!\d) par la (?:(droite)|gauche)\b",
        r" puissance, (\d*) ?(?:(\+|plus)|−|moins), fin de l'exposant",
        r" puissance fois\b",
        "exposant",
        ("plus", "moins", "astérisque"),
    ),
}


def with_raised_signs(said: str, tex: str, language: str) -> str:
    """Return the words of a formula with its raised signs by their names: Na superscript plus; not those of limits."""
    words = _WORDS.get(language_of(language))
    if words is None or not _RAISED.search(tex):
        return said
    plus, minus, star = words.signs
    said = re.sub(words.product, f" {words.raised} {star}", said)
    said = re.sub(
        words.power, lambda power: " ".join(("", words.raised, *power[1].split(), plus if power[2] else minus)), said
    )
    if _LIMIT.search(tex):
        return said
    return re.sub(words.side, lambda side: f" {words.raised} {plus if side[1] else minus}", said)
