"""How the tasks of a sheet are laid out."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil

from nasec_study.course.model import (
    Choice,
    Cloze,
    Course,
    Essay,
    Matching,
    Multi,
    Question,
    Stimulus,
    Term,
)
from nasec_study.course.vocabulary import Density
from nasec_study.rendering.asked import answers
from nasec_study.rendering.letters import room_of, unbroken
from nasec_study.rendering.markup import pictures, to_html, to_plain
from nasec_study.sheets.options import Option
from nasec_study.sheets.plan import TERMS, Part, Sheet, Task, group_of
from nasec_study.sheets.sizes import listed
from nasec_study.targets._context import asks_by_name, context_of

# Options of up to so many characters stand four, or two, beside each other.
_FOUR_COLUMNS = 11
_TWO_COLUMNS = 30
_MIN_BANK = 2
_MANY_OPTIONS = 6
# So many letters stand in a line of two columns; what stands before a premise and a response is as wide as so many.
_BESIDE_EACH_OTHER, _BLANK, _LETTER = 66, 6, 4
# A column beside another takes so many percent of the width at least.
_NARROWEST = 32
# An essay has a line a point within these bounds; a short answer one less than it has points.
_ESSAY_LINES = 8
_MAX_LINES = 20
_ANSWER_LINES = 6


@dataclass(frozen=True)
class Block:
    """Tasks that are printed together: on one stimulus, or terms to match with their definitions."""

    tasks: tuple[Task, ...]
    stimulus: Stimulus | None = None
    definitions: tuple[Option, ...] = ()


def blocks_of(course: Course, part: Part) -> Iterator[Block]:
    """Yield a part's tasks in blocks, in order."""
    for name, members in groupby(part.tasks, key=lambda task: group_of(task.item)):
        tasks = tuple(members)
        if name == TERMS:
            yield Block(tasks, definitions=tasks[0].options)
        else:
            yield Block(tasks, course.stimulus_of(tasks[0].item))


def word_bank(part: Part, language: str) -> tuple[str, ...]:
    """Return the words for the gaps of a part, each once, by the alphabet of a language; none if there is only one."""
    written = _answers_in_gaps(part)
    words = [*dict.fromkeys(map(to_plain, written))]
    decoys = part.decoys if words else ()
    words += [word for word in map(to_plain, decoys) if word not in words]
    shown = {to_plain(text): to_html(text) for text in (*decoys, *written)}
    return tuple(shown[word] for word in listed(words, language)) if len(words) >= _MIN_BANK else ()


def needs_words_again(part: Part) -> bool:
    """Tell whether a word of a part's word bank fills several of its gaps."""
    words = [*map(to_plain, _answers_in_gaps(part))]
    return len(set(words)) < len(words)


def _answers_in_gaps(part: Part) -> list[str]:
    return [answer for task in part.tasks if isinstance(task.item, Cloze) for answer in answers(task.item)]


def columns(task: Task) -> int:
    """Return in how many columns a task's options stand: 1, 2 or 4."""
    if any(pictures(option.text) for option in task.options):
        return 2
    longest = max((room_of(to_plain(option.text)) for option in task.options), default=0)
    if not isinstance(task.item, Choice | Multi) or longest > _TWO_COLUMNS:
        return 1
    return 4 if longest <= _FOUR_COLUMNS and len(task.options) % 4 == 0 else 2


def first_of_kind(sheet: Sheet) -> frozenset[int]:
    """Return the numbers of the tasks that are the first of their kind in a part: they say how such are answered."""
    first: dict[tuple[int, str], int] = {}
    for part in sheet.parts:
        for task in part.tasks:
            first.setdefault((part.number, task.item.type), task.number)
    return frozenset(first.values())


def premises_width(item: Matching) -> int:
    """Return how much of the width premises take beside their responses, in percent: by the longest of both.

    No word is broken where there is room for all.
    """
    premises, responses = [pair.premise for pair in item.pairs], item.options
    left, right = (_longest(texts, str.splitlines) for texts in (premises, responses))
    wanted = round(100 * (left + _BLANK) / (left + _BLANK + right + _LETTER))
    least, most = (
        ceil(100 * (_longest(texts, unbroken) + before) / _BESIDE_EACH_OTHER)
        for texts, before in ((premises, _BLANK), (responses, _LETTER))
    )
    width = min(max(wanted, _NARROWEST), 100 - _NARROWEST)
    return min(max(width, least), 100 - most) if least + most <= 100 else width  # noqa: PLR2004 - percent


def _longest(texts: Iterable[str], parts: Callable[[str], list[str]]) -> int:
    return max(room_of(part) for text in texts for part in parts(to_plain(text)))


def runs_on(task: Task, density: Density) -> bool:
    """Return whether a task may break over pages: an essay, and on compact sheets a list of many options."""
    if isinstance(task.item, Choice | Multi):
        return density == "compact" and len(task.options) >= _MANY_OPTIONS and columns(task) == 1
    return isinstance(task.item, Essay)


def blank_of(part: Part) -> str:
    """Return the width in em of every blank of a part: that of its longest answer, so that widths tell nothing."""
    lengths = [room_of(to_plain(answer)) for answer in _answers_in_gaps(part)]
    return f"{min(18, max(6, 0.9 * max(lengths, default=0))):.1f}"


def answer_lines(task: Task, *, filled: Task | None = None) -> int:
    """Return how many ruled lines a written answer to a task wants; one that is `filled` has the page's rest, too."""
    match task.item:
        case Essay(lines=lines):
            usual = _ESSAY_LINES if task is filled else min(_MAX_LINES, max(_ESSAY_LINES, ceil(task.points)))
            return lines or usual
        case Question(lines=lines):
            return lines or min(_ANSWER_LINES, max(2, ceil(task.points) - 1))
        case Term():
            return 2
        case _:
            return 0


def fills(sheet: Sheet) -> bool:
    """Tell whether lines fill the rest of a sheet's last page: where it ends with a written answer."""
    return isinstance(sheet.tasks[-1].item, Essay)


def leads_of(course: Course, sheet: Sheet) -> dict[str, str]:
    """Return, by the ids of items, the name of the reading to print before a question that does not name it.

    There is none on a sheet whose items all cite the same reading.
    """
    items = [task.item for task in sheet.tasks]
    if len({name for item in items for name in item.cited_readings}) < 2:  # noqa: PLR2004 - one
        return {}
    readings = [(item, course.reading(context_of(course, item))) for item in items]
    return {item.id: found.cite for item, found in readings if found and not asks_by_name(item, found.cite)}
