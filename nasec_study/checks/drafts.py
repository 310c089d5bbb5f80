"""Drafts, each with what it lacks."""

from collections.abc import Iterator

from nasec_study.course.model import Course
from nasec_study.foundation.problems import Problem


def drafts(course: Course) -> Iterator[Problem]:
    """Name each draft, with what it lacks before it can be published."""
    for draft in course.drafts:
        lacks = f"it lacks {', '.join(draft.lacks)}" if draft.lacks else "it lacks nothing but a reviewer"
        hint = "`nasec-study review` asks for the rest, and then publishes it"
        message = f"{draft.type} item '{draft.id}' is a draft: {lacks}"
        yield Problem("W260", course.place(draft).where("id"), message, hint)


CHECKS = (drafts,)
