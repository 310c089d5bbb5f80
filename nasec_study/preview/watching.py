"""Waiting for a course to change."""

from collections.abc import Iterator
from pathlib import Path

from nasec_study.foundation import places

# Milliseconds in which changes count as one, between two looks, and until the first answer.
_TOGETHER, _STEP, _FIRST = 60, 20, 200
# What an editor or a build writes beside a file is no part of a course.
_IGNORED = ("~", ".swp", ".tmp", ".part", places.LEDGER)


def changes(course: Path, *others: Path) -> Iterator[frozenset[Path]]:
    """Yield the files that changed in a course, in its templates and in `others`, whenever some did, without end.

    The first time it yields none, as soon as it watches: what is saved from then on is not missed. Raises
    KeyboardInterrupt where whoever waits has enough.
    """
    from watchfiles import watch  # noqa: PLC0415 - only where someone waits

    folders = {course, *(folder for folder in (places.own_templates(course), *others) if folder.exists())}
    found = watch(
        *folders,
        debounce=_TOGETHER,
        step=_STEP,
        rust_timeout=_FIRST,
        yield_on_timeout=True,
        watch_filter=lambda _, path: is_ours(Path(path)),
    )
    yield frozenset(Path(path) for _, path in next(found))
    for some in found:
        if some:
            yield frozenset(Path(path) for _, path in some)


def is_ours(file: Path) -> bool:
    """Tell whether a file may be part of a course: not hidden, and none that an editor keeps for itself."""
    return not file.name.startswith((".", "#")) and not file.name.endswith(_IGNORED)
