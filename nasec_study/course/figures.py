"""Numbers in forms that are not read, such as 1,500 or ±2, and how to write them."""

import re
from fractions import Fraction

from nasec_study.course.model.kinds.numeric import ZEROS_BEFORE
from nasec_study.foundation.characters import in_plain_figures

_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,})")
_GROUPED = re.compile(r"-?\d+(?:[, ]\d+)+(?:\.\d+)?")
# Groups as most languages write them; one such group alone is a number with three decimals.
_POINTS = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}(?:\.\d{3})+,\d+")
# As accounts and typesetters write what is less than nothing.
_BRACKETS = re.compile(r"\(([^()]+)\)")
_MINUS = re.compile(r"[−–]\s*(?=[\d$€£¥])")
_AROUND = re.compile(r"(?:(.*\d)\s*)?(?:±|\+/?-)\s*(.+)")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_PERCENT = re.compile(r"([\d., ]*\d)\s*(?:%|per ?cent|pct)\.?", re.IGNORECASE)
_CURRENCY = re.compile(r"(-?)([$€£¥])\s*([\d., ]*\d)")
# As calculators and typesetters write a power of ten: 1.2×10^3, 1,2·10³, 10^{-3}.
_POWER = re.compile(
    r"(?:(?P<times>-?\d+(?:[.,]\d+)?)\s*(?:[×xX*·⋅∙]|\\times|\\cdot)\s*)?10"
    r"(?:\^\{?(?P<power>[-−+]?\d+)\}?|(?P<raised>[⁺⁻]?[⁰¹²³⁴-⁹]+))(?:\s*(?P<unit>[^\W\d].*))?"
)
_RAISED = str.maketrans("⁺⁻−⁰¹²³⁴⁵⁶⁷⁸⁹", "+--0123456789")
_FRACTION = re.compile(r"(-?\d+)\s*[/\u2044\u2215]\s*(\d+)")
# What tells how many digits count, and is no unit of a tolerance.
_DIGITS_THAT_COUNT = re.compile(r"\b(?:sig|s\.?f|fig|digit|decimal|d\.?p|place)", re.IGNORECASE)
_WITH_UNIT = re.compile(r"(-?(?:[\d., ]*\d))\s*(\D+)")


def figure_meant(given: str, key: str) -> str:  # noqa: C901, PLR0911 - a form each
    """Return a hint at how to write the number that the value of a key means; '' if that is not clear."""
    figure = in_plain_figures(given.strip("“”„‘’ "))
    if found := _BRACKETS.fullmatch(figure):
        figure = f"-{found[1].strip()}"
    if found := _MINUS.match(figure):
        figure = f"-{figure[found.end() :]}"
    if key == "tolerance":
        return _tolerance_meant(figure)
    if key == "value" and ZEROS_BEFORE.fullmatch(figure):
        hint = "a text whose zeros count, such as a code, is the answer of a `type: question` with `typed: true`"
        return f"{_alone(key, _without_zeros(figure))}; {hint}"
    hint, number = _in_digits(figure)
    if number:
        return f"{hint}: {number}" if hint else _alone(key, number) if figure != given else ""
    if found := _RANGE.fullmatch(figure):
        return _middle(found) if key == "value" else ""
    if (found := _AROUND.fullmatch(figure)) and found[1] and key == "value":
        return f"write `value: {found[1]}` and `tolerance: {found[2]}`"
    if found := _CURRENCY.fullmatch(figure):
        return _apart(key, found[1] + found[3], found[2])
    if (found := _POWER.fullmatch(figure)) and found["unit"]:
        return _apart(key, _with_e(found), found["unit"])
    if found := _WITH_UNIT.fullmatch(figure):
        return _apart(key, found[1], found[2].strip())
    return ""


def _without_zeros(figure: str) -> str:
    sign, digits = ("-", figure[1:]) if figure.startswith("-") else ("", figure)
    return sign + re.sub(r"^0+(?=\d)", "", digits)


def _tolerance_meant(figure: str) -> str:
    around = _AROUND.fullmatch(figure)
    figure = around[2] if around and not around[1] else figure
    if found := _RANGE.fullmatch(figure):
        return _middle(found)
    if found := _PERCENT.fullmatch(figure):
        return f"write `tolerance: {_in_digits(found[1])[1] or found[1]}%`"
    if _DIGITS_THAT_COUNT.search(figure):
        return "write how far off an answer may be: 0.05 if one decimal counts"
    if found := _CURRENCY.fullmatch(figure) or _WITH_UNIT.fullmatch(figure):
        number = next(part for part in found.groups()[::-1] if part[-1:].isdigit())
        return _alone("tolerance", _in_digits(number)[1] or number)
    hint, number = _in_digits(figure)
    if not number or number.startswith("-"):
        return ""
    return f"{hint}: {number}" if hint else _alone("tolerance", number) if around else ""


def _in_digits(figure: str) -> tuple[str, str]:  # noqa: PLR0911 - a form each
    """Return how a number should be written, '' if it is written so, and it in that form; '' twice for no number."""
    if _PLAIN.fullmatch(figure):
        return "", figure
    if _DECIMAL_COMMA.fullmatch(figure):
        return "write it with a decimal point", figure.replace(",", ".")
    if _GROUPED.fullmatch(figure):
        return "write it in digits, with nothing between them", figure.replace(",", "").replace(" ", "")
    if _POINTS.fullmatch(figure):
        return "write it in digits, with nothing between them", figure.replace(".", "").replace(",", ".")
    if (found := _POWER.fullmatch(figure)) and not found["unit"]:
        return "write the power of ten with e", _with_e(found)
    if (found := _FRACTION.fullmatch(figure)) and int(found[2]):
        decimal = f"{int(found[1]) / int(found[2]):.4g}"
        is_exact = Fraction(decimal) == Fraction(int(found[1]), int(found[2]))
        return "write it as a decimal", decimal if is_exact else f"{decimal}, with a tolerance"
    return "", ""


def _with_e(found: re.Match[str]) -> str:
    """Return a number with a power of ten in the form that is read, 1.2e3."""
    power = int((found["power"] or found["raised"]).translate(_RAISED))
    return f"{(found['times'] or '1').replace(',', '.')}e{power}"


def _middle(found: re.Match[str]) -> str:
    low, high = sorted(map(int, found.groups()))
    return f"write `value: {(low + high) / 2:g}` and `tolerance: {(high - low) / 2:g}`"


def _apart(key: str, figure: str, unit: str) -> str:
    """Return how a figure is written that was given with its unit."""
    number = _in_digits(figure)[1] or figure
    apart = f'write the figure and its unit apart: `value: {number}`, `unit: "{unit}"`'
    return apart if key == "value" else _alone(key, number)


def _alone(key: str, number: str) -> str:
    return f"write the figure alone: {number}" if "." in key else f"write `{key}: {number}`"
