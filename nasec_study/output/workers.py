"""Where outputs are made: in processes of this machine, or on a Dask cluster."""

import os
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from multiprocessing.util import get_temp_dir
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import Any, TypeVar

from nasec_study.foundation.environment import environment
from nasec_study.foundation.problems import Problem, StudyError, Where

T = TypeVar("T")

SECONDS_TO_CONNECT = 10
# So many things are asked of a copy of this process before the first is wanted: more would only fill the memory.
_ASKED = 64
# So often a folder is deleted into which something is put meanwhile.
_TRIES = 100
# The threads of this process, on a system that tells of them: only there do we copy processes.
_THREADS = Path("/proc/self/task")
# In a copy of a process: what it has to make.
_made: list[Iterator[Any]] = []
# It keeps Python from looking for modules in the folder that it starts in, which may hold a `random.py`.
_NO_STRAY_MODULES = {"PYTHONSAFEPATH": "1"}


def get_ready(module: str) -> None:
    """Begin to import what workers need, in a process that they are copied from, while this one goes on elsewhere."""
    if module not in sys.modules and processors() > 1:
        _start_server(module)


def _start_server(module: str) -> bool:
    """Start what workers are copied from, where it is not there yet; tell whether it is, as not every system has it."""
    if not _THREADS.is_dir():
        return False
    from multiprocessing import forkserver, resource_tracker  # noqa: PLC0415 - not every system has them

    get_context("forkserver").set_forkserver_preload([module])
    # Its socket lies among temporary files, and has room for a short path only.
    with suppress(OSError), environment(_NO_STRAY_MODULES):
        # It comes first: as it starts, it lets interrupts pass that are held (CPython, Lib/multiprocessing).
        resource_tracker.ensure_running()
        with _interrupts_held():
            forkserver.ensure_running()
        return True
    return False


@contextmanager
def processes(module: str) -> Iterator[Executor]:
    """Return an executor with a process for each processor; on leaving, work that has not begun is dropped.

    All of them need what `module` imports.
    """
    pool = _pool(processors(), _way_to_start(module))
    try:
        # At the first that there is to do, copies of this process all start; of another one the first, which waits
        # until that has imported the module: after an interrupt in between it would find nobody.
        with _interrupts_held():
            pool.submit(processors)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def begun(made: Iterator[T], what: str) -> Iterator[Iterator[T]]:
    """Return an iterator over what `made` yields, which a copy of this process begins at once to make.

    What it yields must be picklable. Where this process cannot be copied, or has one processor, `made` is returned.
    Where the copy dies, a StudyError says so of `what`.
    """
    copy = _copy(made) if processors() > 1 and _can_be_copied() else None
    if copy is None:
        yield made
        return

    asked = deque[Future[T | None]]()
    try:
        with _interrupts_held():
            asked.append(copy.submit(_next_begun))
        asked.extend(copy.submit(_next_begun) for _ in range(_ASKED))
        yield _received(asked, copy, what)
    finally:
        copy.shutdown(cancel_futures=True)


def _received(asked: "deque[Future[T | None]]", copy: Executor, what: str) -> Iterator[T]:
    """Yield what was asked of a copy of this process, and ask for more, until there is none."""
    try:
        while (upcoming := asked.popleft().result()) is not None:
            asked.append(copy.submit(_next_begun))
            yield upcoming
    except BrokenExecutor as error:
        hint = "free some memory and build again"
        raise StudyError(_problem(what, "the process planning it died", hint, "E403")) from error


@contextmanager
def one_process() -> Iterator[Executor]:
    """Return an executor of one fresh process, for work that would keep this process from answering."""
    pool = _pool(1, get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _copy(made: Iterator[Any]) -> Executor | None:
    """Return an executor of one copy of this process, which has `made`; None where processes cannot share anything."""
    try:
        return ProcessPoolExecutor(1, get_context("fork"), initializer=_begin_with, initargs=(made,))
    except (OSError, NotImplementedError):
        return None


def _pool(count: int, way: BaseContext) -> Executor:
    """Return an executor of so many processes; of a thread where these cannot share anything, as in some containers."""
    try:
        return ProcessPoolExecutor(count, way, initializer=_begin)
    except (OSError, NotImplementedError):
        return ThreadPoolExecutor(1)


def _way_to_start(module: str) -> BaseContext:
    """Return how workers start: as copies of this process where it has imported the module, or else of one that has."""
    if module in sys.modules and _can_be_copied():
        return get_context("fork")
    return get_context("forkserver" if _start_server(module) else "spawn")


def _can_be_copied() -> bool:
    """Tell whether we know that this process has one thread only: a copy has no others, and would wait for them."""
    return _THREADS.is_dir() and len(list(_THREADS.iterdir())) == 1


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while processes start, which inherit that: they would print a traceback each."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _begin() -> None:
    """Prepare a worker: Ctrl-C is its parent's business, and it does not outlive a parent that was killed.

    What it puts among temporary files lies in the folder that goes with its parent.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = get_temp_dir()
    Thread(target=_end_with_parent, daemon=True).start()


def _begin_with(made: Iterator[Any]) -> None:
    """Prepare a copy of a process to go on with what has been begun there."""
    _begin()
    _made.append(made)


def _next_begun() -> Any:
    """Return what comes next of what was begun in the process that this is a copy of; None after the last."""
    return next(_made[0], None)


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        # A parent that was killed has cleared away nothing.
        clear_away(Path(get_temp_dir()))
        os._exit(1)


def clear_away(folder: Path) -> None:
    """Delete a folder, in which what goes on beside this thread may still put files until it is gone."""
    for _ in range(_TRIES):
        rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return


@contextmanager
def cluster(address: str, version: Callable[[], str]) -> Iterator[Executor]:
    """Return an executor on the Dask cluster at `address` (`tcp://host:8786`). Raises StudyError.

    Its workers must have this program, and tell the same `version` of what the bytes depend on as here.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = "pip install 'nasec-study[cluster]'"
        raise StudyError(_problem(address, "a cluster needs the library Dask", hint)) from error
    try:
        client: Any = Client(address, timeout=SECONDS_TO_CONNECT)  # type: ignore[no-untyped-call]  # Dask is untyped
    except (OSError, ValueError) as error:
        hint = "start one with `dask scheduler` and `dask worker ADDRESS`; the address is like tcp://host:8786"
        raise StudyError(_problem(address, f"no cluster answers: {error}", hint)) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS_TO_CONNECT)
        except TimeoutError as error:
            hint = f"start some with `dask worker {address}`"
            raise StudyError(_problem(address, "the cluster has no workers", hint)) from error
        here = version()
        there = client.run(version, on_error="return")
        if other := {str(found) for found in there.values()} - {here}:
            hint = "install the same versions of nasec-study and what it depends on"
            raise StudyError(_problem(address, f"a worker has {other.pop()}, this machine has {here}", hint))
        yield client.get_executor(pure=False)


def _problem(where: str, message: str, hint: str, code: str = "E710") -> Problem:
    return Problem(code, Where(where, 0, 0), message, hint)
