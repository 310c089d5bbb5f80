"""Files written whole or not at all."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from nasec_study.foundation.places import user_cache
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.output.interrupts import interrupts_kept

# What a file is called until it is whole.
PART = ".part"
# Seconds in which any command has written a ledger.
PATIENCE = 10


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole, or leave what is there. Raises StudyError."""
    write_files({path: content})


@interrupts_kept()
def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files whole, and none of them where one finds no room. Raises StudyError.

    Each is written to a temporary name beside its place; then all are moved there, in this order.
    """
    temporary: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", suffix=PART, delete=False) as file:
                temporary[path] = Path(file.name)
                file.write(content)
            temporary[path].chmod(0o666 & ~_umask())
        for path, written in temporary.items():
            written.replace(path)
    except OSError as error:
        raise StudyError(unwritable(path, error)) from error
    finally:
        # Once it is in its place, none has its temporary name.
        for written in temporary.values():
            written.unlink(missing_ok=True)


@contextmanager
def ledger_locked() -> Iterator[None]:
    """Let no two commands of a user look into a ledger and write it at once: it would lose what one of them wrote.

    Where there is no room for a lock, or another command has stopped while it held that, nobody waits for it.
    """
    from filelock import FileLock  # noqa: PLC0415 - only where something is written

    with ExitStack() as stack:
        with suppress(OSError):
            folder = user_cache()
            folder.mkdir(parents=True, exist_ok=True)
            stack.enter_context(FileLock(folder / "ledger.lock", timeout=PATIENCE, fallback_to_soft=False))
        yield


def unwritable(path: Path, error: OSError) -> Problem:
    """Return the problem of a file or a folder that the system does not let us write."""
    hint = "check the folder's permissions and the free space; --output names another folder"
    return Problem("E401", Where(str(path), 0, 0), f"cannot be written: {error.strerror}", hint)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
