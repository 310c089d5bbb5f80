"""The steps from a course to its outputs: prepared, its ledger written, its outputs planned and delivered."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from nasec_study.course.model import Course, Worksheet
from nasec_study.course.wording.names import known_are
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where, counted, few_of
from nasec_study.history.ledger import FILE_NAME, Ledger, differences, ledger_file
from nasec_study.output.delivery import Destination, Report, deliver, silent
from nasec_study.output.manifest import MANIFEST
from nasec_study.output.write import ledger_locked, write_files
from nasec_study.preparation import MAX_NAMED, Opened, Study, names_of_targets, open_course, plan_course, prepare
from nasec_study.targets import LONG, REMEMBERED, RENDERER, load_target
from nasec_study.targets._contract import Output, Plan

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from nasec_study.sheets.roster import Student


@dataclass(frozen=True)
class Way:
    """How outputs are made: all of them (`force`) or what changed, with `drafts` or without, here or on a cluster.

    `address` is that of a Dask scheduler; empty for processes of this machine. Called are `report` with the progress,
    `say` with a line that the author should read, and `made` with the path of each output that was made anew.
    """

    force: bool = False
    drafts: bool = False
    address: str = ""
    report: Report = silent
    say: Callable[[str], object] = str
    made: Callable[[Path], object] = str

    def to(self, folder: Path) -> Destination:
        """Return the folder as the destination of outputs that are made this way."""
        return Destination(folder, self.force, self._workers, self.report, self.made)

    def _workers(self) -> "AbstractContextManager[Executor]":
        """Return the executor that makes several outputs at once."""
        from nasec_study.output.workers import cluster, processes  # noqa: PLC0415 - only where pages are made
        from nasec_study.targets.paper.renderer import renderer_version  # noqa: PLC0415 - likewise

        return cluster(self.address, renderer_version) if self.address else processes(RENDERER)


def build(
    folder: Path,
    output: Path,
    targets: Sequence[str] = (),
    *,
    only: Sequence[str] = (),
    way: Way | None = None,
    locked: bool = False,
) -> Iterator[Path]:
    """Build a course into the folder `output`, and yield the path of each output, whether it was made anew or not.

    Built are `targets`, or else the usual ones and those of the course's `lms:`. With `only`, the ids of decks and
    worksheets, the outputs of others are left as they are. The ledger is stamped first; if `locked`, a ledger that is
    out of date is a StudyError instead. Raises StudyError for a course with errors, too.
    """
    from nasec_study.output.workers import begun  # noqa: PLC0415 - only where outputs are made
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - `check` needs none

    way = way or Way()
    opened = open_course(folder, drafts=way.drafts)
    if only:
        check_names(opened.job.course, only)
    chosen = names_of_targets(opened.job.course, targets)
    # A first build has enough to do for all processors: it makes every page.
    is_first = way.force or not (output / MANIFEST).is_file()
    meanwhile = [name for name in chosen if name in LONG and not is_first]
    with ExitStack() as stack:
        later = stack.enter_context(begun(_unrecorded(opened, meanwhile), ", ".join(meanwhile))) if meanwhile else ()
        study = plan_course(opened, output, targets)
        _record(study, way, locked=locked)
        with collector_paused(), template_faults():
            notices = [notice for name in chosen for notice in study.plans[name].notices()]
        for notice in notices:
            way.say(notice)
        now = (_outputs(study.plans[name], study.ledger) for name in chosen if name not in meanwhile)
        outputs = chain(chain.from_iterable(now), later)
        wanted = (made for made in outputs if not only or any(is_of(made.name, name) for name in only))
        yield from deliver(wanted, () if only else (f"{name}/" for name in chosen), way.to(output))


def _unrecorded(opened: Opened, names: Iterable[str]) -> Iterator[Output]:
    """Yield the outputs of targets that the ledger remembers nothing for: as it was found is enough for these."""
    for name in names:
        yield from _outputs(load_target(name).plan(opened.job), opened.found)


def _outputs(plan: Plan, ledger: Ledger) -> Iterator[Output]:
    """Yield the outputs of a target, each as soon as it is planned."""
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - `check` needs none

    upcoming: Iterator[Output] | None = None
    while True:
        with collector_paused(), template_faults():
            upcoming = upcoming or iter(plan.outputs(ledger))
            made = next(upcoming, None)
        if made is None:
            return
        yield made


def is_of(output: str, name: str) -> bool:
    """Tell whether an output, by its name below `build/`, is that of the deck or worksheet with the id `name`."""
    *folders, file = output.split("/")
    stem = file.rpartition(".")[0]
    return name in folders or stem == name or stem.removeprefix("flashcards-").startswith(f"{name}-")


def check_names(course: Course, names: Sequence[str]) -> None:
    """Raise StudyError where one of the names is the id of no deck and no worksheet."""
    known = {key: [one.id for one in getattr(course.settings, key)] for key in ("decks", "worksheets")}
    for name in names:
        if not any(name in ids for ids in known.values()):
            where = course.place(course.settings).where()
            hint = "; ".join(f"{key}: {', '.join(ids) or 'none'}" for key, ids in known.items())
            raise StudyError(Problem("E234", where, f"there is no deck and no worksheet '{name}'", hint))


def build_personal(
    folder: Path,
    output: Path,
    students: "Sequence[Student]",
    worksheets: Sequence[str] = (),
    *,
    way: Way | None = None,
    locked: bool = False,
) -> Iterator[Path]:
    """Build a sheet and its key for each student, and the tables of keys; yield their paths as `build` does.

    `worksheets` are ids; without them, all worksheets of the course are built.
    """
    from nasec_study.sheets.plan import repeated  # noqa: PLC0415 - only here
    from nasec_study.targets.paper.personal import personal_names, personal_outputs  # noqa: PLC0415 - likewise

    way = way or Way()
    study = prepare(folder, output=output, targets=REMEMBERED, drafts=way.drafts)
    _record(study, way, locked=locked)
    chosen = _chosen(study.course, worksheets)
    outputs = personal_outputs(study.job, chosen, students)
    prefixes = (f"personal/{worksheet.id}/" for worksheet in chosen)
    yield from deliver(outputs, prefixes, way.to(output), personal_names(chosen, students))
    for worksheet in chosen:
        if names := [student.name for student in students if repeated(study.course, worksheet, student)]:
            again = f"{worksheet.id}: items come again from earlier sheets of {counted(len(names), 'student')}"
            way.say(f"{again}, since not_on leaves too few others: {few_of(names, MAX_NAMED)}")


def _record(study: Study, way: Way, *, locked: bool) -> None:
    """Say what the author should know of a study, and write its ledger; if `locked`, raise StudyError for another."""
    for notice in study.notices:
        way.say(notice)
    # What is built with drafts is for its authors: the ledger is of what students may have.
    if way.drafts or not study.is_stale:
        return
    folder = study.course.folder
    if locked:
        raise StudyError(_stale(folder / FILE_NAME, study.found, study.ledger))
    with ledger_locked():
        write_files(ledger_file(folder, study.found, study.ledger))


def _chosen(course: Course, names: Sequence[str]) -> list[Worksheet]:
    """Return the worksheets with these ids, or all. Raises StudyError for an id that there is not."""
    known = {worksheet.id: worksheet for worksheet in course.settings.worksheets}
    where = course.place(course.settings).where("worksheets")
    if unknown := [name for name in names if name not in known]:
        raise StudyError(
            *(Problem("E234", where, f"there is no worksheet '{one}'", known_are(one, [*known])) for one in unknown)
        )
    return [known[name] for name in names] if names else list(known.values())


def _stale(file: Path, old: Ledger, new: Ledger) -> Problem:
    changes = list(differences(old, new))
    named = "; ".join(changes[:MAX_NAMED]) + (f"; {len(changes) - MAX_NAMED} more" if len(changes) > MAX_NAMED else "")
    hint = "run `nasec-study build` and commit the ledger"
    return Problem("E302", Where(str(file)), f"the ledger is outdated: {named}", hint)
