"""Whether somebody who answers is a ChatApp: one that tells no version is, and a stranger is not."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from fixtures.hosting.liveness import version_at
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
        yield load_profile("embedded").at(f"http://127.0.0.1:{server.server_port}")
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


def test_version_that_is_not_told_cannot_be_waited_for():
    """Who waits for a version is told that this ChatApp does not say which it is."""
    health, me, _ = ALIVE["version-1.3"]

    with (
        _answering(health, me) as target,
        pytest.raises(TargetError, match=r"does not tell its version, and 1\.4\.0 is waited for"),
    ):
        wait_for(target, Patience(0.0, "1.4.0"), lambda _: None)
