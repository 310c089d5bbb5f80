"""Values of an SVG that browsers work out, written plainly for programs that cannot."""

import re

# An argument of a function, in which colors such as rgb(0, 0, 0) may stand.
_PART = r"(?:[^(),]|\([^()]*\))+"
_VARIABLE = re.compile(rf"var\(\s*(?P<name>--[\w-]+)\s*,\s*(?P<otherwise>{_PART}(?:,{_PART})*)\)")
_BY_LIGHT = re.compile(rf"light-dark\(\s*(?P<light>{_PART}),{_PART}\)")
# Of screens that show more colors: paper shows fewer, and these numbers mean nearly the same there.
_WIDE = re.compile(r"color\(\s*(?:display-p3|a98-rgb|prophoto-rgb|rec2020)\b")
# A font that is brought along, of which pages have one of their own.
_FONT = re.compile(r"@font-face\s*\{[^{}]*\}", re.IGNORECASE)


def with_plain_values(text: str) -> str:
    """Return the text of an SVG, or a part of it, as it is on white paper.

    Of `light-dark(...)` the light value is left, and of `var(...)` what stands there for a value that is set nowhere.
    """
    plain = _VARIABLE.sub(lambda found: found[0] if f"{found['name']}:" in text else found["otherwise"], text)
    light = _WIDE.sub("color(srgb", _BY_LIGHT.sub(lambda found: found["light"], plain))
    return _FONT.sub(lambda found: "\n" * found[0].count("\n"), light)
