"""Short hashes of notes, for the ledger."""

from collections.abc import Sequence

from nasec_study.ledger import NO_TEXT
from nasec_study.targets._base import recipe


def short_hash(*parts: str) -> str:
    """Return a hash that is long enough to tell two states of one note apart."""
    return recipe(*parts)[:16]


def field_hashes(fields: Sequence[str]) -> str:
    """Return a still shorter hash of each field, in order; empty fields at the end are left out."""
    return " ".join(short_hash(field)[:6] if field else NO_TEXT for field in fields).rstrip(f" {NO_TEXT}")
