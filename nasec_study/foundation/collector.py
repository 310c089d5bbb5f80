"""The cyclic garbage collector, paused where much is made and nothing is thrown away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused(*, kept: bool = False) -> Iterator[None]:
    """Pause the garbage collector: while many objects are made that all stay, it would run again and again for nothing.

    If what is made is `kept` until the program ends, the collector leaves it alone later, too.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if kept:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()
