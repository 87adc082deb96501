"""What ChatApp must refuse, with which status, in the one envelope."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal, refused
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

PROTECTED = [
    ("GET", "/auth/me"),
    ("GET", "/users"),
    ("GET", "/users/usr_x"),
    ("GET", "/dialogs"),
    ("POST", "/dialogs"),
    ("GET", "/dialogs/dlg_x"),
    ("PATCH", "/dialogs/dlg_x"),
    ("DELETE", "/dialogs/dlg_x"),
    ("GET", "/dialogs/dlg_x/members"),
    ("POST", "/dialogs/dlg_x/members"),
    ("DELETE", "/dialogs/dlg_x/members/usr_x"),
    ("GET", "/messages/dialog/dlg_x"),
    ("POST", "/messages/dialog/dlg_x"),
    ("GET", "/messages/msg_x"),
    ("POST", "/messages/msg_x/status/read"),
    ("GET", "/messages/msg_x/reactions"),
    ("POST", "/messages/msg_x/reactions"),
    ("DELETE", "/messages/msg_x/reactions/x"),
]
REAL = {"usr_x": "{other}", "dlg_x": "{dialog}", "msg_x": "{message}"}
"""What the fixture `known` holds in place of each id that nobody has."""
UNKNOWN = [(method, path) for method, path in PROTECTED if "_x" in path]
INSIDE = [
    ("GET", "/dialogs/{dialog}"),
    ("PATCH", "/dialogs/{dialog}"),
    ("DELETE", "/dialogs/{dialog}"),
    ("GET", "/dialogs/{dialog}/members"),
    ("POST", "/dialogs/{dialog}/members"),
    ("DELETE", "/dialogs/{dialog}/members/{member}"),
    ("GET", "/messages/dialog/{dialog}"),
    ("POST", "/messages/dialog/{dialog}"),
    ("GET", "/messages/{message}"),
    ("POST", "/messages/{message}/status/read"),
    ("GET", "/messages/{message}/reactions"),
    ("POST", "/messages/{message}/reactions"),
    ("DELETE", "/messages/{message}/reactions/x"),
]
UNKNOWN_PATHS = {
    "nowhere": ("GET", "/nowhere", 404),
    "under-a-known-one": ("GET", "/dialogs/dlg_x/nowhere", 404),
    "slash-behind": ("GET", "/dialogs/", 404),
    "line-break-behind": ("GET", "/auth/me%0A", 404),
    "unknown-method": ("PUT", "/dialogs", 405),
    "half-a-character": ("GET", "/users/%ED%A0%BD", 404),
}


def _real(path: str) -> str:
    for unknown, real in REAL.items():
        path = path.replace(unknown, real)
    return path


def _names(calls: list[tuple[str, str]]) -> list[str]:
    return [" ".join(call) for call in calls]


@pytest.mark.parametrize("call", PROTECTED, ids=_names(PROTECTED))
def test_nobody_gets_in_without_a_token(people: People, known: dict[str, str], call: tuple[str, str]):
    """Without a token every endpoint but the sign-in answers 401, whether what it names is there or not."""
    method, path = call

    must(refused(people.sign_in_api.request(method, _real(path).format(**known)), 401))
    must(refused(people.sign_in_api.request(method, path), 401))


@pytest.mark.parametrize("call", UNKNOWN, ids=_names(UNKNOWN))
def test_unknown_id_is_not_found(sender: Person, call: tuple[str, str]):
    """An id that nobody has answers 404."""
    must(refused(sender.api.request(*call), 404))


@pytest.mark.parametrize("call", INSIDE, ids=_names(INSIDE))
def test_stranger_is_kept_out(sender: Person, recipient: Person, stranger: Person, dialog: Json, call: tuple[str, str]):
    """Who is no member of a dialog can neither read, write, mark nor change anything in it."""
    message = sender.api.send_message(dialog["dialogId"], "Только для нас")
    before = sender.api.dialog(dialog["dialogId"])
    method, path = call
    path = path.format(dialog=dialog["dialogId"], message=message["messageId"], member=recipient.user_id)

    must(refused(stranger.api.request(method, path, {"content": "а", "name": "а", "reaction": "👍"}), 403))
    must(equal("the dialog", sender.api.dialog(dialog["dialogId"]), before, Verdict.ACCESS))


def test_member_that_is_no_id_is_refused(sender: Person, recipient: Person):
    """`memberIds` holds nothing but ids: what is none is not left out without a word."""
    body = {"name": "Мы", "memberIds": [recipient.user_id, 7]}

    must(refused(sender.api.request("POST", "/dialogs", body), 400))
    must(equal("the dialogs", sender.api.dialogs(), [], Verdict.STATUS))


def test_only_the_creator_renames_and_deletes(sender: Person, recipient: Person, dialog: Json):
    """A member who did not create the dialog can neither rename nor delete it."""
    path = f"/dialogs/{dialog['dialogId']}"

    must(
        refused(recipient.api.request("PATCH", path, {"name": "Моё"}), 403),
        refused(recipient.api.request("DELETE", path), 403),
    )
    must(
        equal(
            "the dialog's name",
            sender.api.listed_dialog(dialog["dialogId"])["dialogName"],
            recipient.name,
            Verdict.ACCESS,
        )
    )


def test_only_the_creator_removes_others(sender: Person, recipient: Person, third: Person, group: Json):
    """A member removes themselves, nobody else; the creator removes anyone."""
    dialog_id = group["dialogId"]

    must(refused(recipient.api.request("DELETE", f"/dialogs/{dialog_id}/members/{third.user_id}"), 403))

    recipient.api.remove_member(dialog_id, recipient.user_id)
    sender.api.remove_member(dialog_id, third.user_id)

    members = [member["userId"] for member in sender.api.dialog(dialog_id)["members"]]
    must(equal("who is left", members, [sender.user_id], Verdict.ACCESS))


def test_unknown_status_is_refused(sender: Person, recipient: Person, dialog: Json):
    """A message can be reported `read` or `delivered`, and nothing else."""
    message_id = sender.api.send_message(dialog["dialogId"], "Прочти")["messageId"]

    must(refused(recipient.api.request("POST", f"/messages/{message_id}/status/seen"), 400))


def test_own_message_cannot_be_marked(sender: Person, dialog: Json):
    """Who sent a message cannot report it read or delivered."""
    message_id = sender.api.send_message(dialog["dialogId"], "Моё")["messageId"]

    must(refused(sender.api.request("POST", f"/messages/{message_id}/status/read"), 403))


def test_unknown_member_creates_nothing(sender: Person, recipient: Person):
    """A dialog with a person who does not exist is refused whole."""
    body = {"name": "Пустота", "memberIds": [recipient.user_id, "usr_nobody"]}

    must(refused(sender.api.request("POST", "/dialogs", body), 404))
    must(equal("the dialogs", sender.api.dialogs(), [], Verdict.STATUS))


@pytest.mark.parametrize(("method", "path", "status"), UNKNOWN_PATHS.values(), ids=UNKNOWN_PATHS.keys())
def test_unknown_address_answers_in_the_envelope(sender: Person, method: str, path: str, status: int):
    """What ChatApp does not know it refuses, in the envelope."""
    must(refused(sender.api.request(method, path), status))
