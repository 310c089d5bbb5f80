"""Ctrl-C while outputs are made: it waits until nothing is half done."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def interrupts_kept() -> Iterator[None]:
    """Keep Ctrl-C back until the block is done; KeyboardInterrupt is raised then.

    Python raises it wherever it is at work: in what is called when an object goes, where it is lost and the build
    would go on to its end, or in a library whose clearing up then fails and hides it.
    """
    # Where it is ignored, or somebody else's business, nothing is raised either.
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if came:
            raise KeyboardInterrupt
