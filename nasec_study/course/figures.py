"""Numbers in forms that are not read, such as 1,500 or ±2, and how to write them."""

import re

_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,})")
_GROUPED = re.compile(r"-?\d+(?:[, ]\d+)+(?:\.\d+)?")
# Groups as most languages write them; one such group alone is a number with three decimals.
_POINTS = re.compile(r"-?\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|-?\d{1,3}(?:\.\d{3})+,\d+")
_AROUND = re.compile(r"(?:±|\+/?-)\s*([\d.]+%?)")
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_CURRENCY = re.compile(r"([$€£¥])\s*([\d.]+)")
_WITH_UNIT = re.compile(r"(-?[\d.]+)\s*(\D+)")


def figure_meant(given: str, key: str) -> str:  # noqa: PLR0911 - a form each
    """Return a hint at how to write the number that the value of a key means; '' if that is not clear."""
    if _DECIMAL_COMMA.fullmatch(given):
        return f"with a decimal point: {given.replace(',', '.')}"
    if _GROUPED.fullmatch(given):
        return f"a number in digits, without signs between them: {given.replace(',', '').replace(' ', '')}"
    if _POINTS.fullmatch(given):
        return f"a number in digits, without signs between them: {given.replace('.', '').replace(',', '.')}"
    if found := _AROUND.fullmatch(given):
        return f"write `{key}: {found[1]}`"
    if found := _RANGE.fullmatch(given):
        low, high = int(found[1]), int(found[2])
        return f"write `{key}: {(low + high) / 2:g}` and `tolerance: {abs(high - low) / 2:g}`"
    if found := _CURRENCY.fullmatch(given):
        return f'the figure and its unit apart: `value: {found[2]}`, `unit: "{found[1]}"`'
    if found := _WITH_UNIT.fullmatch(given):
        if key != "value":
            return f"write `{key}: {found[1]}`"
        return f'the figure and its unit apart: `value: {found[1]}`, `unit: "{found[2].strip()}"`'
    return ""
