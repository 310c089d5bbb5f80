"""Answers in the cells of a table: which options they name, several with bars between them, pairs with an arrow.

An answer names the texts of options, or the letters or figures of their places.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nasec_study.course.model.kinds.base import as_it_is_typed
from nasec_study.importers.shared.bank import NoItem
from nasec_study.importers.shared.numbers import FULL
from nasec_study.importers.shared.options import Option
from nasec_study.importers.shared.texts import Texts
from nasec_study.importers.tables.columns import option_named

_BAR = " | "
_ARROW = " → "
# What stands between the options of a cell, the surest first.
_BETWEEN = (_BAR, "|", "\n", ";", ",")
_PLACE = re.compile(r"[A-Ha-h]|\d")
_LETTERED = re.compile(r"\(?(?P<letter>[A-Ha-h])[.):]\s*(?P<text>\S.*)", re.DOTALL)


class Reading(NamedTuple):
    """How the answers of a table are read.

    `sign` divides the options of a cell. Of an answer that is both the text of an option and a place, `are_places`
    says which is meant. `first` is the figure of the first option.
    """

    sign: str = _BAR
    are_places: bool = False
    first: int = 1


def reading_of(rows: Sequence[Mapping[str, str]], *, is_index: bool) -> Reading:
    """Return how answers are read by all rows of a table; the head of an index says that it counts from 0."""
    cells = [row["options"] for row in rows if row.get("options")]
    sign = next((sign for sign in _BETWEEN if cells and all(sign in cell for cell in cells)), _BAR)
    asked = [(offered, row["answer"]) for row in rows if row.get("answer") and (offered := options_in(row, sign))]
    read = [(offered, _places(answer), bool(_named(offered.values(), answer, sign))) for offered, answer in asked]
    only_places = [(offered, places) for offered, places, is_text in read if places and not is_text]
    only_texts = [offered for offered, places, is_text in read if is_text and not places]
    figures = [int(place) for _, places in only_places for place in places if place.isdigit()]
    is_last = any(str(len(offered)) in places for offered, places in only_places)
    first = 0 if 0 in figures or (is_index and not is_last) else 1
    return Reading(sign, len(only_places) > len(only_texts), first)


def options_in(row: Mapping[str, str], sign: str) -> dict[int, str]:
    """Return the options of a row by their places: each in its column, or all of them in one cell."""
    columns = {int(head.split()[1]): cell for head, cell in row.items() if head.startswith(("option ", "wrong "))}
    return columns or dict(enumerate(_parts(row.get("options", ""), sign), start=1))


def right_options(texts: Texts, row: Mapping[str, str], reading: Reading) -> list[Option]:
    """Return the options of a row, and whether they are right. Raises NoItem where that is not understood."""
    offered = options_in(row, reading.sign)
    options, answer = list(offered.values()), row.get("answer", "")
    if (
        answer
        and any(head.startswith("wrong ") for head in row)
        and not any(head.startswith("option ") for head in row)
    ):
        return [Option(texts.plain(answer), FULL), *(Option(texts.plain(one), 0) for one in options)]
    if not answer:
        raise NoItem("nothing says which of its options is right")
    right = _named(options, answer, reading.sign)
    placed = {offered[place] for place in _counted(answer, reading.first) if place in offered}
    if right and placed and placed != right:
        if reading.are_places:
            right = placed
        what = "place" if reading.are_places else "text"
        other = "text" if reading.are_places else "place"
        texts.change(f"'{answer}' is taken for the {what} of an option, not for its {other}")
    right = right or placed or _lettered(offered, answer)
    if not right:
        raise NoItem(f"its right answer '{answer[:40]}' is neither one of its options nor the letter of one")
    return [Option(texts.plain(option), option in right) for option in options]


def typed_answers(answer: str, reading: Reading) -> list[str]:
    """Return the answers of a cell, each of which is right when it is typed."""
    return _parts(answer, "|" if reading.sign == "|" else _BAR)


def _parts(cell: str, sign: str) -> list[str]:
    parts = split_at_bars(cell) if sign == _BAR else cell.split(sign)
    return [part.strip() for part in parts if part.strip()]


def _named(options: Iterable[str], answer: str, sign: str) -> set[str]:
    """Return the options whose texts an answer consists of; True and False by their first letters, too."""
    known: dict[str, str] = {}
    # Letter for letter first: Aa is not aa. The letter of a place is no text in other capitals.
    for alike in (str,) if _places(answer) else (str, as_it_is_typed):
        known = {alike(option): option for option in options}
        for parts in ([answer], *(_parts(answer, one) for one in dict.fromkeys((sign, *_BETWEEN)) if one in answer)):
            if all(alike(part) in known for part in parts):
                return {known[alike(part)] for part in parts}
    if {one.casefold() for one in known} == {"true", "false"} and answer.casefold() in {"t", "f"}:
        return {option for option in known.values() if option[0].casefold() == answer.casefold()}
    return set()


def _places(answer: str) -> list[str]:
    """Return the letters or figures that an answer consists of, some of which the heads of columns may be."""
    parts = [option_named(part) or part for part in re.split(r"[,;|\n]+|\s+and\s+", answer.strip()) if part.strip()]
    if len(parts) == 1 and not _PLACE.fullmatch(parts[0]):
        parts = parts[0].split()
    places = [part.strip() for part in parts]
    return places if places and all(_PLACE.fullmatch(place) for place in places) else []


def _counted(answer: str, first: int) -> list[int]:
    return [
        int(place) + 1 - first if place.isdigit() else ord(place.lower()) - ord("a") + 1 for place in _places(answer)
    ]


def _lettered(offered: Mapping[int, str], answer: str) -> set[str]:
    """Return the option whose letter and text an answer consists of, as in `B. Rome`."""
    found = _LETTERED.fullmatch(answer)
    option = offered.get(ord(found["letter"].lower()) - ord("a") + 1, "") if found else ""
    return {option} if found and option and as_it_is_typed(option) == as_it_is_typed(found["text"]) else set()


def split_at_bars(cell: str) -> list[str]:
    """Return the texts of a cell that stand between bars; a bar in brackets, as in P(A | B), parts none."""
    parts, depth = list[str](), 0
    for part in cell.split(_BAR):
        if depth > 0:
            parts[-1] += f"{_BAR}{part}"
        else:
            parts.append(part)
            depth = 0
        depth += sum((sign in "([{") - (sign in ")]}") for sign in part)
    return [part for part in (cell.split(_BAR) if depth > 0 else parts) if part]


def split_at_arrows(text: str) -> list[tuple[str, str]]:
    """Return a text in two at each of its arrows; behind its end, where it has none."""
    parts = text.split(_ARROW)
    places = range(1, max(2, len(parts)))
    return [(_ARROW.join(parts[:place]), _ARROW.join(parts[place:])) for place in places]
