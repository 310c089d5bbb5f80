"""Releasing an edition of a course, and telling what students of an earlier one will see."""

from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history.editions import Edition
from nasec_study.history.forecasts import Forecast
from nasec_study.history.forecasts import forecast as forecast_of
from nasec_study.history.learners import learner_notes, titles
from nasec_study.history.ledger import Ledger, on_top_of_others, read_ledger_file
from nasec_study.history.releases import Release, changed_since, plan_release, release_files
from nasec_study.history.stamping import restamp
from nasec_study.history.versions import revision
from nasec_study.output.write import ledger_locked, write_files
from nasec_study.preparation import prepare
from nasec_study.targets import REMEMBERED


def release(folder: Path, *, major: bool = False, dry_run: bool = False) -> tuple[Release, str]:
    """Close an edition: write its version to course.yaml, its ledger to editions/, and its entry to CHANGES.md.

    What changed since the last edition gets the time of the release. Returns what was decided, and the entry for
    students in Markdown; with `dry_run` nothing is written. Raises StudyError with every reason against the release.
    """
    study = prepare(folder, keep_names=not major, targets=REMEMBERED)
    plan = plan_release(study.course, study.ledger, study.editions, major=major)
    now = datetime.now(UTC)
    late = changed_since(study.editions[-1].ledger, study.ledger) if study.editions else []
    entry = learner_notes(
        plan.version, f"{now:%Y-%m-%d}", plan.forecast, titles(study.course), study.course.settings.root_tag
    )
    with nullcontext() if dry_run else ledger_locked():
        ledger = on_top_of_others(folder, study.found, restamp(study.ledger, late, now))
        files = release_files(study.course, ledger, plan, entry)
        if not dry_run:
            write_files({path: content.encode() for path, content in files.items()})
    return plan, entry


def forecast(folder: Path, old: str | None) -> Forecast:
    """Return what a student who has the state `old` of a course sees on importing its decks as they are now.

    `old` is the path of a package or a ledger, an edition's version or a git revision; None is the last edition, or
    nothing where there is none yet. Raises StudyError for an `old` that is none of these.
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
