"""The stages in order: read, check, stamp, render, write. What the command line and the tests call."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from nasec_study.checks import check_course
from nasec_study.ledger import FILE_NAME, Ledger, differences, format_ledger, read_ledger, stamp
from nasec_study.model import Course
from nasec_study.parse import read_course
from nasec_study.problems import Problem, StudyError, Where, by_place, errors_of
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


def examine(folder: Path) -> tuple[Course | None, tuple[Problem, ...]]:
    """Read and check a course; returns it, as far as it could be read, and all that was found."""
    with _collector_paused():
        course, problems = read_course(folder)
        found = check_course(course) if course else ()
    return course, by_place((*problems, *found))


def sound_course(folder: Path) -> tuple[Course, tuple[Problem, ...]]:
    """Return a course without errors, and its warnings. Raises StudyError with all errors."""
    course, problems = examine(folder)
    if course is None or errors_of(problems):
        raise StudyError(*problems)
    return course, problems


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
    course, _ = sound_course(folder)
    templates = environment(folder)
    old = read_ledger(folder)
    entries = [entry for name in TARGETS for entry in load_target(name).entries(course, templates)]
    new = stamp(old, entries, datetime.now(UTC))
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
