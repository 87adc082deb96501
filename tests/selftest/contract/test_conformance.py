"""The judge of answers: an exchange goes in, the breach comes out, with endpoint, key and rule."""

from typing import Any

import pytest

from fixtures.contract.conformance import breaches_of_answer
from fixtures.contract.exchange import Exchange
from fixtures.journey.verdict import Verdict

Json = dict[str, Any]

MOMENT = "2025-11-05T09:30:00.000Z"
PAGINATION = {"page": 1, "limit": 50, "total": 0, "pages": 0}
MESSAGE: Json = {
    "_id": "1",
    "messageId": "msg_1",
    "dialogId": "dlg_1",
    "senderId": "usr_1",
    "content": "Привет",
    "type": "text",
    "status": "sent",
    "reactionCounts": {"👍": 2},
    "meta": {"clientMessageId": "c-1", "anything": [1, None]},
    "createdAt": MOMENT,
    "updatedAt": MOMENT,
}
DIALOG: Json = {
    "dialogId": "dlg_1",
    "dialogName": "Андрей Волков",
    "unreadCount": 0,
    "lastSeenAt": None,
    "lastMessageAt": MOMENT,
    "isActive": True,
    "joinedAt": MOMENT,
    "lastInteractionAt": MOMENT,
    "lastMessage": None,
}
ACCOUNT = {"userId": "usr_1", "phone": "79111111111", "name": "Вера"}
SEND = "/api/messages/dialog/dlg_1?page=2"
SENT = "POST /api/messages/dialog/{dialogId} answered"
REFUSAL = {"success": False, "error": "Не найдено"}
GOOD_ANSWERS = {
    "sent": ("POST", SEND, 201, {"success": True, "data": MESSAGE}),
    "sent-before": ("POST", SEND, 200, {"success": True, "data": MESSAGE}),
    "refused": ("POST", SEND, 413, REFUSAL),
    "nothing-to-return": ("DELETE", "/api/dialogs/dlg_1", 200, {"success": True, "data": None}),
    "empty-list": ("GET", "/api/dialogs", 200, {"success": True, "data": [], "pagination": PAGINATION}),
    "list": ("GET", "/api/dialogs", 200, {"success": True, "data": [DIALOG], "pagination": PAGINATION}),
    "unknown-path": ("GET", "/api/nowhere", 404, REFUSAL),
    "unknown-method": ("PUT", "/api/dialogs", 405, REFUSAL),
    "head": ("HEAD", "/api/auth/me", 200, None),
    "preflight": ("OPTIONS", "/api/dialogs", 204, None),
}
ENVELOPES = {
    "answer-under-message": (201, {"success": True, "message": {}}, " without the key `data`; it has `success`, `mess"),
    "nothing": (201, {}, " without the keys `success`, `data`; it has no keys."),
    "no-success": (201, {"data": MESSAGE}, " without the key `success`; it has `data`."),
    "failure-below-400": (200, REFUSAL, ", and `success` is false instead of true."),
    "success-from-400": (404, {"success": True, "data": {}}, ", and `success` is true instead of false."),
    "success-as-number": (201, {"success": 1, "data": MESSAGE}, ", and `success` is 1 instead of true."),
    "beside-data": (201, {"success": True, "data": MESSAGE, "ok": 1}, " with the key `ok`, which nobody promised: {"),
    "no-words": (404, {"success": False}, " without the key `error`; it has `success`."),
    "blank-words": (404, {"success": False, "error": "\ufeff"}, "«A refusal says in words what was wrong»."),
    "words-as-object": (404, {"success": False, "error": {"why": 1}}, ', and `error` is {"why": 1}, which breaks the'),
    "beside-words": (404, {**REFUSAL, "stack": "at x"}, " with the key `stack`, which nobody promised"),
    "data-null": (201, {"success": True, "data": None}, ", and `data` is null, which breaks the rule «A message is"),
    "list": (201, [], ", and the body is no JSON object but an array, []."),
    "null": (201, None, ", and the body is no JSON object but null."),
}
WRONG_VALUES: dict[str, tuple[str, object, str]] = {
    "id-without-prefix": ("messageId", "1", '"1", which breaks the rule «A message\'s id begins with msg_»'),
    "id-as-object": ("dialogId", {"_id": "dlg_1"}, '{"_id": "dlg_1"}, which breaks the rule «A dialog\'s id begins'),
    "empty-id": ("_id", "", '"", which breaks the rule «The key by which'),
    "blank-content": ("content", "\u3000", "«The content of a message is not blank"),
    "long-content": ("content", "я" * 10_001, "яяя…, which breaks the rule «The content of a message"),
    "unknown-status": ("status", "seen", '"seen", which breaks the rule «The status of a message is sent, delivered'),
    "reactions-as-list": ("reactionCounts", [], "[], which breaks the rule «The reactions are an object"),
    "time-without-milliseconds": (
        "createdAt",
        "2025-11-05T09:30:00Z",
        "«A moment is ISO 8601 in UTC with milliseconds",
    ),
    "time-in-a-zone": ("createdAt", "2025-11-05T09:30:00.000+03:00", "«A moment is"),
    "thirteenth-month": ("createdAt", "2025-13-05T09:30:00.000Z", "«A moment is"),
    "day-that-is-not": ("createdAt", "2025-02-30T09:30:00.000Z", "«A moment is"),
    "leap-second": ("createdAt", "2025-11-05T23:59:60.000Z", "«A moment is"),
    "time-in-other-digits": ("createdAt", "२०२५-11-05T09:30:00.000Z", "«A moment is"),
    "time-as-number": ("createdAt", 1762335000000, "1762335000000, which breaks the rule «A moment is"),
}
WRONG_DIALOGS = {
    "truth-as-count": ({"unreadCount": True}, ", and `data[1].unreadCount` is true, which breaks the rule «The unread"),
    "negative-count": ({"unreadCount": -1}, ", and `data[1].unreadCount` is -1, which breaks the rule"),
    "half-a-preview": ({"lastMessage": {"type": "text"}}, " without the keys `data[1].lastMessage.content`, `data[1]"),
    "beside-its-keys": ({"members": []}, ' with the key `data[1].members`, which nobody promised: {"members": []}.'),
    "unknown-and-wrong": ({"id": 1, "isActive": None}, ", and `data[1].isActive` is null, which breaks the rule"),
}


def _reasons(method: str, path: str, status: int, body: object) -> list[str]:
    breaches = breaches_of_answer(Exchange(method, path, status, body))
    assert {broken.verdict for broken in breaches} == {Verdict.ENVELOPE}
    return [broken.reason for broken in breaches]


def _reason(method: str, path: str, status: int, body: object) -> str:
    """The most telling one."""
    return _reasons(method, path, status, body)[0]


@pytest.mark.parametrize("answer", GOOD_ANSWERS.values(), ids=GOOD_ANSWERS.keys())
def test_promised_answer_is_no_breach(answer: tuple[str, str, int, object]):
    """Answers that the contract promises are let pass, and so are those that belong to HTTP and not to ChatApp."""
    assert breaches_of_answer(Exchange(*answer, is_json=answer[3] is not None)) == []


@pytest.mark.parametrize(("status", "body", "words"), ENVELOPES.values(), ids=ENVELOPES.keys())
def test_broken_envelope_is_told(status: int, body: object, words: str):
    """Each rule of the envelope that is broken is named, with the endpoint, the status and the key."""
    reason = _reason("POST", SEND, status, body)

    assert reason.startswith(f"{SENT} {status}")
    assert words in reason


@pytest.mark.parametrize(("key", "value", "words"), WRONG_VALUES.values(), ids=WRONG_VALUES.keys())
def test_value_of_the_wrong_kind_is_told(key: str, value: object, words: str):
    """A key whose value breaks its rule is named, together with the value and the rule."""
    reason = _reason("POST", SEND, 201, {"success": True, "data": {**MESSAGE, key: value}})

    assert reason.startswith(f"{SENT} 201, and `data.{key}` is ")
    assert words in reason


@pytest.mark.parametrize(("wrong", "words"), WRONG_DIALOGS.values(), ids=WRONG_DIALOGS.keys())
def test_what_is_inside_a_list_is_told_by_its_place(wrong: Json, words: str):
    """An item that breaks the contract is named by its place, and unknown keys are told when nothing worse is."""
    body = {"success": True, "data": [DIALOG, {**DIALOG, **wrong}], "pagination": PAGINATION}

    assert _reason("GET", "/api/dialogs", 200, body).startswith(f"GET /api/dialogs answered 200{words}")


@pytest.mark.parametrize("wrong", [None, 7, [], {"page": 1}, {**PAGINATION, "page": True}, {**PAGINATION, "next": 2}])
def test_pagination_of_the_wrong_kind_is_told(wrong: object):
    """`pagination` holds four counts; anything else is a breach, not a crash of the judge."""
    assert "`pagination" in _reason("GET", "/api/dialogs", 200, {"success": True, "data": [], "pagination": wrong})


def test_body_that_is_no_json_is_told():
    """A refusal in HTML is outside the envelope."""
    (broken,) = breaches_of_answer(Exchange("GET", "/api/dialogs", 401, None, is_json=False))

    assert str(broken) == "envelope: GET /api/dialogs answered 401, and the body is not JSON."


def test_half_a_character_is_told():
    """A text that no UTF-8 can carry is a breach, and the reason can be written to a file."""
    reason = _reason("GET", "/api/auth/me", 200, {"success": True, "data": {**ACCOUNT, "name": "\ud83d"}})

    assert reason.startswith("GET /api/auth/me answered 200, and the body holds half a character")
    assert reason.encode()


@pytest.mark.parametrize("status", [204, 302, 405, 500, 502])
def test_status_that_is_not_promised_is_told(status: int):
    """A status that the operation does not promise is `status`, with what is promised and ChatApp's own words."""
    (broken,) = breaches_of_answer(Exchange("GET", "/api/auth/me", status, {"success": False, "error": "Сломалось"}))

    expected = f"status: GET /api/auth/me answered {status} instead of one of 200, 401, saying «Сломалось»."
    assert str(broken) == expected


@pytest.mark.parametrize("status", [200, 500])
def test_unknown_request_that_is_not_refused_is_told(status: int):
    """What the contract does not know must be refused: neither done nor fallen over."""
    (broken,) = breaches_of_answer(Exchange("GET", "/api/nowhere", status, {"success": status < 400, "data": 1}))

    assert broken.verdict is Verdict.STATUS
    assert broken.reason.startswith(f"GET /api/nowhere answered {status}; the contract knows no such request")


def test_fixed_path_wins_over_an_open_one():
    """`dialog` in a path of messages is no message's id."""
    body = {"success": True, "data": [], "pagination": PAGINATION}

    assert breaches_of_answer(Exchange("GET", "/api/messages/dialog/reactions", 200, body)) == []


def test_secrets_are_masked():
    """Tokens, codes and phones are not in the reason, whatever key breaks the contract."""
    token = "Qw3-" * 11
    bodies: list[Json] = [
        {"success": True, "data": {**ACCOUNT, "token": "abc", "code": 1234}},
        {"success": True, "data": {**ACCOUNT, "phone": "911-222"}},
        {"success": True, "data": {**ACCOUNT, "name": {"call": "79111111111", "key": token}}},
        {"success": "no", "data": {"accessToken": "abc"}},
    ]

    reasons = " ".join(reason for body in bodies for reason in _reasons("GET", "/api/auth/me", 200, body))

    assert [secret for secret in ("abc", "1234", "911-222", "79111111111", token) if secret in reasons] == []
    assert '{"token": "***", "code": "***"}' in reasons


def test_each_broken_rule_is_told():
    """An answer that breaks several rules is told by each of them, the worst first."""
    body = {"success": 1, "data": {**MESSAGE, "dialogId": {"_id": "dlg_1"}, "status": "seen", "createdAt": 0}}

    reasons = _reasons("POST", SEND, 201, body)

    named = [
        "`success` is 1",
        '`data.dialogId` is {"_id": "dlg_1"}',
        '`data.status` is "seen"',
        "`data.createdAt` is 0",
    ]
    assert reasons[0].startswith(f"{SENT} 201, and `success` is 1 instead of true.")
    assert [sum(name in reason for reason in reasons) for name in named] == [1, 1, 1, 1]
    assert len(reasons) == len(named)


def test_one_rule_that_every_item_breaks_is_told_once():
    """What is wrong with a hundred items of a list is told of the first, and what else is wrong is told beside it."""
    items = [{**DIALOG, "unreadCount": None} for _ in range(100)]
    items[7]["isActive"] = "yes"

    reasons = _reasons("GET", "/api/dialogs", 200, {"success": True, "data": items, "pagination": PAGINATION})

    assert ["`data[0].unreadCount`" in reasons[0], "`data[7].isActive`" in reasons[1]] == [True, True]
    assert len(reasons) == 2


def test_unknown_key_of_an_object_that_is_wrong_inside_is_told():
    """A key that nobody promised is told though the object breaks another rule, which may be a known breach."""
    wrong = {**DIALOG, "unreadCount": None, "_id": "1"}

    reasons = _reasons("GET", "/api/dialogs", 200, {"success": True, "data": [wrong], "pagination": PAGINATION})

    assert "`data[0].unreadCount` is null" in reasons[0]
    assert reasons[1:] == [
        'GET /api/dialogs answered 200 with the key `data[0]._id`, which nobody promised: {"_id": "1"}.'
    ]
