"""The events of version 1.3: without its broker the important ones are absent, with it `message:new` comes twice."""

from __future__ import annotations

import json

from fixtures.network.transports.packets import event_in
from tests.selftest.version_1_3.answers import old_message

_OF_THE_BROKER = ("message:new", "dialog:update")


def old_packets(packet: str, *, has_broker: bool) -> list[str]:
    """The packets that version 1.3 sends in place of one of today's."""
    event = event_in(packet)
    if event is None or event.name not in {*_OF_THE_BROKER, "message:update"}:
        return [packet]
    if event.name == "message:update":
        return [_packet(event.name, {**event.payload, "data": old_message(event.payload["data"])})]
    if not has_broker:
        return []
    if event.name == "dialog:update":
        return [packet]
    message = _packet("message:new", old_message(event.payload))
    return [_packet("chat3:update", {"type": "message", "data": event.payload}), message, message]


def _packet(name: str, payload: object) -> str:
    return "42" + json.dumps([name, payload], ensure_ascii=False)
