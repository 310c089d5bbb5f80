"""Whether a comma has cut an entry of a list in brackets in two."""

import re
from collections.abc import Iterator, Sequence

from nasec_study.course.marks import Steps
from nasec_study.course.model import Choice, Cloze, Course, Item, Multi, Question, Term
from nasec_study.course.writing import quoted
from nasec_study.foundation.problems import Problem, brief

# The rule by which entries that a comma has cut are named.
CUT = "E209"
_PARTNERS = {")": "(", "]": "[", "}": "{"}
# A comma that no space follows, and another number.
_AT_ONCE = re.compile(r",\d+\s*(?:[,\]]|$)")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_DECIMAL_COMMA = re.compile(r"\d,\d")


def cut_entries(course: Course) -> Iterator[Problem]:
    """Find entries that are parts of one, as in `[c(1, 2), 1:2]` and `[0,5]`: a comma ends an entry in brackets."""
    for item in course.items:
        for steps, entries in _lists(item):
            for first, last, between in _cut(course, item, steps, entries):
                whole = between.join(entries[first : last + 1])
                message = f"{item.type} item '{item.id}': a comma ends '{brief(entries[first])}' in '{steps[0]}'"
                hint = f"write {quoted(whole)}" + (
                    "" if between == ", " else "; or, for two entries, a space after the comma"
                )
                yield Problem(CUT, course.place(item).where(*steps, first), message, hint)


def _lists(item: Item) -> Iterator[tuple[Steps, tuple[str, ...]]]:
    """Yield the lists of texts that an item holds, each with the steps to it."""
    match item:
        case Multi():
            yield ("keys",), item.keys
            yield ("order",), item.order
        case Choice():
            yield ("order",), item.order
        case Term() | Question():
            yield ("accept",), item.accept
        case Cloze():
            yield from ((("accept", name), others) for name, others in item.accept.items())


def _cut(course: Course, item: Item, steps: Steps, entries: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last of entries that belong together, and what stood between them."""
    place = 0
    # Where an entry stands is asked only of one that may be a part: the text of its file is read for that.
    while place + 1 < len(entries):
        end = _end(entries, place)
        may_be_decimal = entries[place].isdecimal() and _may_be_decimal(item)
        behind = _behind(course, item, (*steps, place), entries[place]) if end or may_be_decimal else ""
        if end and behind.startswith(","):
            yield place, end, ", "
            place = end
        elif may_be_decimal and _AT_ONCE.match(behind):
            yield place, place + 1, ","
            place += 1
        place += 1


def _behind(course: Course, item: Item, steps: Steps, entry: str) -> str:
    """Return what stands in its line behind an entry that is written without quotes; '' for another."""
    source = course.place(item)
    content, start = source.text.content, source.start_of(*steps)
    rest = _REST_OF_LINE.match(content, start + len(entry)) if content.startswith(entry, start) else None
    return rest[0] if rest else ""


def _may_be_decimal(item: Item) -> bool:
    """Tell whether two whole numbers may be one: options are many numbers, [2,3,5], unless others have such a comma."""
    return not isinstance(item, Choice | Multi) or any(map(_DECIMAL_COMMA.search, item.options))


def _end(entries: Sequence[str], first: int) -> int | None:
    """Return the place of the entry that closes what the first one leaves open; None if it leaves nothing open."""
    still = _open(entries[first])
    for place in range(first + 1, len(entries) if still else 0):
        still = _open(entries[place], still)
        if not still:
            return place
    return None


def _open(text: str, before: str = "") -> str:
    """Return the brackets that are open behind a text; '' also where it closes one that was never open."""
    still = before
    for sign in text:
        if sign in "([{":
            still += sign
        elif sign in _PARTNERS:
            if not still.endswith(_PARTNERS[sign]):
                return ""
            still = still[:-1]
    return still


CHECKS = (cut_entries,)
