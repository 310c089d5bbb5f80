r"""Numbers with units in the commands of siunitx, \SI{3.5}{\kJ\per\mol}: where they stand, and units by their names."""

import re
from collections.abc import Callable

from nasec_study.course.units import PREFIX_NAMES, UNIT_NAMES
from nasec_study.rendering.formulas.commands import closing_brace

COMMANDS = frozenset(("SI", "SIrange", "ang", "num", "qty", "qtyrange", "si", "unit"))
_COMMAND = re.compile(rf"\\(?:{'|'.join(sorted(COMMANDS))})(?![A-Za-z])")
_GROUP = re.compile(r"\s*\[[^\]]*\]|\s*\{")
_PREFIXES = {**PREFIX_NAMES, "u": "micro"}
_UNITS = {**UNIT_NAMES, "l": "liter"}
_LETTERS = rf"(?P<prefix>[{''.join(_PREFIXES)}]?)(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
# \pm is a sign in numbers.
_ABBREVIATION = re.compile(rf"\\(?!pm\b){_LETTERS}(?![A-Za-z])")
_LETTERS_ALONE = re.compile(rf"(?<![A-Za-zµ]){_LETTERS}(?![A-Za-z])")
# A unit in letters, with one that it is divided by: kJ/mol.
_IN_LETTERS = re.compile(r"\{\s*[A-Za-zµ]+(?:/[A-Za-zµ]+)?\s*\}\Z")
_WITH_LETTERS = re.compile(r"\\pu\s*\{\s*(?P<number>[-+.\de]+)\s+(?P<unit>[A-Za-zµ]+(?:/[A-Za-zµ]+)?)\s*\}")


def with_units(tex: str, show: Callable[[str], str]) -> str:
    """Return a formula with what `show` gives for each number with a unit, command and arguments."""
    parts: list[str] = []
    behind = 0
    for found in _COMMAND.finditer(tex):
        if found.start() >= behind:
            end = _end_of_arguments(tex, found.end())
            parts += [tex[behind : found.start()], show(tex[found.start() : end])]
            behind = end
    return "".join((*parts, tex[behind:]))


def in_full(tex: str) -> str:
    r"""Return a formula whose units have their names instead of the abbreviations of siunitx: \kilo\joule for \kJ."""
    return with_units(tex, lambda part: _ABBREVIATION.sub(_name, part))


def as_said(tex: str) -> str:
    r"""Return a formula whose units in letters have their names, by which they are read aloud: {kJ/mol}, \pu{5 mL}."""
    tex = _WITH_LETTERS.sub(r"\\SI{\g<number>}{\g<unit>}", tex)
    return with_units(tex, lambda part: _IN_LETTERS.sub(lambda unit: _named(unit[0]), part))


def _named(unit: str) -> str:
    named = _LETTERS_ALONE.sub(_name, unit)
    is_known = len(_LETTERS_ALONE.findall(unit)) == unit.count("/") + 1
    return named.replace("/", r"\per") if is_known else unit


def _name(letters: re.Match[str]) -> str:
    prefix = letters["prefix"] and f"\\{_PREFIXES[letters['prefix']]}"
    return f"{prefix}\\{_UNITS[letters['unit']]}"


def _end_of_arguments(tex: str, start: int) -> int:
    """Return where the arguments of a command end: what stands in braces or brackets behind it."""
    end = start
    while found := _GROUP.match(tex, end):
        end = found.end()
        if found[0].endswith("{"):
            end = min(closing_brace(tex, end - 1) + 1, len(tex))
    return end
