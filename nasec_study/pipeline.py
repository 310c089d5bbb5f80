"""The stages in order: read, check, stamp, render, write. What the command line and the tests call."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from nasec_study import proofs
from nasec_study.checks import check_course
from nasec_study.ledger import FILE_NAME, Ledger, differences, format_ledger, read_ledger, stamp
from nasec_study.model import Course
from nasec_study.parse import read_course
from nasec_study.problems import Problem, StudyError, Where, by_place, errors_of
from nasec_study.readings import ReadingText, read_text
from nasec_study.targets import TARGETS, load_target
from nasec_study.targets._base import Job
from nasec_study.templating import environment
from nasec_study.write import forget, write_file, write_outputs

MAX_NAMED = 5


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: a tree of YAML makes it run again and again for nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@dataclass(frozen=True)
class Examination:
    """What a check found: the course as far as it could be read, all problems, waived ones apart, and the ledger."""

    course: Course | None
    problems: tuple[Problem, ...]
    waived: tuple[tuple[Problem, str], ...] = ()
    ledger: Ledger = field(default_factory=lambda: Ledger({}))

    @property
    def proven(self) -> int:
        """How many items the ledger knows to be proven as they are now."""
        return sum(
            proofs.described(self.ledger, item) != "unproven" for item in (self.course.items if self.course else ())
        )


def examine(folder: Path, texts: Path | None = None, *, reprove: bool = False) -> Examination:
    """Read and check a course, against the texts of its readings where they are at hand.

    These are looked for in the folder `texts`, then in `texts/` in the course.
    Proofs are recorded in the ledger; nothing else is written.
    """
    with _collector_paused():
        course, problems = read_course(folder)
        if course is None:
            return Examination(None, by_place(problems))
        readings = _read_texts(course, texts)
        found, waived = check_course(course, readings)
        ledger = read_ledger(folder)
        unsound = {problem.about for problem in errors_of(found)}
        verdicts = proofs.judge(course, readings, ledger, unsound, datetime.now(UTC), reprove=reprove)
    if readings and not problems and (proven := proofs.recorded(ledger, verdicts)).entries != ledger.entries:
        ledger = proven
        write_file(folder / FILE_NAME, format_ledger(ledger).encode())
    # A course that was never proven hears of it in a number, not in a warning for each item.
    grounded = proofs.problems_of(verdicts) if readings or proofs.any_in(ledger) else ()
    return Examination(course, by_place((*problems, *found, *grounded)), waived, ledger)


def _read_texts(course: Course, folder: Path | None) -> dict[str, ReadingText]:
    """Return the texts of the readings, by the reading's id: those in `folder`, else those in the course itself."""
    found = {}
    for reading in course.readings:
        places = [place / reading.file for place in (folder, course.folder / "texts") if place]
        if file := next((place for place in places if place.is_file()), None):
            found[reading.id] = read_text(reading, file)
    return found


def sound_course(folder: Path) -> Course:
    """Return a course without errors. Raises StudyError with all errors."""
    found = examine(folder)
    errors = errors_of(found.problems)
    if found.course is None or errors:
        raise StudyError(*errors)
    return found.course


def build(
    folder: Path,
    output: Path,
    targets: Sequence[str] = TARGETS,
    *,
    force: bool = False,
    locked: bool = False,
    progress: Callable[[int, int, str], object] = lambda *_: None,
) -> Iterator[Path]:
    """Build a course's targets into `output` and yield each path, whether it was made anew or not.

    The ledger is stamped first; with `locked` a stale ledger is a StudyError instead. `progress` is
    told how many of how many outputs are done, and the name of the next.
    """
    course = sound_course(folder)
    templates = environment(folder)
    old = read_ledger(folder)
    entries = [entry for name in TARGETS for entry in load_target(name).entries(course, templates)]
    new = stamp(old, entries, datetime.now(UTC), keep=(proofs.NOUN,))
    if format_ledger(new) != format_ledger(old):
        if locked:
            raise StudyError(_stale(folder, old, new))
        write_file(folder / FILE_NAME, format_ledger(new).encode())
    job = Job(course, new, templates)
    outputs = [made for name in targets for made in load_target(name).outputs(job)]
    forget(output, {made.name for made in outputs}, (f"{name}/" for name in targets))
    names = [*(made.name for made in outputs), ""]
    progress(0, len(outputs), names[0])
    for done, (path, _) in enumerate(write_outputs(outputs, output, force=force), start=1):
        progress(done, len(outputs), names[done])
        yield path


def _stale(folder: Path, old: Ledger, new: Ledger) -> Problem:
    changes = list(differences(old, new))
    named = "; ".join(changes[:MAX_NAMED]) + (f"; {len(changes) - MAX_NAMED} more" if len(changes) > MAX_NAMED else "")
    hint = "run `nasec-study build` and commit the ledger"
    return Problem("E302", Where(str(folder / FILE_NAME)), f"the ledger is stale: {named}", hint)
