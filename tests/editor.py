"""What an author's editor says of a file: the YAML language server of Red Hat, asked over its own protocol."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Where `npm install yaml-language-server` was run.
SERVER = Path(os.environ.get("NASEC_NODE", "/nowhere")) / "node_modules/yaml-language-server/bin/yaml-language-server"


class Editor:
    """A conversation with the server."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        self.process = process
        self.number = 0
        self.shown: set[str] = set()
        self.found: dict[str, list[dict[str, Any]]] = {}
        self.ask("initialize", processId=os.getpid(), rootUri=folder.as_uri(), capabilities={})
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings={"yaml": {"validate": True, "completion": True}})

    def findings(self, file: Path, text: str | None = None) -> list[tuple[int, str]]:
        """Return what the server finds in a file: line (from 1) and message."""
        return self._told(self.open(file, file.read_text("utf-8") if text is None else text))

    def findings_in(self, files: Sequence[Path]) -> dict[Path, list[tuple[int, str]]]:
        """Return what the server finds in files that are open at once: it waits a while before it looks at each."""
        addresses = [self.open(file, file.read_text("utf-8")) for file in files]
        return {file: self._told(uri) for file, uri in zip(files, addresses, strict=True)}

    def _told(self, uri: str) -> list[tuple[int, str]]:
        """Wait until the server has told what it finds, and return it."""
        while uri not in self.found:
            self._take()
        return [(found["range"]["start"]["line"] + 1, found["message"]) for found in self.found[uri]]

    def proposals(self, file: Path, text: str) -> set[str]:
        """Return what the server proposes where a `|` stands in a text that a file might hold."""
        before = text.partition("|")[0]
        uri = self.open(file, text.replace("|", "", 1))
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        answer = self.ask(
            "textDocument/completion", textDocument={"uri": uri}, position={"line": line, "character": column}
        )
        return {entry["label"] for entry in (answer["items"] if isinstance(answer, dict) else answer or [])}

    def open(self, file: Path, text: str) -> str:
        """Show the server a text under the name of a file; return its address."""
        uri = file.resolve().as_uri()
        self.found.pop(uri, None)
        self.number += 1
        document = {"uri": uri, "version": self.number}
        if uri in self.shown:
            self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])
        else:
            self.tell("textDocument/didOpen", textDocument={**document, "languageId": "yaml", "text": text})
        self.shown.add(uri)
        return uri

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return the answer."""
        self.number += 1
        number = self.number
        self._send({"id": number, "method": method, "params": params})
        while (answer := self._take()).get("id") != number or "method" in answer:
            pass
        return answer["result"]

    def tell(self, method: str, **params: Any) -> None:
        """Send a notice."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """Take the next message; remember findings, and answer what the server asks of its client."""
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self.process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            count = len(message["params"].get("items", ())) if message["method"] == "workspace/configuration" else 0
            self._send({"id": message["id"], "result": [None] * count if count else None})
        return message


@contextmanager
def editor(folder: Path) -> Iterator[Editor]:
    """Return an editor of the files in a folder."""
    process = subprocess.Popen(
        ["node", SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield Editor(process, folder)
    finally:
        with process:
            process.kill()
