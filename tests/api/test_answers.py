"""Every endpoint's answer: the one envelope, with what the contract puts under `data`."""

import pytest

from fixtures.clients.api import ApiClient, Json
from fixtures.contract.answers import equal, same_in_order
from fixtures.contract.exchange import Exchange
from fixtures.journey.journal import Journal
from fixtures.journey.verdict import Verdict, must
from fixtures.people.company import Company
from fixtures.people.person import Person
from fixtures.targets.target import Target

OBJECTS = {
    "me": ("GET", "/auth/me"),
    "one user": ("GET", "/users/{other}"),
    "one dialog": ("GET", "/dialogs/{dialog}"),
    "one message": ("GET", "/messages/{message}"),
    "mark as delivered": ("POST", "/messages/{message}/status/delivered"),
    "mark as read": ("POST", "/messages/{message}/status/read"),
    "reactions": ("GET", "/messages/{message}/reactions"),
    "react": ("POST", "/messages/{message}/reactions"),
    "take a reaction back": ("DELETE", "/messages/{message}/reactions/👍"),
}
LISTS = {
    "users": ("GET", "/users?search={phone}"),
    "dialogs": ("GET", "/dialogs"),
    "messages": ("GET", "/messages/dialog/{dialog}"),
    "members": ("GET", "/dialogs/{dialog}/members"),
}
NOTHING = {
    "remove a member": ("DELETE", "/dialogs/{dialog}/members/{other}"),
    "delete a dialog": ("DELETE", "/dialogs/{dialog}"),
}


@pytest.fixture
def known(sender: Person, recipient: Person, dialog: Json) -> dict[str, str]:
    """What a path can name: the other, their phone, the dialog, and a message of the other's in it."""
    message = recipient.api.send_message(dialog["dialogId"], "Здравствуйте")
    return {
        "other": recipient.user_id,
        "phone": recipient.phone,
        "dialog": dialog["dialogId"],
        "message": message["messageId"],
    }


@pytest.mark.parametrize(("method", "path"), OBJECTS.values(), ids=OBJECTS.keys())
def test_answer_carries_its_object(sender: Person, known: dict[str, str], method: str, path: str):
    """An endpoint that gives one thing gives it whole, under `data`, as the contract has it."""
    data = sender.api.data(method, path.format(**known), {"reaction": "👍"} if method == "POST" else None)

    must(equal("whether there is an object", isinstance(data, dict), True, Verdict.ENVELOPE))


@pytest.mark.parametrize(("method", "path"), LISTS.values(), ids=LISTS.keys())
def test_answer_carries_its_list(sender: Person, known: dict[str, str], method: str, path: str):
    """An endpoint that gives several things gives a list of whole ones, under `data`, as the contract has it."""
    items = sender.api.data(method, path.format(**known))

    must(equal("the list's emptiness", items == [], False, Verdict.ENVELOPE))


@pytest.mark.parametrize(("method", "path"), NOTHING.values(), ids=NOTHING.keys())
def test_answer_without_content_is_null(sender: Person, known: dict[str, str], method: str, path: str):
    """An action with nothing to return answers 200 with `data: null`."""
    must(equal("data", sender.api.data(method, path.format(**known)), None, Verdict.ENVELOPE))


def test_adding_a_member_answers_the_members(sender: Person, recipient: Person, third: Person, dialog: Json):
    """Adding a person to a dialog answers its members, the new one among them."""
    members = sender.api.add_member(dialog["dialogId"], third.user_id)

    seen = {member["userId"] for member in members}
    must(equal("the members", seen, {sender.user_id, recipient.user_id, third.user_id}, Verdict.CONTENT))


def test_health_is_said(target: Target, journal: Journal):
    """`/health` says that ChatApp is up, which version it is, and what time it has."""
    with ApiClient(target.base_url, "watchman", journal, prefix="") as root:
        health = root.data("GET", "/health")

    must(equal("the keys", sorted(health), ["status", "timestamp", "version"], Verdict.ENVELOPE))
    must(equal("status", health["status"], "ok", Verdict.TARGET))


def test_sign_in_answers_carry_data(people: Company, target: Target):
    """Asking for a code says whether the person is new; the code gives a token and the user."""
    phone = people.new_phone()

    asked = people.reception.request_code(phone, "Вера Павлова")
    session = people.reception.verify_code(phone, target.code)

    must(equal("the answer", asked, {"isNewUser": True}, Verdict.ENVELOPE))
    must(equal("the answer's keys", sorted(session), ["token", "user"], Verdict.ENVELOPE))


def test_renaming_answers_the_dialog(people: Company, sender: Person, recipient: Person, third: Person):
    """Renaming a dialog answers it under its new name."""
    dialog = people.dialog(sender, recipient, third, name="Старое")

    renamed = sender.api.rename_dialog(dialog["dialogId"], "Новое")

    must(equal("dialogName", renamed["dialogName"], "Новое", Verdict.CONTENT))


def test_created_dialog_looks_as_in_the_list(sender: Person, dialog: Json):
    """A dialog that was just created is answered in the same shape as in the list."""
    must(equal("the listed dialogs", sender.api.dialogs(), [dialog], Verdict.ENVELOPE))


def test_dialog_of_two_shows_the_other(sender: Person, recipient: Person, dialog: Json):
    """A dialog of two bears the other's name for each of them."""
    must(
        equal("the sender's name for it", dialog["dialogName"], recipient.name, Verdict.IDENTITY),
        equal("the recipient's", recipient.api.dialogs()[0]["dialogName"], sender.name, Verdict.IDENTITY),
    )


def test_pages_of_messages_neither_overlap_nor_leave_gaps(sender: Person, dialog: Json):
    """All pages together hold every message once, in order, and say how many there are."""
    texts = [f"Сообщение {number}" for number in range(7)]
    for text in texts:
        sender.api.send_message(dialog["dialogId"], text)

    pages = [_page(sender, dialog, number) for number in (1, 2, 3, 4)]

    seen = [message["content"] for page in pages for message in page.data]
    must(same_in_order("all pages together", seen, texts[::-1]))
    expected = {"page": 2, "limit": 3, "total": 7, "pages": 3}
    must(equal("pagination", pages[1].body.get("pagination"), expected, Verdict.ENVELOPE))


@pytest.mark.parametrize(("query", "shown"), [("true", True), ("false", False)], ids=["with", "without"])
def test_last_message_is_listed_when_wanted(sender: Person, dialog: Json, query: str, shown: bool):
    """`includeLastMessage` decides whether the list carries each dialog's last message."""
    sender.api.send_message(dialog["dialogId"], "Последнее")

    (listed,) = sender.api.data("GET", f"/dialogs?includeLastMessage={query}")

    must(equal("whether it is there", listed["lastMessage"] is not None, shown, Verdict.CONTENT))


def _page(person: Person, dialog: Json, number: int) -> Exchange:
    path = f"/messages/dialog/{dialog['dialogId']}"
    return person.api.request("GET", path, params={"page": number, "limit": 3})
