"""Where outputs are made: in processes of this machine, or on a Dask cluster."""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from multiprocessing.util import get_temp_dir
from pathlib import Path
from shutil import rmtree
from threading import Thread
from typing import Any

from nasec_study.foundation.problems import Problem, StudyError, Where

SECONDS_TO_CONNECT = 10
# The threads of this process, on a system that tells of them: only there do we copy processes.
_THREADS = Path("/proc/self/task")
# Set, it keeps Python from looking for modules in the folder that it starts in.
_SAFE_PATH = "PYTHONSAFEPATH"


def get_ready(module: str) -> None:
    """Begin to import what workers need, in a process that they are copied from, while this one goes on."""
    if module not in sys.modules:
        _start_server(module)


def _start_server(module: str) -> bool:
    """Start what workers are copied from, where it is not there yet; tell whether it is, as not every system has it."""
    if not _THREADS.is_dir():
        return False
    from multiprocessing import forkserver  # noqa: PLC0415 - not every system has it

    get_context("forkserver").set_forkserver_preload([module])
    # Its socket lies among temporary files, and has room for a short path only.
    with suppress(OSError), _interrupts_held(), _no_stray_modules():
        forkserver.ensure_running()
        return True
    return False


@contextmanager
def processes(module: str) -> Iterator[Executor]:
    """Return an executor with a process for each processor; on leaving, work that has not begun is dropped.

    All of them need what `module` imports.
    """
    way = _way_to_start(module)
    pool = _pool(processors(), way)
    try:
        if way.get_start_method() == "fork":
            # All of them start at the first that there is to do.
            with _interrupts_held():
                pool.submit(processors)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def one_process() -> Iterator[Executor]:
    """Return an executor of one fresh process, for work that would keep this process from answering."""
    pool = _pool(1, get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(count: int, way: BaseContext) -> Executor:
    """Return an executor of so many processes; of a thread where these cannot share anything, as in some containers."""
    try:
        return ProcessPoolExecutor(count, way, initializer=_begin)
    except (OSError, NotImplementedError):
        return ThreadPoolExecutor(1)


def _way_to_start(module: str) -> BaseContext:
    """Return how workers start: as copies of this process where it has imported the module, or else of one that has.

    A copy has none of the threads of what it is made from, and would wait for them: this process is copied only where
    we can tell that there are none.
    """
    if module in sys.modules and _THREADS.is_dir() and len(list(_THREADS.iterdir())) == 1:
        return get_context("fork")
    return get_context("forkserver" if _start_server(module) else "spawn")


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


@contextmanager
def _no_stray_modules() -> Iterator[None]:
    """Let a process that starts find no modules in the folder that we are in, which may hold a `random.py`."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


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


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
        # A parent that was killed has cleared away nothing.
        rmtree(get_temp_dir(), ignore_errors=True)
        os._exit(1)


@contextmanager
def cluster(address: str, version: Callable[[], str]) -> Iterator[Executor]:
    """Return an executor on the Dask cluster at `address` (`tcp://host:8786`). Raises StudyError.

    Its workers must have this program, and tell the same `version` of what the bytes depend on as here.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        hint = "pip install 'nasec-study[cluster]'"
        raise StudyError(_problem(address, "a cluster wants the library Dask", hint)) from error
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
            raise StudyError(_problem(address, f"a worker has {other.pop()}, here is {here}", hint))
        yield client.get_executor(pure=False)


def _problem(address: str, message: str, hint: str) -> Problem:
    return Problem("E710", Where(address, 0, 0), message, hint)
