"""Reading and checking a course: what it is, what is known of its past, and all that is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from nasec_study.checks.all import check_course
from nasec_study.course.model import Course
from nasec_study.course.parse import read_course
from nasec_study.course.texts import read_texts
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, by_place, errors_of
from nasec_study.history import proofs
from nasec_study.history.editions import damaged
from nasec_study.history.learners import told_so_far
from nasec_study.history.ledger import Ledger, ledger_file, read_ledger
from nasec_study.output.write import ledger_locked, write_files


@dataclass(frozen=True)
class Examination:
    """What was found: the course as far as it could be read, its ledger, and all problems, waived ones apart.

    `proven` is the ledger with the proofs of today; `texts` are the ids of the readings whose text is at hand.
    """

    course: Course | None
    problems: tuple[Problem, ...]
    waived: tuple[tuple[Problem, str], ...] = ()
    ledger: Ledger = field(default_factory=lambda: Ledger({}))
    proven: Ledger = field(default_factory=lambda: Ledger({}))
    texts: frozenset[str] = frozenset()

    @property
    def number_proven(self) -> int:
        """How many items the ledger knows to be proven as they are now."""
        items = self.course.items if self.course else ()
        doubtful = {problem.item for problem in self.problems if problem.rule == proofs.UNPROVEN}
        return sum(item.id not in doubtful and proofs.is_proven(self.proven, item) for item in items)

    def sound(self) -> Course:
        """Return the course. Raises StudyError with all errors, if there are any."""
        errors = errors_of(self.problems)
        if self.course is None or errors:
            raise StudyError(*errors)
        return self.course


def examine(
    folder: Path, texts: Path | None = None, *, advice: bool = True, reprove: bool = False, drafts: bool = False
) -> Examination:
    """Read and check a course, against the texts of its readings where they are at hand; nothing is written.

    These are looked for in the folder `texts`, then in `texts/` in the course. A build needs no `advice`:
    without it what only warns and what is wrong with past editions are left out, and nothing is proven anew. With
    `drafts`, those that can be shown are items.
    """
    with collector_paused():
        course, problems = read_course(folder, drafts=drafts)
        try:
            ledger = read_ledger(folder)
        except StudyError as error:
            ledger, problems = None, (*problems, *error.problems)
        if course is None:
            return Examination(None, by_place(problems))
        readings, unread = read_texts(course, texts)
        found, waived = check_course(course, readings, advice=advice)
        past = _past_faults(folder) if advice else ()
        everything = (*problems, *unread, *found, *past)
        if ledger is None or not advice:
            known = ledger or Ledger({})
            return Examination(course, by_place(everything), waived, known, known, frozenset(readings))
        unsound = {problem.item for problem in found if problem.rule in proofs.UNSUPPORTED}
        # Of a text that could not be read, its own fault tells enough.
        broken = {problem.about for problem in unread}
        unsound |= {item.id for item in course.items if not broken.isdisjoint(item.cited_readings)}
        # A course that was never proven hears of it in a number, not in a warning for each item.
        is_judged = bool(readings) or proofs.any_in(ledger)
        now = datetime.now(UTC)
        verdicts = proofs.judge(course, readings, ledger, unsound, now, reprove=reprove) if is_judged else {}
    proven = proofs.recorded(ledger, verdicts) if readings and not (problems or unread) else ledger
    everything = (*everything, *proofs.problems_of(verdicts))
    return Examination(course, by_place(everything), waived, ledger, proven, frozenset(readings))


def _past_faults(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the ledgers of a course's editions, and with what students were told of these."""
    yield from damaged(folder)
    try:
        told_so_far(folder)
    except StudyError as error:
        yield from error.problems


def check(folder: Path, texts: Path | None = None, *, reprove: bool = False) -> Examination:
    """Examine a course, and record in its ledger what was proven."""
    found = examine(folder, texts, reprove=reprove)
    try:
        if found.proven.entries != found.ledger.entries:
            with ledger_locked():
                write_files(ledger_file(folder, found.ledger, found.proven))
    except StudyError as error:
        return replace(found, problems=by_place((*found.problems, *error.problems)))
    return found
