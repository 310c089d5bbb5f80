"""Sending a package to a running Anki through the add-on AnkiConnect, on this machine only."""

import json
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from nasec_study.foundation.problems import Problem, StudyError, Where

HOST = "127.0.0.1"
SECONDS = 120
VERSION = 6


def import_package(package: Path, port: int) -> None:
    """Import a package into the Anki that runs here. Raises StudyError where nobody answers or Anki refuses.

    Source of the request: AnkiConnect's documentation, action `importPackage`.
    """
    request = {"action": "importPackage", "version": VERSION, "params": {"path": str(package.resolve())}}
    where = Where(f"http://{HOST}:{port}", 0, 0)
    connection = HTTPConnection(HOST, port, timeout=SECONDS)
    try:
        connection.request("POST", "/", json.dumps(request), {"Content-Type": "application/json"})
        answer = json.loads(connection.getresponse().read())
        error = answer["error"]
    except (OSError, HTTPException) as fault:
        hint = "open Anki, install the add-on AnkiConnect (code 2055492159), and try again; or import the file by hand"
        raise StudyError(Problem("E701", where, "no Anki answers", hint)) from fault
    except (ValueError, KeyError, TypeError) as fault:
        hint = "another program listens here; AnkiConnect's port is in its settings, name it with --port"
        raise StudyError(Problem("E702", where, "this is no AnkiConnect", hint)) from fault
    finally:
        connection.close()
    if error:
        raise StudyError(Problem("E703", where, f"Anki refuses {package.name}: {error}"))
