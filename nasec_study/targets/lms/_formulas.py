"""What becomes of formulas on a platform, which sets them itself."""

from collections.abc import Iterable, Iterator

from nasec_study.checks.shown import texts
from nasec_study.course.model import Cloze, Course, Item
from nasec_study.rendering.markup import formulas, gaps
from nasec_study.targets.lms._changes import Change


def formula_changes(course: Course, items: Iterable[Item]) -> Iterator[Change]:
    """Yield the changes that formulas undergo on a platform."""
    found = {item.id: _formulas(course, item) for item in items}
    split = [item.id for item in items if isinstance(item, Cloze) and any(gap.is_tex for gap in gaps(item.text))]
    yield Change(
        r"formulas are TeX in \( \), which MathJax renders on the platform",
        tuple(name for name in found if found[name]),
    )
    yield Change(
        r"\ce needs MathJax's extension mhchem on the platform",
        tuple(name for name, those in found.items() if any(r"\ce" in tex for tex in those)),
    )
    yield Change("a part of a formula is asked after it", tuple(split))


def _formulas(course: Course, item: Item) -> tuple[str, ...]:
    """Return the formulas of an item and of the stimulus on which it stands."""
    things = (item, course.stimulus(item.stimulus or ""))
    return tuple(tex for thing in things if thing for _, text in texts(thing) for tex in formulas(text))
