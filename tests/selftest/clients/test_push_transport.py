"""The two transports of a push client, bare: how long they wait, and how they end."""

import time

import pytest

from fixtures.clients.push.transport import PollingTransport, PushTransport, TransportClosed, WebSocketTransport
from fixtures.targets.target import Target

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
