"""Forecasts: what lies between two states of a course's decks, as a student's Anki will see it on import.

The rules are Anki's own, seen on its importer: notes are the same by GUID; a note is updated if its time of change is
newer; where the fields or cards of its note type are others (by id, in order), it is left as it is ("conflicting"); a
card stays in the deck in which the student has it; a card of a gap or a part that is gone stays, and shows nothing; a
deck is known by its name; a note type that is newer takes the place of the student's, with its looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from nasec_study.history.ledger import NO_TEXT, Entry, Ledger, ids_of, in_both, names_of

What = Literal["new", "updated", "untouched", "conflicting", "older", "gone"]

# In these kinds another answer is another answer, however alike: it is not a typo that was mended.
_ANSWER_IS_EXACT = frozenset({"true-false", "numeric"})
# The fields that hold their answers.
_ANSWERS = frozenset({"Answer", "Value"})


@dataclass(frozen=True)
class Change:
    """What an import does to one note.

    `fields` are the names of those that change; `retired`: it leaves the course, and `returned`: it had left it;
    `moved_to` is the deck, if it is another one; `empty` are the gaps or parts that are gone, whose cards stay and show
    nothing. `relearn`: an answer that was wrong is right now. `shuffled`: the numbers of cards mean other questions, to
    which reviews would move.
    """

    what: What
    noun: str
    id: str
    fields: tuple[str, ...] = ()
    retired: bool = False
    returned: bool = False
    moved_to: str = ""
    formerly: str = ""
    relearn: bool = False
    empty: tuple[str, ...] = ()
    shuffled: bool = False


@dataclass(frozen=True)
class DeckChange:
    """A deck that would get another name: students keep the old one, empty of new cards, until they rename it."""

    id: str
    old: str
    new: str


@dataclass(frozen=True)
class Forecast:
    """What an import does: to notes, by id; to decks; and the note types whose cards look different afterwards."""

    notes: tuple[Change, ...]
    decks: tuple[DeckChange, ...]
    designs: tuple[str, ...]
    # Names that the course has given up, and that decks keep until a major release.
    kept: tuple[DeckChange, ...] = ()

    @property
    def is_nothing(self) -> bool:
        """Tell whether nobody sees a difference: neither who has the old state, nor who begins with the new one."""
        is_still = all(change.what == "untouched" and not change.moved_to for change in self.notes)
        return is_still and not self.decks and not self.designs


def forecast(old: Ledger, new: Ledger) -> Forecast:
    """Return what importing `new` does for a student who has `old`; notes that only `old` has count as gone."""
    decks = tuple(_decks(old, new))
    renamed = {deck.old: deck.new for deck in decks}
    found = [_change(old, new, old.by_guid.get(guid), entry, renamed) for guid, entry in new.by_guid.items()]
    # A dispute that is left out has left the course: it is not retired first.
    found += [
        Change("gone", entry.noun, entry.id, retired=entry.noun == "dispute")
        for guid, entry in old.by_guid.items()
        if guid not in new.by_guid
    ]
    return Forecast(
        tuple(sorted(found, key=lambda change: (change.noun, change.id))),
        decks,
        tuple(_designs(old, new)),
        tuple(
            DeckChange(entry.id, entry.facts["name"], entry.facts["wanted"])
            for _, entry in sorted(new.entries.items())
            if "wanted" in entry.facts
        ),
    )


def _change(old: Ledger, new: Ledger, before: Entry | None, after: Entry, renamed: Mapping[str, str]) -> Change:
    """Return what happens to a note; `renamed` are the decks that get new names, which moves none of their cards."""
    retired = "retired" in after.facts
    if before is None:
        return Change("new", after.noun, after.id, retired=retired)
    deck = before.facts["deck"]
    what = _what(old, new, before, after)
    arrives = what == "updated"
    return Change(
        what,
        after.noun,
        after.id,
        tuple(_changed_fields(new, before, after)) if what in {"updated", "older"} else (),
        retired=retired and "retired" not in before.facts,
        returned="retired" in before.facts and not retired,
        moved_to=after.facts["deck"] if after.facts["deck"] != renamed.get(deck, deck) else "",
        formerly=before.id if before.id != after.id else "",
        relearn=arrives and _answers_otherwise(new, before, after),
        empty=tuple(_left_empty(before, after)) if arrives else (),
        shuffled=is_shuffled(before, after),
    )


def _what(old: Ledger, new: Ledger, before: Entry, after: Entry) -> What:
    if before.facts["kind"] != after.facts["kind"] or design(old, after) != design(new, after):
        return "conflicting"
    if new.changed(*after.key) > old.changed(*before.key):
        return "updated"
    return "untouched" if before.facts["hash"] == after.facts["hash"] else "older"


def design(ledger: Ledger, note: Entry) -> str:
    """Return the ids of fields and cards of a note's type, in order: by these Anki knows the type again."""
    entry = ledger.entries.get(("note-type", note.facts["kind"]))
    if entry is None:
        return ""
    return "|".join(" ".join(ids_of(entry.facts[part])) for part in ("fields", "cards"))


def _changed_fields(new: Ledger, before: Entry, after: Entry) -> Iterator[str]:
    names = names_of(new.entries["note-type", after.facts["kind"]].facts["fields"])
    pairs = zip_longest(names, before.listed("fields"), after.listed("fields"), fillvalue=NO_TEXT)
    yield from (name for name, one, other in pairs if one != other)
    if before.facts["tags"] != after.facts["tags"]:
        yield "tags"


def _answers_otherwise(ledger: Ledger, before: Entry, after: Entry) -> bool:
    """Tell whether what was a wrong answer is a right one now, or the right one stands at another place."""
    if after.facts["kind"] in _ANSWER_IS_EXACT and "right" not in before.facts:
        # A package tells of its notes what stands in their fields, and no more.
        return not _ANSWERS.isdisjoint(_changed_fields(ledger, before, after))
    old, new = before.listed("right"), after.listed("right")
    if after.facts["kind"] in _ANSWER_IS_EXACT:
        return old != new
    is_other_order = old != new and sorted(old) == sorted(new)
    return is_other_order or not set(new).isdisjoint(before.listed("wrong"))


def _left_empty(before: Entry, after: Entry) -> Iterator[str]:
    """Yield the gaps, pairs or labels whose card stays in students' collections, and shows nothing."""
    gone = set(before.listed("clozes")).difference(after.listed("clozes"))
    yield from (f"gap {number}" for number in sorted(gone, key=int))
    if "clozes" not in after.facts:
        old, new = before.listed("parts"), after.listed("parts")
        yield from (f"pair {number}" for number in range(len(new) + 1, len(old) + 1))


def is_shuffled(before: Entry, after: Entry) -> bool:
    """Tell whether a part of a note that stays stands at another number than before: a pair, a label or a gap."""
    old, new = before.listed("parts"), after.listed("parts")
    if any(part in new and new.index(part) != place for place, part in enumerate(old)):
        return True
    once, now = gaps_in(before), gaps_in(after)
    moved = {text: number for number, text in now.items()}
    return any(now.get(number) != text and moved.get(text, number) != number for number, text in once.items())


def gaps_in(note: Entry) -> dict[str, str]:
    """Return hashes of the gaps of a note by their numbers."""
    return dict(pair.split(":") for pair in note.listed("gaps"))


def _decks(old: Ledger, new: Ledger) -> Iterator[DeckChange]:
    for before, after in in_both(old, new, "deck"):
        if before.facts["name"] != after.facts["name"]:
            yield DeckChange(before.id, before.facts["name"], after.facts["name"])


def _designs(old: Ledger, new: Ledger) -> Iterator[str]:
    """Yield the kinds of notes whose cards look different; those that cannot be updated are another matter."""
    for before, after in in_both(old, new, "note-type"):
        if before.facts["hash"] and before.facts["hash"] != after.facts["hash"]:
            yield before.id
