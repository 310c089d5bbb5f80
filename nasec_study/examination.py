"""Reading and checking a course: what it is, and all that is wrong with it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from nasec_study.checks.all import check_course
from nasec_study.course.model import Course
from nasec_study.course.parse import read_course
from nasec_study.course.readings import ReadingText, read_text
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.places import is_inside
from nasec_study.foundation.problems import Problem, StudyError, Where, by_place, errors_of
from nasec_study.history import proofs
from nasec_study.history.ledger import FILE_NAME, Ledger, format_ledger, read_ledger
from nasec_study.output.write import write_file


@dataclass(frozen=True)
class Examination:
    """What a check found: the course as far as it could be read, and all problems, waived ones apart.

    `texts` tells how many readings had their text at hand.
    """

    course: Course | None
    problems: tuple[Problem, ...]
    waived: tuple[tuple[Problem, str], ...] = ()
    ledger: Ledger = field(default_factory=lambda: Ledger({}))
    texts: int = 0

    @property
    def proven(self) -> int:
        """How many items the ledger knows to be proven as they are now."""
        return sum(
            proofs.described(self.ledger, item) != "unproven" for item in (self.course.items if self.course else ())
        )


def examine(folder: Path, texts: Path | None = None, *, reprove: bool = False) -> Examination:
    """Read and check a course, against the texts of its readings where they are at hand; nothing is written.

    These are looked for in the folder `texts`, then in `texts/` in the course.
    """
    with collector_paused():
        course, problems = read_course(folder)
        if course is None:
            return Examination(None, by_place(problems))
        readings, unread = _read_texts(course, texts)
        problems = (*problems, *unread)
        found, waived = check_course(course, readings)
        try:
            ledger = read_ledger(folder)
        except StudyError as error:
            return Examination(course, by_place((*problems, *found, *error.problems)), waived)
        unsound = {problem.about for problem in errors_of(found)}
        verdicts = proofs.judge(course, readings, ledger, unsound, datetime.now(UTC), reprove=reprove)
    if readings and not problems:
        ledger = proofs.recorded(ledger, verdicts)
    # A course that was never proven hears of it in a number, not in a warning for each item.
    grounded = proofs.problems_of(verdicts) if readings or proofs.any_in(ledger) else ()
    return Examination(course, by_place((*problems, *found, *grounded)), waived, ledger, len(readings))


def check(folder: Path, texts: Path | None = None, *, reprove: bool = False) -> Examination:
    """Examine a course, and record in its ledger what was proven."""
    found = examine(folder, texts, reprove=reprove)
    try:
        if found.ledger.entries and found.ledger.entries != read_ledger(folder).entries:
            write_file(folder / FILE_NAME, format_ledger(found.ledger).encode())
    except StudyError as error:
        return replace(found, problems=by_place((*found.problems, *error.problems)))
    return found


def _read_texts(course: Course, folder: Path | None) -> tuple[dict[str, ReadingText], list[Problem]]:
    """Return the texts of the readings, by the reading's id, and what is wrong with their files.

    Those in `folder` go before those in the course itself.
    """
    found: dict[str, ReadingText] = {}
    problems: list[Problem] = []
    for reading in course.readings:
        own = course.folder / "texts" / reading.file
        places = [*([folder / reading.file] if folder else []), own]
        file = next((place for place in places if place.is_file()), None)
        if file == own and not is_inside(own, course.folder):
            hint = "copy the text here, or name its folder with --texts"
            problems.append(Problem("E115", Where(str(own)), "this link leads out of the course", hint))
        elif file:
            try:
                found[reading.id] = read_text(reading, file)
            except StudyError as error:
                problems += error.problems
    return found, problems


def sound_course(folder: Path) -> tuple[Course, Ledger]:
    """Return a course without errors, and its ledger. Raises StudyError with all errors."""
    course, problems = read_course(folder)
    if course is not None:
        readings, unread = _read_texts(course, None)
        problems = (*problems, *unread, *check_course(course, readings, advice=False)[0])
    try:
        ledger = read_ledger(folder)
    except StudyError as error:
        ledger, problems = Ledger({}), (*problems, *error.problems)
    errors = errors_of(by_place(problems))
    if course is None or errors:
        raise StudyError(*errors)
    return course, ledger
