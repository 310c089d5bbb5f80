"""Handing a package to a running Anki: what is said of it is what a real collection holds afterwards."""

import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread
from typing import Any

import pytest

from nasec_study.pipeline import build
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
        """Do what AnkiConnect does; it imports through Anki's old importer, which ticks all boxes."""
        result: Any = True
        if action == "findNotes":
            result = list(self.anki.find_notes(params["query"]))
        elif action == "notesInfo":
            notes = [self.anki.get_note(number) for number in params["notes"]]
            result = [{"noteId": note.id, "fields": {n: {"value": v} for n, v in note.items()}} for note in notes]
        else:
            options = {"merge_notetypes": True, "with_scheduling": True, "with_deck_configs": True}
            import_into(self.anki, Path(params["path"]), **options)
        return json.dumps({"result": result, "error": None}).encode()


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
    assert "Anki left 1 note as it was before: term-ampersand" in done.stderr
    assert "“Update notes” set to “Always”" in done.stderr
    assert done.stdout == ""


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
        (b'{"result": null, "error": "collection is not available"}', 200, "Anki refuses findNotes: collection is not"),
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


def test_without_a_package_it_says_what_to_do(run: Run) -> None:
    assert "run `nasec-study build` or name one" in run("push", exit_code=2).stderr
