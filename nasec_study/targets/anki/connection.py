"""Sending a package to a running Anki, through the add-on AnkiConnect, and seeing what came of it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple

from nasec_study.foundation.problems import Problem, StudyError, Where, counted, few_of
from nasec_study.targets.anki.packed import Packed, PackedNote, packed

HOST = "127.0.0.1"
SECONDS = 120
VERSION = 6
OK = 200
# So many notes are asked for at once, and so many named in a message.
BATCH = 500
MAX_NAMED = 5

# What a refusal of Anki's is about, and what helps.
HINTS = {
    "api key": "set `apiKey` to null in AnkiConnect's settings while you push, or import by hand",
    "collection is not available": "choose a profile in Anki, and push again",
    "Failed to open": "an Anki that runs in a sandbox or on another system sees other folders: import by hand",
}


@dataclass(frozen=True)
class Outcome:
    """What Anki did with the notes of a package, by their ids, and a warning where cards look otherwise there."""

    new: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    looks: Problem | None = None


class _Held(NamedTuple):
    """A note in the collection: its number, its fields, its tags from the course, and the name of its note type."""

    number: int
    fields: dict[str, str]
    tags: frozenset[str]
    type: str

    def is_as(self, sent: PackedNote) -> bool:
        return (self.fields, self.tags) == (sent.fields, sent.tags)


def push(package: Path, port: int) -> Outcome:
    """Import a package into the Anki that runs here, and compare what is there afterwards with what should be.

    Raises StudyError where nobody answers, Anki refuses, or a note did not arrive as it is in the package. Source of
    the requests: AnkiConnect's documentation, actions `importPackage`, `createDeck`, `findNotes`, `notesInfo` and
    `findModelsByName`.
    """
    sent = packed(package)
    anki = _Anki(port)
    before = {held.number: held for held in anki.notes(sent)}
    anki.ask("importPackage", path=str(package.resolve()))
    # The import made this deck if it was not there. Asked for it, Anki forgets what its windows know from before.
    anki.ask("createDeck", deck=sent.deck)
    after: dict[str, list[_Held]] = {}
    for held in anki.notes(sent):
        after.setdefault(held.fields["Id"], []).append(held)
    if lacking := [note.id for note in sent.notes if len(after.get(note.id, ())) != 1]:
        twice = any(after.get(name) for name in lacking)
        what = f"{'is' if len(lacking) == 1 else 'are'} in the collection more than once" if twice else "did not arrive"
        found = f"{counted(len(lacking), 'note')} {what}: {few_of(lacking, MAX_NAMED)}"
        raise StudyError(anki.problem("E705", found, _BY_HAND))
    arrived = [(note, after[note.id][0]) for note in sent.notes]
    if left := [note.id for note, held in arrived if not held.is_as(note)]:
        what = f"Anki did not update {counted(len(left), 'note')}: {few_of(left, MAX_NAMED)}"
        hint = "their note type has changed, or they were edited there since; " + _BY_HAND
        raise StudyError(anki.problem("E704", what, hint))
    wanted = {held.type: _look(sent.types[note.type]) for note, held in arrived}
    other = [found["name"] for found in anki.types(wanted) if _look(found) != wanted[found["name"]]]
    known = [(note, before.get(held.number)) for note, held in arrived]
    return Outcome(
        tuple(note.id for note, was in known if not was),
        tuple(note.id for note, was in known if was and not was.is_as(note)),
        tuple(note.id for note, was in known if was and was.is_as(note)),
        _kept(anki, other) if other else None,
    )


def _kept(anki: "_Anki", names: Sequence[str]) -> Problem:
    """Return the warning that Anki kept the look of note types, as it does where somebody changed it there."""
    what = f"Anki kept its own look of {counted(len(names), 'note type')}: {few_of(names, MAX_NAMED)}"
    hint = (
        "it was edited or imported there since; for that of the package, "
        "import it by hand (File → Import) with “Update note types” set to “Always”"
    )
    return anki.problem("W706", what, hint)


_BY_HAND = (
    "import the package by hand (File → Import) with “Merge note types” checked and “Update notes” set to “Always”"
)


def _look(note_type: Mapping[str, Any]) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return how a note type looks: its styles, and the two sides of its cards."""
    return note_type["css"], {card["name"]: (card["qfmt"], card["afmt"]) for card in note_type["tmpls"]}


class _Anki:
    """The Anki that listens on a port."""

    def __init__(self, port: int) -> None:
        self.port = port

    def notes(self, sent: Packed) -> Iterator[_Held]:
        """Yield the notes of the course: those with a tag of it, and, where they lost them, of one of its types."""
        roots = sorted({tag.partition("::")[0] for note in sent.notes for tag in note.tags})
        asked = [*(f'"tag:{root}::*"' for root in roots), *(f"mid:{number}" for number in sent.types)]
        numbers = self.ask("findNotes", query=" OR ".join(asked))
        for start in range(0, len(numbers), BATCH):
            for told in self.ask("notesInfo", notes=numbers[start : start + BATCH]):
                fields = {name: str(field["value"]) for name, field in told.get("fields", {}).items()}
                tags = frozenset(tag.casefold() for tag in told.get("tags", ()))
                of_course = frozenset(tag for tag in tags if tag.partition("::")[0] in roots)
                if "Id" in fields:
                    yield _Held(told["noteId"], fields, of_course, told["modelName"])

    def types(self, names: Iterable[str]) -> list[dict[str, Any]]:
        """Return the note types of these names, as Anki writes them."""
        found: list[dict[str, Any]] = self.ask("findModelsByName", modelNames=sorted(names))
        return found

    def ask(self, action: str, **params: Any) -> Any:
        """Return the result of an action. Raises StudyError where there is none."""
        request = {"action": action, "version": VERSION, "params": params}
        connection = HTTPConnection(HOST, self.port, timeout=SECONDS)
        try:
            connection.request("POST", "/", json.dumps(request), {"Content-Type": "application/json"})
            response = connection.getresponse()
            body, status = response.read(), response.status
        except TimeoutError as fault:
            hint = "wait until Anki is done, and push again: that says what arrived"
            raise StudyError(self.problem("E701", f"Anki is busy: no answer in {SECONDS} seconds", hint)) from fault
        except (OSError, HTTPException) as fault:
            hint = "open Anki, install the add-on AnkiConnect (code 2055492159), and try again; or import by hand"
            raise StudyError(self.problem("E701", "Anki does not answer", hint)) from fault
        finally:
            connection.close()
        answer = _answer(body)
        if status != OK or answer is None:
            hint = "another program listens here; AnkiConnect's port is in its settings, name it with --port"
            raise StudyError(self.problem("E702", f"this is not AnkiConnect: it answers {action} with {status}", hint))
        if answer["error"]:
            refusal = f"Anki refuses {action}: {answer['error']}"
            hint = next((hint for cause, hint in HINTS.items() if cause in refusal), "")
            raise StudyError(self.problem("E703", refusal, hint))
        return answer["result"]

    def problem(self, rule: str, message: str, hint: str) -> Problem:
        """Return a problem with this Anki."""
        return Problem(rule, Where(f"http://{HOST}:{self.port}", 0, 0), message, hint)


def _answer(body: bytes) -> Mapping[str, Any] | None:
    """Return an answer of AnkiConnect; None where it is none."""
    try:
        answer = json.loads(body)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and {"result", "error"} <= answer.keys() else None
