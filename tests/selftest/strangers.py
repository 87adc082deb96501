"""HTTP servers that are no ChatApp: each answers everything in the same way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Question(str):
    """What a server was asked, as method and path; `kind` is what the body said that it is."""

    __slots__ = ("kind",)

    kind: str


@contextmanager
def stranger(
    status: int = 200, body: str = "<!doctype html><h1>Hello</h1>", host: str = "127.0.0.1"
) -> Iterator[tuple[str, list[Question]]]:
    """A server that answers this status and this page to whatever it is asked; its address, and what it was asked."""
    asked: list[Question] = []

    class Answering(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            question = Question(f"{self.command} {self.path}")
            question.kind = self.headers.get("Content-Type", "")
            asked.append(question)
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815 - the names that are looked for

        def log_message(self, *_: object) -> None:
            """Keep still."""

    with ThreadingHTTPServer((host, 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://{host}:{server.server_port}", asked
        finally:
            # Also where the test has failed: a server that is closed before it is shut down never rests.
            server.shutdown()
