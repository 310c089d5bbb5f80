"""Items to rows of Brightspace's CSV: one function a kind, each text through one place.

What is written is what D2L describes ("Import questions into the Question Library", article 27274 of its community,
and the sample file there): a row of five cells for each property, the word HTML behind a text that is HTML (behind the
reason of an option there is no cell for it), `regexp` behind an answer that is a pattern, and pictures as paths below
the course's own files. Grading is what D2L says of it ("Understanding grading options for question types").
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from html import escape, unescape
from typing import Any

from nasec_study.course.model import (
    Choice,
    Cloze,
    Essay,
    Item,
    LabelledPicture,
    Matching,
    Multi,
    Numeric,
    Ordering,
    Question,
    Term,
    TrueFalse,
)
from nasec_study.course.model.base import as_typed
from nasec_study.rendering.keyboard import ways_to_type
from nasec_study.rendering.locales import number_signs, number_text
from nasec_study.rendering.markup import gaps, html_of, to_plain
from nasec_study.rendering.units import with_unit
from nasec_study.sheets.lots import by_lot
from nasec_study.sheets.options import options_of
from nasec_study.targets._csv import is_taken_for_formula
from nasec_study.targets._spellings import gap_spellings, with_bare
from nasec_study.targets.lms._banks import asked_as
from nasec_study.targets.lms._texts import MAX_NAME, Texts, cut, file_name, inert, one_line, title_of

Row = Sequence[str]
# The cells of each row of the sample.
_WIDTH = 5
_PICTURE = re.compile(r'<img src="([^"]+)"[^>]*>')
# Difficulty is a number from 1 to 5.
_DIFFICULTIES: Mapping[str, str] = {"easy": "1", "medium": "3", "hard": "5"}
_HTML, _PATTERN = "HTML", "regexp"


def row(*cells: str) -> Row:
    """Return a row with the empty cells that it lacks."""
    return (*cells, *[""] * (_WIDTH - len(cells)))


def text(html: str) -> tuple[str, str]:
    """Return a text as a cell, and the word behind it: the one place through which each text goes that is not typed.

    No spreadsheet takes it for a formula.
    """
    shown = one_line(inert(html))
    return f"&#{ord(shown[0])};{shown[1:]}" if is_taken_for_formula(shown) else shown, _HTML


def folder_of(texts: Texts) -> str:
    """Return the folder of the course's pictures, below the files of a course in Brightspace."""
    return f"images/{texts.course.settings.name_of_whole}"


def question(texts: Texts, item: Item, points: Decimal) -> tuple[Row, ...]:
    """Return an item as rows, an empty one behind it."""
    kind, own = _WRITERS[asked_as(item)]
    settings = texts.course.settings
    asked = _asked(texts, item)
    shown = _PICTURE.findall(asked)
    if len(shown) == 1:
        asked = _PICTURE.sub("", asked).replace("<p></p>", "") or escape(title_of(item))
    feedback = texts.feedback(item)
    difficulty = _DIFFICULTIES.get(item.difficulty or "")
    return (
        row("NewQuestion", kind),
        row("ID", f"{settings.code}-{item.id}"),
        row("Title", cut(f"{item.id}: {title_of(item)}", MAX_NAME)),
        row("QuestionText", *text(asked)),
        row("Points", f"{points:f}"),
        *([row("Difficulty", difficulty)] if difficulty else []),
        *([row("Image", f"{folder_of(texts)}/{file_name(unescape(shown[0]))}")] if len(shown) == 1 else []),
        *own(texts, item, points),
        *([row("Feedback", *text(feedback))] if feedback else []),
        row(),
    )


def pictures_of(texts: Texts, item: Item) -> dict[str, bytes]:
    """Return the pictures of an item's question, by their names below the folder of the course's pictures."""
    shown = texts.pictures(_asked(texts, item))
    return {file_name(address): content for address, content in shown.items()}


def has_picture_in_text(rows: Sequence[Row]) -> bool:
    """Tell whether a question shows a picture within a text, for which there is no row."""
    return any("<img " in cell for cells in rows for cell in cells)


def is_pattern(cells: Row) -> bool:
    """Tell whether a row is an answer to compare as a regular expression."""
    return cells[0] == "Answer" and cells[3] == _PATTERN


def _asked(texts: Texts, item: Item) -> str:
    return texts.stimulus(item) + texts.question(item, lambda *_: "_____")


def _select(_texts: Texts, item: Choice, _points: Decimal) -> Iterator[Row]:
    for option in options_of(item, "brightspace"):
        yield _option("100" if option.right else "0", option.text, option.why)


def _select_several(_texts: Texts, item: Multi, _points: Decimal) -> Iterator[Row]:
    # By what D2L says of its other gradings, wrong options left unmarked count, too: an empty answer would earn some.
    yield row("Scoring", "AllOrNothing")
    for option in options_of(item, "brightspace"):
        yield _option("1" if option.right else "0", option.text, option.why)


def _option(weight: str, shown: str, why: str) -> Row:
    reason = to_plain(why)
    # A blank keeps spreadsheets from taking it for a formula.
    return row("Option", weight, *text(html_of(shown)), f" {reason}" if is_taken_for_formula(reason) else reason)


def _true_false(_texts: Texts, item: TrueFalse, _points: Decimal) -> Iterator[Row]:
    for word in ("true", "false"):
        yield row(word.upper(), "100" if word == item.answer else "0")


def _typed(texts: Texts, item: Term | Question, _points: Decimal) -> Iterator[Row]:
    return _answers(with_bare(item, texts.language))


def _cloze(texts: Texts, item: Cloze, _points: Decimal) -> Iterator[Row]:
    return _answers(tuple(way for gap in gaps(item.text) for way in gap_spellings(item, gap, texts.language)))


def _numeric(texts: Texts, item: Numeric, _points: Decimal) -> Iterator[Row]:
    language = texts.language
    figures = (number_text(item.value, language), as_typed(item.value), f"{item.value:f}")
    ways = (*figures, *(with_unit(figure, item.unit, language) for figure in figures)) if item.unit else figures
    groups = number_signs(language)[1]
    return _answers(tuple(dict.fromkeys(way for figure in ways for way in ways_to_type(figure, groups))))


def _answers(spellings: Sequence[str]) -> Iterator[Row]:
    """Yield all that is right when it is typed; as a pattern what a spreadsheet would take for a formula."""
    yield row("InputBox", "1", "40")
    for answer in spellings:
        pattern = is_taken_for_formula(answer)
        yield row("Answer", "100", *((f"^{re.escape(answer)}$", _PATTERN) if pattern else (answer,)))


def _match(texts: Texts, item: Matching | LabelledPicture, _points: Decimal) -> Iterator[Row]:
    # A student assigns one of the choices to each match.
    premises, responses = texts.matches(item)
    names = [(item.first_id, str(number)) for number in range(len(responses))]
    lot = by_lot(names, len(premises) if len(names) > 1 else 0, "brightspace")
    yield _shared(texts)
    yield from (row("Choice", str(place), *text(responses[number].html)) for place, number in enumerate(lot, start=1))
    for number, premise in enumerate(premises):
        yield row("Match", str(lot.index(number) + 1), *text(premise))


def _order(texts: Texts, item: Ordering, _points: Decimal) -> Iterator[Row]:
    yield _shared(texts)
    yield from (row("Item", *text(html_of(step.text))) for step in item.steps)


def _shared(texts: Texts) -> Row:
    return row("Scoring", "EquallyWeighted" if texts.gives_partial_credit else "AllOrNothing")


def _write(texts: Texts, item: Question | Essay, points: Decimal) -> Iterator[Row]:
    yield row("AnswerKey", *text(texts.model_answer(item, points)))


_WRITERS: Mapping[str, tuple[str, Callable[[Texts, Any, Decimal], Iterator[Row]]]] = {
    "term": ("SA", _typed),
    "cloze": ("SA", _cloze),
    "choice": ("MC", _select),
    "multi": ("MS", _select_several),
    "true-false": ("TF", _true_false),
    "numeric": ("SA", _numeric),
    "matching": ("M", _match),
    "ordering": ("O", _order),
    "picture": ("M", _match),
    "essay": ("WR", _write),
}
