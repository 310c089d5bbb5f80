"""A foreign bank beside a course: what is new, what has changed there, what was edited here, and nothing twice."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from itertools import chain, count

from nasec_study.course.contents import validated
from nasec_study.course.marks import Node
from nasec_study.course.model import ITEM_TYPES
from nasec_study.course.wording.banks import lack_of
from nasec_study.course.wording.faults import words_of
from nasec_study.course.writing import MAX_TEXT
from nasec_study.course.written import Written
from nasec_study.foundation.problems import brief
from nasec_study.history.imports import Record
from nasec_study.importers.shared.bank import Bank, Imported
from nasec_study.importers.shared.names import ASKED, asked, is_id, slug_of
from nasec_study.rendering.markup import faults as faults_of_text
from nasec_study.rendering.markup import gap_fault, to_plain

MIN_LIKENESS = 0.6


class Fate(StrEnum):
    """What became of an item, as people are told it."""

    NEW = "new"
    UPDATED = "updated"
    AS_IT_WAS = "as it was"
    DIFFERS = "differs"
    FAULTY_HERE = "faulty here"
    DELETED_HERE = "deleted here"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Outcome:
    """What became of an item: its fate, its id here, lines on it, and its new or changed keys."""

    imported: Imported
    id: str
    fate: Fate
    told: tuple[str, ...] = ()
    changes: Mapping[str, Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Merged:
    """A merged bank: what became of each item, records to keep, and the ids of items that it no longer has."""

    outcomes: tuple[Outcome, ...]
    records: Mapping[str, Record]
    gone: tuple[str, ...]

    @property
    def added(self) -> tuple[Outcome, ...]:
        """The items that are new."""
        return tuple(outcome for outcome in self.outcomes if outcome.fate is Fate.NEW)

    @property
    def updated(self) -> tuple[Outcome, ...]:
        """The items that changed there and were not edited here."""
        return tuple(outcome for outcome in self.outcomes if outcome.changes and outcome.fate is not Fate.NEW)


def merge(
    bank: Bank, here: Mapping[str, Written], records: Mapping[str, Record], faulty: Sequence[str], *, as_drafts: bool
) -> Merged:
    """Return what becomes of a bank in a course with the items `here`, by id, and `records` of earlier imports.

    `faulty` are the ids of items of the course that cannot be read. With `as_drafts` all new items are drafts.
    """
    file = slug_of(bank.file.rpartition("/")[2].rpartition(".")[0] or bank.file)
    merger = _Merger(file, here, records, frozenset(faulty), as_drafts=as_drafts)
    known = merger.known_of(bank.items)
    outcomes = tuple(merger.outcome(item, name) for item, name in zip(bank.items, known, strict=True))
    gone = tuple(
        name for name, record in records.items() if record.file == file and name in here and name not in merger.found
    )
    return Merged(outcomes, merger.records, gone)


class _Merger:
    """Takes the items of one bank in turn."""

    def __init__(
        self,
        file: str,
        here: Mapping[str, Written],
        records: Mapping[str, Record],
        faulty: frozenset[str],
        *,
        as_drafts: bool,
    ) -> None:
        self.file, self.here, self.known, self.faulty, self.as_drafts = file, here, records, faulty, as_drafts
        # Ids that nothing new may have.
        self.taken = {*faulty, *here, *records}
        self.records: dict[str, Record] = {}
        self.found: set[str] = set()
        self.keys: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = {}
        for item_id, record in records.items():
            self.keys.setdefault(record.key, []).append(item_id)
            self.names.setdefault(record.name, []).append(item_id)

    def outcome(self, item: Imported, name: str | None) -> Outcome:
        """Return what becomes of an item; `name` is the id under which it came before, or None."""
        if name is None:
            return self._new(item)
        if name in self.faulty:
            told = "it stays so until you correct what `nasec-study check` finds"
            return self._untouched(item, name, Fate.FAULTY_HERE, told)
        if name not in self.here:
            return self._untouched(item, name, Fate.DELETED_HERE, "it was deleted from the course, and stays deleted")
        return self._again(item, name)

    def known_of(self, items: Sequence[Imported]) -> list[str | None]:
        """Return for each item the id under which it came before: by its key there, else by its name, else by its rest.

        What is sure goes first, so that no item takes the place of another.
        """
        known: list[str | None] = [None] * len(items)
        for sought in (self._by_key, self._by_name, self._by_rest):
            for place, item in enumerate(items):
                if known[place] is None and (name := sought(item)):
                    known[place] = name
                    self.found.add(name)
        return known

    def _by_key(self, item: Imported) -> str | None:
        """Return the item of the same key; of several, as in a bank with a copy of one, that which says the same."""
        names = [name for name in self.keys.get(item.key, []) if name not in self.found] if item.key else []
        same = (name for name in names if len(names) == 1 or self._says_the_same(item, self.known[name]))
        return next(same, next(iter(names), None))

    def _by_name(self, item: Imported) -> str | None:
        """Return the item of the same name that says the same, else the one of the same file that bears it."""
        candidates = [name for name in self.names.get(item.name, []) if self._is_free(name, item)]
        same = [name for name in candidates if self._says_the_same(item, self.known[name])]
        of_file = [name for name in candidates if self.known[name].file == self.file]
        return next((name for name in same if name in of_file), None) or (
            same[0] if same else of_file[0] if len(of_file) == 1 else None
        )

    def _by_rest(self, item: Imported) -> str | None:
        """Return the one item of the same file whose question is worded a little otherwise, and the rest the same."""
        rest = {key: hash_of(value) for key, value in item.fields.items() if key not in ASKED}
        if len(rest) < 2:  # noqa: PLR2004 - the kind, and something to know it by
            return None
        candidates = [
            name
            for name, record in self.known.items()
            if self._is_free(name, item)
            and record.file == self.file
            and {key: value for key, value in record.values.items() if key not in ASKED} == rest
            and name in self.here
            and SequenceMatcher(None, asked(self.here[name].node), asked(item.fields)).ratio() > MIN_LIKENESS
        ]
        return candidates[0] if len(candidates) == 1 else None

    def _is_free(self, name: str, item: Imported) -> bool:
        """Tell whether an item may be the one of this id: nobody else is, and where both have keys, these changed."""
        return name not in self.found and not (bool(self.known[name].key) ^ bool(item.key))

    @staticmethod
    def _says_the_same(item: Imported, record: Record) -> bool:
        return all(record.values.get(key) == hash_of(value) for key, value in item.fields.items())

    def _new(self, item: Imported) -> Outcome:
        fields = item.fields
        lacks, fault = judged(fields)
        if fault:
            return Outcome(item, "", Fate.LEFT_OUT, (fault,))
        wanted = item.wish if is_id(item.wish) else slug_of(item.wish)
        wanted = wanted or slug_of(to_plain(asked(item.fields))) or f"{self.file}-{hash_of(dict(fields))}"
        wanted = wanted if len(wanted) > 1 else f"{self.file}-{wanted}"
        same = self.here.get(wanted)
        if same and wanted not in self.known and all(same.node.get(key) == value for key, value in fields.items()):
            self.found.add(wanted)
            self._remember(wanted, item)
            return Outcome(item, wanted, Fate.AS_IT_WAS)
        numbered = (f"{wanted}-{number}" for number in count(2))
        item_id = next(one for one in chain([wanted], numbered) if one not in self.taken)
        self.taken.add(item_id)
        self._remember(item_id, item)
        state: dict[str, Node] = {"state": "draft"} if self.as_drafts or lacks else {}
        kind, *rest = fields
        node = {"id": item_id, kind: fields[kind], **state, **{key: fields[key] for key in rest}}
        told = (f"a draft: it lacks {', '.join(lacks)}",) if lacks else ()
        return Outcome(item, item_id, Fate.NEW, told, node)

    def _again(self, item: Imported, name: str) -> Outcome:
        """Return what became of an item that came before: each value that changed on one side only is that side's."""
        here, before = self.here[name].node, self.known[name].values
        _, fault = judged(item.fields)
        if fault:
            return self._untouched(item, name, Fate.DIFFERS, f"its current version there cannot be imported: {fault}")
        if here.get("type") != item.fields["type"]:
            return self._untouched(item, name, Fate.DIFFERS, f"its kind there is now {item.fields['type']}")
        told, changes = list[str](), dict[str, Node]()
        for key, theirs in item.fields.items():
            ours = here.get(key)
            if ours == theirs:
                continue
            if ours is None if key not in before else ours is not None and hash_of(ours) == before[key]:
                changes[key] = theirs
            elif hash_of(theirs) != before.get(key):
                told.append(f"'{key}' was edited here, and is kept; here {_short(ours)}, there {_short(theirs)}")
        lacks, _ = judged({**here, **changes})
        if lacks and changes and here.get("state", "") != "draft":
            missing = ", ".join(lacks)
            return self._untouched(item, name, Fate.DIFFERS, f"with what changed there it would lack {missing}")
        self._remember(name, item)
        fate = Fate.UPDATED if changes else Fate.DIFFERS if told else Fate.AS_IT_WAS
        return Outcome(item, name, fate, (*(f"'{key}' changed there" for key in changes), *told), changes)

    def _untouched(self, item: Imported, name: str, fate: Fate, told: str) -> Outcome:
        """Return that an item stays as it is here; what is remembered of it stays, too."""
        self.records[name] = self.known[name]
        return Outcome(item, name, fate, (told,))

    def _remember(self, name: str, item: Imported) -> None:
        values = {key: hash_of(value) for key, value in item.fields.items()}
        self.records[name] = Record(item.key, item.name, self.file, values)


def judged(fields: Mapping[str, Node]) -> tuple[tuple[str, ...], str]:
    """Return what an item with these fields lacks (it can be a draft), and why it can be none at all ('' if it can)."""
    model = ITEM_TYPES[str(fields["type"])]
    _, faults = validated(model, {"id": "x", **fields})
    lacks = [lack_of(fault) for fault in faults]
    if bad := next((fault for fault, lack in zip(faults, lacks, strict=True) if not lack), None):
        message, hint = words_of(bad, model)
        return (), f"its {message} ({hint})" if bad["loc"] else f"it {message} ({hint})"
    for text in _texts_in(fields):
        if len(text) > MAX_TEXT:
            return (), f"a text of it has {len(text)} characters (at most {MAX_TEXT})"
        if found := next(faults_of_text(text), None):
            return (), f"a text of it{found.message} ({found.hint})"
    message, hint = gap_fault(str(fields.get("text", ""))) if fields["type"] == "cloze" else ("", "")
    return tuple(lacks), f"its text {message} ({hint})" if message else ""


def _texts_in(value: Node | Mapping[str, Node]) -> Iterator[str]:
    """Yield the texts in a value."""
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts_in(part)


def hash_of(value: Node) -> str:
    """Return a short hash of a value."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:8]


def _short(value: Node | None) -> str:
    if value is None:
        return "nothing"
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"“{brief(shown)}”"
