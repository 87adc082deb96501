"""Reading push packets: events are recognised, everything else is left alone, and nothing makes the wire stumble."""

import json
from pathlib import Path
from unittest.mock import ANY

import pytest

from fixtures.journey.facts.journal import Journal
from fixtures.network.transports.acknowledging import Acknowledging
from fixtures.network.transports.packets import (
    NOOP,
    UNASKED,
    UNREADABLE,
    Acknowledgement,
    PushEvent,
    event_in,
    join_packets,
    message_of,
    packet_of,
    split_payload,
)
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
    "with-bytes": '451-["message:new",{"_placeholder":true,"num":0}]',
    "bytes": "bAAAA",
}


@pytest.mark.parametrize(
    ("packet", "name", "payload"),
    [
        pytest.param('42["message:new",{"_id":"1"}]', "message:new", {"_id": "1"}, id="event"),
        pytest.param('42["a"]', "a", None, id="without-payload"),
        pytest.param('4217["a",[1]]', "a", [1], id="asking-for-acknowledgement"),
        pytest.param('42/admin,["a",1]', "/admin,a", 1, id="other-namespace"),
        pytest.param('42/admin,5["a",1]', "/admin,a", 1, id="other-namespace-with-acknowledgement"),
        pytest.param('42["a","[\\n]"]', "a", "[\n]", id="brackets-and-line-breaks"),
    ],
)
def test_event_is_read(packet: str, name: str, payload: object):
    """An event gives its name and its payload."""
    assert event_in(packet) == PushEvent(name, payload)


def test_surplus_arguments_are_kept():
    """What an event carries besides its payload is not lost on the way to whoever judges it."""
    assert event_in('42["a",1,2,{}]') == PushEvent("a", 1, (2, {}))


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
    line = wire.attach_client(lambda pushed: delivered.append(pushed.packet), lambda: None)
    line.on_connected()
    event = event_in(packet)
    assert event is not None

    with wire.push_held() as fault:
        line.from_server(packet, event)
        held, passed = len(fault.withheld), list(delivered)
    journal.close(keep=True)

    assert (held, passed) == (1, [])
    assert delivered == [packet]


@pytest.mark.parametrize(
    ("packet", "name", "arguments"),
    [
        pytest.param('431[{"success":true}]', "dialog:join", ({"success": True},), id="one-argument"),
        pytest.param('431[{"success":true},2]', "dialog:join", ({"success": True}, 2), id="two-arguments"),
        pytest.param("431[]", "dialog:join", (), id="without-arguments"),
        pytest.param("431{}", UNASKED, ("431{}",), id="unreadable"),
        pytest.param("43[1]", UNASKED, ("43[1]",), id="without-number"),
        pytest.param('461-1[{"_placeholder":true,"num":0}]', UNASKED, (ANY,), id="with-bytes"),
        pytest.param("437[1]", UNASKED, (1,), id="never-asked-for"),
    ],
)
def test_acknowledgement_is_told_by_what_asked_for_it(packet: str, name: str, arguments: tuple[object, ...]):
    """An acknowledgement gives all its arguments and the event that asked for it, if any did."""
    acknowledging = Acknowledging()
    acknowledging.note_sent('421["dialog:join","dlg_1"]', PushEvent("dialog:join", "dlg_1"))
    acknowledging.note_sent('42["typing:start",{}]', PushEvent("typing:start", {}))

    assert acknowledging.read(packet) == Acknowledgement(name, arguments)
    assert acknowledging.read('42["a"]') is None


def test_bytes_survive_the_way_over_the_wire():
    """What comes as bytes over a WebSocket is a packet like those of polling, and bytes again for the page."""
    assert packet_of(b"\x00\xff") == "bAP8="
    assert [message_of(packet_of(message)) for message in (b"\x00\xff", "2")] == [b"\x00\xff", "2"]


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
