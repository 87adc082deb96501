"""What facts tell of an event: all that it concerns, and nothing that is not of its kind."""

from typing import Any

import pytest

from fixtures.network.transports.event_details import details_of
from fixtures.network.transports.packets import UNREADABLE, PushEvent

MESSAGE: dict[str, Any] = {
    "_id": "m1",
    "messageId": "msg_1",
    "dialogId": "dlg_1",
    "senderId": "usr_1",
    "content": "Привет",
    "type": "text",
    "status": "sent",
    "meta": {"clientMessageId": "c1"},
}
TOLD = {"message": "m1", "dialog": "dlg_1", "sender": "usr_1", "status": "sent", "client": "c1", "text": "Привет"}
TYPING = {"userId": "usr_1", "userName": "Мария", "dialogId": "dlg_1"}


@pytest.mark.parametrize(
    ("name", "payload", "told"),
    [
        pytest.param("message:new", MESSAGE, TOLD, id="message"),
        pytest.param("message:update", {"messageId": "msg_1", "dialogId": "dlg_1", "data": MESSAGE}, TOLD, id="update"),
        pytest.param(
            "dialog:update",
            {"dialogId": "dlg_1", "eventType": "read", "data": {"_id": "dlg_1", "status": "x", "unreadCount": 0}},
            {"dialog": "dlg_1", "kind": "read"},
            id="dialog",
        ),
        pytest.param(
            "dialog:update",
            {"dialogId": "dlg_1", "eventType": "member_removed", "data": None},
            {"dialog": "dlg_1", "kind": "member_removed"},
            id="removed-from-a-dialog",
        ),
        pytest.param("typing:start", TYPING, {"user": "usr_1", "dialog": "dlg_1"}, id="typing"),
        pytest.param("user:online", {"userId": "usr_1", "userName": "Мария"}, {"user": "usr_1"}, id="presence"),
        pytest.param("dialog:join", "dlg_1", {"dialog": "dlg_1"}, id="joining"),
        pytest.param(
            "message:new", MESSAGE | {"dialogId": {"_id": "dlg_1", "name": "Двое"}}, TOLD, id="dialog-as-object"
        ),
    ],
)
def test_event_tells_what_it_concerns(name: str, payload: object, told: dict[str, str]):
    """An event tells its name and what it concerns, as far as its payload has it."""
    assert details_of(PushEvent(name, payload)) == {"event": name, **told}


def test_long_text_is_told_short():
    """A text is told as in all facts."""
    details = details_of(PushEvent("message:new", MESSAGE | {"content": "ы" * 10_000}))

    assert details["text"].startswith("ы" * 60 + "… (10000 characters, ")


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(None, id="nothing"),
        pytest.param("{", id="text"),
        pytest.param([MESSAGE], id="list"),
        pytest.param({}, id="empty"),
        pytest.param({"data": [MESSAGE]}, id="list-of-data"),
        pytest.param(dict.fromkeys([*MESSAGE, "eventType", "userId"], 7), id="numbers"),
        pytest.param({key: [1] for key in MESSAGE}, id="lists"),
        pytest.param({key: {"_id": None, "clientMessageId": 5} for key in MESSAGE}, id="objects"),
        pytest.param({"data": {"data": MESSAGE}}, id="too-deep"),
    ],
)
@pytest.mark.parametrize("name", ["message:new", "message:update", "dialog:update", UNREADABLE, "chat3:update"])
def test_broken_payload_tells_nothing(name: str, payload: object):
    """A payload that breaks the contract stops nobody, and what is not of its kind is left out."""
    assert details_of(PushEvent(name, payload)) == {"event": name}
