"""The cyclic garbage collector, paused where much is made and nothing is thrown away."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused(*, kept: bool = False) -> Iterator[None]:
    """Pause the collector: a tree of YAML, or the notes of a bank, make it run again and again for nothing.

    Where what is made is `kept` to the end, the collector will not look through it later either.
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
