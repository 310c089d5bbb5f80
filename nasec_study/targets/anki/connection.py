"""Sending a package to a running Anki, through the add-on AnkiConnect, and seeing what came of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from nasec_study.foundation.problems import Problem, StudyError, Where, counted
from nasec_study.targets.anki.packed import PackedNote, packed_notes

HOST = "127.0.0.1"
SECONDS = 120
VERSION = 6
OK = 200
# So many notes are asked for at once, and so many named in a message.
BATCH = 500
MAX_NAMED = 5

Fields = dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What Anki did with the notes of a package, by their ids."""

    new: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]


def push(package: Path, port: int) -> Outcome:
    """Import a package into the Anki that runs here, and compare what is there afterwards with what should be.

    Raises StudyError where nobody answers, Anki refuses, or a note did not arrive as it is in the package.
    Source of the requests: AnkiConnect's documentation, actions `importPackage`, `findNotes` and `notesInfo`.
    """
    sent = packed_notes(package)
    anki = _Anki(port)
    before = anki.notes(sent)
    anki.ask("importPackage", path=str(package.resolve()))
    after = anki.notes(sent)
    if lacking := [note.id for note in sent if len(after.get(note.id, ())) != 1]:
        twice = any(after.get(name) for name in lacking)
        what = f"{'is' if len(lacking) == 1 else 'are'} in the collection more than once" if twice else "did not arrive"
        raise StudyError(anki.problem("E705", f"{counted(len(lacking), 'note')} {what}: {_named(lacking)}", _BY_HAND))
    if left := [note.id for note in sent if after[note.id] != [note.fields]]:
        what = f"Anki left {counted(len(left), 'note')} as it was before: {_named(left)}"
        hint = "their note type has changed, or they were edited there since; " + _BY_HAND
        raise StudyError(anki.problem("E704", what, hint))
    return Outcome(
        tuple(note.id for note in sent if note.id not in before),
        tuple(note.id for note in sent if note.id in before and before[note.id] != [note.fields]),
        tuple(note.id for note in sent if before.get(note.id) == [note.fields]),
    )


_BY_HAND = (
    "import the package by hand (File → Import) with “Merge note types” checked and “Update notes” set to “Always”"
)


def _named(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found[:MAX_NAMED]) + (", …" if len(found) > MAX_NAMED else "")


class _Anki:
    """The Anki that listens on a port."""

    def __init__(self, port: int) -> None:
        self.port = port

    def notes(self, sent: Iterable[PackedNote]) -> dict[str, list[Fields]]:
        """Return the fields of those notes in the collection that are, by their ids, some of those sent."""
        found: dict[str, list[Fields]] = {}
        wanted = {note.id for note in sent}
        roots = sorted({note.root for note in sent})
        numbers = self.ask("findNotes", query=" OR ".join(f'"tag:{root}::*"' for root in roots))
        for start in range(0, len(numbers), BATCH):
            for told in self.ask("notesInfo", notes=numbers[start : start + BATCH]):
                fields = {name: str(field["value"]) for name, field in told.get("fields", {}).items()}
                if (name := fields.get("Id", "")) in wanted:
                    found.setdefault(name, []).append(fields)
        return found

    def ask(self, action: str, **params: Any) -> Any:
        """Return the result of an action. Raises StudyError where there is none."""
        request = {"action": action, "version": VERSION, "params": params}
        connection = HTTPConnection(HOST, self.port, timeout=SECONDS)
        try:
            connection.request("POST", "/", json.dumps(request), {"Content-Type": "application/json"})
            response = connection.getresponse()
            body, status = response.read(), response.status
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
            hint = "set `apiKey` to null in AnkiConnect's settings while you push, or import by hand"
            refusal = f"Anki refuses {action}: {answer['error']}"
            raise StudyError(self.problem("E703", refusal, hint if "api key" in refusal else ""))
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
