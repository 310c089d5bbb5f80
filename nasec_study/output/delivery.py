"""Outputs to `build/`: whole or not at all, unchanged ones untouched; the only code that writes there."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.output.interrupts import interrupts_kept
from nasec_study.output.manifest import MANIFEST, Records, format_manifest, hash_of, maker, read_manifest
from nasec_study.output.write import PART, unwritable, write_file

if TYPE_CHECKING:
    from nasec_study.targets._contract import Output

# So many outputs are on their way at once where they are planned one by one: more would only fill the memory.
MAX_UNDER_WAY = 64
_LOCK = ".lock"

WAITING = "another build is running in this folder; waiting for it"

Workers = Callable[[], AbstractContextManager[Executor]]
Report = Callable[[int, int, str], object]


def silent(_done: int, _total: int, _words: str) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Destination:
    """The folder that outputs go to, and how: all made anew if `force`, pages by `workers`, with a `report`.

    The report is told how many of how many outputs are done, and the name of the next; or (0, 0, what is waited for).
    `made` hears of each output that had to be made.
    """

    folder: Path
    force: bool = False
    workers: Workers | None = None
    report: Report = silent
    made: Callable[[Path], object] = str


def deliver(
    outputs: Iterable["Output"], prefixes: Iterable[str], to: Destination, names: Sequence[str] = ()
) -> Iterator[Path]:
    """Make and write outputs, and yield each path, whether it was made anew or not.

    All are planned before the first is written, unless the `names` of all are given: then each is planned when its turn
    comes. What earlier builds wrote under `prefixes`, and this one does not make, is deleted.
    """
    upcoming = list(names)
    with locked(to.folder, partial(to.report, 0, 0, WAITING)):
        if names:
            to.report(0, len(names), names[0])
        kept = set(names)

        def noted() -> Iterator["Output"]:
            for output in outputs:
                kept.update((output.name, *(part.name for part in output.parts)))
                if not names:
                    upcoming.append(output.name)
                    to.report(0, len(upcoming), output.name)
                yield output

        ahead = MAX_UNDER_WAY if names else None
        written = write_outputs(noted(), to.folder, force=to.force, workers=to.workers, ahead=ahead)
        for done, (path, is_new) in enumerate(written, start=1):
            if is_new:
                to.made(path)
            yield path
            to.report(done, len(upcoming), upcoming[done] if done < len(upcoming) else "")
        forget(to.folder, kept, prefixes)


def write_outputs(
    outputs: Iterable["Output"],
    folder: Path,
    *,
    force: bool = False,
    workers: Workers | None = None,
    ahead: int | None = MAX_UNDER_WAY,
) -> Iterator[tuple[Path, bool]]:
    """Make and write each output; yield its path and whether it had to be made, in the order of `outputs`.

    An output is left alone if the manifest has the same recipe for it, by this version of the program, and its file
    still has the bytes that were written. The parts of one that has to be made are made before it; hidden ones are not
    yielded. Portable outputs are made by `workers`, while up to `ahead` outputs, or all (None), are planned. The
    manifest is written last; it keeps what was built earlier into this folder.
    """
    before = read_manifest(folder)
    after = dict(before)

    def recipe_of(output: "Output") -> str:
        return f"{maker()} {output.recipe}"

    def is_fresh(output: "Output") -> bool:
        known = before.get(output.name)
        if force or known is None or known["recipe"] != recipe_of(output):
            return False
        return hash_of(folder / PurePosixPath(output.name)) == known["sha256"]

    try:
        for output, made in _made(_in_order(outputs, is_fresh), workers, ahead):
            path = folder / PurePosixPath(output.name)
            if made is not None:
                make = partial(_joined, output, folder, after) if output.join else made
                # What another process makes need not be waited for.
                with interrupts_kept() if output.join or made == output.make else nullcontext(), _losses_told(output):
                    content = make()
                write_file(path, content)
                after[output.name] = {"recipe": recipe_of(output), "sha256": sha256(content).hexdigest()}
            if not output.is_hidden:
                yield path, made is not None
    finally:
        if after != before:
            write_file(folder / MANIFEST, format_manifest(after))


def _in_order(outputs: Iterable["Output"], is_fresh: Callable[["Output"], bool]) -> Iterator[tuple["Output", bool]]:
    """Yield each output once, and whether it is fresh; the parts of one that is not before it."""
    seen: set[str] = set()

    def with_parts(output: "Output") -> Iterator[tuple["Output", bool]]:
        if output.name in seen:
            return
        seen.add(output.name)
        fresh = is_fresh(output)
        for part in () if fresh else output.parts:
            yield from with_parts(part)
        yield output, fresh

    for output in outputs:
        yield from with_parts(output)


def _made(
    outputs: Iterable[tuple["Output", bool]], workers: Workers | None, ahead: int | None
) -> Iterator[tuple["Output", Callable[[], bytes] | None]]:
    """Yield each output with what returns its content, or None where it is fresh."""
    queue: deque[tuple[Output, Callable[[], bytes] | None]] = deque()
    executor: Executor | None = None
    with ExitStack() as stack:
        for output, fresh in outputs:
            made = None if fresh else output.make
            if made and workers and output.portable:
                # Where what processes are copied from has ended, it is the talk with it that fails.
                with _losses_told(output, (EOFError, ConnectionError)):
                    executor = executor or stack.enter_context(workers())
                    future: Future[bytes] = executor.submit(made)
                made = future.result
            queue.append((output, made))
            if ahead and len(queue) >= ahead:
                yield queue.popleft()
        while queue:
            yield queue.popleft()


def _joined(output: "Output", folder: Path, records: Records) -> bytes:
    """Return an output's content, joined from its parts where all still are as they were delivered."""
    files = {part.name: folder / PurePosixPath(part.name) for part in output.parts}
    if output.join and all(hash_of(file) == records[name]["sha256"] for name, file in files.items()):
        return output.join(file.read_bytes() for file in files.values())
    return output.make()


@contextmanager
def _losses_told(output: "Output", others: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn the end of the process that makes an output, and `others` that tell of one, into a StudyError.

    A cluster that is lost cancels what was asked of it.
    """
    losses: tuple[type[Exception], ...] = (BrokenExecutor, CancelledError, *others)
    try:
        yield
    except losses as error:
        hint = "free some memory and build again; what was made so far is kept"
        raise StudyError(Problem("E403", Where(output.name, 0, 0), "the process making it died", hint)) from error


@contextmanager
def locked(folder: Path, wait: Callable[[], object]) -> Iterator[None]:
    """Keep other builds out of a folder, and clear away what one that was killed left half-written in it.

    Calls `wait` once where another build is at work there, and then waits for it.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where something is written

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / _LOCK, fallback_to_soft=False)
        try:
            lock.acquire(blocking=False)
        except Timeout:
            wait()
            lock.acquire()
    except OSError as error:
        raise StudyError(unwritable(folder, error)) from error
    try:
        for part in folder.rglob(f".*{PART}"):
            part.unlink(missing_ok=True)
        yield
    finally:
        lock.release()


def forget(folder: Path, keep: Iterable[str], prefixes: Iterable[str]) -> None:
    """Delete what earlier builds wrote under `prefixes` and the present one no longer makes. Raises StudyError."""
    kept = set(keep)
    before = read_manifest(folder)
    starts = tuple(prefixes)
    after: Records = {name: record for name, record in before.items() if name in kept or not name.startswith(starts)}
    for name in before.keys() - after.keys():
        path = folder / PurePosixPath(name)
        if hash_of(path) != before[name]["sha256"]:
            continue
        try:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        except OSError as error:
            hint = "close it where it is open, check the folder's permissions, or delete it yourself"
            message = f"is no longer made, and cannot be deleted: {error.strerror}"
            raise StudyError(Problem("E401", Where(str(path), 0, 0), message, hint)) from error
    if after != before:
        write_file(folder / MANIFEST, format_manifest(after))
