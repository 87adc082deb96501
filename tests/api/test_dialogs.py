"""Dialogs as each member sees them: who is unread, what came last, who is there, in which order."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal, refused
from fixtures.contract.pieces import the_one
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

MALFORMED_MEMBERS = {"missing": None, "empty": [], "text": "usr_x", "numbers": [7], "nested": [["usr_x"]]}


def _seen_by(person: Person, dialog: Json) -> Json:
    return person.api.listed_dialog(dialog["dialogId"])


def _counts_unread(person: Person, dialog: Json, count: int) -> Finding:
    """So much is unread, and the list, the dialog and its members agree on it."""
    alone = person.api.dialog(dialog["dialogId"])
    own = the_one(person.name, [one for one in alone["members"] if one["userId"] == person.user_id])
    told = [_seen_by(person, dialog)["unreadCount"], alone["unreadCount"], own["unreadCount"]]
    return equal(f"unreadCount of {person.name} in list, dialog and members", told, [count] * 3, Verdict.UNREAD)


def test_others_messages_are_unread_and_own_are_not(sender: Person, recipient: Person, dialog: Json):
    """`unreadCount` counts what others wrote, each message once."""
    for writer in (sender, sender, recipient):
        writer.api.send_message(dialog["dialogId"], "Непрочитанное")

    must(_counts_unread(sender, dialog, 1), _counts_unread(recipient, dialog, 2))


def test_reading_leaves_only_the_newer_unread(sender: Person, recipient: Person, dialog: Json):
    """Who reads a message has nothing unread but what came after; delivery alone reads nothing."""
    _, second, third = (sender.api.send_message(dialog["dialogId"], text) for text in ("Раз", "Два", "Три"))

    recipient.api.mark(third["messageId"], "delivered")
    must(_counts_unread(recipient, dialog, 3))
    recipient.api.mark(second["messageId"], "read")
    must(_counts_unread(recipient, dialog, 1))
    recipient.api.mark(third["messageId"], "read")
    must(_counts_unread(recipient, dialog, 0))


def test_reading_an_older_message_brings_nothing_back(sender: Person, recipient: Person, dialog: Json):
    """What has been read stays read: a report that comes late, for an older message, makes nothing unread again."""
    first, second = (sender.api.send_message(dialog["dialogId"], text) for text in ("Раз", "Два"))
    recipient.api.mark(second["messageId"], "read")

    for status in ("read", "delivered"):
        recipient.api.mark(first["messageId"], status)

    must(_counts_unread(recipient, dialog, 0))


def test_reading_is_each_members_own(recipient: Person, third: Person, sender: Person, group: Json):
    """What one member has read is still unread for another."""
    message = sender.api.send_message(group["dialogId"], "Всем")

    recipient.api.mark(message["messageId"], "read")

    must(_counts_unread(recipient, group, 0), _counts_unread(third, group, 1))


def test_last_seen_is_when_one_last_read(sender: Person, recipient: Person, dialog: Json):
    """`lastSeenAt` is null before the first reading, then no earlier than what was read; it is each member's own."""
    message = sender.api.send_message(dialog["dialogId"], "Прочти")
    before = _seen_by(recipient, dialog)["lastSeenAt"]

    recipient.api.mark(message["messageId"], "read")

    seen = _seen_by(recipient, dialog)["lastSeenAt"]
    must(equal("lastSeenAt before reading", before, None, Verdict.UNREAD))
    must(equal("whether it was seen after it was sent", (seen or "") >= message["createdAt"], True, Verdict.UNREAD))
    must(equal("lastSeenAt of the sender", _seen_by(sender, dialog)["lastSeenAt"], None, Verdict.UNREAD))


def test_fetching_is_no_reading(sender: Person, recipient: Person, dialog: Json):
    """Fetching the list, the dialog and its messages moves no `lastSeenAt`, neither before reading nor after it."""
    message = sender.api.send_message(dialog["dialogId"], "Прочти")

    unseen = _last_seen_after_fetching(recipient, dialog)
    recipient.api.mark(message["messageId"], "read")
    seen = _seen_by(recipient, dialog)["lastSeenAt"]
    sender.api.send_message(dialog["dialogId"], "И это")

    must(equal("lastSeenAt before reading", unseen, None, Verdict.UNREAD))
    must(equal("lastSeenAt after it", _last_seen_after_fetching(recipient, dialog), seen, Verdict.UNREAD))
    must(_counts_unread(recipient, dialog, 1))


def test_last_interaction_is_joining_then_the_newest_message(sender: Person, recipient: Person, dialog: Json):
    """`lastInteractionAt` is `joinedAt` while nothing was said, then when the newest message was."""
    must(equal("lastInteractionAt", dialog["lastInteractionAt"], dialog["joinedAt"], Verdict.CONTENT))
    must(equal("lastMessageAt", dialog["lastMessageAt"], None, Verdict.CONTENT))

    sender.api.send_message(dialog["dialogId"], "Раз")
    newest = recipient.api.send_message(dialog["dialogId"], "Два")

    seen = _seen_by(sender, dialog)
    must(equal("lastMessageAt", seen["lastMessageAt"], newest["createdAt"], Verdict.CONTENT))
    must(equal("lastInteractionAt", seen["lastInteractionAt"], newest["createdAt"], Verdict.CONTENT))


def test_last_interaction_of_a_newcomer_is_joining(sender: Person, stranger: Person, group: Json):
    """Who joined after the newest message has joining as the last interaction."""
    message = sender.api.send_message(group["dialogId"], "До тебя")

    sender.api.add_member(group["dialogId"], stranger.user_id)

    seen = _seen_by(stranger, group)
    must(equal("lastInteractionAt", seen["lastInteractionAt"], seen["joinedAt"], Verdict.CONTENT))
    must(equal("whether it is later", seen["joinedAt"] > (seen["lastMessageAt"] or ""), True, Verdict.ORDER))
    must(equal("lastMessageAt", seen["lastMessageAt"], message["createdAt"], Verdict.CONTENT))


def test_latest_activity_comes_first(people: People, sender: Person, recipient: Person):
    """A new dialog stands first in the list, and so does one with a new message; the newest message decides."""
    first, second, third = (people.dialog(sender, recipient, name=name) for name in ("Раз", "Два", "Три"))
    created = _ids(sender)

    recipient.api.send_message(first["dialogId"], "Новости")
    with_news = _ids(sender)
    for dialog in (third, second, first):
        recipient.api.send_message(dialog["dialogId"], "Ещё новости")

    must(equal("the list", created, [one["dialogId"] for one in (third, second, first)], Verdict.ORDER))
    must(equal("the list", with_news, [one["dialogId"] for one in (first, third, second)], Verdict.ORDER))
    must(equal("the list", _ids(sender), [one["dialogId"] for one in (first, second, third)], Verdict.ORDER))


def test_dialog_is_active_while_another_is_there(sender: Person, recipient: Person, dialog: Json):
    """`isActive` says whether another member has an open session, and of each member whether they have one."""
    assert sender.push
    must(equal("isActive alone", _seen_by(sender, dialog)["isActive"], False, Verdict.CONTENT))

    session = recipient.connect_push()
    must(equal("isActive with the other", _seen_by(sender, dialog)["isActive"], True, Verdict.CONTENT))
    session.close()
    must(sender.push.gets("user:offline", recipient.user_id))

    present = {one["userId"]: one["isActive"] for one in sender.api.members(dialog["dialogId"])}
    must(equal("isActive afterwards", _seen_by(sender, dialog)["isActive"], False, Verdict.CONTENT))
    must(equal("who is there", present, {sender.user_id: True, recipient.user_id: False}, Verdict.CONTENT))


def test_created_dialog_looks_as_in_the_list(sender: Person, dialog: Json):
    """A dialog that was just created is answered in the same shape as in the list."""
    must(equal("the listed dialogs", sender.api.dialogs(), [dialog], Verdict.ENVELOPE))


def test_dialog_of_two_shows_the_other(sender: Person, recipient: Person, dialog: Json):
    """A dialog of two bears the other's name for each of them, whatever it is called."""
    sender.api.rename_dialog(dialog["dialogId"], "Не покажется")

    must(
        equal("the sender's name for it", _seen_by(sender, dialog)["dialogName"], recipient.name, Verdict.IDENTITY),
        equal("the recipient's", _seen_by(recipient, dialog)["dialogName"], sender.name, Verdict.IDENTITY),
    )


def test_group_bears_the_name_it_was_given(sender: Person, recipient: Person, third: Person):
    """A dialog of more than two bears the given name for all, and a new one as soon as it has one."""
    group = sender.api.create_dialog("Поход в горы", [recipient.user_id, third.user_id])
    must(equal("the name", _seen_by(recipient, group)["dialogName"], "Поход в горы", Verdict.CONTENT))

    renamed = sender.api.rename_dialog(group["dialogId"], "Поход на море")

    must(equal("the answered name", renamed["dialogName"], "Поход на море", Verdict.CONTENT))
    must(equal("the recipient's name", _seen_by(recipient, group)["dialogName"], "Поход на море", Verdict.CONTENT))


def test_group_that_shrank_to_two_keeps_its_name(sender: Person, recipient: Person, third: Person, group: Json):
    """A dialog that was made for more keeps the given name for the two who remain."""
    sender.api.remove_member(group["dialogId"], third.user_id)

    names = [_seen_by(person, group)["dialogName"] for person in (sender, recipient)]

    must(equal("the names", names, ["Поход в горы"] * 2, Verdict.IDENTITY))


@pytest.mark.needs("names_of_two")
def test_dialog_of_two_that_grew_bears_the_name_it_was_given(sender: Person, recipient: Person, third: Person):
    """Once a third is added all see the given name, and once they have left each sees the other's again."""
    dialog = sender.api.create_dialog("Сначала вдвоём", [recipient.user_id])

    sender.api.add_member(dialog["dialogId"], third.user_id)
    names = [_seen_by(person, dialog)["dialogName"] for person in (sender, recipient, third)]
    third.api.remove_member(dialog["dialogId"], third.user_id)
    names_afterwards = [_seen_by(person, dialog)["dialogName"] for person in (sender, recipient)]

    must(equal("the names for three", names, ["Сначала вдвоём"] * 3, Verdict.IDENTITY))
    must(equal("the names for two", names_afterwards, [recipient.name, sender.name], Verdict.IDENTITY))


def test_person_named_twice_is_one_member(sender: Person, recipient: Person):
    """The creator and each person are in a new dialog once, however often they are named."""
    named = [recipient.user_id, sender.user_id, recipient.user_id]

    dialog = sender.api.create_dialog("Вдвоём", named)

    ids = sorted(member["userId"] for member in sender.api.members(dialog["dialogId"]))
    must(equal("the members", ids, sorted([sender.user_id, recipient.user_id]), Verdict.DUPLICATE))


def test_dialog_with_oneself_is_refused(sender: Person):
    """A dialog needs somebody else."""
    must(refused(sender.api.request("POST", "/dialogs", {"name": "Я", "memberIds": [sender.user_id]}), 400))
    must(equal("the dialogs", sender.api.dialogs(), [], Verdict.STATUS))


@pytest.mark.parametrize("member_ids", MALFORMED_MEMBERS.values(), ids=MALFORMED_MEMBERS.keys())
def test_malformed_members_are_refused(sender: Person, member_ids: object):
    """`memberIds` is a list of ids, and not an empty one."""
    must(refused(sender.api.request("POST", "/dialogs", {"name": "Никого", "memberIds": member_ids}), 400))
    must(equal("the dialogs", sender.api.dialogs(), [], Verdict.STATUS))


def test_deleted_dialog_is_gone_for_everyone(sender: Person, recipient: Person, group: Json):
    """After deleting nobody finds the dialog or its messages, and it cannot be deleted again."""
    message = recipient.api.send_message(group["dialogId"], "Прощай")

    sender.api.delete_dialog(group["dialogId"])

    must(equal("the recipient's dialogs", recipient.api.dialogs(), [], Verdict.PERSISTENCE))
    paths = [
        f"/dialogs/{group['dialogId']}",
        f"/messages/dialog/{group['dialogId']}",
        f"/messages/{message['messageId']}",
    ]
    must(*(refused(recipient.api.request("GET", path), 404) for path in paths))
    must(refused(sender.api.request("DELETE", paths[0]), 404))


def _last_seen_after_fetching(person: Person, dialog: Json) -> str | None:
    person.api.dialog(dialog["dialogId"])
    person.api.messages(dialog["dialogId"])
    person.api.members(dialog["dialogId"])
    last_seen: str | None = _seen_by(person, dialog)["lastSeenAt"]
    return last_seen


def _ids(person: Person) -> list[str]:
    return [dialog["dialogId"] for dialog in person.api.dialogs()]
