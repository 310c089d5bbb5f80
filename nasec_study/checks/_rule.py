"""What a rule is: a stable code, where it comes from, how it is explained, what it looks at and what it finds there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from nasec_study.checks.shown import Shown
from nasec_study.course.marks import Steps
from nasec_study.course.model import Course, Item
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.locales import ENGLISH, language_of


class Finding(NamedTuple):
    """What a rule saw: the item, the part of it, or a text; what is wrong, what would be right, and the very words."""

    thing: Item | Shown
    steps: Steps
    message: str
    hint: str
    piece: str = ""


@dataclass(frozen=True)
class Rule:
    """A rule of item writing, which warns. An item may waive it with a reason (`waive: {W401: ...}`).

    `find` looks at one thing at a time: an item of the kinds that `of` names, a text that is shown (Shown), or else the
    whole course. A rule that goes by English words applies to courses in English alone; one that counts or compares
    applies to all.
    """

    code: str
    name: str
    source: str
    why: str
    bad: str
    good: str
    find: Callable[[Any], Iterator[Finding]]
    of: tuple[type, ...] = (Course,)
    english: bool = False

    def applies_to(self, course: Course) -> bool:
        """Tell whether the rule can judge a course in this language."""
        return not self.english or language_of(course.settings.language) == ENGLISH

    def problem(self, finding: Finding, course: Course) -> Problem:
        """Return a finding of the rule in a course as a problem with its place."""
        thing, steps, message, hint, piece = finding
        if isinstance(thing, Shown):
            return Problem(self.code, thing.where(piece), f"{thing.subject} {message}", hint)
        where = course.place(thing).word(steps, piece)
        return Problem(self.code, where, f"{thing.type} item '{thing.id}' {message}", hint)
