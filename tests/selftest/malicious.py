"""A target that means ill: what it answers would garble a report, lead elsewhere, leave files or fill the memory."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ELSEWHERE = "127.0.0.2"
"""Another host than the target's, on this machine."""
NAME = (
    "\x1b[31mЗлой\x1b[0m </script><img src=//127.0.0.2/name onerror=alert(1)> | **x** |\n::error::x ](//127.0.0.2/link)"
)
_CHUNK = b"x" * 1_000_000
_PAGE = """<!doctype html><meta charset="utf-8"><title>ChatApp</title><p id="name"></p>
<script>
  const other = 'OTHER'
  document.getElementById('name').textContent = NAME
  console.error(NAME)
  new Image().src = `${other}/image`
  navigator.sendBeacon(`${other}/beacon`)
  new WebSocket(other.replace('http', 'ws'))
  open(`${other}/window`)
  const link = document.createElement('a')
  Object.assign(link, { href: '/download', download: '../../escaped.sh' })
  document.body.append(link)
  link.click()
  const asked = [fetch(`${other}/fetched`, { mode: 'no-cors' }), fetch('/socket.io/?EIO=4&transport=polling')]
  void Promise.allSettled(asked).then(() => { document.title = 'done' })
</script>"""


class Malice(ThreadingHTTPServer):
    """Where it is, where it leads, which cookies it was sent, and how many bytes were taken of its endless answers."""

    def __init__(self, elsewhere: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.elsewhere = elsewhere
        self.taken = 0
        self.cookies: list[str] = []


@contextmanager
def malicious(elsewhere: str) -> Iterator[Malice]:
    """A server that signs anybody in, and then does the worst that it can; it leads to the address `elsewhere`."""
    with Malice(elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            # Also where the test has failed: a server that is closed before it is shut down never rests.
            server.shutdown()


class _Answering(BaseHTTPRequestHandler):
    server: Malice
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.cookies += self.headers.get_all("Cookie", [])
        path, elsewhere = self.path.partition("?")[0], self.server.elsewhere
        if path.startswith("/socket.io/") or path == "/api/dialogs":
            where = elsewhere.replace("http", "ws") if "Upgrade" in self.headers else elsewhere
            self._say(302, "text/plain", b"", "Location", f"{where}{self.path}")
        elif path == "/api/users":
            self._never_end()
        elif path == "/download":
            self._say(200, "application/x-sh", b"#!/bin/sh\n", "Content-Disposition", "attachment")
        elif path.startswith("/api/") or path == "/health":
            self._say(200, "application/json", _api_answer(path), "Set-Cookie", f"a=b; Domain={ELSEWHERE}")
        else:
            page = _PAGE.replace("OTHER", elsewhere).replace("NAME", json.dumps(NAME).replace("</", "<\\/"))
            self._say(200, "text/html; charset=utf-8", page.encode(), "Refresh", f"3; url={elsewhere}/refresh")

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - the names that are looked for

    def _say(self, status: int, kind: str, body: bytes, name: str, value: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _never_end(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        with suppress(OSError):
            # Ten gigabytes, for whoever takes them.
            for _ in range(10_000):
                self.wfile.write(_CHUNK)
                self.server.taken += len(_CHUNK)

    def log_message(self, *_: object) -> None:
        """Keep still."""


def _api_answer(path: str) -> bytes:
    user = {"userId": "usr_1", "phone": "79000000001", "name": NAME}
    answers: dict[str, object] = {
        "/api/auth/request-code": {"isNewUser": False},
        "/api/auth/verify-code": {"token": "a-token-of-this-target", "user": user},
        "/api/auth/me": {**user, "userId": "../../../escaped"},
    }
    if path.startswith("/api/messages/"):
        return b'{"success": true, "data": ' + b"[" * 500_000
    health = {"status": "ok", "version": NAME, "timestamp": "2026-01-01T00:00:00.000Z"}
    return json.dumps({"success": True, "data": answers.get(path, health)}).encode()
