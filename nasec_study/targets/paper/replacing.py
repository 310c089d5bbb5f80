"""Parts of WeasyPrint replaced for a while: what it does otherwise than pages want, or too often."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def replaced(name: str, value: object, *owners: object) -> Iterator[None]:
    """Let all `owners`, modules or classes that have the same thing by this name, have another one instead."""
    before = getattr(owners[0], name)
    for owner in owners:
        setattr(owner, name, value)
    try:
        yield
    finally:
        for owner in owners:
            setattr(owner, name, before)
