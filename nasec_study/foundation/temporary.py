"""Files that other libraries write or read on the way, gone when they have done so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from nasec_study.foundation.problems import Problem, StudyError, Where


@contextmanager
def temporary_file(holds: str, suffix: str) -> Iterator[Path]:
    """Yield an empty file, and delete it; `holds` says what is written there.

    Raises StudyError where that cannot be written.
    """
    with temporary_space(holds), NamedTemporaryFile(suffix=suffix) as file:
        yield Path(file.name)


@contextmanager
def temporary_space(holds: str) -> Iterator[None]:
    """Raise a StudyError where what is written among temporary files in the block, which `holds` names, has no room."""
    try:
        yield
    except OSError as error:
        hint = "check the free space for temporary files; the variable TMPDIR names another folder"
        where = Where("temporary files", 0, 0)
        raise StudyError(Problem("E401", where, f"{holds} cannot be written: {error}", hint)) from error
