"""Releasing: whether an edition harms students, which version it gets, and what is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nasec_study.course.edits import with_edition
from nasec_study.course.model import Course, Dispute
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history.editions import FOLDER, VERSION, Edition
from nasec_study.history.forecasts import Forecast, forecast, gaps_in, is_shuffled
from nasec_study.history.learners import FILE_NAME as LEARNERS_FILE
from nasec_study.history.learners import TITLE, told_so_far
from nasec_study.history.ledger import FILE_NAME, NOTES, Entry, Key, Ledger, format_ledger, ids_of, in_both

# A version is MAJOR.MINOR; the major part says that students have to do something to get all of it.
FIRST = "1.0"


@dataclass(frozen=True)
class Release:
    """What a release would be: its version, and what students of the last edition will see.

    `replaced` is what course.yaml calls the edition, where that is neither the number of the last one nor this one.
    """

    version: str
    forecast: Forecast
    replaced: str = ""


def refusals(course: Course, editions: Sequence[Edition], new: Ledger, *, major: bool = False) -> Iterator[Problem]:
    """Yield why a ledger cannot be released as the next of some editions, of which there are any, and the way out."""
    *earlier, last = (edition.ledger for edition in editions)
    if last.by_guid.keys().isdisjoint(new.by_guid):
        where = course.place(course.settings).where("code")
        hint = (
            "put the old code back: students' cards are recognized by it; "
            "or, if this is a copy for a course of its own, delete its editions/ and CHANGES.md"
        )
        yield Problem("E611", where, "no card of the last edition is left; was the code changed?", hint)
        return
    yield from _harmed_notes(course, last, earlier, new)
    yield from _same_names(last, new, course.place(course.settings).where("decks"))
    if not major:
        yield from _redesigns(last, new, str(course.folder / FILE_NAME))


def _harmed_notes(course: Course, last: Ledger, earlier: Sequence[Ledger], new: Ledger) -> Iterator[Problem]:
    """Yield the notes whose reviews would be lost, or would move to other questions."""
    gaps = _gaps_of([*earlier, last])
    for guid, entry in last.by_guid.items():
        after = new.by_guid.get(guid)
        if after is None and "retired" not in entry.facts:
            yield from _missing(course, entry)
        elif after is not None and after.facts["kind"] != entry.facts["kind"]:
            kinds = f"from {entry.facts['kind']} to {after.facts['kind']}"
            hint = "retire it, and write the new one under a new id: Anki would refuse its update"
            yield Problem("E602", _where(course, after), f"{entry.noun} '{after.id}' changed its kind {kinds}", hint)
        elif after is not None and is_shuffled(entry, after):
            hint = "put new pairs or labels last, and keep the order of the old ones and the numbers of gaps"
            message = f"{entry.noun} '{after.id}' renumbers its cards: reviews would move to other questions"
            yield Problem("E609", _where(course, after), message, hint)
        elif after is not None and (reused := _reused_gaps(entry, after, gaps[guid])):
            hint = "give the gap a new number: a card of the old number still lives in students' collections"
            message = f"{entry.noun} '{after.id}' uses the retired cloze number {', '.join(reused)} again"
            yield Problem("E603", _where(course, after), message, hint)
    for ledger in earlier:
        for guid, entry in ledger.by_guid.items():
            if guid not in last.by_guid and (after := new.by_guid.get(guid)):
                hint = "give the new item an id of its own: the old one's reviews would become its own"
                message = f"{entry.noun} id '{entry.id}' was used before and retired"
                yield Problem("E604", _where(course, after), message, hint)


def _missing(course: Course, entry: Entry) -> Iterator[Problem]:
    """Yield why a note that was released is none any more; a dispute may leave the course, and students are told."""
    what = "is gone"
    hint = (
        "restore it, with `retired:` and a reason; or, if it was renamed, "
        "list all its earlier ids under `formerly:` in the new one, oldest first"
    )
    if entry.noun == Dispute.NOUN:
        if all(dispute.id != entry.id for dispute in course.disputes):
            return
        what, hint = "is in no deck now", "give one of the decks `disputes: true`"
    elif entry.id in {draft.id for draft in course.drafts}:
        what, hint = "is a draft now", "publish it again, with `retired:` and a reason if it is to leave the course"
    elif course.item(entry.id):
        what, hint = (
            "is in no deck now",
            "let a deck take it, with `retired:` and a reason if it is to leave the course",
        )
    yield Problem("E601", _where(course, entry), f"{entry.noun} '{entry.id}' was released and {what}", hint)


def _same_names(last: Ledger, new: Ledger, where: Where) -> Iterator[Problem]:
    """Yield the decks with a name by which students know another deck of the course: Anki would make them one."""
    known = {entry.facts["name"]: entry.id for entry in last.entries.values() if entry.noun == "deck"}
    for (noun, name), deck in new.entries.items():
        if noun == "deck" and (other := known.get(deck.facts["name"], name)) != name and (noun, other) in new.entries:
            message = f"deck '{name}' takes the name '{deck.facts['name']}', by which students have the deck '{other}'"
            yield Problem("E613", where, message, "give it a name that no other deck had in the last edition")


def _where(course: Course, entry: Entry) -> Where:
    """Return where an item or a dispute stands; for one that is gone the ledger, which remembers it."""
    source = course.places.get((entry.noun, entry.id))
    return source.where("id") if source else Where(str(course.folder / FILE_NAME))


def _reused_gaps(before: Entry, after: Entry, once: Mapping[str, str]) -> list[str]:
    """Return the numbers of gaps that were gone and are those of other gaps now; `once` are the gaps of editions."""
    new = set(after.listed("clozes")).difference(before.listed("clozes"))
    now = gaps_in(after)
    return sorted(
        number for number in new.intersection(before.listed("clozes-gone")) if once.get(number, "") != now.get(number)
    )


def _gaps_of(editions: Iterable[Ledger]) -> dict[str, dict[str, str]]:
    """Return the gaps that a note had last under each number, by its GUID."""
    found: dict[str, dict[str, str]] = {}
    for edition in editions:
        for guid, note in edition.by_guid.items():
            found.setdefault(guid, {}).update(gaps_in(note))
    return found


def _redesigns(last: Ledger, new: Ledger, path: str) -> Iterator[Problem]:
    """Yield the note types whose fields or cards are others than in the last edition."""
    for before, after in in_both(last, new, "note-type"):
        for part, word in (("fields", "field"), ("cards", "card")):
            old, now = ids_of(before.facts[part]), ids_of(after.facts[part])
            if old != now:
                gone, come = {*old} - {*now}, {*now} - {*old}
                what = "added" if come and not gone else "removed" if gone and not come else "changed"
                hint = "undo it, use a spare field, or release with --major and tell students"
                message = f"note type '{before.id}': a {word} was {what}; students' notes of this type get no updates"
                yield Problem("E605", Where(path), message, hint)


def next_version(last: str, found: Forecast, *, major: bool) -> str:
    """Return the version after `last`: a major one where students have to do something, else a minor one."""
    first, second = map(int, last.split("."))
    is_major = major or any(change.what == "conflicting" for change in found.notes)
    return f"{first + 1}.0" if is_major else f"{first}.{second + 1}"


def changed_since(last: Ledger, new: Ledger) -> list[Key]:
    """Return the notes and note types that differ from those of an edition, new ones apart.

    They get the time of the release: students who touched a note since it was first built get the correction, too.
    """
    before = {entry.identity: entry for entry in last.entries.values()}
    return [
        entry.key
        for entry in new.entries.values()
        if entry.noun in {*NOTES, "note-type"}
        and (known := before.get(entry.identity))
        and known.facts["hash"] != entry.facts["hash"]
    ]


def plan_release(course: Course, ledger: Ledger, editions: Sequence[Edition], *, major: bool) -> Release:
    """Return the next release. Raises StudyError with every reason against it."""
    last = editions[-1] if editions else None
    stated = course.settings.edition
    found = forecast(last.ledger if last else Ledger({}), ledger)
    if last is None:
        return Release(stated, found) if VERSION.fullmatch(stated) else Release(FIRST, found, stated)
    if against := list(refusals(course, editions, ledger, major=major)):
        raise StudyError(*against)
    if found.is_nothing:
        where, message = Where(str(course.folder / FILE_NAME)), f"nothing has changed since edition {last.version}"
        hint = f"only `release --major` gives a deck its new name, '{found.kept[0].new}'" if found.kept else ""
        raise StudyError(Problem("E606", where, message, hint))
    version = next_version(last.version, found, major=major)
    return Release(version, found, "" if stated in {last.version, version} else stated)


def release_files(course: Course, ledger: Ledger, plan: Release, entry: str) -> dict[Path, str]:
    """Return the files that a release writes, with their content, in the order in which they are to be written.

    With the ledger of the edition it is released: where one before it cannot be written, it can be tried again. Raises
    StudyError.
    """
    folder = course.folder
    settings, text = with_edition(course, plan.version)
    earlier = told_so_far(folder)
    if earlier.startswith(entry.partition(",")[0]):
        # It is there from a release that could not be written to its end.
        earlier = "".join(earlier.partition("\n## ")[1:]).lstrip()
    return {
        folder / LEARNERS_FILE: f"{TITLE}\n\n{entry}\n{earlier}".rstrip() + "\n",
        settings: text,
        folder / FILE_NAME: format_ledger(ledger),
        folder / FOLDER / f"{plan.version}.lock": format_ledger(ledger),
    }
