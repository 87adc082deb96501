"""What ChatApp must refuse, with which status, in the one envelope."""

import pytest

from fixtures.clients.api import ApiClient, Json
from fixtures.contract.answers import answered, equal, refused
from fixtures.hosting.plugin import StartChatApp
from fixtures.journey.journal import Journal
from fixtures.journey.verdict import Broken, Verdict, must
from fixtures.people.company import Company
from fixtures.people.person import Person
from fixtures.targets.target import Target

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
MALFORMED_PHONES = {
    "empty": "",
    "short": "7911111111",
    "long": "791111111111",
    "with-plus": "+79111111111",
    "with-eight": "89111111111",
    "letters": "79abcdefghi",
    "other-digits": "79१११११११११",
    "line-break-behind": "79111111111\n",
}


def _names(calls: list[tuple[str, str]]) -> list[str]:
    return [" ".join(call) for call in calls]


@pytest.mark.parametrize("call", PROTECTED, ids=_names(PROTECTED))
def test_nobody_gets_in_without_a_token(people: Company, call: tuple[str, str]):
    """Without a token every endpoint but the sign-in answers 401."""
    must(refused(people.reception.request(*call), 401))


@pytest.mark.parametrize("token", ["", "x", "Bearer", "null"], ids=["empty", "short", "word", "null"])
def test_forged_token_is_refused(target: Target, journal: Journal, token: str):
    """A token that ChatApp did not give out answers 401."""
    with ApiClient(target.base_url, "forger", journal, token) as forger:
        must(refused(forger.request("GET", "/auth/me"), 401))


def test_expired_token_is_refused(start_chat_app: StartChatApp, journal: Journal):
    """A token whose lifetime is over answers 401."""
    target = start_chat_app("--token-lifetime", "0.001")
    with ApiClient(target.base_url, "reception", journal) as reception:
        reception.request_code("79000000001", "Вера Павлова")
        token = reception.verify_code("79000000001", target.code)["token"]

    with ApiClient(target.base_url, "late", journal, token) as late:
        must(refused(late.request("GET", "/auth/me"), 401))


def test_expired_code_is_refused(start_chat_app: StartChatApp, journal: Journal):
    """A code whose lifetime is over signs nobody in."""
    target = start_chat_app("--code-lifetime", "0.001")
    with ApiClient(target.base_url, "reception", journal) as reception:
        reception.request_code("79000000001", "Вера Павлова")

        must(_not_signed_in(reception, "79000000001", target.code))


def test_code_works_once(people: Company, target: Target):
    """A used code does not sign in again."""
    phone = people.new_phone()
    people.reception.request_code(phone, "Вера Павлова")
    people.reception.verify_code(phone, target.code)

    must(_not_signed_in(people.reception, phone, target.code))


def test_wrong_code_is_refused(people: Company):
    """A wrong code signs nobody in."""
    phone = people.new_phone()
    people.reception.request_code(phone, "Вера Павлова")

    must(_not_signed_in(people.reception, phone, "0000"))


def test_unrequested_code_is_refused(people: Company, target: Target):
    """A code that nobody asked for signs nobody in."""
    must(_not_signed_in(people.reception, people.new_phone(), target.code))


@pytest.mark.parametrize("phone", MALFORMED_PHONES.values(), ids=MALFORMED_PHONES.keys())
def test_malformed_phone_is_refused(people: Company, phone: str):
    """Only a phone of the form 79XXXXXXXXX gets a code."""
    must(refused(people.reception.request("POST", "/auth/request-code", {"phone": phone, "name": "Вера"}), 400))


def test_new_person_needs_a_name(people: Company):
    """A phone that nobody has registered gets a code only together with a name."""
    must(refused(people.reception.request("POST", "/auth/request-code", {"phone": people.new_phone()}), 400))


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


def test_only_the_creator_renames_and_deletes(sender: Person, recipient: Person, dialog: Json):
    """A member who did not create the dialog can neither rename nor delete it."""
    path = f"/dialogs/{dialog['dialogId']}"

    must(
        refused(recipient.api.request("PATCH", path, {"name": "Моё"}), 403),
        refused(recipient.api.request("DELETE", path), 403),
    )
    must(equal("the dialog's name", sender.api.dialogs()[0]["dialogName"], recipient.name, Verdict.ACCESS))


def test_only_the_creator_removes_others(people: Company, sender: Person, recipient: Person, third: Person):
    """A member removes themselves, nobody else; the creator removes anyone."""
    dialog_id = people.dialog(sender, recipient, third, name="Втроём")["dialogId"]

    refusal = recipient.api.request("DELETE", f"/dialogs/{dialog_id}/members/{third.user_id}")
    recipient.api.remove_member(dialog_id, recipient.user_id)
    sender.api.remove_member(dialog_id, third.user_id)

    must(refused(refusal, 403))
    members = [member["userId"] for member in sender.api.dialog(dialog_id)["members"]]
    must(equal("who is left", members, [sender.user_id], Verdict.ACCESS))


@pytest.mark.parametrize("content", ["", "я" * 10_001], ids=["blank", "too-long"])
def test_stranger_is_refused_before_the_text_is_judged(stranger: Person, dialog: Json, content: str):
    """Refusals are judged in order: that someone is a stranger comes before what is wrong with their text."""
    path = f"/messages/dialog/{dialog['dialogId']}"

    must(refused(stranger.api.request("POST", path, {"content": content}), 403))


def test_bad_field_is_judged_before_the_length(sender: Person, dialog: Json):
    """Refusals are judged in order: a field of the wrong kind comes before a text that is too long."""
    path = f"/messages/dialog/{dialog['dialogId']}"

    must(refused(sender.api.request("POST", path, {"content": "я" * 10_001, "meta": 1}), 400))


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


@pytest.mark.parametrize("query", ["page=0", "page=-1", "limit=0", "limit=101", "page=x", "limit=1.5"])
def test_page_outside_the_limits_is_refused(sender: Person, dialog: Json, query: str):
    """Pages start at 1 and hold 1 to 100 items."""
    must(
        refused(sender.api.request("GET", f"/messages/dialog/{dialog['dialogId']}?{query}"), 400),
        refused(sender.api.request("GET", f"/dialogs?{query}"), 400),
    )


def test_unknown_route_answers_in_the_envelope(sender: Person):
    """A route that does not exist answers 404, in the envelope."""
    must(answered(sender.api.request("GET", "/nowhere"), 404))


def test_malformed_json_answers_in_the_envelope(sender: Person, dialog: Json):
    """A body that is no JSON answers 400, in the envelope."""
    path = f"/messages/dialog/{dialog['dialogId']}"

    must(answered(sender.api.request("POST", path, content=b"{"), 400))


def _not_signed_in(reception: ApiClient, phone: str, code: str) -> Broken | None:
    answer = reception.request("POST", "/auth/verify-code", {"phone": phone, "code": code})
    if answer.status < 400:
        return equal("the status of the sign-in", answer.status, 400, Verdict.ACCESS)
    return answered(answer, 400)
