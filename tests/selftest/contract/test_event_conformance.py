"""The judges of the push channel: an event or an acknowledgement goes in, the breach comes out, with key and rule."""

from typing import Any

import pytest

from fixtures.contract.conformance import breaches_of_acknowledgement, breaches_of_event
from fixtures.journey.verdict import Verdict

Json = dict[str, Any]

MOMENT = "2025-11-05T09:30:00.000Z"
LAST_MESSAGE = {"content": "Привет", "senderId": "usr_1", "type": "text", "createdAt": MOMENT}
MESSAGE: Json = {
    "_id": "1",
    "messageId": "msg_1",
    "dialogId": "dlg_1",
    **LAST_MESSAGE,
    "status": "sent",
    "reactionCounts": {},
    "meta": {},
    "updatedAt": MOMENT,
}
DIALOG: Json = {
    "dialogId": "dlg_1",
    "dialogName": "Андрей Волков",
    "unreadCount": 1,
    "lastSeenAt": None,
    "lastMessageAt": MOMENT,
    "isActive": True,
    "joinedAt": MOMENT,
    "lastInteractionAt": MOMENT,
    "lastMessage": LAST_MESSAGE,
}
EVENTS = {
    "message:new": MESSAGE,
    "message:update": {"messageId": "msg_1", "dialogId": "dlg_1", "data": MESSAGE},
    "dialog:update": {"dialogId": "dlg_1", "eventType": "renamed", "data": DIALOG},
    "typing:start": {"userId": "usr_1", "userName": "Вера", "dialogId": "dlg_1"},
    "typing:stop": {"userId": "usr_1", "userName": "Вера", "dialogId": "dlg_1"},
    "user:online": {"userId": "usr_1", "userName": "Вера"},
    "user:offline": {"userId": "usr_1", "userName": "Вера"},
}


@pytest.mark.parametrize(("name", "payload"), EVENTS.items())
def test_promised_event_is_no_breach(name: str, payload: Json):
    """Events that the contract promises are let pass; without any one of their keys they are not."""
    assert breaches_of_event(name, payload) == []
    for key in payload:
        (broken,) = breaches_of_event(name, {other: payload[other] for other in payload if other != key})

        assert broken.verdict is Verdict.ENVELOPE
        assert broken.reason.startswith(f"the event `{name}` came without the key `{key}`; it has ")


@pytest.mark.parametrize(("name", "payload"), EVENTS.items())
def test_event_carries_one_payload(name: str, payload: Json):
    """An event with more than its payload, or without any, is a breach."""
    (surplus,), (lacking,) = breaches_of_event(name, payload, "more"), breaches_of_event(name)

    assert str(surplus) == f"envelope: the event `{name}` came with 2 arguments instead of one."
    assert str(lacking) == f"envelope: the event `{name}` came with 0 arguments instead of one."


def test_event_that_is_not_known_is_told():
    """An event that the contract does not know is a breach that names those it knows."""
    (broken,) = breaches_of_event("chat3:update", {})

    assert broken.reason.startswith("the event `chat3:update` came, which is none of `message:new`, ")
    assert "`\\ud83d`" in str(*breaches_of_event("\ud83d", {}))


@pytest.mark.parametrize("event_type", ["created", "renamed", "member_added", "read"])
def test_dialog_is_left_out_only_for_those_who_lost_it(event_type: str):
    """`data: null` comes with `deleted` and `member_removed` alone."""
    lost = {"dialogId": "dlg_1", "eventType": "member_removed", "data": None}

    assert breaches_of_event("dialog:update", lost) == []
    assert breaches_of_event("dialog:update", {**lost, "eventType": "deleted"}) == []
    (broken,) = breaches_of_event("dialog:update", {**lost, "eventType": event_type})
    assert "Only deleted and member_removed" in str(broken)


def test_payload_that_is_no_object_is_told():
    """Where an object was promised anything else is a breach, not a crash of the judge."""
    assert "its payload is no JSON object but an array, [5]." in str(*breaches_of_event("message:new", [5]))


def test_acknowledgement_is_judged():
    """An acknowledgement says whether it was done, and why not where it was not."""
    assert breaches_of_acknowledgement("dialog:join", {"success": True}) == []
    assert breaches_of_acknowledgement("dialog:leave", {"success": False, "error": "Вы не участник"}) == []
    assert "without the key `error`" in _told({"success": False})
    assert "«What was done has no error»" in _told({"success": True, "error": "x"})
    assert "with 2 arguments instead of one" in _told({"success": True}, None)
    assert "with 0 arguments instead of one" in _told()
    assert "promised of no such event" in str(*breaches_of_acknowledgement("typing:start", {}))


def _told(*arguments: object) -> str:
    (broken,) = breaches_of_acknowledgement("dialog:join", *arguments)
    return str(broken)
