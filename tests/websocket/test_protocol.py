"""The protocol itself, packet by packet: what breaks it harms nobody but the session that sent it.

Sources: Engine.IO protocol 4 (`2probe` and `3probe` try a WebSocket out, `5` moves over to it, `6` ends a poll) and
Socket.IO protocol 5 (`40` connects, `41` disconnects, `42` is an event, `44` refuses).
"""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from http.client import HTTPConnection
from threading import Event

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import outlives, stays_silent
from fixtures.clients.push.judged_transport import JudgedTransport
from fixtures.clients.push.transport import PollingTransport, PushTransport, TransportClosed, WebSocketTransport
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import the_one
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Broken, PromiseBroken, Verdict
from fixtures.people.person import Person
from fixtures.redaction.shown import shortened
from fixtures.targets.target import Target

MALFORMED = {
    "no-type": "x",
    "unknown-type": "9",
    "event-without-data": "42",
    "half-an-event": '42["dialog:join"',
    "event-as-object": "42{}",
    "empty-event": "42[]",
    "nameless-event": "42[7]",
    "unknown-event": '42["no:such",1]',
    "joining-nothing": '42["dialog:join"]',
    "joining-an-object": '42["dialog:join",{}]',
    "joining-half-a-character": '42["dialog:join","\\ud83d"]',
    "typing-nowhere": '42["typing:start"]',
    "typing-a-number": '42["typing:start",{"dialogId":7}]',
    "own-connect": '42["connect",{}]',
    "own-disconnect": '42["disconnect","client disconnect"]',
    "second-connect": "40",
    "surplus-acknowledgement": '431["x"]',
    "connect-error": '44{"message":"x"}',
    "number-without-end": "42" + "9" * 200 + '["x"]',
    "too-deep": "42" + "[" * 50_000,
    "open": "0{}",
    "ping": "2",
}


class BareSession:
    """A session of one person without a thread: packets out, packets in."""

    def __init__(self, transport: PushTransport, token: str) -> None:
        self.transport = transport
        transport.open()
        transport.send("40" + json.dumps({"token": token}))
        self.read_until("40{")

    def read_until(self, *starts: str, within: float = 5.0) -> list[str]:
        """All packets up to the first that begins so, or so.

        Raises:
            PromiseBroken: with `push-server`, as none came before the session was silent so many seconds, or ended.
        """
        packets = [""]
        while not packets[-1].startswith(starts):
            try:
                packets.append(self.transport.receive(within))
            except TransportClosed as end:
                reason = f"ChatApp sent no packet that begins with {' or '.join(starts)}: {end}."
                raise PromiseBroken(Broken(Verdict.PUSH_SERVER, reason)) from end
        return packets[1:]


class NoticedPolls(PollingTransport):
    """Long-polling that tells when a poll is under way: it has been sent, and its answer is waited for."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self.is_under_way = Event()

    def _new_connection(self, timeout: float) -> HTTPConnection:
        connection = super()._new_connection(timeout)
        send = connection.request

        def send_and_tell(method: str, url: str, body: bytes | None, headers: dict[str, str]) -> None:
            send(method, url, body, headers)
            if method == "GET":
                self.is_under_way.set()

        connection.request = send_and_tell  # type: ignore[method-assign]
        return connection


@pytest.fixture
def bare_session(target: Target, sender: Person, journal: Journal) -> Iterator[BareSession]:
    """A session of the sender's over a WebSocket."""
    transport = JudgedTransport(WebSocketTransport(target), sender.name, journal)
    yield BareSession(transport, sender.token)
    transport.close()


@pytest.mark.needs("malformed_packets")
@pytest.mark.parametrize("packet", MALFORMED.values(), ids=MALFORMED.keys())
@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_malformed_packet_harms_nobody(sender: Person, recipient: Person, dialog: Json, transport: str, packet: str):
    """After a packet that makes no sense the session goes on, or is over for everyone; others notice nothing."""
    session = sender.connect_push(transport)
    assert recipient.push

    with suppress(TransportClosed):
        session.send_packet(packet)

    goes_on = session.goes_on()
    must(outlives(recipient.api, f"the packet {shortened(packet)}"))
    if not goes_on:
        must(_gets_at_once(recipient, "user:offline", sender.user_id))
    must(equal("whether they are there", _is_there(sender, recipient, dialog), goes_on, Verdict.CONTENT))
    message = sender.api.send_message(dialog["dialogId"], "Ещё слышно?")
    must(_gets_at_once(recipient, "message:new", message["_id"]))
    if goes_on:
        must(_happens_once("how often the session heard it", len(session.wait_for("message:new", message["_id"]))))


def test_empty_packet_ends_the_session_alone(
    bare_session: BareSession, sender: Person, recipient: Person, dialog: Json
):
    """A WebSocket message without a single character ends its session, and with it the person's presence."""
    assert recipient.push

    bare_session.transport.send("")

    must(_gets_at_once(recipient, "user:offline", sender.user_id))
    must(equal("whether they are there", _is_there(sender, recipient, dialog), False, Verdict.CONTENT))


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_huge_packet_harms_nobody(sender: Person, recipient: Person, dialog: Json, transport: str):
    """A packet of two million characters is refused or ignored; others notice nothing, and a new session works."""
    session = sender.connect_push(transport)
    assert recipient.push

    with suppress(TransportClosed):
        session.send_packet('42["dialog:join","' + "x" * 2_000_000 + '"]')

    message = sender.api.send_message(dialog["dialogId"], "Ещё слышно?")
    must(_gets_at_once(recipient, "message:new", message["_id"]))
    must(equal("whether a new session works", sender.connect_push(transport).goes_on(), True, Verdict.PUSH_SERVER))


@pytest.mark.needs("message_push", "push_without_joining")
def test_other_namespace_is_refused(bare_session: BareSession, sender: Person, dialog: Json):
    """There is but the default namespace: connecting to another is refused, and the session goes on."""
    bare_session.transport.send("40/admin," + json.dumps({"token": sender.token}))
    answer = bare_session.read_until("44/admin,", "40/admin,")
    bare_session.transport.send('42/admin,7["dialog:join","' + dialog["dialogId"] + '"]')

    sender.api.send_message(dialog["dialogId"], "Дальше")

    must(equal("the answer to connecting", answer[-1][:9], "44/admin,", Verdict.ACCESS))
    packets = bare_session.read_until('42["message:new"')
    must(equal("the acknowledgement", [one for one in packets if one.startswith("43")], [], Verdict.ACCESS))


def test_disconnected_session_hears_nothing(bare_session: BareSession, sender: Person, recipient: Person, dialog: Json):
    """After the packet that disconnects the person is gone, and no event comes though the connection is open."""
    assert recipient.push
    bare_session.transport.send("41")
    must(_gets_at_once(recipient, "user:offline", sender.user_id))

    message = sender.api.send_message(dialog["dialogId"], "Не для тебя")

    must(_gets_at_once(recipient, "message:new", message["_id"]))
    must(stays_silent(bare_session.transport, '42["message:new"'))


def test_ended_session_leaves_no_poll_behind(target: Target, sender: Person, journal: Journal):
    """A poll that is under way when its session ends is answered, and does not hang until a ping would be due."""
    polls = NoticedPolls(target)
    transport = JudgedTransport(polls, sender.name, journal)
    BareSession(transport, sender.token)
    polls.is_under_way.clear()

    with ThreadPoolExecutor(1) as thread:
        poll = thread.submit(transport.receive, None)
        must(equal("whether there is a poll", polls.is_under_way.wait(5), True, Verdict.HARNESS))
        transport.send("1")
        is_answered = bool(wait([poll], timeout=5).done)
        transport.close()

    transport.dispose()
    must(equal("whether the poll is answered", is_answered, True, Verdict.PUSH_SERVER))
    must(equal("whether it was refused", "answered" in str(poll.exception()), False, Verdict.PUSH_SERVER))


def _gets_at_once(person: Person, name: str, concerning: str) -> Finding:
    """The event comes, and not twice at once."""
    return _happens_once(f"how many `{name}` {person.name} got", len(person.push.wait_for(name, concerning)))


def _happens_once(what: str, count: int) -> Finding:
    return equal(what, count, 1, Verdict.DUPLICATE if count > 1 else Verdict.PUSH_SERVER)


def _is_there(person: Person, witness: Person, dialog: Json) -> bool:
    members = witness.api.members(dialog["dialogId"])
    own = the_one(person.name, [one for one in members if one["userId"] == person.user_id])
    return bool(own["isActive"])
