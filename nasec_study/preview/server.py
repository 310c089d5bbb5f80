"""The server of the preview: on this machine alone, for whoever knows the token, and it answers questions only."""

import json
import secrets
import sys
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from nasec_study.foundation.problems import StudyError
from nasec_study.preview.desk import PATIENCE, Desk
from nasec_study.preview.platforms import PLATFORMS
from nasec_study.preview.views import EDITIONS, Views
from nasec_study.rendering.templating import environment
from nasec_study.targets._selfcontained import POLICY, sealed

ADDRESS = "127.0.0.1"
HTML, JSON = "text/html; charset=utf-8", "application/json"
_REACHES_ITSELF = ("connect-src 'self'", "frame-src 'self'")


class Server(ThreadingHTTPServer):
    """Serves a desk at an address that only its author knows."""

    daemon_threads = True

    def __init__(self, desk: Desk, port: int = 0) -> None:
        self.desk = desk
        self.token = secrets.token_urlsafe(16)
        super().__init__((ADDRESS, port), Handler)
        self.page = sealed(
            environment(desk.folder)
            .get_template("preview/page.html.j2")
            .render(
                policy=POLICY,
                sheets=[(f"sheet/{name}", title) for name, title in EDITIONS.items()],
                platforms=[(f"platform/{name}", title) for name, title in PLATFORMS.items()],
            ),
            *_REACHES_ITSELF,
        )

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{ADDRESS}:{self.server_port}/{self.token}/"

    def start(self) -> None:
        """Serve beside whatever else this process does."""
        Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report nothing: a browser that left before its answer came is no fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Answers a request."""

    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer, if it comes from this machine's own page."""
        hosts = {f"{name}:{self.server.server_port}" for name in (ADDRESS, "localhost")}
        address = urlsplit(self.path)
        parts = [unquote(part) for part in address.path.split("/")[1:]]
        is_night = address.query == "night"
        if self.headers.get("Host") not in hosts:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"This host is not served here.")
        elif not parts or not secrets.compare_digest(parts[0].encode(), self.server.token.encode()):
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"Open the address that the program printed.")
        elif parts[1:] == ["events"]:
            self._events()
        else:
            self._view(parts[1:], is_night=is_night)

    def _view(self, parts: list[str], *, is_night: bool) -> None:
        desk = self.server.desk
        match parts:
            case [""]:
                self._send(HTTPStatus.OK, HTML, self.server.page.encode())
            case ["state"]:
                self._send(HTTPStatus.OK, JSON, json.dumps(desk.told()).encode())
            case ["cards", name]:
                self._send(HTTPStatus.OK, JSON, json.dumps([*desk.cards(name)]).encode())
            case ["card", name, side]:
                self._page(desk.cards(name, is_night=is_night).get(side))
            case ["sheet", edition, name] if edition in EDITIONS:
                self._page(desk.page(name, lambda views, item: views.sheet(item, edition)))
            case ["platform", platform, name] if platform in PLATFORMS:
                self._page(desk.page(name, lambda views, item: views.platform(item, platform)))
            case ["practice", name]:
                self._page(desk.page(name, lambda views, item: views.practice(item)))
            case ["pdf", name] if shown := desk.state.items.get(name):
                try:
                    self._send(HTTPStatus.OK, "application/pdf", shown.view(Views.pdf))
                except StudyError as error:
                    self._send(HTTPStatus.OK, "text/plain; charset=utf-8", str(error).encode())
            case _:
                self._page(None)

    def _page(self, html: str | None) -> None:
        found = HTTPStatus.OK if html is not None else HTTPStatus.NOT_FOUND
        self._send(found, HTML, (html or "There is nothing here.").encode())

    def _send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self._headers()
        self.wfile.write(content)

    def _headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.end_headers()

    def _events(self) -> None:
        """Tell of each new state what to show first (server-sent events), until the page is gone."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self._headers()
        self.close_connection = True
        number = -1
        # A page that is gone is noticed when it is told that nothing happened.
        tell = partial(self.server.desk.newer_than, seconds=PATIENCE)
        try:
            while True:
                state = tell(number)
                news = f"data: {json.dumps(self.server.desk.news())}\n\n".encode()
                self.wfile.write(news if state.number > number else b": still here\n\n")
                number = state.number
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing of requests."""
