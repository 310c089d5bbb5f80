"""Names that should be those of something in the course, and of one thing alone."""

from collections.abc import Iterable, Iterator

from nasec_study.course.model import SOME, BaseItem, Course, Objective, Reading
from nasec_study.course.wording.names import known_are

# What a reading holds: a faulty one takes it with it.
_OF_READINGS = frozenset({"section", Objective.NOUN})


def repeated(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield the names that are among those before them, each with its number from 0."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name in seen:
            yield number, name
        seen.add(name)


def unknown(course: Course, noun: str, wanted: str, known: Iterable[str]) -> str | None:
    """Return a hint if nothing of this noun is called `wanted`; None if something is, be it faulty."""
    names = list(known)
    if noun == BaseItem.NOUN and wanted in {draft.id for draft in course.drafts} and wanted not in names:
        return "it is a draft: publish it, or build with --drafts"
    # One within another, as the section `tides/two-bulges` in its reading, goes with that.
    if wanted in names or not course.faulty.isdisjoint({(noun, wanted.partition("/")[0]), (noun, SOME)}):
        return None
    if noun in _OF_READINGS and any(faulty == Reading.NOUN for faulty, _ in course.faulty):
        return None
    if noun == BaseItem.NOUN and (now := [item.id for item in course.items if wanted in item.formerly]):
        return f"it is called '{now[0]}' now"
    return known_are(wanted, names)
