"""What a format does not carry as the author wrote it: said once a build, and whole in a file beside the packages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from nasec_study.course.model import Cloze, Course, Item, Question
from nasec_study.foundation.problems import counted, few_of
from nasec_study.history.ledger import Ledger
from nasec_study.rendering.markup import formulas, gaps
from nasec_study.targets._contract import Output, Plan, text_output
from nasec_study.targets.lms._texts import texts_of

# So many ids are named on the terminal; the file names all.
MAX_NAMED = 5


class Change(NamedTuple):
    """What becomes of some items: why they are left out, or how they are changed, and their ids."""

    words: str
    ids: tuple[str, ...]
    left_out: bool = False

    def line(self, format_name: str, most: int) -> str:
        """Return it as a line that names so many ids at most."""
        verb = "left out" if self.left_out else "changed"
        return f"{format_name}: {counted(len(self.ids), 'item')} {verb}: {self.words} ({few_of(self.ids, most)})"


def plan_of(
    format_name: str, changes: Callable[[], tuple[Change, ...]], outputs: Callable[[frozenset[str]], Iterator[Output]]
) -> Plan:
    """Return the plan of a format, which keeps no history: its outputs and its changes, which are looked for once.

    `outputs` is called with the ids of the items that are left out.
    """
    known = cache(changes)

    def with_changes(_: Ledger) -> Iterator[Output]:
        yield from outputs(_left_out(known()))
        yield from _file_of(format_name, known())

    return Plan(with_changes, notices=lambda: _notices_of(format_name, known()))


def changes_of(
    course: Course,
    skips: Mapping[str, str],
    changes: Mapping[str, str],
    single: Iterable[Change],
    *,
    sets_formulas: bool = True,
) -> tuple[Change, ...]:
    """Return what a format leaves out or changes: by kinds (`skips`, `changes`), for `single` items, and in formulas.

    What is left out is not changed besides. Formulas are plain text where the platform does not set them.
    """
    items, single = course.taught, (*single, *_in_formulas(course, sets_formulas=sets_formulas))
    gone = [Change(why, _of(items, kind), left_out=True) for kind, why in skips.items()]
    gone += [change for change in single if change.left_out]
    missing = _left_out(gone)
    kept = [Change(f"{kind}: {how}", _of(items, kind)) for kind, how in changes.items()]
    kept += [change for change in single if not change.left_out]
    kept = [change._replace(ids=tuple(name for name in change.ids if name not in missing)) for change in kept]
    return tuple(change for change in (*gone, *kept) if change.ids)


def _left_out(changes: Iterable[Change]) -> frozenset[str]:
    """Return the ids of the items that are left out."""
    return frozenset(name for change in changes if change.left_out for name in change.ids)


def _of(items: Iterable[Item], kind: str) -> tuple[str, ...]:
    # A question whose answer is typed is carried as it is.
    return tuple(item.id for item in items if item.type == kind and not (isinstance(item, Question) and item.is_typed))


def _in_formulas(course: Course, *, sets_formulas: bool) -> Iterator[Change]:
    """Yield the changes that formulas undergo on a platform, which sets them itself or shows them as plain text."""
    items = course.taught
    found = {item.id: [tex for text in texts_of(item, course) for tex in formulas(text)] for item in items}
    split = (item.id for item in items if isinstance(item, Cloze) and any(gap.is_tex for gap in gaps(item.text)))
    held = tuple(name for name in found if found[name])
    if sets_formulas:
        yield Change(r"formulas are TeX in \( \), which MathJax renders on the platform", held)
        yield Change(
            r"\ce needs MathJax's extension mhchem on the platform",
            tuple(name for name, those in found.items() if any(r"\ce" in tex for tex in those)),
        )
    else:
        yield Change("formulas are plain text", held)
    yield Change("a part of a formula is asked after it", tuple(split))


def _notices_of(format_name: str, changes: Iterable[Change]) -> Iterator[str]:
    """Yield a line for each change, with the first of its ids."""
    for change in changes:
        rest = f"; all: {format_name}/changes.txt" if len(change.ids) > MAX_NAMED else ""
        yield f"{change.line(format_name, MAX_NAMED)}{rest}"


def _file_of(format_name: str, changes: Iterable[Change]) -> Iterator[Output]:
    """Yield the file that names every item of every change, where there is any."""
    lines = [change.line(format_name, len(change.ids)) for change in changes]
    if lines:
        yield text_output(f"{format_name}/changes.txt", "\n\n".join(lines) + "\n")
