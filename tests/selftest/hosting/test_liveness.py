"""Whether somebody who answers is a ChatApp: one that tells no version is, and a stranger is not."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread

import pytest

from fixtures.hosting import liveness
from fixtures.hosting.liveness import fails_to_answer, version_at
from fixtures.hosting.readiness import Patience, wait_for
from fixtures.targets.profile import load_profile
from fixtures.targets.target import Target, TargetError

REFUSAL = (401, {"success": False, "error": "Нет токена"})
ALIVE = {
    "today": (
        (200, {"success": True, "data": {"status": "ok", "version": "1.4.0", "timestamp": "t"}}),
        (404, {}),
        "1.4.0",
    ),
    "version-1.3": ((200, {"status": "ok", "timestamp": "t", "environment": "production"}), (404, {}), ""),
    "broken-health": ((500, {"oops": True}), REFUSAL, ""),
    "no-health": ((404, {"success": False, "error": "Такого адреса нет"}), REFUSAL, ""),
}
FOREIGN = {
    "other-json": ((200, {"hello": "world"}), (404, {})),
    "other-api": ((200, {"hello": "world"}), (401, {"message": "Unauthorized"})),
    "no-object": ((200, ["ok"]), (404, {})),
}

Answer = tuple[int, object]


@contextmanager
def _answering(health: Answer, me: Answer) -> Iterator[Target]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = health if self.path == "/health" else me
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Keep still."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield load_profile("embedded").at(f"http://127.0.0.1:{server.server_port}")
        finally:
            # Also where the test has failed: a server that is closed before it is shut down never rests.
            server.shutdown()


@pytest.mark.parametrize(("health", "me", "version"), ALIVE.values(), ids=ALIVE.keys())
def test_chat_app_is_known(health: Answer, me: Answer, version: str):
    """A ChatApp is alive by what `/health` says, or by how it refuses who has no token; it need not tell a version."""
    with _answering(health, me) as target:
        assert version_at(target) == version


@pytest.mark.parametrize(("health", "me"), FOREIGN.values(), ids=FOREIGN.keys())
def test_stranger_is_no_chat_app(health: Answer, me: Answer):
    """Who answers JSON, and not as ChatApp does, is no target."""
    with _answering(health, me) as target, pytest.raises(TargetError, match="what answers there is no ChatApp"):
        version_at(target)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
ODD = {
    "garbage": ((b"\x00\xff garbage\r\n\r\n",), 10.0, "what answers there speaks no HTTP"),
    "endless-body": ((HEAD, *(b"x" * 65536 for _ in range(100))), 10.0, "its answer has no end, or is longer than"),
    "slow-drip-body": ((HEAD, *(b" " for _ in range(1000))), 0.2, r"its answer was not whole within 0\.2 s"),
    "redirect-loop": ((b"HTTP/1.1 302 Found\r\nLocation: /health\r\n\r\n",), 10.0, "something else answers 302"),
}


@contextmanager
def _saying(pieces: tuple[bytes, ...]) -> Iterator[Target]:
    """A server that says these pieces to whoever connects, one a hundredth of a second, until nobody listens."""

    class Saying(BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            with suppress(OSError):
                for piece in pieces:
                    self.request.sendall(piece)
                    is_over.wait(0.01)

    is_over = Event()
    with ThreadingTCPServer(("127.0.0.1", 0), Saying) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield load_profile("embedded").at(f"http://127.0.0.1:{server.server_address[1]}")
        finally:
            is_over.set()
            # Also where the test has failed: a server that is closed before it is shut down never rests.
            server.shutdown()


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("pieces", "within", "told"), ODD.values(), ids=ODD.keys())
def test_odd_answer_is_no_chat_app(
    pieces: tuple[bytes, ...], within: float, told: str, monkeypatch: pytest.MonkeyPatch
):
    """Garbage, a body without end, one that drips and redirects in a circle end soon, with what it was."""
    monkeypatch.setattr(liveness, "_REACH_SECONDS", within)

    with _saying(pieces) as target, pytest.raises(TargetError, match=told):
        version_at(target)


@pytest.mark.timeout(30)
@pytest.mark.parametrize(("pieces", "within", "told"), ODD.values(), ids=ODD.keys())
def test_odd_answer_later_on_is_no_life(
    pieces: tuple[bytes, ...], within: float, told: str, monkeypatch: pytest.MonkeyPatch
):
    """Nor is one who begins to answer so in the middle of a run still a ChatApp."""
    monkeypatch.setattr(liveness, "_ANSWER_SECONDS", within)

    with _saying(pieces) as target:
        assert re.search(told, fails_to_answer(target.api_url, target.access) or "")


def test_other_health_of_a_chat_app_is_life():
    """An address for its health that leads elsewhere makes no dead one of who refuses as ChatApp does."""
    with _answering((302, {}), REFUSAL) as target:
        assert fails_to_answer(target.api_url, target.access) is None


def test_version_that_is_not_told_cannot_be_waited_for():
    """Who waits for a version is told that this ChatApp does not say which it is."""
    health, me, _ = ALIVE["version-1.3"]

    with (
        _answering(health, me) as target,
        pytest.raises(TargetError, match=r"does not tell its version, and 1\.4\.0 is waited for"),
    ):
        wait_for(target, Patience(0.0, "1.4.0"), lambda _: None)
