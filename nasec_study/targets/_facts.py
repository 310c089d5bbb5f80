"""Short hashes of notes, for the ledger."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from nasec_study.ledger import NO_TEXT
from nasec_study.targets._base import measured, recipe


def short_hash(*parts: str) -> str:
    """Return a hash that is long enough to tell two states of one note apart."""
    return recipe(*parts)[:16]


def note_hashes(fields: Sequence[str], tags: Iterable[str]) -> dict[str, str]:
    """Return the facts by which a change of a note is seen: a hash of all, of each field in order, and of its tags.

    Those of fields and tags are still shorter; empty fields at the end are left out.
    """
    shown, labels = [measured(field) for field in fields], [measured(tag) for tag in tags]
    hashes = [sha256(data).hexdigest()[:6] if field else NO_TEXT for field, data in zip(fields, shown, strict=True)]
    return {
        "hash": sha256(b"".join((*shown, *labels))).hexdigest()[:16],
        "fields": " ".join(hashes).rstrip(f" {NO_TEXT}"),
        "tags": sha256(b"".join(labels)).hexdigest()[:6],
    }
