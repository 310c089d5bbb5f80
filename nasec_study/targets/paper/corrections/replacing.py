"""Parts of WeasyPrint replaced for a while: what it does otherwise than pages want, or too often."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any


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


def around(name: str, *owners: object) -> Callable[[Callable[..., Any]], Callable[[], AbstractContextManager[None]]]:
    """Make a correction of a function: while it is made, that is called in the place of what `owners` have by a name.

    It is given what was there before, and then what it is called with.
    """

    def correction_of(function: Callable[..., Any]) -> Callable[[], AbstractContextManager[None]]:
        @contextmanager
        def correction() -> Iterator[None]:
            before = getattr(owners[0], name)
            with replaced(name, lambda *values, **named: function(before, *values, **named), *owners):
                yield

        return correction

    return correction_of


@contextmanager
def replaced_in(table: MutableMapping[str, object], values: Mapping[str, object]) -> Iterator[None]:
    """Let a table have other values for some keys."""
    with kept(table):
        table.update(values)
        yield


@contextmanager
def kept(*tables: MutableMapping[str, Any]) -> Iterator[None]:
    """Let tables be changed, and be as they were afterwards."""
    before = [dict(table) for table in tables]
    try:
        yield
    finally:
        for table, values in zip(tables, before, strict=True):
            table.clear()
            table.update(values)
