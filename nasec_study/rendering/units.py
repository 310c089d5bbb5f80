"""Figures with their units as people write them in a language: $48,000, 40% and 16 m; in French 48 000 $ and 40 %."""

import re
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from nasec_study.rendering.locales import number_html, number_text, sign_places
from nasec_study.rendering.markup import html_of, to_plain

# A unit that begins with a sign which languages put in places of their own: $, US$, €/h, % of all.
_SIGNED = re.compile(r"(?P<sign>[A-Z]{0,3}[$£¥\u20a0-\u20cf]|%)(?P<rest>$|[ /].*)", re.DOTALL)
# Signs that stand close by their figure: 16°, 30‰; but not those of 16 °C.
_CLOSE = re.compile(r"[°\u2032\u2033](?!\w)|[‰/]")
_APART = "\u00a0"


class Unit(NamedTuple):
    """What stands before a figure, between it and what is behind it, and what is behind it, in Markdown."""

    before: str
    between: str
    behind: str


def is_signed(unit: str) -> bool:
    """Tell whether a unit begins with a sign of a currency or of percent."""
    return bool(_SIGNED.match(unit))


def pieces_of(unit: str) -> tuple[str, ...]:
    """Return the texts of a unit that may stand on either side of its figure."""
    found = _SIGNED.match(unit)
    return (found["sign"], found["rest"].strip()) if found else (unit,)


def unit_of(unit: str, language: str) -> Unit:
    """Return where a unit stands beside its figure in a language: by Unicode's CLDR for currencies and percent."""
    found = _SIGNED.match(unit)
    if not found:
        words = unit.strip()
        between = "" if not words or _CLOSE.match(unit) else " " if unit[0] == " " else _APART
        return Unit("", between, words)
    sign, rest = found.groups()
    before, behind = sign_places(sign, language)
    if not behind:
        return Unit(before, rest[: len(rest) - len(rest.lstrip())], rest.strip())
    return Unit(before, behind.removesuffix(sign), f"{sign}{rest}")


def figure_text(value: Decimal, unit: str, language: str) -> str:
    """Return a figure with its unit in plain text."""
    return with_unit(number_text(value, language), unit, language)


def with_unit(figure: str, unit: str, language: str) -> str:
    """Return a figure that is written already with its unit in plain text."""
    before, between, behind = unit_of(unit, language)
    return f"{_signed(figure, before)}{between}{to_plain(behind)}"


def figure_html(value: Decimal, unit: str, language: str) -> Markup:
    """Return a figure with its unit as HTML."""
    before, between, behind = unit_of(unit, language)
    return Markup(f"{_signed(number_html(value, language), before)}{between}{html_of(behind)}")  # noqa: S704 - HTML all


def _signed(figure: str, before: str) -> str:
    """Return a figure behind its sign, and both behind a minus: −$5."""
    minus = figure[:1] if before and figure[:1] in ("-", "−") else ""
    return f"{minus}{before}{figure[len(minus) :]}"
