"""Slips in YAML: what the parser stumbled over, in an author's words, and how to write what was meant."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # libyaml's, missing in the stubs

from nasec_study.course.writing import quoted
from nasec_study.foundation.problems import Problem, Where, brief

_LINE_END = re.compile(r"\r\n|\r|\n")
# A value, behind a key or the sign of an entry, that begins with a sign of YAML's own.
_SIGN = re.compile(r"""\s*(?:(?:-\s+)*[\w-]+:\s+(?=[-*&!>|%@`?:"'{\[])|-\s+(?=[*&!>|%@`?"'{\[]))(?P<value>.*\S)""")
# The same within brackets or braces.
_SIGN_WITHIN = re.compile(r"(?:[\[{,]|[\w-]:)\s*(?P<value>[*&!|>%@`][^,\[\]{}\"']{0,300}(?<!\s))\s*(?=[,\]}])")
_COLON = re.compile(r"\s*(?:-\s+)*[\w-]+:\s+(?P<value>[^\s\"'\[{#].*:\s(?:.*\S)?)")
_KEY = re.compile(r"(?P<indent> *)(?P<hyphen>(?:- +)*)(?P<key>[\w-]+):(?:\s|$)")
# Lines in which a sign of YAML's is missing, or is another: `at` which place, what is wrong, and what would be right.
_SIGNS_WRONG = (
    (
        re.compile(r"\s*(?P<at>[*•–—])\s+(?P<value>\w.*)$"),
        "an entry begins with a hyphen, not with {at}",
        "write `- {value}`",
    ),
    (
        re.compile(r"\s*(?:-\s+)*(?P<at>(?P<key>[a-z]+))\s*=\s*(?P<value>.*)$"),
        "a key ends with a colon",
        "write `{key}: {value}`",
    ),
    (
        re.compile(r"\s*(?:-\s+)*(?P<key>[a-z]+):(?P<at>(?P<value>[^\s/:][^:]*))$"),
        "there is no space after '{key}:'",
        "write `{key}: {value}`",
    ),
    (re.compile(r"\s*(?P<at>-)(?P<value>[a-z]+:\s.*)$"), "there is no space after the hyphen", "write `- {value}`"),
)
# Where YAML wants a plain space or colon, those that look like them: of web pages, word processors and wide letters.
_SPACES = "\u00a0\u2000-\u200b\u202f\u3000\ufeff"
_ALIKE = re.compile(rf"[ -]*(?:(?P<space>[{_SPACES}]+)|(?P<key>[\w-]+)(?P<colon>:[{_SPACES}]+|\uff1a[{_SPACES} ]*))")
_CLOSES = {"{": "}", "[": "]"}
# Commands that begin like the end of a line or a tab: in double quotes only their other letters would be left.
# Beside them what begins and ends a formula.
_CUT_COMMANDS = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?P<command>n(?:abla|e|eq|eg|exists|geq|i|leq|mid|ot|otin|u|ewline)"
    r"|r(?:angle|brace|ceil|floor|ho|ight|ightarrow|m)"
    r"|t(?:an|anh|au|ext|ext[a-z]{2}|frac|herefore|heta|ilde|imes|o|op|riangle))(?![A-Za-z])"
    r"|\$|\\\\[()\[\]]"
)
MAX_DEPTH = 16
# So many slips of one file are told at once.
MAX_SLIPS = 20


class _Slip(NamedTuple):
    """A slip in a text; and the text with its line as the hint says, where that mends it."""

    problem: Problem
    mended: str | None = None


def cut_command(written: str) -> str:
    """Return a command of TeX that double quotes would cut, as in "$\\theta$"; '' if there is none.

    Outside of a formula, the end of a line and a tab at its beginning may be meant: code stands so.
    """
    dollars, last = 0, ""
    last_dollar = written.rfind("$")
    for found in _CUT_COMMANDS.finditer(written):
        if not found["command"]:
            last = found[0][-1]
            dollars += last == "$"
            continue
        at = found.start("command") - 1
        is_formula = (dollars % 2 and last_dollar > at) or last in {"(", "["}
        is_in_line = found["command"][0] != "n" and at > 1 and not written.endswith((r"\n", r"\t"), 0, at)
        if is_formula or is_in_line:
            return found["command"]
    return ""


def too_deep(where: Where) -> Problem:
    """Return the problem of a structure that is nested too deep."""
    return Problem("E106", where, f"nested deeper than {MAX_DEPTH} levels", "flatten the structure")


def syntax_problems(error: yaml.YAMLError, text: str, path: str) -> tuple[list[Problem], str, bool]:
    """Return the problem of a text that is no YAML, and those of later lines that it hides; messages call it `path`.

    Behind them stands the text without those that can be mended, its lines the same, and whether that is YAML.
    """
    fault: yaml.YAMLError | None = error
    problems = list[Problem]()
    while fault is not None:
        problem, mended = _first_slip(fault, text, path)
        # What shows in the same line again, or above it, has the same cause.
        if problems and problem.where.line <= problems[-1].where.line:
            break
        problems.append(problem)
        if mended is None or len(problems) == MAX_SLIPS:
            break
        text = mended
        fault = _fault_of(text)
    return problems, text, fault is None


def _fault_of(text: str) -> yaml.YAMLError | None:
    """Return where libyaml stumbles in a text, if it does."""
    parser = CParser(text)
    try:
        while parser.get_event():
            pass
    except yaml.YAMLError as error:
        return error
    return None


def merge_conflict(lines: Sequence[str], path: str, hint: str) -> Problem | None:
    """Return the problem of a merge conflict left in a file, with a hint; None where there is none."""
    marked = next((number for number, line in enumerate(lines, start=1) if line.startswith("<<<<<<< ")), 0)
    return Problem("E112", Where(path, marked), "a merge conflict was left in the file", hint) if marked else None


def _first_slip(error: yaml.YAMLError, text: str, path: str) -> _Slip:  # noqa: PLR0911 - a slip each
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = _LINE_END.split(text)
    if line >= len(lines):
        # libyaml adds a line end to a file that has none.
        line, column = len(lines) - 1, len(lines[-1])
    if left := merge_conflict(lines, path, "keep one side and delete the markers"):
        return _Slip(left)
    place = Where(path, line + 1, column + 1)
    if "\t" in lines[line][: column + 1]:
        return _Slip(Problem("E113", place, "a tab is used where YAML needs spaces", "indent with spaces"))
    message = str(getattr(error, "problem", None) or error)
    if "nesting depth" in message:
        return _Slip(too_deep(place))
    if "escape" in message or "hexdecimal" in message:
        hint = "write it twice there, or put the text in single quotes"
        message = "a backslash in double quotes begins an escape that YAML does not know"
        return _Slip(Problem("E114", place, message, hint))
    context = getattr(error, "context_mark", None)
    near = dict.fromkeys((line, line - 1, context.line if context else line))
    slip = (
        _look_alike(error, lines, near, path)
        or _slip(lines, line, context.line if context else line, path)
        or _sign_within(lines, line, column, path)
    )
    if slip:
        return slip
    if spacing := _spacing(lines, line, path):
        return _Slip(spacing)
    return _Slip(Problem("E114", place, f"this is not YAML: {message}", _hint(message)))


def _sign_within(lines: list[str], line: int, column: int, path: str) -> _Slip | None:
    """Return the problem of a text within brackets, around a place, that begins with a sign that none begins with."""
    for within in _SIGN_WITHIN.finditer(lines[line]):
        if within.start("value") <= column <= within.end("value"):
            message = f"a text cannot begin with {within['value'][0]} in YAML"
            return _in_quotes(lines, line, within, within["value"], message, path)
    return None


def _look_alike(error: yaml.YAMLError, lines: list[str], numbers: Iterable[int], path: str) -> _Slip | None:
    """Return the problem of a sign by a key that looks like a space or a colon, and is neither to YAML."""
    for number in numbers:
        alike = _alike_in(lines, number, path)
        # In a text they are signs like others, and the fault stays without them.
        if alike and str(_fault_of(alike.mended or "")) != str(error):
            return alike
    return None


def _alike_in(lines: list[str], number: int, path: str) -> _Slip | None:
    """Return the problem of such a sign in a line, whether or not a key begins there."""
    found = _ALIKE.match(lines[number]) if 0 <= number < len(lines) else None
    if found is None:
        return None
    wrong = found["colon"].strip(": ")[:1] if found["key"] else found["space"][0]
    is_colon = wrong == "\uff1a"
    at = lines[number].index(wrong)
    what = "a colon of another script" if is_colon else "a character that only looks like a space"
    place = f"after '{found['key']}'" if found["key"] else "before a key"
    message = f"{what} (U+{ord(wrong):04X}) is {place}"
    hint = f"write `{found['key']}: ` with a plain colon and space" if found["key"] else "write plain spaces"
    plain = re.sub(f"[{_SPACES}]", " ", found[0]).replace("\uff1a", ": ") + lines[number][found.end() :]
    problem = Problem("E114", Where(path, number + 1, at + 1), message, hint)
    return _Slip(problem, "\n".join([*lines[:number], plain, *lines[number + 1 :]]))


def _slip(lines: list[str], line: int, before: int, path: str) -> _Slip | None:
    """Return the problem of a value that begins with a sign of YAML's own, in the line of the fault or where it began.

    Other faults of such lines are not told apart: to put the text in quotes mends them all.
    """
    if found := _COLON.match(lines[line]):
        return _in_quotes(lines, line, found, found["value"], "YAML reads a text with ': ' in it as a key", path)
    for number in dict.fromkeys((line, before)):
        found = _SIGN.match(lines[number]) if number < len(lines) else None
        if found is None:
            continue
        value = found["value"]
        sign = value[0]
        if sign in "\"'" and value.find(sign, 1) < 0:
            hint = f"close it with {sign}; or, if it is text, write {quoted(value)}"
            message = f"this quotation mark is never closed: {brief(value)}"
            return _Slip(Problem("E114", Where(path, number + 1, found.start("value") + 1), message, hint))
        if sign in "\"'":
            text = value[1:-1] if _wraps(sign, value) else value
            return _in_quotes(lines, number, found, text, "the text continues after its closing quotation mark", path)
        if sign in _CLOSES and (_CLOSES[sign] not in value or value.endswith(_CLOSES[sign])):
            continue
        return _in_quotes(lines, number, found, value, f"a text cannot begin with {sign} in YAML", path)
    return None


def _wraps(sign: str, value: str) -> bool:
    """Tell whether the marks around a value are YAML's, and others in it the text's: "Is it "x"?" or 'It's x.'."""
    second = value.index(sign, 1)
    closes = not value[second - 1].isspace() and (value[second + 1 : second + 2] or " ") in " .,;:!?)"
    return value.endswith(sign) and len(value) - 1 > second and not closes


def _in_quotes(lines: list[str], number: int, found: re.Match[str], text: str, message: str, path: str) -> _Slip:
    """Return the slip of a value that has to stand in quotes: a text, as it was meant."""
    start, end = found.span("value")
    problem = Problem("E114", Where(path, number + 1, start + 1), message, f"write {quoted(text)}")
    mended = lines[number][:start] + "'{}'".format(text.replace("'", "''")) + lines[number][end:]
    return _Slip(problem, "\n".join([*lines[:number], mended, *lines[number + 1 :]]))


def _spacing(lines: list[str], line: int, path: str) -> Problem | None:
    """Return the problem of a line that lacks a blank behind its colon or hyphen, or is indented by too few or many."""
    for number in (line, line - 1) if line else (line,):
        for pattern, message, hint in _SIGNS_WRONG:
            if found := pattern.match(lines[number]):
                said = {**found.groupdict(), "value": brief(found["value"])}
                where = Where(path, number + 1, found.start("at") + 1)
                return Problem("E114", where, message.format(**said), hint.format(**said))
    found = _KEY.match(lines[line])
    before = next((_KEY.match(lines[number]) for number in range(line - 1, -1, -1) if _KEY.match(lines[number])), None)
    if found and before and (own := len(found["indent"])) != (others := len(before["indent"]) + len(before["hyphen"])):
        message = f"'{found['key']}:' is indented by {own}, the key before it, '{before['key']}:', by {others}"
        return Problem(
            "E114", Where(path, line + 1, own + 1), message, "the keys of an item must be exactly below each other"
        )
    return None


def _hint(message: str) -> str:
    if "could not find expected ':'" in message:
        return "a key has no colon, or a text continues on the next line without '>-'"
    if "did not find expected ',' or '}'" in message or "did not find expected ',' or ']'" in message:
        return "close the bracket or brace; inside it, put texts with brackets, braces or commas in quotes"
    if "mapping values are not allowed" in message:
        return "a text with ': ' stands in quotes; if it has several lines, write `|` or `>-` behind its key instead"
    return "check the indentation and the quotes in this line and the one before"
