"""Parts of WeasyPrint replaced for a while: what it does otherwise than pages want, or too often."""

from collections.abc import Iterator, Mapping, MutableMapping
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


@contextmanager
def replaced_in(table: MutableMapping[str, object], values: Mapping[str, object]) -> Iterator[None]:
    """Let a table have other values for some of its keys."""
    before = {key: table[key] for key in values}
    table.update(values)
    try:
        yield
    finally:
        table.update(before)
