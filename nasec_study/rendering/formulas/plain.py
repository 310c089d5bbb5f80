"""Formulas in plain text, in which mathra sets several things close together that are apart in a formula."""

import re
from functools import lru_cache

from nasec_study.rendering.figures import raised
from nasec_study.rendering.formulas.commands import BLANK, GROUP
from nasec_study.rendering.formulas.reading import rendered

# An operator between two operands stands between spaces.
_SCRIPT = re.compile(r"(?P<sign>[_^])(?P<figures>\([\d+−]+\)|\d+(?:(?<=\^\d)[+−])?|[+−]|n(?!\w))")
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


@lru_cache(maxsize=4096)
def as_text(tex: str) -> str:
    """Return a formula in plain text: 1/2, 3 1/2, 1/2 mv², √2 x, x², H₂O, x^a, 90°."""
    spaced = _BEFORE_FUNCTION.sub(r"\\,", _MOD.sub(r"\\;\\text{mod}\\;", tex.replace(BLANK, r"\text{____}")))
    spaced = _apart_from_factors(_BEFORE_FRACTION.sub(r"\g<0>\\,", spaced))
    shown = str(rendered(spaced)["text"]).replace("^∘", "°")
    return _SCRIPT.sub(_raised, " ".join(shown.split()))


def _apart_from_factors(tex: str) -> str:
    def apart(found: re.Match[str]) -> str:
        return rf"{found['name'] or found['root']}{_apart_from_factors(found['parts'] or found['part'])}\,"

    return _BEFORE_FACTOR.sub(apart, tex)


def _raised(script: re.Match[str]) -> str:
    return raised(script["figures"].strip("()"), "sup" if script["sign"] == "^" else "sub")
