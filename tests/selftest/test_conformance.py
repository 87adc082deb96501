"""The contract's judges: an answer or a value goes in, the breach comes out, with endpoint, key and rule."""

from typing import Any

import pytest

from fixtures.contract.envelope import envelope_breach
from fixtures.contract.exchange import Exchange
from fixtures.contract.shapes import DIALOG, MESSAGE, MESSAGE_UPDATE, shape_breach
from fixtures.journey.verdict import Verdict

PAGINATION = {"page": 1, "limit": 50, "total": 0, "pages": 0}
GOOD_MESSAGE = {
    "_id": "1",
    "messageId": "msg_1",
    "dialogId": "dlg_1",
    "senderId": "usr_1",
    "content": "Привет",
    "type": "text",
    "status": "sent",
    "reactionCounts": {},
    "meta": {},
    "createdAt": "2025-11-05T09:30:00.000Z",
    "updatedAt": "2025-11-05T09:30:00.000Z",
}
GOOD_DIALOG = {
    "dialogId": "dlg_1",
    "dialogName": "Андрей Волков",
    "unreadCount": 0,
    "lastSeenAt": None,
    "lastMessageAt": "2025-11-05T09:30:00.000Z",
    "isActive": True,
    "joinedAt": "2025-11-05T09:30:00.000Z",
    "lastInteractionAt": "2025-11-05T09:30:00.000Z",
    "lastMessage": None,
}


@pytest.mark.parametrize(
    ("status", "body"),
    [
        pytest.param(200, {"success": True, "data": {"userId": "usr_1"}}, id="object"),
        pytest.param(200, {"success": True, "data": None}, id="nothing-to-return"),
        pytest.param(200, {"success": True, "data": [], "pagination": PAGINATION}, id="list"),
        pytest.param(404, {"success": False, "error": "Диалог не найден"}, id="refusal"),
    ],
)
def test_answer_in_the_envelope_is_no_breach(status: int, body: object):
    """Answers that keep the envelope are let pass."""
    assert envelope_breach(Exchange("GET", "/api/dialogs", status, body)) is None


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        pytest.param(201, {"success": True, "message": {}}, "`data` is missing", id="answer-under-message"),
        pytest.param(200, {"data": {}}, "`success` is None instead of True", id="no-success"),
        pytest.param(200, {"success": False, "error": "x"}, "`success` is False", id="failure-with-status-200"),
        pytest.param(500, {"success": True, "data": {}}, "`success` is True", id="success-with-status-500"),
        pytest.param(200, {"success": 1, "data": {}}, "`success` is 1", id="success-as-number"),
        pytest.param(200, {"success": True, "data": {}, "token": "t"}, "`token`", id="key-beside-data"),
        pytest.param(400, {"success": False}, "`error` does not say", id="refusal-without-words"),
        pytest.param(400, {"success": False, "error": ""}, "`error` does not say", id="refusal-with-empty-words"),
        pytest.param(400, {"success": False, "error": {"code": 1}}, "`error` does not say", id="error-as-object"),
        pytest.param(400, {"success": False, "error": "x", "stack": "y"}, "`stack`", id="key-beside-error"),
        pytest.param(200, {"success": True, "data": [], "pagination": {"page": 1}}, "`pagination`", id="half-pages"),
    ],
)
def test_broken_envelope_is_told(status: int, body: object, words: str):
    """Each rule of the envelope that is broken is named, with the endpoint, the status and the key."""
    broken = envelope_breach(Exchange("POST", "/api/messages/dialog/dlg_1?page=2", status, body))

    assert broken is not None
    assert broken.verdict is Verdict.ENVELOPE
    assert broken.reason.startswith(f"POST /api/messages/dialog/dlg_1 answered {status}, and ")
    assert words in broken.reason


@pytest.mark.parametrize(
    "body", [[], ["success"], 5, "data", None, True], ids=["list", "names", "number", "text", "null", "true"]
)
def test_body_that_is_no_object_is_told(body: object):
    """A body that is JSON but no object is a breach, not a crash of the judge."""
    broken = envelope_breach(Exchange("GET", "/api/dialogs", 200, body))

    assert broken is not None
    assert "no JSON object" in broken.reason


def test_body_that_is_no_json_is_told():
    """An error page in HTML is outside the envelope."""
    broken = envelope_breach(Exchange("GET", "/api/dialogs", 502, None, is_json=False))

    assert broken is not None
    assert "GET /api/dialogs answered 502, and the body is not JSON" in broken.reason


@pytest.mark.parametrize(
    "pagination",
    [
        pytest.param(None, id="null"),
        pytest.param(7, id="number"),
        pytest.param("page", id="text"),
        pytest.param(sorted(PAGINATION), id="only-the-names"),
        pytest.param({**PAGINATION, "total": "9"}, id="total-as-text"),
        pytest.param({**PAGINATION, "page": True}, id="page-as-truth"),
        pytest.param({**PAGINATION, "limit": -1}, id="negative-limit"),
        pytest.param({**PAGINATION, "next": 2}, id="one-too-many"),
    ],
)
def test_pagination_of_the_wrong_kind_is_told(pagination: object):
    """`pagination` holds four counts; anything else is a breach, not a crash of the judge."""
    body = {"success": True, "data": [], "pagination": pagination}
    broken = envelope_breach(Exchange("GET", "/api/dialogs", 200, body))

    assert broken is not None
    assert "`pagination" in broken.reason


def test_value_of_the_right_shape_is_no_breach():
    """Values with exactly the promised keys, each of the promised kind, are let pass."""
    update = {"messageId": "msg_1", "dialogId": "dlg_1", "data": GOOD_MESSAGE}

    assert shape_breach("the message", GOOD_MESSAGE, MESSAGE) is None
    assert shape_breach("the dialog", GOOD_DIALOG, DIALOG) is None
    assert shape_breach("the event", update, MESSAGE_UPDATE) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        pytest.param("messageId", "1", id="id-without-prefix"),
        pytest.param("dialogId", {"_id": "dlg_1"}, id="id-as-object"),
        pytest.param("content", "", id="empty-content"),
        pytest.param("status", "seen", id="unknown-status"),
        pytest.param("status", ["sent"], id="status-as-list"),
        pytest.param("reactionCounts", [], id="reactions-as-list"),
        pytest.param("createdAt", "2025-11-05T09:30:00Z", id="time-without-milliseconds"),
        pytest.param("createdAt", "2025-11-05T09:30:00.000+03:00", id="time-in-a-zone"),
        pytest.param("createdAt", "2025-13-05T09:30:00.000Z", id="thirteenth-month"),
        pytest.param("createdAt", "२०२५-11-05T09:30:00.000Z", id="time-in-other-digits"),
        pytest.param("createdAt", 1762335000000, id="time-as-number"),
    ],
)
def test_value_of_the_wrong_kind_is_told(key: str, value: object):
    """A key whose value breaks its rule is named together with the value."""
    broken = shape_breach("the message", {**GOOD_MESSAGE, key: value}, MESSAGE)

    assert broken is not None
    assert broken.verdict is Verdict.ENVELOPE
    assert broken.reason == f"the message.{key} breaks its rule: {value!r}."


@pytest.mark.parametrize(("key", "value"), [("unreadCount", True), ("unreadCount", -1), ("lastMessage", {})])
def test_count_and_inner_object_are_held_to_their_rules(key: str, value: object):
    """`true` and negative numbers are no counts, and what is inside an object is judged too."""
    broken = shape_breach("the dialog", {**GOOD_DIALOG, key: value}, DIALOG)

    assert broken is not None
    assert f"the dialog.{key}" in broken.reason


def test_missing_and_unknown_keys_are_named():
    """Both the keys that are missing and those nobody promised are in the reason."""
    value: dict[str, Any] = {**GOOD_MESSAGE, "id": "1"}
    del value["_id"]

    broken = shape_breach("the message", value, MESSAGE)

    assert broken is not None
    assert broken.reason == "the message lacks `_id` and has unknown `id`."


@pytest.mark.parametrize("value", [None, [], "message", 5], ids=["null", "list", "text", "number"])
def test_value_that_is_no_object_is_told(value: object):
    """Where an object was promised anything else is a breach, not a crash of the judge."""
    broken = shape_breach("the message", value, MESSAGE)

    assert broken is not None
    assert broken.reason.startswith("the message is no JSON object")
