"""CHANGES.md: what students are told of an edition, and what they have to do to get all of it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from nasec_study.course.edits import text_of
from nasec_study.course.model import Course
from nasec_study.course.slips import merge_conflict
from nasec_study.foundation.problems import StudyError, counted
from nasec_study.rendering.markup import to_plain, without_gaps

if TYPE_CHECKING:
    from nasec_study.history.forecasts import Change, Forecast

FILE_NAME = "CHANGES.md"
TITLE = "# What changed for you"
MAX_TITLE = 90
# What tells students nothing: how the course files a note.
_HOUSEKEEPING = frozenset({"tags", "Id", "Reading", "Sources", "Spoken question", "Spoken answer"})
# So many cards are listed one by one; more of them are a number.
MAX_LISTED = 200


def told_so_far(folder: Path) -> str:
    """Return what students of a course have been told of its editions, the title apart; '' where there is no file.

    Raises StudyError for a file that cannot be read, or in which a merge conflict was left.
    """
    file = folder / FILE_NAME
    text = text_of(file).replace("\r\n", "\n") if file.is_file() else ""
    hint = "keep the entries of both sides, and delete the markers"
    if left := merge_conflict(text.split("\n"), str(file), hint):
        raise StudyError(left)
    return text.removeprefix(f"{TITLE}\n\n")


def learner_notes(version: str, date: str, found: "Forecast", titles: Mapping[str, str], root: str) -> str:
    """Return the entry of the learners' changelog, in Markdown.

    `titles` give an item's first words by its id; `root` is the tag above all of the course's tags.
    """
    lines = [f"## Edition {version}, {date}", ""]
    if all(change.what == "new" for change in found.notes):
        return "\n".join((*lines, f"The first edition: {counted(len(found.notes), 'note')}.", ""))
    told = [*_told(found, titles, root)]
    return "\n".join((*lines, *(told or ["Nothing changes for you.", ""])))


def titles(course: Course) -> dict[str, str]:
    """Return the first words of each item and dispute by its id, to name it by."""
    asked = {item.id: to_plain(without_gaps(item.asks)) for item in course.items}
    asked |= {dispute.id: to_plain(dispute.question) for dispute in course.disputes}
    return {name: _shortened(text) for name, text in asked.items()}


def _shortened(text: str) -> str:
    return text if len(text) <= MAX_TITLE else f"{text[:MAX_TITLE].rsplit(' ', 1)[0]} …"


def _told(found: "Forecast", titles: Mapping[str, str], root: str) -> Iterator[str]:
    """Yield the lines of an entry, what is to be done first."""
    listed = partial(_listed, titles)
    arriving = [change for change in found.notes if change.what == "updated" and not change.retired]
    returned = [change for change in arriving if change.returned and not change.relearn]
    relearn = [change for change in arriving if change.relearn]
    others = [change for change in arriving if not (change.relearn or change.returned)]
    corrected = [change for change in others if set(change.fields) - _HOUSEKEEPING]
    yield from _conflicting([change for change in found.notes if change.what == "conflicting"])
    yield from _renamed(found)
    if found.designs:
        yield from (
            "**Cards look different.** If you changed the style or the templates of these cards yourself, copy your",
            "changes before you import: they are replaced.",
            "",
        )
    yield from listed("Relearn these: the answer was wrong", relearn)
    yield from listed("Corrected", corrected)
    yield from listed("Back in the course", returned, _how_to_take_back(returned, root))
    yield from listed("New", [change for change in found.notes if change.what == "new"])
    advice = "A part of these is gone. Its card stays with you and shows nothing: Tools → Empty Cards deletes it."
    fewer = [change for change in arriving if change.empty]
    yield from listed("With one card fewer", fewer, advice, with_parts=True)
    retired = [change for change in found.notes if change.retired]
    yield from listed("Retired", retired, _how_to_put_away(retired, root))
    moved = [change for change in found.notes if change.moved_to and change.what != "new"]
    yield from listed("Moved", moved, "Your cards stay in the deck where you have them.")


def _listed(
    titles: Mapping[str, str], heading: str, chosen: "Sequence[Change]", advice: str = "", *, with_parts: bool = False
) -> Iterator[str]:
    """Yield a heading, what to do about it, and the notes that it concerns; nothing where there are none.

    With `with_parts` each note names its parts that are gone.
    """
    if not chosen:
        return
    yield from (f"### {heading} ({len(chosen)})", "")
    if advice:
        yield from (advice, "")
    for change in chosen[:MAX_LISTED]:
        parts = f": {', '.join(change.empty)}" if with_parts else ""
        yield f"- {titles.get(change.id, change.id)} (`{change.id}`){parts}"
    if len(chosen) > MAX_LISTED:
        yield f"- and {len(chosen) - MAX_LISTED} more"
    yield ""


def _conflicting(chosen: "Sequence[Change]") -> Iterator[str]:
    if chosen:
        get = "1 note gets its" if len(chosen) == 1 else f"{len(chosen)} notes get their"
        yield from (
            f"**{get} corrections only if you ask for it**, since the note type has new",
            "fields. On import, check “Merge note types” and set “Update notes” to “Always”; afterwards set it back to",
            "“If newer”. Your reviews stay either way; your own edits to these notes do not.",
            "",
        )


def _renamed(found: "Forecast") -> Iterator[str]:
    if found.decks:
        yield from (
            "**Decks have new names.** Rename yours *before* you import (click the gear beside the deck, then",
            "Rename), and everything works as before; if you import first, your cards stay in the old decks, and the",
            "new ones are empty.",
            "",
            *(f"- {change.old} → {change.new}" for change in found.decks),
            "",
        )


def _how_to_put_away(chosen: "Sequence[Change]", root: str) -> str:
    """Tell how cards that left the course are found; suspended, they cannot come back as new ones."""
    return (
        "These have left the course. New students do not get them; yours stay until you put them away: Browse, search\n"
        f"`{_search(chosen, root)}`, select all, then Cards → Toggle Suspend. (If you delete them\n"
        "instead, an old package brings them back as new cards.)"
    )


def _how_to_take_back(chosen: "Sequence[Change]", root: str) -> str:
    """Tell how cards that had left the course, and were suspended then, are learned again."""
    return (
        "These had left the course. If you put yours away then, take them back: Browse, search\n"
        f"`is:suspended {_search(chosen, root)}`, select all, then Cards → Toggle Suspend."
    )


def _search(chosen: "Sequence[Change]", root: str) -> str:
    """Return the search by which Anki finds some notes."""
    names = sorted({name for change in chosen for name in (change.id, change.formerly) if name})
    return f'tag:{root}::* "Id:re:^({"|".join(names)})$"'
