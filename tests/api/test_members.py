"""Coming and going: what a member sees, from when, and until when."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal, refused, same_in_order
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

MANY = 105


def _lists_members(person: Person, dialog: Json, *expected: Person) -> Finding:
    names = [member["name"] for member in person.api.members(dialog["dialogId"])]
    return same_in_order("the members", names, [member.name for member in expected])


def _both_pages(person: Person, path: str) -> list[Json]:
    return [one for page in (1, 2) for one in person.api.page_of(f"{path}&limit=100&page={page}")[0]]


def _unread(person: Person, dialog: Json) -> int:
    return int(person.api.dialog(dialog["dialogId"])["unreadCount"])


@pytest.mark.needs("members_answered")
def test_any_member_adds(sender: Person, recipient: Person, third: Person, stranger: Person, group: Json):
    """Any member adds a person, who then stands last among the members; the answer shows them all."""
    answered = recipient.api.add_member(group["dialogId"], stranger.user_id)

    must(_lists_members(stranger, group, sender, recipient, third, stranger))
    must(equal("the answered members", answered, sender.api.members(group["dialogId"]), Verdict.CONTENT))


@pytest.mark.needs("plain_users", "list_pagination")
def test_however_many_members_there_are_all_are_shown(people: People, sender: Person, recipient: Person):
    """A dialog of more than a hundred members shows every one of them, to whoever asks, as its list of members does."""
    name = people.new_name(f"Тёзка {recipient.phone[-6:]}")
    for _ in range(MANY):
        people.register(name)
    found = [one["userId"] for one in _both_pages(sender, f"/users?search={name}")]
    group = sender.api.create_dialog("Собрание", [recipient.user_id, *found[:80]])
    for one in found[80:]:
        sender.api.add_member(group["dialogId"], one)

    listed = [one["userId"] for one in _both_pages(sender, f"/dialogs/{group['dialogId']}/members?")]
    shown = {
        one: [member["userId"] for member in one.api.dialog(group["dialogId"])["members"]]
        for one in (sender, recipient)
    }

    must(
        equal(
            "how many members are listed and shown",
            [len(listed), *map(len, shown.values())],
            [MANY + 2] * 3,
            Verdict.CONTENT,
        )
    )
    must(*(equal(f"the members that {one.name} is shown", ids, listed, Verdict.ORDER) for one, ids in shown.items()))


@pytest.mark.needs("members_answered")
def test_adding_twice_changes_nothing(sender: Person, recipient: Person, third: Person, group: Json):
    """Who is in the dialog already stays as they are: unread messages, joining and place."""
    sender.api.send_message(group["dialogId"], "Непрочитанное")
    before = recipient.api.dialog(group["dialogId"])

    answered = third.api.add_member(group["dialogId"], recipient.user_id)

    must(equal("the answered members", answered, before["members"], Verdict.DUPLICATE))
    must(equal("the dialog", recipient.api.dialog(group["dialogId"]), before, Verdict.DUPLICATE))


def test_newcomer_sees_what_was_said_and_has_it_not_unread(sender: Person, stranger: Person, group: Json):
    """Who joins later reads the whole feed, and only what comes after joining is unread."""
    sender.api.send_message(group["dialogId"], "До тебя")
    sender.api.add_member(group["dialogId"], stranger.user_id)
    at_first = _unread(stranger, group)

    sender.api.send_message(group["dialogId"], "При тебе")

    must(stranger.api.stores(group, "До тебя", "При тебе"))
    must(equal("unread", [at_first, _unread(stranger, group)], [0, 1], Verdict.UNREAD))


@pytest.mark.needs("changed_message_answered")
def test_newcomer_is_no_recipient_of_older_messages(sender: Person, recipient: Person, stranger: Person, dialog: Json):
    """How far a message has come depends on those who were there when it was sent, not on later ones."""
    message = sender.api.send_message(dialog["dialogId"], "До тебя")
    sender.api.add_member(dialog["dialogId"], stranger.user_id)

    by_newcomer = stranger.api.mark(message["messageId"], "read")
    by_recipient = recipient.api.mark(message["messageId"], "read")

    statuses = [by_newcomer["status"], by_recipient["status"]]
    must(equal("the statuses", statuses, ["sent", "read"], Verdict.STATUS_MARK))


@pytest.mark.parametrize("way", ["removed", "left"])
def test_former_member_is_shut_out(sender: Person, recipient: Person, third: Person, group: Json, way: str):
    """Who was removed or has left neither sees nor reaches anything of the dialog; what they wrote stays."""
    message = third.api.send_message(group["dialogId"], "Моё")

    (sender if way == "removed" else third).api.remove_member(group["dialogId"], third.user_id)

    must(equal("the former member's dialogs", third.api.dialogs(), [], Verdict.ACCESS))
    path = f"/messages/dialog/{group['dialogId']}"
    must(
        refused(third.api.request("GET", path), 403),
        refused(third.api.request("POST", path, {"content": "Ещё"}), 403),
        refused(third.api.request("GET", f"/messages/{message['messageId']}"), 403),
    )
    must(recipient.api.stores(group, "Моё"), _lists_members(recipient, group, sender, recipient))


def test_creator_who_has_left_deletes_nothing(sender: Person, recipient: Person, third: Person, group: Json):
    """Who made a dialog and has left it can neither rename nor delete it for those who stayed."""
    path = f"/dialogs/{group['dialogId']}"
    sender.api.remove_member(group["dialogId"], sender.user_id)

    must(
        refused(sender.api.request("PATCH", path, {"name": "Уже не мой"}), 403),
        refused(sender.api.request("DELETE", path), 403),
    )
    must(_lists_members(recipient, group, recipient, third))


def test_removing_twice_is_refused(sender: Person, third: Person, group: Json):
    """Who is no longer there cannot be removed."""
    sender.api.remove_member(group["dialogId"], third.user_id)

    must(refused(sender.api.request("DELETE", f"/dialogs/{group['dialogId']}/members/{third.user_id}"), 404))


def test_who_comes_back_starts_anew(sender: Person, third: Person, group: Json):
    """Who is added again reads everything, and nothing of it is unread."""
    sender.api.send_message(group["dialogId"], "Раз")
    sender.api.remove_member(group["dialogId"], third.user_id)
    sender.api.send_message(group["dialogId"], "Два")

    sender.api.add_member(group["dialogId"], third.user_id)

    must(third.api.stores(group, "Раз", "Два"))
    must(equal("unread", _unread(third, group), 0, Verdict.UNREAD))


@pytest.mark.needs("message_statuses")
def test_message_has_come_as_far_as_those_who_remain(sender: Person, recipient: Person, third: Person, group: Json):
    """When the one leaves whom a message has not reached, it is as far as it is among the others."""
    message = sender.api.send_message(group["dialogId"], "Все прочли?")
    recipient.api.mark(message["messageId"], "read")

    third.api.remove_member(group["dialogId"], third.user_id)

    status = sender.api.message(message["messageId"])["status"]
    must(equal("the status", status, "read", Verdict.STATUS_MARK))


def test_refused_page_adds_nobody(sender: Person, stranger: Person, group: Json):
    """A request that is refused has changed nothing, even where only its query was wrong."""
    path = f"/dialogs/{group['dialogId']}/members?page=0"

    must(refused(sender.api.request("POST", path, {"userId": stranger.user_id}), 400))
    must(equal("the stranger's dialogs", stranger.api.dialogs(), [], Verdict.ACCESS))
