"""What the ledger remembers of imports, by which a second import knows each item and leaves what was edited here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from nasec_study.history.ledger import Entry, Ledger, moment

NOUN = "import"


@dataclass(frozen=True)
class Record:
    """What is remembered of an import of an item: its key there, name, file, and a hash of each value that came."""

    key: str
    name: str
    file: str
    values: Mapping[str, str]


def records_in(ledger: Ledger) -> dict[str, Record]:
    """Return the records of a ledger, by the ids of items."""
    return {
        entry.id: Record(
            entry.facts.get("key", ""),
            entry.facts.get("name", ""),
            entry.facts.get("file", ""),
            dict(pair.split(":", 1) for pair in entry.listed("values") if ":" in pair),
        )
        for entry in ledger.entries.values()
        if entry.noun == NOUN
    }


def with_records(ledger: Ledger, records: Mapping[str, Record], now: datetime) -> Ledger:
    """Return a ledger that remembers these records and no others; what is the same keeps its time."""
    entries = {key: entry for key, entry in ledger.entries.items() if key[0] != NOUN}
    for name, record in records.items():
        values = " ".join(f"{key}:{value}" for key, value in sorted(record.values.items()))
        facts = {"hash": sha256(values.encode()).hexdigest()[:12], "values": values, "name": record.name}
        facts |= {"file": record.file} | ({"key": record.key} if record.key else {})
        before = ledger.entries.get((NOUN, name))
        known = (
            before.facts["changed"] if before and {**before.facts, "changed": ""} == {**facts, "changed": ""} else ""
        )
        entries[NOUN, name] = Entry(NOUN, name, {**facts, "changed": known or moment(now)})
    return Ledger(entries)
