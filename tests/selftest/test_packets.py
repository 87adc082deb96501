"""Reading push packets: events are recognised, everything else is left alone, and nothing makes the wire stumble."""

import json
from pathlib import Path

import pytest

from fixtures.journey.journal import Journal
from fixtures.network.packets import NOOP, UNREADABLE, PushEvent, event_in, join_packets, split_payload
from fixtures.network.wire import Wire

UNREADABLE_PACKETS = {
    "nothing-behind": "42",
    "only-a-number": "4213",
    "empty-list": "42[]",
    "broken-off": '42["message:new",{"_id":',
    "object-for-list": '42{"name":"message:new"}',
    "number-for-name": "42[1,2]",
    "text-behind": '42["a"]b',
    "endlessly-nested": "42" + "[" * 200_000,
}


@pytest.mark.parametrize(
    ("packet", "name", "payload"),
    [
        pytest.param('42["message:new",{"_id":"1"}]', "message:new", {"_id": "1"}, id="event"),
        pytest.param('42["a"]', "a", None, id="without-payload"),
        pytest.param('4217["a",[1]]', "a", [1], id="asking-for-acknowledgement"),
        pytest.param('42["a",1,2]', "a", 1, id="several-arguments"),
        pytest.param('42/admin,["a",1]', "/admin,a", 1, id="other-namespace"),
        pytest.param('42/admin,5["a",1]', "/admin,a", 1, id="other-namespace-with-acknowledgement"),
        pytest.param('42["a","[\\n]"]', "a", "[\n]", id="brackets-and-line-breaks"),
    ],
)
def test_event_is_read(packet: str, name: str, payload: object):
    """An event gives its name and its first argument, whatever else its packet carries."""
    assert event_in(packet) == PushEvent(name, payload)


@pytest.mark.parametrize(
    "packet",
    [
        pytest.param('0{"sid":"x"}', id="open"),
        pytest.param("2", id="ping"),
        pytest.param("3probe", id="pong"),
        pytest.param(NOOP, id="no-op"),
        pytest.param('40{"sid":"x"}', id="connect"),
        pytest.param("40/admin,", id="connect-to-namespace"),
        pytest.param("41", id="disconnect"),
        pytest.param('431["a"]', id="acknowledgement"),
        pytest.param('44{"message":"Authentication failed"}', id="connect-error"),
        pytest.param('451-["a",{"_placeholder":true,"num":0}]', id="binary-event"),
        pytest.param("bAAAA", id="binary-by-polling"),
        pytest.param("", id="empty"),
    ],
)
def test_other_packet_is_no_event(packet: str):
    """Everything that is not an event of text is none of a fault's business."""
    assert event_in(packet) is None


@pytest.mark.parametrize("packet", UNREADABLE_PACKETS.values(), ids=UNREADABLE_PACKETS.keys())
def test_unreadable_event_is_still_an_event(packet: str):
    """A packet that says it is an event and cannot be read is kept whole, under a name of its own."""
    assert event_in(packet) == PushEvent(UNREADABLE, packet)


@pytest.mark.parametrize(
    "packet", [*UNREADABLE_PACKETS.values(), '42["\\ud800"]'], ids=[*UNREADABLE_PACKETS, "half-a-character"]
)
def test_unreadable_event_neither_stops_nor_passes_the_wire(packet: str, tmp_path: Path):
    """A wire passes an unreadable event on unchanged, and a fault holds it back like any other event."""
    journal = Journal(tmp_path / "journey.jsonl")
    wire, delivered = Wire("Мария", journal), list[str]()
    line = wire.attach_client(lambda passing: delivered.append(passing.packet), lambda: None)
    line.on_connected()
    event = event_in(packet)
    assert event is not None

    with wire.push_held() as fault:
        line.from_server(packet, event)
        held, passed = len(fault.withheld), list(delivered)
    journal.close(keep=True)

    assert (held, passed) == (1, [])
    assert delivered == [packet]


def test_packets_of_a_poll_survive_splitting_and_joining():
    """Packets come out of a polling answer as they went in, and in order."""
    packets = ["2", '42["a",1]', '431["b"]', NOOP]

    assert split_payload(join_packets(packets)) == packets


def test_poll_is_never_answered_with_nothing():
    """An empty answer would make the client break off: a no-op goes in its place."""
    assert join_packets([]) == NOOP
    assert split_payload("") == []


@pytest.mark.parametrize("text", ["a\x1eb", "\x1e", '[" \u2028'], ids=["inside", "alone", "other-oddities"])
def test_separator_inside_a_text_does_not_split_a_packet(text: str):
    """JSON escapes a record separator in a text, so the packet stays whole and the text comes back as it was."""
    packet = "42" + json.dumps(["message:new", {"content": text}], ensure_ascii=False)

    packets = split_payload(join_packets([packet, "2"]))

    assert packets == [packet, "2"]
    assert event_in(packets[0]) == PushEvent("message:new", {"content": text})


@pytest.mark.parametrize(
    ("payload", "concerned"),
    [
        pytest.param({"_id": "x"}, True, id="itself"),
        pytest.param({"data": {"messageId": "x"}}, True, id="in-its-data"),
        pytest.param({"content": "x"}, True, id="its-text"),
        pytest.param({"content": "about x"}, False, id="only-mentioned"),
        pytest.param({"data": None}, False, id="data-is-null"),
        pytest.param({"data": ["x"]}, False, id="data-is-a-list"),
        pytest.param(["x"], False, id="list"),
        pytest.param(None, False, id="without-payload"),
    ],
)
def test_event_knows_whom_it_concerns(payload: object, concerned: bool):
    """An event concerns what its payload or its `data` identifies, and nothing else."""
    assert PushEvent("message:new", payload).concerns("x") is concerned
