"""Of what a target sends, no more is read than anybody needs, and nothing deeper: whoever reads it, it is an answer."""

import ast
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from websockets.sync.server import ServerConnection, serve

from fixtures.clients.api import ApiClient
from fixtures.clients.push.client import PushClient
from fixtures.clients.push.transport import PollingTransport, TransportClosed
from fixtures.hosting.liveness import version_at
from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import PromiseBroken
from fixtures.running.checkout import ROOT
from fixtures.targets import bounded
from fixtures.targets.bounded import json_in
from fixtures.targets.profile import load_profile
from fixtures.targets.target import Target, TargetError

pytestmark = pytest.mark.timeout(30)

POLLED_EVERY_SECONDS = 0.01
PIECE = b"x" * 65_536
FEW_BYTES = 1_000_000
MANY_PIECES = 1_000
DEEP = {"as-deep-as-a-reader-breaks": 600, "deeper-than-json-is-read": 100_000}
DEEP_BODY = '{"success": true, "sid": "s", "status": "ok", "data": DEEP}'
Read = Callable[[Target, Journal], object]


def _by_api(target: Target, journal: Journal) -> None:
    with ApiClient(target, "me", journal) as client:
        client.data("GET", "/auth/me")["userId"]


READERS: dict[str, tuple[Read, type[Exception]]] = {
    "api": (_by_api, PromiseBroken),
    "polling": (lambda target, _: PollingTransport(target).open(), TransportClosed),
    "health": (lambda target, _: version_at(target), TargetError),
}
BY_READER = pytest.mark.parametrize(("read", "error"), READERS.values(), ids=READERS.keys())


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal that nobody judges by."""
    journal = Journal(tmp_path / "journey.jsonl")
    yield journal
    journal.close(keep=False)


@contextmanager
def _saying(pieces: Callable[[], Iterator[bytes]]) -> Iterator[tuple[Target, list[int]]]:
    """A target that answers these pieces to whatever it is asked; how many of them were taken each time."""
    taken: list[int] = []

    class Saying(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            taken.append(0)
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                for piece in pieces():
                    self.wfile.write(piece)
                    taken[-1] += 1

        def log_message(self, *_: object) -> None:
            """Keep still."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Saying) as server:
        threading.Thread(target=server.serve_forever, args=(POLLED_EVERY_SECONDS,), daemon=True).start()
        try:
            yield load_profile("embedded").at(f"http://127.0.0.1:{server.server_port}"), taken
        finally:
            server.shutdown()


@BY_READER
def test_answer_without_end_is_not_read_to_its_end(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, read: Read, error: type[Exception]
):
    """Whoever reads gives up at the limit, with an error of its own kind."""
    monkeypatch.setattr(bounded, "LARGEST_ANSWER", FEW_BYTES)

    with _saying(lambda: (PIECE for _ in range(MANY_PIECES))) as (target, taken), pytest.raises(error):
        read(target, journal)

    assert max(taken) < MANY_PIECES // 2


@BY_READER
@pytest.mark.parametrize("depth", DEEP.values(), ids=DEEP.keys())
def test_json_that_is_nested_too_deep_is_no_json(journal: Journal, read: Read, error: type[Exception], depth: int):
    """Whoever reads takes it for an answer that is none."""
    # Behind a zero it is the first packet of a poll, and an answer of the API that is none anyway.
    body = DEEP_BODY.replace("DEEP", "[" * depth + "]" * depth)
    kinds = [body.encode(), f"0{body}".encode()]

    for kind in kinds:
        with _saying(lambda kind=kind: iter([kind])) as (target, _), pytest.raises(error):
            read(target, journal)


@pytest.mark.parametrize("depth", [pytest.param(80, id="deep"), pytest.param(101, id="too-deep")])
def test_depth_is_that_of_lists_and_objects(depth: int):
    """Objects and lists count alike, and what is below the limit is read."""
    texts = ["[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth, b"[0, " * depth + b"1" + b"]" * depth]

    for text in texts:
        if depth > 100:
            with pytest.raises(ValueError, match="nested"):
                json_in(text)
        else:
            assert json_in(text)


@pytest.mark.parametrize("first", ["0" + "x" * 2_000_000, '44{"message":' + "[" * 600 + "]" * 600 + "}"])
def test_websocket_takes_no_more_either(journal: Journal, first: str):
    """A frame that is too large ends the connection; a refusal that nobody can read is told as it came."""

    def talk(connection: ServerConnection) -> None:
        with suppress(Exception):
            connection.send("0{}" if first.startswith("44") else first)
            connection.recv()
            connection.send(first)

    with serve(talk, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.socket.getsockname()[1]
        with pytest.raises(Exception, match=r"too big|^44") as told:
            PushClient(load_profile("embedded").at(f"http://127.0.0.1:{port}"), {"token": "t"}, "me", journal)
        server.shutdown()

    assert not isinstance(told.value, RecursionError)


def test_everyone_reads_json_by_the_same_rule():
    """What talks to a target reads JSON with `json_in` alone; what is excepted reads what is not a target's."""
    own = {"recorder.py", "ffmpeg.py", "frontend.py", "page_builder.py"}
    rooms = [ROOT / "fixtures" / name for name in ("clients", "contract", "network", "hosting", "people")]
    others = [
        path.name
        for room in rooms
        for path in room.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "loads"
    ]

    assert sorted(set(others) - own) == []
