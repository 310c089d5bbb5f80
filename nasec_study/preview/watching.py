"""Waiting for a course to change."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from nasec_study.foundation import places

# Milliseconds in which changes count as one, between two looks, and until the first answer.
_TOGETHER, _STEP, _FIRST = 60, 20, 200
# What an editor or a build writes beside a file is no part of a course.
_IGNORED = ("~", ".swp", ".tmp", ".part", places.LEDGER)


def changes(course: Path, *others: Path) -> Iterator[frozenset[Path]]:
    """Yield the files that changed in a course, in its templates and in `others`, whenever some did, without end.

    The first time it yields none, as soon as it watches: what is saved from then on is not missed. Where one of these
    folders or files is put in the place of another, or comes later, it is watched from then on, and yielded. Raises
    KeyboardInterrupt where whoever waits has enough.
    """
    from watchfiles import Change, watch  # noqa: PLC0415 - only where someone waits

    asked = frozenset(path.absolute() for path in (course, places.own_templates(course), *others))
    new = frozenset[Path]()
    while True:
        there = {path for path in asked if path.exists()}
        watched = watch(
            *there,
            debounce=_TOGETHER,
            step=_STEP,
            rust_timeout=_FIRST,
            yield_on_timeout=True,
            watch_filter=lambda _, path: Path(path) in asked or is_ours(Path(path)),
        )
        # One that goes at this moment is missed at the next look.
        with suppress(FileNotFoundError):
            for number, found in enumerate(watched):
                # What is watched is a file or a folder, not its name.
                gone = {Path(path) for change, path in found if change is Change.deleted}
                if not gone.isdisjoint(asked) or there != {path for path in asked if path.exists()}:
                    new = asked
                    break
                if found or not number:
                    yield new | {Path(path) for _, path in found}
                    new = frozenset()


def is_ours(file: Path) -> bool:
    """Tell whether a file may be part of a course: not hidden, and none that an editor keeps for itself."""
    return not file.name.startswith((".", "#")) and not file.name.endswith(_IGNORED)
