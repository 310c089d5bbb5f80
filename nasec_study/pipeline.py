"""The road from a course to its outputs: read and examined, planned, stamped, written; and what else begins on it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from nasec_study.course.model import Course, Settings, Worksheet
from nasec_study.examination import examine
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history import imports, proofs
from nasec_study.history.editions import Edition, deck_names, long_retired, read_editions
from nasec_study.history.forecasts import Forecast
from nasec_study.history.forecasts import forecast as forecast_of
from nasec_study.history.learners import learner_notes, titles
from nasec_study.history.ledger import FILE_NAME, Entry, Ledger, differences, format_ledger, read_ledger_file
from nasec_study.history.releases import Release, changed_since, plan_release, release_files
from nasec_study.history.stamping import States, restamp, stamp, states_in
from nasec_study.history.versions import committed, past_states, revision
from nasec_study.output.write import Destination, Report, deliver, silent, write_file
from nasec_study.sheets.roster import Student
from nasec_study.targets import PRINTED, REMEMBERED, USUAL, load_target
from nasec_study.targets._contract import Job, Output, Plan

if TYPE_CHECKING:
    from concurrent.futures import Executor

MAX_NAMED = 5
# What makes pages; its import takes as long as all that a small change wants.
RENDERER = "nasec_study.targets.paper.loaded"


@dataclass(frozen=True)
class Way:
    """How outputs are made: all anew or only what changed, with drafts or without; on a Dask cluster or here.

    `report` hears of the progress, `say` of what the author should know, `made` of each output that had to be made.
    """

    force: bool = False
    drafts: bool = False
    address: str = ""
    report: Report = silent
    say: Callable[[str], object] = str
    made: Callable[[Path], object] = str

    def to(self, folder: Path) -> Destination:
        """Return this way to a folder."""
        return Destination(folder, self.force, self._workers, self.report, self.made)

    def get_ready(self) -> None:
        """Begin to import what makes pages, while they are planned."""
        if not self.address:
            from nasec_study.output.workers import get_ready  # noqa: PLC0415 - only where pages are made

            get_ready(RENDERER)

    def _workers(self) -> "AbstractContextManager[Executor]":
        """Return where outputs are made, several at once."""
        from nasec_study.output.workers import cluster, processes  # noqa: PLC0415 - only where pages are made
        from nasec_study.targets.paper.pdf import renderer_version  # noqa: PLC0415 - likewise

        return cluster(self.address, renderer_version) if self.address else processes(RENDERER)


@dataclass(frozen=True)
class Study:
    """A sound course on its way: what each target makes of it, its ledger as found and as stamped, its editions."""

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
    """Read, examine, plan and stamp a course; nothing is written. Raises StudyError.

    Planned are `targets`, or else the usual ones and those that the course asks for; and what the ledger remembers.

    Where the ledger is lost, packages in `output` tell what students may have. Decks keep the names that students of
    the last edition know, unless `keep_names` is false.
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
    return Study(job, plans, examined.ledger, stamped, editions, tuple(_notices(folder, is_lost, known, stamped)))


def _past(folder: Path) -> Iterator[Entry]:
    for states in past_states(folder).values():
        yield from states


def _packages(folder: Path, output: Path | None) -> Iterator[Ledger]:
    """Yield what the packages hold that version control keeps beside a course, and those in `output`."""
    files = committed(folder.resolve().parent, "*.apkg")
    files += sorted((output / "anki").glob("*.apkg")) if output else []
    if files:
        from nasec_study.targets.anki.unpacking import read_package  # noqa: PLC0415 - most courses keep no packages

        for file in files:
            with suppress(StudyError):
                yield read_package(file)


def _notices(folder: Path, is_lost: bool, known: States, stamped: Ledger) -> Iterator[str]:  # noqa: FBT001 - a fact
    """Yield what the author should hear of the ledger."""
    if is_lost and known:
        unknown = sum(entry.identity not in known for entry in stamped.notes)
        told = "restored from editions, packages and version control"
        rest = f"; {unknown} notes are not in these and get today's time" if unknown else ""
        yield f"{folder / FILE_NAME} was missing: {told}{rest}. Keep it in version control"


def build(
    folder: Path,
    output: Path,
    targets: Sequence[str] = (),
    *,
    only: Sequence[str] = (),
    way: Way | None = None,
    locked: bool = False,
) -> Iterator[Path]:
    """Build a course into `output` and yield each path, whether it was made anew or not.

    Without `targets` it is built into the usual ones and those that it asks for. `only` names decks and worksheets:
    what is made of nothing but others is left as it is. The ledger is stamped first; with `locked` a stale ledger is a
    StudyError instead.
    """
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - `check` needs none

    way = way or Way()
    study = _stamped(folder, output, way, locked=locked, targets=targets)
    chosen = [name for name in study.plans if not targets or name in targets]
    if only:
        check_names(study.course, only)
    if not set(PRINTED).isdisjoint(chosen):
        way.get_ready()
    with collector_paused(), template_faults():
        notices = [notice for name in chosen for notice in study.plans[name].notices()]
    for notice in notices:
        way.say(notice)
    outputs = (made for name in chosen for made in _outputs(study, name))
    wanted = (made for made in outputs if not only or any(is_of(made.name, name) for name in only))
    yield from deliver(wanted, () if only else (f"{name}/" for name in chosen), way.to(output))


def _outputs(study: Study, target: str) -> Iterator[Output]:
    """Yield what a target makes, each when it is planned."""
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
    """Tell whether an output is that of a deck or a worksheet, by the names that targets give them."""
    *folders, file = output.split("/")
    stem = file.rpartition(".")[0]
    return name in folders or stem == name or stem.removeprefix("flashcards-").startswith(f"{name}-")


def check_names(course: Course, names: Sequence[str]) -> None:
    """Raise StudyError for the name of a deck or worksheet that there is not."""
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
    """Build a sheet and its key for each student, and the tables of keys, and yield their paths as `build` does.

    `worksheets` names some of the course's, by default all.
    """
    from nasec_study.targets.paper.worksheets import personal_names, personal_outputs  # noqa: PLC0415 - only here

    way = way or Way()
    study = _stamped(folder, output, way, locked=locked, targets=REMEMBERED)
    chosen = _chosen(study.course, worksheets)
    way.get_ready()
    outputs = personal_outputs(study.job, chosen, students)
    prefixes = (f"personal/{worksheet.id}/" for worksheet in chosen)
    yield from deliver(outputs, prefixes, way.to(output), personal_names(chosen, students))


def _stamped(folder: Path, output: Path, way: Way, *, locked: bool, targets: Sequence[str] = ()) -> Study:
    """Return a course on its way, its stamped ledger in its file."""
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
    """Return the worksheets of these names, or all. Raises StudyError for a name that there is not."""
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


def release(folder: Path, *, major: bool = False, dry_run: bool = False) -> tuple[Release, str]:
    """Close an edition: its version in course.yaml, its ledger in editions/, its entry in CHANGES.md.

    What changed since the last edition gets the time of the release. Returns what was decided and the entry for
    students; with `dry_run` nothing is written. Raises StudyError with every reason why this cannot be released.
    """
    study = prepare(folder, keep_names=not major, targets=REMEMBERED)
    plan = plan_release(study.course, study.ledger, study.editions, major=major)
    now = datetime.now(UTC)
    late = changed_since(study.editions[-1].ledger, study.ledger) if study.editions else []
    entry = learner_notes(
        plan.version, f"{now:%Y-%m-%d}", plan.forecast, titles(study.course), study.course.settings.root_tag
    )
    if not dry_run:
        files = release_files(study.course, restamp(study.ledger, late, now), plan, entry)
        for path, content in files.items():
            write_file(path, content.encode())
    return plan, entry


def forecast(folder: Path, old: str | None) -> Forecast:
    """Return what a student who has `old` sees on importing the decks as they are now.

    `old` is a package, a ledger, an edition's version or a git revision; None is the last edition.
    """
    study = prepare(folder, targets=REMEMBERED)
    return forecast_of(_ledger_of(old, folder, study.editions), study.ledger)


def _ledger_of(old: str | None, folder: Path, editions: Sequence[Edition]) -> Ledger:
    versions = {edition.version: edition.ledger for edition in editions}
    if old is None:
        return editions[-1].ledger if editions else Ledger({})
    if old in versions:
        return versions[old]
    if Path(old).is_file():
        from nasec_study.targets.anki.unpacking import read_package  # noqa: PLC0415 - no other command reads packages

        return read_package(Path(old)) if Path(old).suffix == ".apkg" else read_ledger_file(Path(old))
    if (found := revision(old, folder)) is not None:
        return found
    known = f"editions: {', '.join(versions)}" if versions else "there is no edition yet"
    hint = f"name a package, a ledger, a git revision or an edition; {known}"
    raise StudyError(Problem("E607", Where(old, 0, 0), "this is nothing to compare with", hint))
