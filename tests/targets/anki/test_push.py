"""Handing a package to a running Anki: what is sent, and what is said when nobody or somebody else answers."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.conftest import Run


class Listener:
    """A stand-in for AnkiConnect on loopback: keeps what it is asked, and answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer = b'{"result": true, "error": null}'
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                listener.asked.append(json.loads(self.rfile.read(length)))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(listener.answer)

            def log_message(self, *_: Any) -> None:
                """Stay silent."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def port(self) -> int:
        return self.server.server_port


@pytest.fixture
def listener() -> Iterator[Listener]:
    listening = Listener()
    thread = Thread(target=listening.server.serve_forever, daemon=True)
    thread.start()
    yield listening
    listening.server.shutdown()
    listening.server.server_close()
    thread.join()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "build/anki"
    folder.mkdir(parents=True)
    (folder / "one.apkg").write_bytes(b"x")
    (folder / "course.apkg").write_bytes(b"xxx")
    return folder / "course.apkg"


def test_the_package_of_the_course_is_imported(run: Run, listener: Listener, package: Path) -> None:
    assert run("push", "--port", str(listener.port)).stdout == "build/anki/course.apkg\n"
    assert listener.asked == [{"action": "importPackage", "version": 6, "params": {"path": str(package)}}]
    assert run("push", "build/anki/one.apkg", "--port", str(listener.port)).stdout == "build/anki/one.apkg\n"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b'{"result": null, "error": "collection is not available"}', "Anki refuses course.apkg: collection is not"),
        (b"<html>", "this is no AnkiConnect"),
        (b"{}", "this is no AnkiConnect"),
    ],
)
@pytest.mark.usefixtures("package")
def test_a_refusal_is_passed_on(run: Run, listener: Listener, answer: bytes, expected: str) -> None:
    listener.answer = answer
    assert expected in run("push", "--port", str(listener.port), exit_code=1).stderr


@pytest.mark.usefixtures("package")
def test_silence_is_explained(run: Run, listener: Listener) -> None:
    port = listener.port
    listener.server.server_close()
    done = run("push", "--port", str(port), exit_code=1)
    assert "no Anki answers (open Anki, install the add-on AnkiConnect (code 2055492159)" in done.stderr


def test_without_a_package_it_says_what_to_do(run: Run) -> None:
    assert "run `nasec-study build` or name one" in run("push", exit_code=2).stderr
