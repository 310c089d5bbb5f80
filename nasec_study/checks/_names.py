"""Names that should be those of something in the course."""

from collections.abc import Iterable

from nasec_study.course.model import SOME, BaseItem, Course
from nasec_study.foundation.problems import suggestion

MAX_NAMES = 12


def unknown(course: Course, noun: str, wanted: str, known: Iterable[str]) -> str | None:
    """Return a hint if nothing of this noun is called `wanted`; None if something is, be it faulty."""
    names = list(known)
    if noun == BaseItem.NOUN and wanted in {draft.id for draft in course.drafts} and wanted not in names:
        return "it is a draft: publish it, or build with --drafts"
    if wanted in names or not course.faulty.isdisjoint({(noun, wanted), (noun, SOME)}):
        return None
    if noun == BaseItem.NOUN and (now := [item.id for item in course.items if wanted in item.formerly]):
        return f"it is called '{now[0]}' now"
    if near := suggestion(wanted, names):
        return near
    return f"known: {', '.join(names) or 'none'}" if len(names) <= MAX_NAMES else f"{len(names)} others are known"
