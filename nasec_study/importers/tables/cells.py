"""Cells of a workbook as a spreadsheet shows them: it keeps 50% as 0.5, and 007 as 7."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from nasec_study.importers.shared.signs import shifted

_MAX_CELL = 20_000
# Of a format (ECMA-376 part 1, 18.8.31): what holds for positive numbers, without colors, conditions and languages.
_FIRST = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])*')
_CURRENCY = re.compile(r"\[\$(?P<sign>[^\]-]*)(?:-[^\]]*)?\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
# Text, room that is left free or filled, and signs, of which those of digits have no text of their own.
_PIECE = re.compile(r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|[_*].|(?P<sign>.)')
_DIGITS = frozenset("#0?.,E+/")
_PLACES = re.compile(r"[0#]{2,}")
# A sign of a text by its number (ECMA-376 part 1, 22.9.2.19).
_NUMBERED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shown(cell: Any) -> str:
    """Return the text of a cell of openpyxl's: numbers with all their digits, dates as 1994-01-01."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, cell.number_format)
    return (_moment(value) or _text(value)).strip()[:_MAX_CELL]


def holds_emphasis(cell: Any) -> bool:
    """Tell whether words of a cell of openpyxl's are set in italics or bold, other than those of the cell around it."""
    parts = cell.value if isinstance(cell.value, list) else []
    fonts = [part.font for part in parts if hasattr(part, "font")]
    return any((font.i or font.b) and not font.vertAlign for font in fonts)


def _text(value: object) -> str:
    """Return a text, or the parts of one that is formatted, in the signs that are shown."""
    parts = value if isinstance(value, list) else [value]
    return "".join(map(_part, parts)).replace("\r\n", "\n").replace("\r", "\n")


def _part(part: Any) -> str:
    text = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), str(part))
    match part.font.vertAlign if hasattr(part, "font") else None:
        case "superscript":
            return shifted(text, is_raised=True) or f"^{text}"
        case "subscript":
            return shifted(text, is_raised=False) or f"_{text}"
    return text


def _moment(value: object) -> str:
    """Return a date, a time of the day or a span of hours; nothing for what is none."""
    if isinstance(value, timedelta):
        minutes = abs(value) // timedelta(minutes=1)
        return f"{'-' if value < timedelta() else ''}{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, datetime):
        clock = _moment(value.time())
        return value.date().isoformat() if clock == "00:00" else f"{value.date().isoformat()} {clock}"
    return value.isoformat() if isinstance(value, date) else ""


def _number(value: float, form: str) -> str:
    """Return a number with the zeros, the percent sign, the currency or the unit that its format adds."""
    first = _FIRST.match(form)
    section = "" if first is None or form == "General" else first[0]
    section = _BRACKETS.sub("", _CURRENCY.sub(r'"\g<sign>"', section))
    pieces = [_sign(piece) for piece in _PIECE.finditer(section)]
    places = [place for place, (_, is_digit) in enumerate(pieces) if is_digit]
    if not places:
        pieces, places = [("", True)], [0]
    before, behind = _words(pieces[: places[0]]), _words(pieces[places[-1] + 1 :])
    held = pieces[places[0] : places[-1] + 1]
    signs = "".join(sign for sign, is_digit in held if is_digit)
    # Each comma behind the digits leaves out three of them (18.8.31).
    scale = 1000 ** (len(signs) - len(signs.rstrip(",")))
    shown = abs(value) / scale if scale > 1 else abs(value)
    digits = _digits(shown * 100 if "%" in before + behind else shown)
    if _PLACES.fullmatch(signs) and digits.isdigit():
        digits = _filled(digits, held)
    return f"{'-' if value < 0 else ''}{before}{digits}{behind}".strip()


def _sign(piece: re.Match[str]) -> tuple[str, bool]:
    """Return what a piece of a format shows, and whether it is the sign of a digit."""
    sign = piece["sign"] or ""
    return piece["text"] or piece["escaped"] or sign, bool(sign) and sign in _DIGITS


def _words(pieces: Sequence[tuple[str, bool]]) -> str:
    return "".join(sign for sign, _ in pieces)


def _filled(digits: str, form: Sequence[tuple[str, bool]]) -> str:
    """Return a whole number in the places of a format, 007 and 555-1234; what has no place stands before them."""
    left, made = list(digits), ""
    for sign, is_digit in reversed(form):
        made = (sign if not is_digit else left.pop() if left else "0" if sign == "0" else "") + made
    return "".join(left) + made


def _digits(value: float) -> str:
    """Return a number in as many digits as a spreadsheet keeps, large and small ones with a power of ten."""
    if isinstance(value, int):
        return f"{value}"
    form = "f" if 1e-4 <= value < 1e15 or not value else ""  # noqa: PLR2004 - as `:g` has it
    return f"{Decimal(f'{value:.15g}').normalize():{form}}"
