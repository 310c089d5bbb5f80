"""Handing a package to a running Anki: what is said of it is what a real collection holds afterwards."""

import json
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import copy, copytree
from threading import Thread
from typing import Any

import genanki
import pytest
from anki.errors import NotFoundError

from nasec_study.foundation.problems import StudyError
from nasec_study.pipeline import build
from nasec_study.targets.anki import connection
from tests.conftest import KINDS_COURSE, Run
from tests.reading_back import collection, import_into, next_second
from tests.targets.anki.test_anki import edit


class Listener:
    """AnkiConnect's protocol on loopback, with a real collection behind it; or an answer that is given."""

    def __init__(self, anki: Any) -> None:
        self.anki = anki
        self.answer: Callable[[dict[str, Any]], bytes | None] = lambda _: None
        self.status = 200
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                body = listener.answer(asked) or listener.act(asked["action"], asked["params"])
                self.send_response(listener.status)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Stay silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def port(self) -> str:
        return str(self.server.server_port)

    def act(self, action: str, params: dict[str, Any]) -> bytes:
        """Answer as AnkiConnect does: what its action returns, or the words of any exception."""
        actions: dict[str, Callable[..., Any]] = {
            "findNotes": lambda query: list(self.anki.find_notes(query)),
            "notesInfo": lambda notes: [self.told(number) for number in notes],
            "findModelsByName": self.types,
            "importPackage": self.take,
            "createDeck": self.make_deck,
        }
        try:
            return json.dumps({"result": actions[action](**params), "error": None}).encode()
        except Exception as error:  # noqa: BLE001 - it does so itself
            return json.dumps({"result": None, "error": str(error)}).encode()

    def told(self, number: int) -> dict[str, Any]:
        """Return what is told of a note; nothing of one that is gone."""
        try:
            note = self.anki.get_note(number)
        except NotFoundError:
            return {}
        fields = {name: {"value": value, "order": order} for order, (name, value) in enumerate(note.items())}
        found = {"noteId": note.id, "profile": "User 1", "tags": note.tags, "fields": fields, "mod": note.mod}
        return found | {"modelName": note.note_type()["name"], "cards": list(note.card_ids())}

    def types(self, **names: list[str]) -> list[Any]:
        return [self.anki.models.by_name(name) for name in names["modelNames"]]

    def take(self, path: str) -> bool:
        """Import through Anki's old importer, which checks all boxes."""
        import_into(self.anki, Path(path), merge_notetypes=True, with_scheduling=True, with_deck_configs=True)
        return True

    def make_deck(self, deck: str) -> Any:
        """Return a deck, made where there is none; Anki's windows show what is there now."""
        self.anki.models._clear_cache()  # noqa: SLF001 - as Anki's window does
        return self.anki.decks.id(deck)


@pytest.fixture
def listener() -> Iterator[Listener]:
    with collection() as anki:
        listening = Listener(anki)
        thread = Thread(target=listening.server.serve_forever, daemon=True)
        thread.start()
        yield listening
        listening.server.shutdown()
        listening.server.server_close()
        thread.join()


@pytest.fixture
def course(tmp_path: Path) -> Path:
    copytree(KINDS_COURSE, tmp_path / "content")
    built(tmp_path)
    return tmp_path / "content"


def built(folder: Path) -> None:
    list(build(folder / "content", folder / "build", ("anki",)))


def test_a_push_says_what_anki_did(run: Run, listener: Listener, course: Path) -> None:
    push = ("push", "--port", listener.port)
    done = run(*push)
    assert done.stdout == "build/anki/kinds.apkg: 15 new, 0 updated, 0 unchanged\n"
    assert "look at the boxes before you import another deck" in done.stderr
    assert run(*push).stdout == "build/anki/kinds.apkg: 0 new, 0 updated, 15 unchanged\n"
    next_second()
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    built(course.parent)
    assert run(*push).stdout == "build/anki/kinds.apkg: 0 new, 1 updated, 14 unchanged\n"
    assert run(*push, "build/anki/facts.apkg").stdout.startswith("build/anki/facts.apkg: 0 new, 0 updated, ")


def test_all_of_a_course_is_pushed_where_a_deck_bears_its_code(run: Run, listener: Listener, course: Path) -> None:
    edit(course / "course.yaml", "  - id: facts", "  - id: kinds")
    built(course.parent)
    assert run("push", "--port", listener.port).stdout.startswith("build/anki/kinds-course.apkg: 15 new")


def test_a_correction_that_anki_left_out_is_no_success(run: Run, listener: Listener, course: Path) -> None:
    run("push", "--port", listener.port)
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    built(course.parent)
    next_second()
    note = listener.anki.get_note(listener.anki.find_notes("Id:term-ampersand")[0])
    note.add_tag("mine")
    listener.anki.update_note(note)
    done = run("push", "--port", listener.port, exit_code=1)
    assert "Anki did not update 1 note: term-ampersand" in done.stderr
    assert "“Update notes” set to “Always”" in done.stderr
    assert done.stdout == ""


def test_a_new_tag_and_a_new_id_are_updates(run: Run, listener: Listener, course: Path) -> None:
    push = ("push", "--port", listener.port)
    run(*push)
    next_second()
    signs = course / "items/ink/signs.yaml"
    edit(signs, "tags: [accents]", "tags: [accents, names]")
    edit(signs, "- id: term-ampersand\n", "- id: ampersand\n    formerly: [term-ampersand]\n")
    built(course.parent)
    assert run(*push).stdout == "build/anki/kinds.apkg: 0 new, 2 updated, 13 unchanged\n"
    assert listener.anki.find_notes("tag:kinds::topic::names Id:multi-signs")


def test_a_note_whose_tags_are_gone_is_still_known(run: Run, listener: Listener, course: Path) -> None:
    run("push", "--port", listener.port)
    note = listener.anki.get_note(listener.anki.find_notes("Id:term-ampersand")[0])
    note.tags = ["mine"]
    listener.anki.update_note(note)
    assert "Anki did not update 1 note: term-ampersand" in run("push", "--port", listener.port, exit_code=1).stderr
    next_second()
    edit(course / "items/ink/signs.yaml", "The sign for “and”", "The mark for “and”")
    built(course.parent)
    assert run("push", "--port", listener.port).stdout.endswith(" 0 new, 1 updated, 14 unchanged\n")


def test_a_look_that_anki_kept_is_told_and_no_failure(run: Run, listener: Listener, course: Path) -> None:
    """With its boxes checked, each import makes Anki take the looks that it has for as new as that import."""
    package = copy(course.parent / "build/anki/kinds.apkg", course.parent / "before.apkg")
    push = ("push", "--port", listener.port)
    run(*push)
    style = course.parent / "templates/anki/style.css"
    style.parent.mkdir(parents=True)
    style.write_text('[% include "original/anki/style.css" %]\n.stem { font-size: 1.3em }\n', "utf-8")
    next_second()
    built(course.parent)
    assert run(*push).stdout == "build/anki/kinds.apkg: 0 new, 0 updated, 15 unchanged\n"
    style.write_text('[% include "original/anki/style.css" %]\n.stem { font-size: 1.4em }\n', "utf-8")
    built(course.parent)
    next_second()
    assert "warning: Anki kept its own look of 12 note types" in run(*push, str(package)).stderr
    done = run(*push)
    assert done.stdout == "build/anki/kinds.apkg: 0 new, 0 updated, 15 unchanged\n"
    assert "Anki kept its own look of 12 note types: KINDS Choice, KINDS Cloze, " in done.stderr
    assert "“Update note types” set to “Always”" in done.stderr


@pytest.mark.usefixtures("course")
def test_notes_that_do_not_arrive_or_stand_there_twice_are_no_success(run: Run, listener: Listener) -> None:
    nothing = b'{"result": true, "error": null}'
    listener.answer = lambda asked: nothing if asked["action"] == "importPackage" else None
    assert "15 notes did not arrive" in run("push", "--port", listener.port, exit_code=1).stderr
    listener.answer = lambda _: None
    run("push", "--port", listener.port)
    [number] = listener.anki.find_notes("Id:term-tilde")
    first = listener.anki.get_note(number)
    copy = listener.anki.new_note(first.note_type())
    copy.fields, copy.tags = list(first.fields), list(first.tags)
    listener.anki.add_note(copy, 1)
    stderr = run("push", "--port", listener.port, exit_code=1).stderr
    assert "1 note is in the collection more than once: term-tilde" in stderr


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        (b'{"result": null, "error": "collection is not available"}', 200, "not available (choose a profile in Anki"),
        (
            b'{"result": null, "error": "Failed to open \'/a.apkg\': No such file"}',
            200,
            "such file (an Anki that runs in a",
        ),
        (b'{"result": null, "error": "valid api key must be provided"}', 200, "set `apiKey` to null in AnkiConnect's"),
        (b"<html>", 200, "this is not AnkiConnect"),
        (b"{}", 200, "this is not AnkiConnect"),
        (b'{"result": true, "error": null}', 500, "this is not AnkiConnect: it answers findNotes with 500"),
    ],
)
@pytest.mark.usefixtures("course")
def test_a_refusal_is_passed_on(run: Run, listener: Listener, answer: bytes, status: int, expected: str) -> None:
    listener.answer, listener.status = lambda _: answer, status
    assert expected in run("push", "--port", listener.port, exit_code=1).stderr


@pytest.mark.usefixtures("course")
def test_silence_is_explained(run: Run, listener: Listener) -> None:
    port = listener.port
    listener.server.server_close()
    done = run("push", "--port", port, exit_code=1)
    assert "Anki does not answer (open Anki, install the add-on AnkiConnect (code 2055492159)" in done.stderr


def test_an_anki_that_is_busy_is_not_taken_for_a_closed_one(
    listener: Listener, course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "SECONDS", 0.2)
    listener.answer = lambda _: time.sleep(0.4)
    with pytest.raises(StudyError, match="Anki is busy: no answer in"):
        connection.push(course.parent / "build/anki/kinds.apkg", int(listener.port))


def test_without_a_package_it_says_what_to_do(run: Run) -> None:
    assert "run `nasec-study build` or name one" in run("push", exit_code=2).stderr


def test_a_package_of_another_program_is_refused(run: Run, tmp_path: Path) -> None:
    card = {"name": "Card", "qfmt": "{{Id}}", "afmt": "{{Id}}"}
    note_type = genanki.Model(1570000003, "Places", fields=[{"name": "Id"}], templates=[card])
    deck = genanki.Deck(1, "Default")
    deck.add_note(genanki.Note(model=note_type, fields=["nile"]))
    genanki.Package(deck).write_to_file(tmp_path / "places.apkg")
    assert "this is no package of ours" in run("push", str(tmp_path / "places.apkg"), exit_code=1).stderr
