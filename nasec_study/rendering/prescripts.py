r"""Numbers raised before what they belong to: mathra takes them for powers of nothing, so that tritium is "cubed H".

Findings: mathra-says-cubed-of-tritium.sh.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from nasec_study.rendering.locales import language_of

_NUMBER = r"(?:\d|\{\s*\d+\s*\})"
# Where a formula, one of chemistry or a species in it begins with a raised number, and where {} stands before one.
_PLACE = re.compile(
    rf"(?:(?<![A-Za-z}})\]])\{{\s*\}}|^|(?<=\\ce\{{)|(?<=[+>] ))\s*(?=(?:_\s*{_NUMBER}\s*)?\^\s*{_NUMBER})",
)
# A sign that no formula holds, which mathra hands on.
_MARK = "\ue0ff"


class _Words(NamedTuple):
    """What mathra says of a number that is lowered and of one that is raised, and what is to be said of the latter."""

    lowered: str
    powers: tuple[str, str, str]
    raised: str


_WORDS: Mapping[str, _Words] = {
    "en": _Words("sub", ("squared", "cubed", r"to the (\d+)"), "superscript"),
    "es": _Words("sub", ("al cuadrado", "al cubo", r"elevado a (\d+)"), "superíndice"),
    "fr": _Words("indice", ("au carré", "au cube", r"puissance (\d+)"), "exposant"),
}


def with_places(tex: str, language: str) -> str:
    r"""Return a formula with a mark before each number that is raised before a sign: \ce{^{14}C}, {}^{3}\mathrm{H}."""
    return _PLACE.sub(rf"\\text{{{_MARK}}}", tex) if language_of(language) in _WORDS and "^" in tex else tex


def with_prescripts(said: str, language: str) -> str:
    """Return the words of a formula with such numbers as raised ones, before lowered ones: superscript 14 sub 6 C."""
    words = _WORDS.get(language_of(language))
    if words is None or _MARK not in said:
        return said
    squared, cubed, power = words.powers
    prescripts = re.compile(rf"{_MARK}(?P<sub> {words.lowered} \d+)? (?:{power}|(?P<two>{squared})|{cubed})")

    def named(found: re.Match[str]) -> str:
        number = found[2] or ("2" if found["two"] else "3")
        return f"{words.raised} {number}{found['sub'] or ''}"

    return prescripts.sub(named, said).replace(_MARK, "")
