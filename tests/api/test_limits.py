"""How long things may be: at the limit they are accepted and kept, one more is refused."""

from collections.abc import Callable

import pytest

from fixtures.clients.api import Json
from fixtures.contract.exchange import Exchange
from fixtures.contract.expectations import answered, equal, refused
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target

LONGEST_BODY = 1_000_000

Call = tuple[str, str, Json]
"""Method, path and body of a request; the path names what the fixture `known` holds."""


def _name_of_dialog(length: int) -> Call:
    return "POST", "/dialogs", {"name": "🫠" * length, "memberIds": ["{other}"]}


def _new_name_of_dialog(length: int) -> Call:
    return "PATCH", "/dialogs/{dialog}", {"name": "🫠" * length}


def _members(length: int) -> Call:
    return "POST", "/dialogs", {"name": "Толпа", "memberIds": ["{other}"] * length}


def _reaction(length: int) -> Call:
    return "POST", "/messages/{message}/reactions", {"reaction": "🫠" * length}


def _meta(**meta: object) -> Call:
    return "POST", "/messages/dialog/{dialog}", {"content": "С метаданными", "meta": meta}


def _client_message_id(length: int) -> Call:
    return _meta(clientMessageId="🫠" * length)


def _bytes_of_meta(length: int) -> Call:
    return _meta(a="x" * (length - len('{"a": ""}')))


def _levels_of_meta(length: int) -> Call:
    inner: object = 1
    for _ in range(length - 1):
        inner = [inner]
    return _meta(a=inner)


LIMITS = {
    "name-of-a-dialog": (_name_of_dialog, 200),
    "new-name-of-a-dialog": (_new_name_of_dialog, 200),
    "members-at-once": (_members, 100),
    "reaction": (_reaction, 32),
    "client-message-id": (_client_message_id, 1000),
    "bytes-of-meta": (_bytes_of_meta, 10_000),
    "levels-of-meta": (_levels_of_meta, 32),
}
WITH_BODY = [
    ("POST", "/auth/request-code"),
    ("POST", "/auth/verify-code"),
    ("POST", "/dialogs"),
    ("PATCH", "/dialogs/{dialog}"),
    ("POST", "/dialogs/{dialog}/members"),
    ("POST", "/messages/dialog/{dialog}"),
    ("POST", "/messages/{message}/reactions"),
]
NO_OBJECTS = {
    "nothing": b"",
    "half": b"{",
    "array": b"[]",
    "text": b'"x"',
    "null": b"null",
    "no-json": b"{'content': 1}",
    "not-a-number": b'{"content": "x", "meta": {"a": NaN}, "name": "x", "reaction": "x"}',
    "endless-number": b'{"content": "x", "meta": {"a": 1e999}, "name": "x", "reaction": "x"}',
    "no-utf-8": b'{"content": "\xff", "name": "\xff", "reaction": "\xff"}',
    "utf-16": '{"content": "x"}'.encode("utf-16"),
    "too-deep": b'{"a":' * 100_000,
}
NAMES = [" ".join(call) for call in WITH_BODY]


def _send(person: Person, known: dict[str, str], call: Call) -> Exchange:
    method, path, body = call
    if "memberIds" in body:
        body["memberIds"] = [known["other"] for _ in body["memberIds"]]
    return person.api.request(method, path.format(**known), body)


@pytest.mark.parametrize(("call", "limit"), LIMITS.values(), ids=LIMITS.keys())
def test_limit_is_kept_on_both_sides(sender: Person, known: dict[str, str], call: Callable[[int], Call], limit: int):
    """What is as long as it may be is accepted; one more is refused. Characters count once, however many bytes."""
    accepted, refusal = (_send(sender, known, call(length)) for length in (limit, limit + 1))

    must(equal("whether it is accepted", accepted.status < 300, True, Verdict.STATUS))
    must(refused(refusal, 400))


def test_longest_name_of_a_person_is_a_hundred_code_points(people: People, target: Target):
    """A name of a hundred characters is accepted and kept; one more is refused."""
    phone, longest = people.new_phone(), people.new_name("🫠" * 100)

    too_long = people.sign_in_api.request("POST", "/auth/request-code", {"phone": phone, "name": f"{longest}!"})
    people.sign_in_api.request_code(phone, longest)
    session = people.sign_in_api.verify_code(phone, target.code)

    must(refused(too_long, 400))
    must(equal("the name", session["user"]["name"], longest, Verdict.CONTENT))


@pytest.mark.parametrize("character", ["я", "🫠"], ids=["cyrillic", "emoji"])
def test_longest_text_is_ten_thousand_code_points(sender: Person, dialog: Json, character: str):
    """Ten thousand code points are accepted and kept; one more is refused with 413."""
    path = f"/messages/dialog/{dialog['dialogId']}"

    longest = sender.api.send_message(dialog["dialogId"], character * 10_000)
    too_long = sender.api.request("POST", path, {"content": character * 10_001})

    must(equal("the answered text", longest["content"], character * 10_000, Verdict.CONTENT))
    must(refused(too_long, 413))
    must(sender.api.stores(dialog, character * 10_000))


@pytest.mark.parametrize("call", WITH_BODY, ids=NAMES)
def test_huge_body_is_refused(sender: Person, known: dict[str, str], call: tuple[str, str]):
    """A body that is longer than ChatApp takes is refused with 413, whatever it holds."""
    method, path = call
    body = b'{"content": "' + b"x" * LONGEST_BODY + b'"}'

    must(refused(sender.api.request(method, path.format(**known), content=body), 413))


def test_long_body_is_still_read(sender: Person, dialog: Json):
    """A message as long as may be, written in the longest escapes and with spaces around, is accepted."""
    escaped = ("\\ud83e\\udee0" * 10_000).encode()

    body = b'{"content": "' + escaped + b'"}' + b" " * 500_000

    must(answered(sender.api.request("POST", f"/messages/dialog/{dialog['dialogId']}", content=body), 201))
    must(sender.api.stores(dialog, "🫠" * 10_000))


@pytest.mark.parametrize("call", WITH_BODY, ids=NAMES)
def test_body_that_is_no_object_is_refused(sender: Person, known: dict[str, str], call: tuple[str, str]):
    """A body is a JSON object in UTF-8, or it is refused, in the envelope."""
    method, path = call
    answers = {
        name: sender.api.request(method, path.format(**known), content=body).status for name, body in NO_OBJECTS.items()
    }

    must(equal("the statuses", answers, dict.fromkeys(NO_OBJECTS, 400), Verdict.STATUS))


@pytest.mark.parametrize("blank", ["", " \u3000", "\ufeff", 7, None], ids=["empty", "spaces", "mark", "number", "null"])
def test_blank_name_or_reaction_is_refused(sender: Person, known: dict[str, str], blank: object):
    """Names and reactions are texts of which something can be seen."""
    calls: list[Call] = [
        ("POST", "/dialogs", {"name": blank, "memberIds": ["{other}"]}),
        ("PATCH", "/dialogs/{dialog}", {"name": blank}),
        ("POST", "/messages/{message}/reactions", {"reaction": blank}),
        ("POST", "/dialogs/{dialog}/members", {"userId": None}),
    ]

    must(*(refused(_send(sender, known, call), 400) for call in calls))


@pytest.mark.parametrize("reaction", ["%20", "%EF%BB%BF", "x" * 33], ids=["space", "byte-order-mark", "too-long"])
def test_reaction_that_nobody_can_give_cannot_be_taken_back(sender: Person, known: dict[str, str], reaction: str):
    """Taking back keeps the rules of giving."""
    must(refused(sender.api.request("DELETE", f"/messages/{known['message']}/reactions/{reaction}"), 400))
