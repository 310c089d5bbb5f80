"""What can be wrong with a course, and where: places, problems and the one exception a user can mend."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from nasec_study.foundation.characters import shown

MAX_QUOTED = 100


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file; lines and columns (in characters) count from 1. Line 0 stands for all of `path`.

    `thing` is noun and id of the item, reading, worksheet, ... in which the place lies, as far as there is one.
    """

    path: str
    line: int = 1
    column: int = 1
    thing: tuple[str, str] = field(default=("", ""), compare=False)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: the rule's stable code, the place, what is wrong and (`hint`) what would be right."""

    rule: str
    where: Where
    message: str
    hint: str

    @property
    def about(self) -> str:
        """The id of the item, reading, worksheet, ... that it concerns; '' where there is none."""
        return self.where.thing[1]

    def within(self, thing: tuple[str, str]) -> "Problem":
        """Return the problem as one of a thing, of which noun and id are given."""
        return replace(self, where=replace(self.where, thing=thing))

    @property
    def item(self) -> str:
        """The id of the item that it concerns; '' where it concerns none, or something else of the same id."""
        noun, name = self.where.thing
        return name if noun == "item" else ""

    @property
    def severity(self) -> str:
        """`error` or `warning`, as the rule's code begins with E or W."""
        return "warning" if self.rule.startswith("W") else "error"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        hint = f" ({self.hint})" if self.hint else ""
        return shown(f"{self.where}: {warning}{self.message}{hint} [{self.rule}]")


def unreadable(path: object, error: OSError) -> Problem:
    """Return the problem of a file that the system does not let us read."""
    hint = "check its name and permissions"
    return Problem("E101", Where(str(path)), f"the file cannot be read: {error.strerror}", hint)


def counted(number: int, noun: str) -> str:
    """Return how many there are of something: '1 note', '2 notes'."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def few_of(names: Sequence[str], most: int) -> str:
    """Return names in a row, and of more than `most` how many more there are: 'a, b and 3 more'."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def brief(text: object) -> str:
    """Return a text of the author's as a message quotes it: in one line, shortened if it is long."""
    line = " ".join(str(text).split())
    return line if len(line) <= MAX_QUOTED else f"{line[: MAX_QUOTED - 1]}…"


def by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems sorted by file, line and column, each one once."""
    return tuple(sorted(set(problems), key=lambda problem: (problem.where, problem.rule, problem.message)))


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are errors: with any of these, nothing is built."""
    return tuple(problem for problem in problems if problem.severity == "error")


class StudyError(Exception):
    """Something that the user can mend; printed without a traceback, exit code 1."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type["StudyError"], tuple[Problem, ...]]:
        """Say how to make it again in another process."""
        return type(self), self.problems
