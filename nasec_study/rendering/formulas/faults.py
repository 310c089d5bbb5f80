"""What is wrong in a formula: what mathra or MathJax cannot read, or what would change other formulas."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from nasec_study.course.wording.names import suggestion
from nasec_study.rendering.formulas.chemistry import without_chemistry
from nasec_study.rendering.formulas.commands import COMMANDS, ENVIRONMENTS, MEANT
from nasec_study.rendering.formulas.quantities import with_units
from nasec_study.rendering.formulas.reading import as_read, rendered

_COLUMN = re.compile(r"column (\d+): (.*)")
# Macros hold for all that MathJax sets after them: for the next card, too.
_DEFINES = re.compile(
    r"\\(?:(?:re)?new(?:command|environment)|providecommand|[gex]?def|let"
    r"|DeclareMathOperator|DeclarePairedDelimiter\w*|require)(?![A-Za-z])"
)
_WITHIN = re.compile(r"(?<!\\)\\[()\[\]]")
_COMMAND = re.compile(r"\\(?:(?P<is>begin|end)\s*\{(?P<environment>[^{}]*)\}|(?P<name>[A-Za-z]+))")
_ESCAPED = re.compile(r"\\[^A-Za-z]")
_SIGNS: Mapping[str, str] = {"%": "begins a comment in TeX", "#": "stands for an argument in TeX"}
_UNIT_HINT = r"name it as siunitx does, \kilo\joule\per\mole, or write its letters, {kJ/mol}"


class TexFault(NamedTuple):
    """What is wrong in a formula, what would be right, and at which character from 0."""

    message: str
    hint: str
    at: int


def fault_of(tex: str) -> TexFault | None:
    """Return the first fault of a formula; None if every target shows it whole."""
    return next(_faults(tex), None)


def _faults(tex: str) -> Iterator[TexFault]:
    if found := _WITHIN.search(tex):
        yield TexFault("another formula begins or ends inside it", r"end each formula with \) or \]", found.start())
    if found := _DEFINES.search(tex):
        hint = "write out what it stands for"
        yield TexFault(f"'{found[0]}' would change the formulas of other cards, too", hint, found.start())
    yield from _unknown(tex)
    plain = _ESCAPED.sub("  ", tex)
    for sign, meaning in _SIGNS.items():
        # In chemistry, # is a triple bond.
        if (at := (without_chemistry(plain) if sign == "#" else plain).find(sign)) >= 0:
            yield TexFault(f"'{sign}' {meaning}", rf"write \{sign} for the sign", at)
    if "&" in plain and r"\begin" not in tex:
        yield TexFault("'&' separates columns, but there is no table", r"write \& for the sign", plain.index("&"))
    try:
        made = rendered(tex)
    except ValueError as error:
        yield TexFault(str(error), "correct the formula", 0)
        return
    for warning in made["warnings"]:
        yield _warned(str(warning["description"]), tex)
    if "<use" not in made["svg"] and "<rect" not in made["svg"]:
        yield TexFault("nothing would be seen", "write what is to be shown", 0)


def _warned(description: str, tex: str) -> TexFault:
    """Return a warning of mathra's on a formula as a fault: what follows a semicolon tells how it goes on.

    Its place is known if the formula is drawn as it is written, up to there or from there on; else it is the beginning.
    """
    placed = _COLUMN.match(description)
    at, message = (int(placed[1]) - 1, placed[2]) if placed else (0, description)
    read = as_read(tex)
    if tex.endswith(read[at:]):
        at += len(tex) - len(read)
    elif not tex.startswith(read[:at]):
        at = 0
    hint = _UNIT_HINT if message.startswith("unsupported unit") else "correct the formula"
    return TexFault(message.partition(";")[0].strip(), hint, at)


def _unknown(tex: str) -> Iterator[TexFault]:
    """Yield what is no command, or no environment, that is known wherever formulas are shown."""
    for found in _COMMAND.finditer(with_units(tex, lambda part: " " * len(part))):
        name, known = (found["name"], COMMANDS) if found["name"] else (found["environment"], ENVIRONMENTS)
        if name not in known:
            hint = MEANT.get(name) or suggestion(found[0], [found[0].replace(name, other) for other in known])
            hint = hint or "write it in other commands, or show it by a picture in media/"
            yield TexFault(f"'{found[0]}' is not a known command", hint, found.start())
