"""A ChatApp that misbehaves from one moment on: a server in front of a healthy one, which passes all on until then."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import BaseRequestHandler, ThreadingTCPServer
from urllib.parse import urlsplit

_AT_ONCE = 65_536
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
PIECES = {
    "garbage": (b"\x00\xff garbage\r\n\r\n",),
    "endless-body": (_HEAD, *(b"x" * _AT_ONCE,) * 10_000),
    "slow-drip-body": (_HEAD, *(b" ",) * 10_000),
    "redirect-loop": (b"HTTP/1.1 302 Found\r\nLocation: /health\r\nContent-Length: 0\r\n\r\n",),
}
"""What it says then to whoever asks; what drips, drips one piece each fifth of a second."""
_DRIP_SECONDS = 0.2


@contextmanager
def front_of(address: str, trouble: str, begins_with: bytes) -> Iterator[str]:
    """An address that leads to a healthy ChatApp until a request holds these bytes; then it is in this trouble."""
    onward = (urlsplit(address).hostname or "", urlsplit(address).port or 80)
    begun, is_over = threading.Event(), threading.Event()

    class Front(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError), socket.create_connection(onward) as there:
                threading.Thread(target=_pass_on, args=(there, self.request), daemon=True).start()
                while asked := self.request.recv(_AT_ONCE):
                    if begins_with in asked:
                        begun.set()
                    if begun.is_set():
                        _answer(self.request, trouble, is_over)
                        return
                    there.sendall(asked)

    with ThreadingTCPServer(("127.0.0.1", 0), Front) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            is_over.set()
            # Also where the test has failed: a server that is closed before it is shut down never rests.
            server.shutdown()


def _answer(asking: socket.socket, trouble: str, is_over: threading.Event) -> None:
    for piece in PIECES[trouble]:
        asking.sendall(piece)
        if trouble == "slow-drip-body" and is_over.wait(_DRIP_SECONDS):
            return


def _pass_on(there: socket.socket, here: socket.socket) -> None:
    with suppress(OSError):
        while answered := there.recv(_AT_ONCE):
            here.sendall(answered)
