"""How long transports of a push client wait, how they end, and what becomes of answers that are none of ChatApp's."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.clients.push import client
from fixtures.clients.push.client import PushClient, PushRefused
from fixtures.clients.push.transport import PollingTransport, PushTransport, TransportClosed, WebSocketTransport
from fixtures.journey.facts.journal import Journal
from fixtures.targets.profile import load_profile
from fixtures.targets.target import Target
from tests.selftest.strangers import stranger

OPENED = '0{"sid":"1"}'
NO_ENGINE = ("<!doctype html><h1>Hello</h1>", "0[]", "0{}", "0nothing", f"0{'[' * 100_000}")
LONG_BEFORE_THE_NEXT_PING = 10.0


@pytest.mark.parametrize("kind", [PollingTransport, WebSocketTransport], ids=["polling", "websocket"])
def test_nothing_to_receive_ends_the_wait_in_time(target: Target, kind: type[PollingTransport | WebSocketTransport]):
    """Where ChatApp has nothing to say, a wait ends when it was to end, and not with ChatApp's next ping."""
    transport: PushTransport = kind(target)
    transport.open()
    began = time.monotonic()

    with pytest.raises(TransportClosed):
        transport.receive(0.1)
    waited = time.monotonic() - began
    transport.close()
    transport.dispose()

    assert waited < LONG_BEFORE_THE_NEXT_PING


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    """A journal that nobody judges by."""
    journal = Journal(tmp_path / "journal.jsonl")
    yield journal
    journal.close(keep=False)


@pytest.mark.parametrize("answer", NO_ENGINE, ids=["page", "list", "nothing-in-it", "no-json", "endless-depth"])
def test_server_that_speaks_no_push_is_told_as_such(answer: str):
    """A page, as many a server answers it at any address, is no push, and that is no fault of the harness."""
    with stranger(200, answer) as (address, _):
        transport = PollingTransport(load_profile("embedded").at(address))
        with pytest.raises(TransportClosed, match=r"^no Engine\.IO is spoken there, but "):
            transport.open()
        transport.dispose()


@pytest.mark.parametrize("refusal", ["44nothing", "44[]", '44{"message":"Нет"}'])
def test_refusal_is_one_in_whatever_words(journal: Journal, refusal: str):
    """A refusal that is not as Socket.IO has it is told as it came."""
    with stranger(200, f"{OPENED}\x1e{refusal}") as (address, _), pytest.raises(PushRefused) as refused:
        PushClient(load_profile("embedded").at(address), {}, "someone", journal, "polling")

    assert str(refused.value) == ("Нет" if "message" in refusal else refusal)


def test_server_that_never_lets_in_is_given_up_on(journal: Journal, monkeypatch: pytest.MonkeyPatch):
    """Who is told anything but whether they may come in waits for that as long as for no answer at all."""
    monkeypatch.setattr(client, "_HANDSHAKE_SECONDS", 0.2)

    # The time ends between two polls, or within one.
    given_up = pytest.raises(TransportClosed, match=r"in time|timed out")
    with stranger(200, f'{OPENED}\x1e42["news"]') as (address, _), given_up:
        PushClient(load_profile("embedded").at(address), {}, "someone", journal, "polling")
