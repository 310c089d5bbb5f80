"""The stages in order, from an examined course on: stamp, render, write; and what follows from the ledger."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nasec_study.course.model import Course, Settings, Worksheet
from nasec_study.examination import sound_course
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history import proofs
from nasec_study.history.editions import Change, Edition, changes, read_editions, without_departed
from nasec_study.history.ledger import (
    FILE_NAME,
    Ledger,
    differences,
    format_ledger,
    parse_ledger,
    read_ledger_file,
    stamp,
)
from nasec_study.history.releases import Release, learner_notes, plan_release, release_files, titles
from nasec_study.output.write import forget, write_file, write_outputs
from nasec_study.output.write import locked as folder_lock
from nasec_study.sheets.roster import Student
from nasec_study.targets import TARGETS, load_target
from nasec_study.targets._base import Job, Output

if TYPE_CHECKING:
    from jinja2 import Environment

MAX_NAMED = 5
WAITING = "another build is at work in this folder; waiting for it"

# The face in which a student's name is set.
NAMES_FACE = "sans-bold"

# Is told how many of how many outputs are done, and the name of the next; or (0, 0, what is waited for).
Report = Callable[[int, int, str], object]


def silent(_done: int, _total: int, _words: str) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class State:
    """A sound course as it is now: its ledger as it was found and as it is stamped now, and its editions."""

    course: Course
    templates: "Environment"
    found: Ledger
    ledger: Ledger
    editions: tuple[Edition, ...]

    @property
    def is_stale(self) -> bool:
        """Tell whether the ledger that was found misses something."""
        return self.found.entries != self.ledger.entries


@collector_paused(kept=True)
def current_state(folder: Path) -> State:
    """Read a course and stamp its ledger; nothing is written. Raises StudyError."""
    from nasec_study.rendering.templating import environment, template_faults  # noqa: PLC0415 - `check` needs no templates

    course, ledger = sound_course(folder)
    editions = read_editions(folder)
    course = without_departed(course, editions)
    templates = environment(folder)
    # A lost ledger is made up for, as far as may be, by that of the last edition.
    lost = not (folder / FILE_NAME).is_file() and bool(editions)
    found = editions[-1].ledger if lost else ledger
    with template_faults():
        entries = [entry for name in TARGETS for entry in load_target(name).entries(course, templates)]
    return State(course, templates, found, stamp(found, entries, datetime.now(UTC), keep=(proofs.NOUN,)), editions)


def build(
    folder: Path,
    output: Path,
    targets: Sequence[str] = TARGETS,
    *,
    address: str = "",
    force: bool = False,
    locked: bool = False,
    report: Report = silent,
) -> Iterator[Path]:
    """Build a course's targets into `output` and yield each path, whether it was made anew or not.

    The ledger is stamped first; with `locked` a stale ledger is a StudyError instead. `address` is that
    of a Dask cluster; without it, pages are made by processes of this machine.
    """
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - `check` needs no templates

    job = _stamped_job(folder, locked=locked)
    with folder_lock(output, partial(report, 0, 0, WAITING)):
        with collector_paused(), template_faults():
            outputs = [made for name in targets for made in load_target(name).outputs(job)]
        names = [made.name for made in outputs]
        yield from _written(outputs, names, output, address, report, force=force)
        forget(output, names, (f"{name}/" for name in targets))


def build_personal(  # noqa: PLR0913 - what the command line asks
    folder: Path,
    output: Path,
    students: Sequence[Student],
    worksheets: Sequence[str] = (),
    *,
    address: str = "",
    force: bool = False,
    locked: bool = False,
    report: Report = silent,
) -> Iterator[Path]:
    """Build a sheet and its key for each student, and the tables of keys, and yield their paths as `build` does.

    `worksheets` names some of the course's, by default all. Raises StudyError for names with letters that our
    fonts lack: what another font made of them would depend on the machine.
    """
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - likewise
    from nasec_study.targets.paper.measure import letters_lacking  # noqa: PLC0415 - only here
    from nasec_study.targets.paper.worksheets import personal_names, personal_outputs  # noqa: PLC0415 - likewise

    job = _stamped_job(folder, locked=locked)
    chosen = _chosen(job.course, worksheets)
    names = personal_names(chosen, students)
    lacking = {student: letters_lacking(student.name, NAMES_FACE) for student in students}
    hint = "write the name in Latin, Greek or Cyrillic letters"
    if any(lacking.values()):
        raise StudyError(
            *(
                Problem("E727", student.where, f"'{student.name}': the fonts of the page lack {letters}", hint)
                for student, letters in lacking.items()
                if letters
            )
        )
    with folder_lock(output, partial(report, 0, 0, WAITING)):
        with template_faults():
            outputs = personal_outputs(job, chosen, students)
            yield from _written(outputs, names, output, address, report, force=force)
        forget(output, names, (f"personal/{worksheet.id}/" for worksheet in chosen))


def _stamped_job(folder: Path, *, locked: bool) -> Job:
    """Return what targets work from, after stamping the ledger of a course."""
    state = current_state(folder)
    if state.is_stale and locked:
        raise StudyError(_stale(folder, state.found, state.ledger))
    if state.is_stale:
        write_file(folder / FILE_NAME, format_ledger(state.ledger).encode())
    return Job(state.course, state.ledger, state.templates)


def _chosen(course: Course, names: Sequence[str]) -> list[Worksheet]:
    """Return the worksheets of these names, or all. Raises StudyError for a name that there is not."""
    known = {worksheet.id: worksheet for worksheet in course.settings.worksheets}
    where = course.places[Settings.NOUN, ""].where("worksheets")
    hint = f"known: {', '.join(known) or 'none'}"
    unknown = [Problem("E234", where, f"there is no worksheet '{name}'", hint) for name in names if name not in known]
    if unknown:
        raise StudyError(*unknown)
    return [known[name] for name in names] if names else list(known.values())


def _written(
    outputs: Iterable[Output],
    names: Sequence[str],
    folder: Path,
    address: str,
    report: Report,
    *,
    force: bool,
) -> Iterator[Path]:
    """Write the outputs of these names, and report on the way."""
    from nasec_study.output.workers import cluster, processes  # noqa: PLC0415 - `check` writes no outputs

    workers = partial(cluster, address) if address else processes
    upcoming = [*names, ""]
    report(0, len(names), upcoming[0])
    for done, (path, _) in enumerate(write_outputs(outputs, folder, force=force, workers=workers), start=1):
        yield path
        report(done, len(names), upcoming[done])


def _stale(folder: Path, old: Ledger, new: Ledger) -> Problem:
    changes = list(differences(old, new))
    named = "; ".join(changes[:MAX_NAMED]) + (f"; {len(changes) - MAX_NAMED} more" if len(changes) > MAX_NAMED else "")
    hint = "run `nasec-study build` and commit the ledger"
    return Problem("E302", Where(str(folder / FILE_NAME)), f"the ledger is stale: {named}", hint)


def release(folder: Path, *, major: bool = False, dry_run: bool = False) -> tuple[Release, str]:
    """Close an edition: its version in course.yaml, its ledger in editions/, its entry in CHANGES.md.

    Returns what was decided and the entry for students; with `dry_run` nothing is written. Raises
    StudyError with every reason why this cannot be released.
    """
    state = current_state(folder)
    plan = plan_release(state.course, state.ledger, state.editions, major=major)
    entry = learner_notes(plan.version, f"{datetime.now(UTC):%Y-%m-%d}", plan.changes, titles(state.course))
    if not dry_run:
        for path, content in release_files(state.course, state.ledger, plan, entry).items():
            write_file(path, content.encode())
    return plan, entry


def forecast(folder: Path, old: str | None) -> tuple[Change, ...]:
    """Return what a student who has `old` sees on importing the decks as they are now.

    `old` is a package, a ledger, an edition's version or a git revision; None is the last edition.
    """
    state = current_state(folder)
    return changes(_ledger_of(old, folder, state), state.ledger)


def _ledger_of(old: str | None, folder: Path, state: State) -> Ledger:
    versions = {edition.version: edition.ledger for edition in state.editions}
    if old is None:
        return state.editions[-1].ledger if state.editions else Ledger({})
    if old in versions:
        return versions[old]
    if Path(old).is_file():
        from nasec_study.targets.anki.unpacking import read_package  # noqa: PLC0415 - no other command reads packages

        return read_package(Path(old)) if Path(old).suffix == ".apkg" else read_ledger_file(Path(old))
    if (shown := _from_git(old, folder)) is not None:
        return parse_ledger(shown, f"{old}:{FILE_NAME}")
    known = f"editions: {', '.join(versions)}" if versions else "there is no edition yet"
    hint = f"name a package, a ledger, a git revision or an edition; {known}"
    raise StudyError(Problem("E607", Where(old, 0, 0), "this is nothing to compare with", hint))


def _from_git(revision: str, folder: Path) -> str | None:
    """Return the ledger of a git revision; None where git has none, or there is no git."""
    import subprocess  # noqa: PLC0415 - no other command asks git

    try:
        shown = subprocess.run(  # noqa: S603 - git, asked for one file
            ["git", "-C", folder, "show", f"{revision}:./{FILE_NAME}"],  # noqa: S607 - the user's own git
            capture_output=True,
            check=False,
        )
    except OSError:
        return None
    return shown.stdout.decode("utf-8", "replace") if shown.returncode == 0 else None
