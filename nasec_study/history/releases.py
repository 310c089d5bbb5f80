"""Releasing: whether an edition harms students, which version it gets, and what they are told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nasec_study.course.edits import with_edition
from nasec_study.course.model import Course, Settings
from nasec_study.foundation.problems import Problem, StudyError, Where
from nasec_study.history.editions import FOLDER, VERSION, Change, Edition, changes, ids_of, notes
from nasec_study.history.ledger import FILE_NAME, Entry, Ledger, format_ledger
from nasec_study.rendering.markup import to_plain, without_gaps

LEARNERS_FILE = "CHANGES.md"
TITLE = "# What changed for you"
MAX_TITLE = 90

# A version is MAJOR.MINOR; the major part says that some students will lose progress or updates.
FIRST = "1.0"


@dataclass(frozen=True)
class Release:
    """What a release would be: its version, and what students of the last edition will see."""

    version: str
    changes: tuple[Change, ...]


def refusals(last: Ledger, earlier: Sequence[Ledger], new: Ledger, path: str) -> Iterator[Problem]:
    """Yield why an edition cannot be released, each with the way out. `last` is the last edition's ledger."""
    released = {entry.facts["guid"] for entry in notes(last)}
    by_guid = {entry.facts["guid"]: entry for entry in notes(new)}
    for entry in notes(last):
        after = by_guid.get(entry.facts["guid"])
        if after is None and "retired" not in entry.facts:
            hint = (
                "give it back, with `retired:` and a reason; or, if it was renamed, "
                "put all its earlier ids, the oldest first, into `formerly:` of the new one"
            )
            yield Problem("E601", Where(path), f"{entry.noun} '{entry.id}' was released and is gone", hint)
        elif after is not None and after.facts["kind"] != entry.facts["kind"]:
            kinds = f"from {entry.facts['kind']} to {after.facts['kind']}"
            hint = "retire it, and write the new one under a new id: Anki would refuse its update"
            yield Problem("E602", Where(path), f"{entry.noun} '{after.id}' changed its kind {kinds}", hint)
        elif after is not None and _renumbers(entry, after):
            hint = "put new pairs or labels last, and keep the order of the old: a card is known by its number"
            message = f"{entry.noun} '{after.id}' numbers its cards anew: reviews would move to other questions"
            yield Problem("E609", Where(path), message, hint)
        elif after is not None and (reused := _reused_gaps(entry, after)):
            hint = "give the gap a new number: a card of the old number still lives in students' collections"
            message = f"{entry.noun} '{after.id}' uses the retired cloze number {', '.join(reused)} again"
            yield Problem("E603", Where(path), message, hint)
    for ledger in earlier:
        for entry in notes(ledger):
            if entry.facts["guid"] not in released and entry.facts["guid"] in by_guid:
                hint = "give the new item an id of its own: the old one's reviews would become its own"
                yield Problem("E604", Where(path), f"{entry.noun} id '{entry.id}' was used before and retired", hint)


def redesigns(last: Ledger, new: Ledger, path: str) -> Iterator[Problem]:
    """Yield the note types whose fields or cards are others than in the last edition."""
    for (noun, kind), before in last.entries.items():
        after = new.entries.get((noun, kind))
        if noun != "note-type" or after is None:
            continue
        for part, word in (("fields", "field"), ("cards", "card")):
            gone, come = (
                {*ids_of(one.facts[part])} - {*ids_of(other.facts[part])}
                for one, other in ((before, after), (after, before))
            )
            if gone or come or ids_of(before.facts[part]) != ids_of(after.facts[part]):
                what = "added" if come and not gone else "removed" if gone and not come else "changed"
                hint = "undo it, use a spare field, or release with --major and tell students"
                message = f"note type '{kind}': a {word} was {what}; students' notes of this type get no updates"
                yield Problem("E605", Where(path), message, hint)


def _reused_gaps(before: Entry, after: Entry) -> list[str]:
    return sorted({*after.facts.get("clozes", "").split()} & {*before.facts.get("clozes-gone", "").split()})


def _renumbers(before: Entry, after: Entry) -> bool:
    """Tell whether a part of a note that stays stands at another number than before."""
    old, new = before.facts.get("parts", "").split(), after.facts.get("parts", "").split()
    return any(part in new and new.index(part) != place for place, part in enumerate(old))


def next_version(last: str, found: Sequence[Change], *, major: bool) -> str:
    """Return the version after `last`: a major one where students lose updates, else a minor one."""
    first, second = map(int, last.split("."))
    loses = major or any(change.what == "conflicting" for change in found)
    return f"{first + 1}.0" if loses else f"{first}.{second + 1}"


def learner_notes(version: str, date: str, found: Sequence[Change], titles: Mapping[str, str]) -> str:
    """Return the entry of the learners' changelog, in Markdown. `titles` give an item's first words by its id."""

    def listed(heading: str, chosen: Sequence[Change]) -> list[str]:
        lines = [f"- {titles.get(change.id, change.id)} (`{change.id}`)" for change in chosen]
        return [f"### {heading} ({len(chosen)})", "", *lines, ""] if chosen else []

    conflicting = [change for change in found if change.what == "conflicting"]
    lines = [f"## Edition {version}, {date}", ""]
    if all(change.what == "new" for change in found):
        return "\n".join((*lines, f"The first edition: {len(found)} notes.", ""))
    if conflicting:
        lines += [
            f"**{len(conflicting)} cards cannot be updated in place**, since their note type has changed. On import,",
            "tick “Merge note types”, then import the package once more; or leave it and keep the cards as they are.",
            "Your reviews stay either way.",
            "",
        ]
    lines += listed("New", [change for change in found if change.what == "new"])
    lines += listed("Corrected", [change for change in found if change.what == "updated" and not change.retired])
    retired = [change for change in found if change.retired]
    lines += listed("Retired", retired)
    if retired:
        lines += [
            "Retired cards carry the tag `retired`. To remove them: Browse, search `tag:*::retired`, select all,",
            "Notes → Delete.",
            "",
        ]
    moved = [change for change in found if change.moved_to and change.what != "new"]
    lines += listed("Moved (your cards stay in the deck where you have them)", moved)
    if len(lines) == 2:  # noqa: PLR2004 - the heading and a blank line
        lines += ["Nothing changes for you.", ""]
    return "\n".join(lines)


def titles(course: Course) -> dict[str, str]:
    """Return the first words of each item and dispute, by its id."""
    asked = {item.id: to_plain(without_gaps(item.asks)) for item in course.items}
    asked |= {dispute.id: to_plain(dispute.question) for dispute in course.disputes}
    return {name: _shortened(text) for name, text in asked.items()}


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_TITLE else f"{text[:MAX_TITLE].rsplit(' ', 1)[0]} …"


def plan_release(course: Course, ledger: Ledger, editions: Sequence[Edition], *, major: bool) -> Release:
    """Return the next release. Raises StudyError with every reason against it."""
    last = editions[-1] if editions else None
    found = changes(last.ledger if last else Ledger({}), ledger)
    if last:
        path = str(course.folder / FILE_NAME)
        if not {entry.facts["guid"] for entry in notes(last.ledger)} & {entry.facts["guid"] for entry in notes(ledger)}:
            where = course.places[Settings.NOUN, ""].where("code")
            hint = "put the old code back: by it students' cards are known"
            raise StudyError(Problem("E611", where, "no card of the last edition is left; was the code changed?", hint))
        against = list(refusals(last.ledger, [edition.ledger for edition in editions[:-1]], ledger, path))
        if not major:
            against += redesigns(last.ledger, ledger, path)
        if against:
            raise StudyError(*against)
        if all(change.what == "untouched" for change in found):
            raise StudyError(Problem("E606", Where(path), f"nothing has changed since edition {last.version}"))
    if last:
        return Release(next_version(last.version, found, major=major), found)
    stated = course.settings.edition
    return Release(stated if VERSION.fullmatch(stated) else FIRST, found)


def release_files(course: Course, ledger: Ledger, plan: Release, entry: str) -> dict[Path, str]:
    """Return the files that a release writes, with their content. Raises StudyError."""
    folder = course.folder
    settings, text = with_edition(course, plan.version)
    learners = folder / LEARNERS_FILE
    earlier = learners.read_text("utf-8").removeprefix(f"{TITLE}\n\n") if learners.is_file() else ""
    return {
        settings: text,
        folder / FOLDER / f"{plan.version}.lock": format_ledger(ledger),
        folder / FILE_NAME: format_ledger(ledger),
        learners: f"{TITLE}\n\n{entry}\n{earlier}".rstrip() + "\n",
    }
