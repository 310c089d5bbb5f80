"""Short hashes of notes, for the ledger."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import sha256

from nasec_study.history.ledger import NO_TEXT
from nasec_study.targets._contract import measured, recipe

_NOTHING = measured("")
# The same tags come again and again.
_measured_tag = lru_cache(maxsize=4_096)(measured)


def short_hash(*parts: str) -> str:
    """Return a hash that is long enough to tell two states of one note apart."""
    return recipe(*parts)[:16]


def part_hash(text: str) -> str:
    """Return a hash that is long enough to tell the parts of one note apart."""
    return recipe(text)[:6]


def note_hashes(fields: Sequence[str], tags: Iterable[str]) -> dict[str, str]:
    """Return the facts of a ledger by which a note's changes are seen: hashes of all of it, of each field, of the tags.

    Those of fields and tags are shorter; empty fields at the end are left out.
    """
    shown = [measured(field) if field else _NOTHING for field in fields]
    labels = b"".join(map(_measured_tag, tags))
    hashes = [NO_TEXT if data is _NOTHING else sha256(data).hexdigest()[:6] for data in shown]
    return {
        "hash": sha256(b"".join(shown) + labels).hexdigest()[:16],
        "fields": " ".join(hashes).rstrip(f" {NO_TEXT}"),
        "tags": sha256(labels).hexdigest()[:6],
    }
