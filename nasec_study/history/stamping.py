"""Stamping: when each entry last changed, so late that whoever has another state of it gets this one.

Anki updates a note only if its time is newer. So a note whose content differs from any state that students may have
(the ledger's, an edition's, one that version control knows) gets a time later than that state, whatever a revert or a
clock did since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from nasec_study.history.ledger import NOTES, Entry, Key, Ledger, gaps_gone, moment
from nasec_study.history.positions import positions

States = Mapping[Key, Sequence[Entry]]


def states_in(ledgers: Iterable[Ledger]) -> States:
    """Return the states of each thing that some ledgers hold, by its identity."""
    found: dict[Key, list[Entry]] = defaultdict(list)
    for ledger in ledgers:
        for entry in ledger.entries.values():
            found[entry.identity].append(entry)
    return found


def stamp(
    ledger: Ledger, current: Sequence[Entry], now: datetime, *, known: States | None = None, keep: Collection[str] = ()
) -> Ledger:
    """Return the ledger of the current entries, in the order in which new students meet them.

    What has not changed keeps its time, all else gets `now`, or a later time where a state in `known` has one. Entries
    that are not among the current ones go, unless their noun is one to `keep`.
    """
    stamped = {key: entry for key, entry in ledger.entries.items() if key[0] in keep}
    own = states_in([ledger])
    places = positions(
        [entry.identity for entry in current if entry.noun in NOTES],
        {key: int(place) for key, states in own.items() if (place := states[0].facts.get("place"))},
    )
    for entry in current:
        identity = entry.identity
        before = own.get(identity, [])
        others = known.get(identity, ()) if known else ()
        facts = {**entry.facts, **_gaps_gone([*before, *others], entry), "changed": _time(entry, before, others, now)}
        if identity in places:
            facts["place"] = str(places[identity])
        stamped[entry.key] = Entry(entry.noun, entry.id, facts)
    return Ledger(stamped)


def restamp(ledger: Ledger, keys: Iterable[Key], now: datetime) -> Ledger:
    """Return a ledger in which some entries have changed now, or just after they last did if that clock was ahead."""
    entries = dict(ledger.entries)
    for key in keys:
        entry = entries[key]
        entries[key] = entry._replace(facts={**entry.facts, "changed": _after([entry], now)})
    return Ledger(entries)


def _time(entry: Entry, before: Sequence[Entry], others: Sequence[Entry], now: datetime) -> str:
    """Return when an entry last changed: as it was, if that is later than all states that differ; else now."""
    states = [*before, *others]
    differing = [state for state in states if state.facts["hash"] != entry.facts["hash"]]
    same = [state for state in before or others if state.facts["hash"] == entry.facts["hash"]]
    if same:
        latest = max(_moment(state) for state in same)
        if all(_moment(state) < latest for state in differing):
            return moment(latest)
    return _after(differing, now)


def _after(states: Iterable[Entry], now: datetime) -> str:
    """Return now, but later than each of some states, even if a clock was ahead then."""
    return moment(max([now, *(_moment(state) + timedelta(seconds=1) for state in states)]))


def _moment(state: Entry) -> datetime:
    return datetime.fromisoformat(state.facts["changed"])


def _gaps_gone(states: Iterable[Entry], after: Entry) -> dict[str, str]:
    """Return the numbers of gaps that a note once had and has no more, as a fact: they must not come back."""
    if "clozes" not in after.facts:
        return {}
    once, gone = set[str](), set[str]()
    for state in states:
        once.update(state.listed("clozes"))
        gone.update(state.listed("clozes-gone"))
    return gaps_gone(once.difference(after.listed("clozes")) | gone)
