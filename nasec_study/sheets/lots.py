"""Orders by lot that are the same on every machine: what is sorted by is a hash of a seed and a name."""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain, count


def rank(*parts: str) -> bytes:
    """Return a hash of the parts, to sort by: a random order that is the same on every machine."""
    return blake2b("\0".join(parts).encode(), digest_size=16).digest()


def by_lot(names: Sequence[tuple[str, ...]], answer: int, *seed: str) -> list[int]:
    """Return the numbers of things, by their names, in a seeded order.

    The first ones, as many as `answer` says, are in the order that is asked for and do not stand so: then another order
    is drawn.
    """
    draws = chain([seed], ((*seed, "again", str(draw)) for draw in count(1)))
    lots = (sorted(range(len(names)), key=[rank(*draw, *name) for name in names].__getitem__) for draw in draws)
    return next(lot for lot in lots if not answer or lot[:answer] != list(range(answer)))
