"""The packet that opens a session: what ChatApp says of how the session will be.

Source: https://github.com/socketio/engine.io-protocol#handshake (`upgrades`, and both times in milliseconds).
"""

import json

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.transport import PollingTransport
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import piece
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.targets.target import Target

LONGEST_MS = 120_000


class OpeningTransport(PollingTransport):
    """Long-polling that keeps the packet with which ChatApp opened the session."""

    opening = ""

    def _poll(self) -> None:
        super()._poll()
        self.opening = self.opening or self._packets[0]


@pytest.fixture
def opening(target: Target) -> Json:
    """What ChatApp said when a session was opened on long-polling."""
    transport = OpeningTransport(target)
    transport.open()
    transport.close()
    transport.dispose()
    told: Json = json.loads(transport.opening[1:])
    return told


def test_websocket_is_offered(opening: Json):
    """A session that begins on polling is offered the WebSocket: no page has to stay on polling."""
    must(equal("the upgrades offered", piece(opening, "upgrades"), ["websocket"], Verdict.ENVELOPE))


def test_signs_of_life_are_asked_for_in_time(opening: Json):
    """ChatApp says how often it asks for a sign of life and how long it waits for it, and neither is for ever."""
    times = [piece(opening, "pingInterval"), piece(opening, "pingTimeout")]

    within = [isinstance(one, int) and 0 < one <= LONGEST_MS for one in times]
    must(equal(f"whether {times} are milliseconds up to two minutes", within, [True, True], Verdict.ENVELOPE))


def test_signs_of_life_are_asked_for_by_default(chat_app: HostedChatApp, opening: Json):
    """Left alone, ChatApp asks every 25 s and waits for 20 s, which are the defaults of Engine.IO."""
    times = [piece(opening, "pingInterval"), piece(opening, "pingTimeout")]

    must(equal("the times", times, [25_000, 20_000], Verdict.ENVELOPE))
