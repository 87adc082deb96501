"""Moving from long-polling to a WebSocket, as every page does: nothing is lost, nothing comes twice.

Source: https://github.com/socketio/engine.io-protocol#upgrade (`2probe`, `3probe`, then `5`; `6` ends the last poll).
"""

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.judged_transport import JudgedTransport
from fixtures.clients.push.transport import PushTransport, TransportClosed
from fixtures.clients.push.upgrade import UpgradingTransport
from fixtures.contract.expectations import same_in_order
from fixtures.contract.pieces import piece
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.network.pump import SETTLE_SECONDS
from fixtures.network.transports.packets import event_in
from fixtures.people.person import Person
from fixtures.targets.target import Target

NOTICED_SECONDS = 10.0
"""How long ChatApp may answer polls with nothing until it has noticed that a WebSocket broke off."""


@pytest.fixture
def session(target: Target, recipient: Person) -> Iterator[UpgradingTransport]:
    """A session of the recipient's that begins on polling."""
    transport = UpgradingTransport(target)
    transport.open()
    transport.send(f'40{{"token":"{recipient.token}"}}')
    while not transport.receive(5.0).startswith("40"):
        pass
    yield transport
    transport.close()
    transport.dispose()


@pytest.fixture
def judged(session: UpgradingTransport, recipient: Person, journal: Journal) -> JudgedTransport:
    """The same session, for reading: what it gets is judged."""
    return JudgedTransport(session, recipient.name, journal)


def _send(person: Person, dialog: Json, texts: list[str]) -> None:
    for text in texts:
        person.api.send_message(dialog["dialogId"], text)


def _texts(packets: list[str]) -> list[str]:
    events = [event for event in map(event_in, packets) if event is not None]
    return [piece(event.payload, "content") for event in events if event.name == "message:new"]


def _brings(packets: list[str], texts: list[str]) -> Finding:
    """The packets of a session brought each of these messages once, in this order."""
    return same_in_order("what arrived", _texts(packets), texts, missing_is=Verdict.PUSH_SERVER)


def _receive(session: PushTransport) -> list[str]:
    """All packets until no more come."""
    packets = []
    try:
        while True:
            packets.append(session.receive(SETTLE_SECONDS))
    except TransportClosed:
        return packets


@pytest.mark.needs("message_push", "push_without_joining")
@pytest.mark.parametrize("before", [[], ["до", "до пробы"]], ids=["nothing-waits", "messages-wait"])
def test_upgrade_loses_and_doubles_nothing(
    session: UpgradingTransport, judged: JudgedTransport, sender: Person, dialog: Json, before: list[str]
):
    """What is sent before, while and after a session moves over arrives there once, in order."""
    during, after = ["после пробы", "перед переходом"], ["после", "в конце"]

    _send(sender, dialog, before)
    session.try_out()
    _send(sender, dialog, during)
    session.move_over()
    _send(sender, dialog, after)

    must(_brings(_receive(judged), before + during + after))


@pytest.mark.needs("message_push", "push_without_joining")
def test_broken_off_upgrade_leaves_the_session_on_polling(
    session: UpgradingTransport, judged: JudgedTransport, sender: Person, dialog: Json
):
    """A WebSocket that breaks off before the session has moved over costs it nothing: polling goes on."""
    session.break_off()

    sender.api.send_message(dialog["dialogId"], "Всё ещё опрос")

    packets: list[str] = []
    deadline = time.monotonic() + NOTICED_SECONDS
    with suppress(TransportClosed):
        while not _texts(packets) and time.monotonic() < deadline:
            packets.append(judged.receive(5.0))
    must(_brings(packets, ["Всё ещё опрос"]))
