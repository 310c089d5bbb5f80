"""The steps from a course to its outputs: read and examined, planned, stamped, written."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from nasec_study.course.model import Course, Settings, Worksheet
from nasec_study.examination import examine
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history import imports, proofs
from nasec_study.history.editions import Edition, deck_names, long_retired, read_editions
from nasec_study.history.ledger import FILE_NAME, Entry, Ledger, differences, format_ledger
from nasec_study.history.stamping import States, stamp, states_in
from nasec_study.history.versions import committed, past_states
from nasec_study.output.write import Destination, Report, deliver, silent, write_file
from nasec_study.sheets.roster import Student
from nasec_study.targets import LONG, PRINTED, REMEMBERED, USUAL, load_target
from nasec_study.targets._contract import Job, Output, Plan

if TYPE_CHECKING:
    from concurrent.futures import Executor

MAX_NAMED = 5
# What makes pages; its import takes as long as all that a small change wants.
RENDERER = "nasec_study.targets.paper.loaded"


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

    def get_ready(self) -> None:
        """Begin to import what makes pages, in a process of its own, while the course is read and they are planned."""
        if not self.address:
            from nasec_study.output.workers import get_ready  # noqa: PLC0415 - only where pages are made

            get_ready(RENDERER)

    def _workers(self) -> "AbstractContextManager[Executor]":
        """Return the executor that makes several outputs at once."""
        from nasec_study.output.workers import cluster, processes  # noqa: PLC0415 - only where pages are made
        from nasec_study.targets.paper.pdf import renderer_version  # noqa: PLC0415 - likewise

        return cluster(self.address, renderer_version) if self.address else processes(RENDERER)


@dataclass(frozen=True)
class Study:
    """A sound course before its outputs are made.

    `plans` are by the names of targets; `found` is the ledger as it was read, `ledger` as it is stamped now, and
    `notices` are lines for the author.
    """

    job: Job
    plans: Mapping[str, Plan]
    found: Ledger
    ledger: Ledger
    editions: tuple[Edition, ...]
    notices: tuple[str, ...] = ()

    @property
    def course(self) -> Course:
        """The course, without the items that have left it."""
        return self.job.course

    @property
    def is_stale(self) -> bool:
        """Tell whether the ledger that was found misses something."""
        return self.found.entries != self.ledger.entries


@collector_paused(kept=True)
def prepare(
    folder: Path,
    *,
    output: Path | None = None,
    keep_names: bool = True,
    targets: Sequence[str] = (),
    drafts: bool = False,
) -> Study:
    """Read, examine, plan and stamp a course; nothing is written. Raises StudyError for a course with errors.

    Planned are `targets`, or else the usual ones and those of the course's `lms:`; besides, those whose entries the
    ledger keeps. Where course.lock is missing, packages in `output` tell what students may have. Decks keep the names
    that students of the last edition know, unless `keep_names` is false.
    """
    from nasec_study.output.compiled import CompiledTemplates  # noqa: PLC0415 - `check` needs none
    from nasec_study.rendering.drafts import with_marks  # noqa: PLC0415 - likewise
    from nasec_study.rendering.templating import environment, template_faults  # noqa: PLC0415 - likewise

    examined = examine(folder, advice=False, drafts=drafts)
    course = with_marks(examined.sound())
    editions = read_editions(folder)
    job = Job(
        course,
        environment(folder, CompiledTemplates()),
        deck_names(editions) if keep_names else {},
        long_retired(editions, course.settings.keep_retired),
    )
    with template_faults():
        usual = [name for name in USUAL if name in targets or not targets]
        wanted = dict.fromkeys((*REMEMBERED, *usual, *(targets or course.settings.lms)))
        plans = {name: load_target(name).plan(job) for name in wanted}
    entries = [entry for plan in plans.values() for entry in plan.entries]
    is_lost = not (folder / FILE_NAME).is_file()
    ledgers = [*(edition.ledger for edition in editions), *_packages(folder, output if is_lost else None)]
    known = states_in([*ledgers, Ledger({("past", str(number)): state for number, state in enumerate(_past(folder))})])
    stamped = stamp(examined.ledger, entries, datetime.now(UTC), known=known, keep=(proofs.NOUN, imports.NOUN))
    notices = (*_restored(folder, is_lost, known, stamped), *_refused(course, editions, stamped))
    return Study(job, plans, examined.ledger, stamped, editions, notices)


def _past(folder: Path) -> Iterator[Entry]:
    for states in past_states(folder).values():
        yield from states


def _packages(folder: Path, output: Path | None) -> Iterator[Ledger]:
    """Yield the ledgers of the packages that git keeps beside a course, and of those in `output`."""
    files = committed(folder.resolve().parent, "*.apkg")
    files += sorted((output / "anki").glob("*.apkg")) if output else []
    if files:
        from nasec_study.targets.anki.unpacking import read_package  # noqa: PLC0415 - most courses keep no packages

        for file in files:
            with suppress(StudyError):
                yield read_package(file)


def _restored(folder: Path, is_lost: bool, known: States, stamped: Ledger) -> Iterator[str]:  # noqa: FBT001 - a fact
    """Yield a line for the author where the ledger was missing: what it was restored from."""
    if is_lost and known:
        unknown = sum(entry.identity not in known for entry in stamped.notes)
        told = "restored from editions, packages and version control"
        rest = f"; {unknown} notes are not in these and get today's time" if unknown else ""
        yield f"{folder / FILE_NAME} was missing: {told}{rest}. Keep it in version control"


def _refused(course: Course, editions: Sequence[Edition], stamped: Ledger) -> Iterator[str]:
    """Yield lines for the author on what `release` would refuse: packages like these harm who has the last edition."""
    if not editions:
        return
    from nasec_study.history.releases import refusals  # noqa: PLC0415 - most courses have no edition yet

    found = list(refusals(course, editions, stamped))
    yield from (f"`release` would refuse this: {problem}" for problem in found[:MAX_NAMED])
    if len(found) > MAX_NAMED:
        yield f"`release` would refuse {len(found) - MAX_NAMED} more: see `nasec-study release --dry-run`"


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
    if not targets or not set(PRINTED).isdisjoint(targets):
        way.get_ready()
    study = _stamped(folder, output, way, locked=locked, targets=targets)
    chosen = [name for name in study.plans if not targets or name in targets]
    meanwhile = [name for name in chosen if name in LONG and name != chosen[0]]
    if only:
        check_names(study.course, only)
    with collector_paused(), template_faults():
        notices = [notice for name in chosen for notice in study.plans[name].notices()]
    for notice in notices:
        way.say(notice)
    with ExitStack() as stack:
        later = stack.enter_context(begun(_outputs(study, meanwhile), ", ".join(meanwhile))) if meanwhile else ()
        outputs = chain(_outputs(study, [name for name in chosen if name not in meanwhile]), later)
        wanted = (made for made in outputs if not only or any(is_of(made.name, name) for name in only))
        yield from deliver(wanted, () if only else (f"{name}/" for name in chosen), way.to(output))


def _outputs(study: Study, targets: Iterable[str]) -> Iterator[Output]:
    """Yield the outputs of targets, each as soon as it is planned."""
    for target in targets:
        yield from _outputs_of(study, target)


def _outputs_of(study: Study, target: str) -> Iterator[Output]:
    """Yield the outputs of a target, each as soon as it is planned."""
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - `check` needs none

    upcoming: Iterator[Output] | None = None
    while True:
        with collector_paused(), template_faults():
            upcoming = upcoming or iter(study.plans[target].outputs(study.ledger))
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
            where = course.places[Settings.NOUN, ""].where()
            hint = "; ".join(f"{key}: {', '.join(ids) or 'none'}" for key, ids in known.items())
            raise StudyError(Problem("E234", where, f"there is no deck and no worksheet '{name}'", hint))


def build_personal(
    folder: Path,
    output: Path,
    students: Sequence[Student],
    worksheets: Sequence[str] = (),
    *,
    way: Way | None = None,
    locked: bool = False,
) -> Iterator[Path]:
    """Build a sheet and its key for each student, and the tables of keys; yield their paths as `build` does.

    `worksheets` are ids; without them, all worksheets of the course are built.
    """
    from nasec_study.targets.paper.worksheets import personal_names, personal_outputs  # noqa: PLC0415 - only here

    way = way or Way()
    way.get_ready()
    study = _stamped(folder, output, way, locked=locked, targets=REMEMBERED)
    chosen = _chosen(study.course, worksheets)
    outputs = personal_outputs(study.job, chosen, students)
    prefixes = (f"personal/{worksheet.id}/" for worksheet in chosen)
    yield from deliver(outputs, prefixes, way.to(output), personal_names(chosen, students))


def _stamped(folder: Path, output: Path, way: Way, *, locked: bool, targets: Sequence[str] = ()) -> Study:
    """Return a course before its outputs are made, its stamped ledger written."""
    study = prepare(folder, output=output, targets=targets, drafts=way.drafts)
    for notice in study.notices:
        way.say(notice)
    # What is built with drafts is for its authors: the ledger is of what students may have.
    if study.is_stale and locked and not way.drafts:
        raise StudyError(_stale(folder, study.found, study.ledger))
    if study.is_stale and not way.drafts:
        write_file(folder / FILE_NAME, format_ledger(study.ledger).encode())
    return study


def _chosen(course: Course, names: Sequence[str]) -> list[Worksheet]:
    """Return the worksheets with these ids, or all. Raises StudyError for an id that there is not."""
    known = {worksheet.id: worksheet for worksheet in course.settings.worksheets}
    where = course.places[Settings.NOUN, ""].where("worksheets")
    hint = f"known: {', '.join(known) or 'none'}"
    unknown = [Problem("E234", where, f"there is no worksheet '{name}'", hint) for name in names if name not in known]
    if unknown:
        raise StudyError(*unknown)
    return [known[name] for name in names] if names else list(known.values())


def _stale(folder: Path, old: Ledger, new: Ledger) -> Problem:
    changes = list(differences(old, new))
    named = "; ".join(changes[:MAX_NAMED]) + (f"; {len(changes) - MAX_NAMED} more" if len(changes) > MAX_NAMED else "")
    hint = "run `nasec-study build` and commit the ledger"
    return Problem("E302", Where(str(folder / FILE_NAME)), f"the ledger is outdated: {named}", hint)
