"""A sound course before its outputs are made: read and examined, planned for each target, and stamped."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nasec_study.course.model import Course
from nasec_study.examination import examine
from nasec_study.foundation.collector import collector_paused
from nasec_study.foundation.problems import StudyError
from nasec_study.history import imports, proofs
from nasec_study.history.editions import Edition, deck_names, long_retired, read_editions
from nasec_study.history.ledger import FILE_NAME, Ledger
from nasec_study.history.stamping import States, stamp, states_in
from nasec_study.history.versions import committed, past_states
from nasec_study.targets import REMEMBERED, USUAL, load_target
from nasec_study.targets._contract import Job, Plan

MAX_NAMED = 5


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


@dataclass(frozen=True)
class Opened:
    """A sound course of which nothing is planned yet, with its past; `found` is the ledger as it was read."""

    job: Job
    found: Ledger
    editions: tuple[Edition, ...]


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
    return plan_course(open_course(folder, keep_names=keep_names, drafts=drafts), output, targets)


@collector_paused(kept=True)
def open_course(folder: Path, *, keep_names: bool = True, drafts: bool = False) -> Opened:
    """Read and examine a course, and what is known of its past. Raises StudyError for a course with errors."""
    from nasec_study.output.compiled import CompiledTemplates  # noqa: PLC0415 - `check` needs none
    from nasec_study.rendering.drafts import with_marks  # noqa: PLC0415 - likewise
    from nasec_study.rendering.templating import environment  # noqa: PLC0415 - likewise

    examined = examine(folder, advice=False, drafts=drafts)
    course = with_marks(examined.sound())
    editions = read_editions(folder)
    job = Job(
        course,
        environment(folder, CompiledTemplates()),
        deck_names(editions) if keep_names else {},
        long_retired(editions, course.settings.keep_retired),
    )
    return Opened(job, examined.ledger, editions)


@collector_paused(kept=True)
def plan_course(opened: Opened, output: Path | None, targets: Sequence[str]) -> Study:
    """Plan and stamp a course that was opened, as `prepare` does."""
    from nasec_study.rendering.templating import template_faults  # noqa: PLC0415 - `check` needs none

    course, editions = opened.job.course, opened.editions
    with template_faults():
        names = dict.fromkeys((*REMEMBERED, *names_of_targets(course, targets)))
        plans = {name: load_target(name).plan(opened.job) for name in names}
    entries = [entry for plan in plans.values() for entry in plan.entries]
    is_lost = not (course.folder / FILE_NAME).is_file()
    ledgers = [*(edition.ledger for edition in editions), *_packages(course.folder, output if is_lost else None)]
    told, past = states_in(ledgers), past_states(course.folder)
    known = {key: [*told.get(key, ()), *past.get(key, ())] for key in {**told, **past}}
    stamped = stamp(opened.found, entries, datetime.now(UTC), known=known, keep=(proofs.NOUN, imports.NOUN))
    notices = (*_restored(course.folder, is_lost, known, stamped), *_refused(course, editions, stamped))
    return Study(opened.job, plans, opened.found, stamped, editions, notices)


def names_of_targets(course: Course, targets: Sequence[str]) -> list[str]:
    """Return what to build: `targets`, or else the usual ones and those of the course's `lms:`; usual ones first."""
    usual = [name for name in USUAL if name in targets or not targets]
    return list(dict.fromkeys((*usual, *(targets or course.settings.lms))))


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
