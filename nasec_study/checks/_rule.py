"""What a rule is: a stable code, where it comes from, how it is explained, and the function that applies it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from nasec_study.course.marks import Steps
from nasec_study.course.model import Course, Item
from nasec_study.foundation.problems import Problem
from nasec_study.rendering.locales import ENGLISH, language_of


@dataclass(frozen=True)
class Finding:
    """What a rule saw: the item, the part of it, what is wrong and what would be right."""

    item: Item
    steps: Steps
    message: str
    hint: str


@dataclass(frozen=True)
class Rule:
    """A rule of item writing, which warns. An item may waive it with a reason (`waive: {W401: ...}`).

    One that goes by English words applies to courses in English alone; one that counts or compares applies to all.
    """

    code: str
    name: str
    source: str
    why: str
    bad: str
    good: str
    find: Callable[[Course], Iterator[Finding]]
    english: bool = False

    def applies_to(self, course: Course) -> bool:
        """Tell whether the rule can judge a course in this language."""
        return not self.english or language_of(course.settings.language) == ENGLISH

    def problems(self, course: Course) -> Iterator[Problem]:
        """Yield the findings of the rule in a course as problems with their places."""
        for finding in self.find(course) if self.applies_to(course) else ():
            where = course.place(finding.item).where(*finding.steps)
            message = f"{finding.item.type} item '{finding.item.id}' {finding.message}"
            yield Problem(self.code, where, message, finding.hint, finding.item.id)
