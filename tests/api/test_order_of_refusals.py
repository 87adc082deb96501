"""Where several things are wrong, one is told: 401, then 404, then 403, then 400, then 413."""

import pytest

from fixtures.contract.expectations import refused
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

HUGE = b'{"content": "' + b"x" * 1_000_000 + b'"}'
MALFORMED = b"{"
JUDGED = [
    ("PATCH", "/dialogs/{dialog}"),
    ("POST", "/dialogs/{dialog}/members"),
    ("POST", "/messages/dialog/{dialog}"),
    ("POST", "/messages/{message}/reactions"),
]
QUERIED = [("GET", "/dialogs/{dialog}/members?page=0"), ("GET", "/messages/dialog/{dialog}?limit=0")]
BODIES = {"malformed": MALFORMED, "huge": HUGE}
NAMES = [" ".join(call) for call in JUDGED]
NOBODY = {"dialog": "dlg_nobody", "message": "msg_nobody"}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("call", JUDGED, ids=NAMES)
def test_no_token_is_told_before_what_is_sent(
    people: People, known: dict[str, str], call: tuple[str, str], body: bytes
):
    """Without a token nothing of a request is judged."""
    must(refused(people.sign_in_api.request(call[0], call[1].format(**known), content=body), 401))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("call", JUDGED, ids=NAMES)
def test_unknown_id_is_told_before_what_is_sent(sender: Person, call: tuple[str, str], body: bytes):
    """An id that nobody has is told before anything is wrong with the body."""
    must(refused(sender.api.request(call[0], call[1].format(**NOBODY), content=body), 404))


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("call", JUDGED, ids=NAMES)
def test_stranger_is_refused_before_what_is_sent(
    stranger: Person, known: dict[str, str], call: tuple[str, str], body: bytes
):
    """Who is no member is told so before anything is wrong with the body."""
    must(refused(stranger.api.request(call[0], call[1].format(**known), content=body), 403))


@pytest.mark.parametrize("call", QUERIED, ids=["members", "messages"])
def test_page_is_judged_last(sender: Person, stranger: Person, known: dict[str, str], call: tuple[str, str]):
    """Unknown ids and strangers are told before a page outside the limits."""
    method, path = call

    must(refused(sender.api.request(method, path.format(**NOBODY)), 404))
    must(refused(stranger.api.request(method, path.format(**known)), 403))


def test_creator_is_asked_for_before_the_name(recipient: Person, known: dict[str, str]):
    """A member who may not rename is told so before the new name is judged."""
    must(refused(recipient.api.request("PATCH", f"/dialogs/{known['dialog']}", {"name": ""}), 403))


def test_unknown_person_is_told_before_the_stranger(stranger: Person, known: dict[str, str]):
    """An id of a person that nobody has is told before that the one who asks is no member."""
    members = f"/dialogs/{known['dialog']}/members"

    must(
        refused(stranger.api.request("POST", members, {"userId": "usr_nobody"}), 404),
        refused(stranger.api.request("DELETE", f"{members}/usr_nobody"), 404),
    )


def test_unknown_person_is_told_before_the_name_of_the_dialog(sender: Person, recipient: Person):
    """A new dialog with somebody unknown answers 404, even where its name is blank."""
    body = {"name": "", "memberIds": [recipient.user_id, "usr_nobody"]}

    must(refused(sender.api.request("POST", "/dialogs", body), 404))


def test_own_message_is_told_before_an_unknown_status(sender: Person, recipient: Person, known: dict[str, str]):
    """That one cannot mark one's own message is told before that there is no such status."""
    path = f"/messages/{known['message']}/status/seen"

    must(refused(recipient.api.request("POST", path), 403), refused(sender.api.request("POST", path), 400))


def test_bad_field_is_told_before_the_length(sender: Person, known: dict[str, str]):
    """A field of the wrong kind is told before that the text is too long."""
    body = {"content": "я" * 10_001, "meta": 1}

    must(refused(sender.api.request("POST", f"/messages/dialog/{known['dialog']}", body), 400))
