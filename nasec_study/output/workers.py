"""Where outputs are made: in processes of this machine, or on a Dask cluster."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Thread
from typing import Any

from nasec_study.foundation.problems import Problem, StudyError, Where

SECONDS_TO_CONNECT = 10


@contextmanager
def processes(warm_up: Callable[[], object]) -> Iterator[Executor]:
    """Return an executor of one process a processor that we may use; what waits is dropped on the way out.

    `warm_up` loads what all of them need.
    """
    count = processors()
    pool = ProcessPoolExecutor(count, _way_to_start(warm_up), initializer=_begin)
    try:
        with _interrupts_held():
            for _ in range(count):
                pool.submit(processors)
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def one_process() -> Iterator[Executor]:
    """Return an executor of one process that starts from nothing, for what would keep this one from its business."""
    pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _way_to_start(warm_up: Callable[[], object]) -> BaseContext:
    """Return how workers start: as copies of this process, which need not import anything again.

    A copy has none of the threads of what it is made from, and would wait for them: where there are any,
    or where we cannot tell, workers start from nothing.
    """
    threads = Path("/proc/self/task")
    if not threads.is_dir() or len(list(threads.iterdir())) > 1:
        return get_context("spawn")
    # Where that cannot be, the first output that needs it says so; those that come before it are written.
    with suppress(StudyError):
        warm_up()
    return get_context("fork")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back while workers start, which inherit that: they would print a traceback each."""
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
    """Prepare a worker: Ctrl-C is its parent's business, and it does not outlive a parent that was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        parent.join()
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
