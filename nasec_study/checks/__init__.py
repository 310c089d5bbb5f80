"""The rules that a course is checked by: each family a file, each rule a function from Course to problems."""

from nasec_study.checks import structure, text
from nasec_study.model import Course
from nasec_study.problems import Problem, by_place

RULES = (*structure.RULES, *text.RULES)


def check_course(course: Course) -> tuple[Problem, ...]:
    """Return all that the rules find in a course, sorted by place."""
    return by_place(problem for rule in RULES for problem in rule(course))
