"""Which items are proven: what the ledger remembers, what the readings show now, and what that means."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from nasec_study.course.model import Course, Item
from nasec_study.foundation.problems import Problem
from nasec_study.history.ledger import Entry, Key, Ledger, moment

if TYPE_CHECKING:
    from nasec_study.course.readings import ReadingTexts

NOUN = "proof"
# The rule by which an item that is unproven is named.
UNPROVEN = "W320"
# Those by which readings do not support an item.
UNSUPPORTED = frozenset({"E311", "E312", "E313", "E314"})
# The keys of an item that say nothing that a reading could prove.
_NOT_CLAIMED = {
    *("id", "type", "state", "reviewer", "source", "level", "tags", "points", "lines", "order", "last", "difficulty"),
    *("importance", "objective", "waive", "disputes", "computed", "formerly", "retired", "enemies", "companions"),
}


@dataclass(frozen=True)
class Verdict:
    """Whether an item is proven: its entry for the ledger (None if it is not), and perhaps a problem to report."""

    entry: Entry | None
    problem: Problem | None = None


def judge(
    course: Course, readings: "ReadingTexts", ledger: Ledger, faulty: Iterable[str], now: datetime, *, reprove: bool
) -> dict[str, Verdict]:
    """Return the verdict on each item.

    With its readings at hand a new or edited item is proven anew, unless it is `faulty`. An item whose
    passage has changed since stays unproven until somebody has read it again and says so (`reprove`).
    Without them only the ledger can tell. What cites nothing has nothing to prove.
    """
    unsound = {*faulty, *(item.id for item in course.items if not item.sources)}
    return {
        item.id: Verdict(None) if item.id in unsound else _verdict(course, item, readings, ledger, now, reprove=reprove)
        for item in course.items
    }


def _verdict(
    course: Course, item: Item, readings: "ReadingTexts", ledger: Ledger, now: datetime, *, reprove: bool
) -> Verdict:
    known = _known(ledger, item)
    same_claim = known is not None and known.facts["hash"] == claim_hash(item)
    if any(name not in readings for name in item.cited_readings):
        if (known and same_claim) or any(course.reading(name) is None for name in item.cited_readings):
            # Of a reading that could not be read, its own fault tells enough.
            return Verdict(known if same_claim else None)
        what = "has changed since it was proven" if known else "was never proven"
        return Verdict(None, _unproven(course, item, what, "run `nasec-study check --texts DIR` where the texts are"))
    from nasec_study.checks.grounding import proof  # noqa: PLC0415 - `show` proves nothing

    found = proof(item, readings)
    if found is None:
        return Verdict(None)
    if known and same_claim and known.facts["passage"] == found.passage:
        return Verdict(known)
    if known and same_claim and not reprove:
        what = f"is unproven: what it cites in {found.against} has changed since {known.facts['changed'][:10]}"
        hint = "compare it with the text again; then correct it, or confirm it with `nasec-study check --reprove`"
        return Verdict(known, _unproven(course, item, what, hint))
    facts = {"hash": claim_hash(item), "passage": found.passage, "against": found.against, "changed": moment(now)}
    return Verdict(Entry(NOUN, item.id, facts))


def _known(ledger: Ledger, item: Item) -> Entry | None:
    """Return the proof of an item that a ledger holds, be it by an earlier id."""
    names = (item.id, *reversed(item.formerly))
    found = next((entry for name in names if (entry := ledger.entries.get((NOUN, name)))), None)
    return found and found._replace(id=item.id)


def claim_hash(item: Item) -> str:
    """Return a short hash of all that an item claims, its citations included."""
    claimed = item.model_dump_json(exclude=_NOT_CLAIMED, exclude_defaults=True)
    return sha256(claimed.encode()).hexdigest()[:12]


def _unproven(course: Course, item: Item, what: str, hint: str) -> Problem:
    return Problem(UNPROVEN, course.place(item).where("id"), f"item '{item.id}' {what}", hint)


def recorded(ledger: Ledger, verdicts: dict[str, Verdict]) -> Ledger:
    """Return the ledger with the proofs as the verdicts have them."""
    entries: dict[Key, Entry] = {key: entry for key, entry in ledger.entries.items() if key[0] != NOUN}
    entries |= {verdict.entry.key: verdict.entry for verdict in verdicts.values() if verdict.entry}
    return Ledger(entries)


def any_in(ledger: Ledger) -> bool:
    """Tell whether any item of a course was ever proven."""
    return any(noun == NOUN for noun, _ in ledger.entries)


def is_proven(ledger: Ledger, item: Item) -> bool:
    """Tell whether a ledger knows an item to be proven as it is now."""
    known = _known(ledger, item)
    return known is not None and known.facts["hash"] == claim_hash(item)


def described(ledger: Ledger, item: Item) -> str:
    """Return when and against what an item was proven, in words."""
    if not item.sources:
        return "rests on no reading"
    known = _known(ledger, item)
    if known is None or not is_proven(ledger, item):
        return "unproven"
    return f"proven on {known.facts['changed'][:10]} against {known.facts['against']}"


def problems_of(verdicts: dict[str, Verdict]) -> Iterator[Problem]:
    """Yield the problems of all verdicts."""
    yield from (verdict.problem for verdict in verdicts.values() if verdict.problem)
