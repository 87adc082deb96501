"""Each event of the push channel: to whom it goes, to whom not, and what it carries."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.conformance import breaches_of_event
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import piece, the_one
from fixtures.journey.finding import Finding, broken, first_broken, kept, must, taken
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


def _all_listen(*people: Person) -> None:
    for person in people:
        assert person.push


def test_new_message_reaches_every_session_of_every_member(
    sender: Person, recipient: Person, stranger: Person, dialog: Json
):
    """`message:new` goes once to each session of each member, the sender's included, and to nobody else."""
    _all_listen(sender, recipient, stranger)
    second_session = recipient.connect_push()

    message = sender.api.send_message(dialog["dialogId"], "Всем привет")

    for push in (sender.push, recipient.push, second_session):
        must(push.gets("message:new", message["_id"]))
    must(stranger.push.gets_nothing("message:new"))


@pytest.mark.needs("plain_dialog_ids")
def test_new_message_is_pushed_as_it_was_answered(sender: Person, recipient: Person, dialog: Json):
    """`message:new` carries the very message that the answer carried."""
    _all_listen(recipient)

    message = sender.api.send_message(dialog["dialogId"], "Слово в слово ✅", meta={"clientMessageId": "c-1"})

    event = recipient.push.the_one("message:new", message["_id"])
    must(equal("the pushed message", event.payload, message, Verdict.ENVELOPE))


@pytest.mark.needs("whole_text_pushed")
def test_longest_message_is_pushed_whole(sender: Person, recipient: Person, dialog: Json):
    """`message:new` carries the whole text, however long a message may be."""
    _all_listen(recipient)
    longest = "🫠" * 10_000

    message = sender.api.send_message(dialog["dialogId"], longest)

    event = recipient.push.the_one("message:new", message["_id"])
    must(equal("whether the pushed text is the sent one", event.payload["content"] == longest, True, Verdict.CONTENT))


def test_new_messages_are_pushed_in_order(sender: Person, recipient: Person, third: Person, group: Json):
    """Pushes of one dialog come in the order of `createdAt`, whoever sent the messages."""
    _all_listen(third)
    for number in range(10):
        (sender, recipient)[number % 2].api.send_message(group["dialogId"], f"Сообщение {number}")

    must(third.push.gets("message:new", group["dialogId"], times=10))
    events = third.push.received("message:new", group["dialogId"])
    times = [piece(event.payload, "createdAt") for event in events]
    must(equal("the order of pushes", times, sorted(times), Verdict.ORDER))


def test_repeated_message_is_pushed_once(sender: Person, recipient: Person, dialog: Json):
    """A message sent again under its `clientMessageId` is not pushed again."""
    _all_listen(recipient)
    meta = {"clientMessageId": "c-2"}
    message = sender.api.send_message(dialog["dialogId"], "Один раз", meta=meta)

    sender.api.data("POST", f"/messages/dialog/{dialog['dialogId']}", {"content": "Один раз", "meta": meta})

    must(recipient.push.gets("message:new", message["_id"]))


@pytest.mark.needs("message_statuses")
@pytest.mark.parametrize("status", ["delivered", "read"])
def test_changed_status_is_pushed_to_members(
    sender: Person, recipient: Person, stranger: Person, dialog: Json, status: str
):
    """`message:update` tells every member, and nobody else, that a message was delivered or read."""
    message = sender.api.send_message(dialog["dialogId"], "Прочти меня")
    _all_listen(sender, recipient, stranger)

    recipient.api.mark(message["messageId"], status)

    must(sender.push.gets("message:update", message["_id"]), recipient.push.gets("message:update", message["_id"]))
    event = sender.push.the_one("message:update")
    must(equal("the pushed status", piece(event.payload, "data", "status"), status, Verdict.STATUS_MARK))
    must(stranger.push.gets_nothing("message:update"))


@pytest.mark.needs("changed_message_answered")
def test_unchanged_status_is_not_pushed(sender: Person, recipient: Person, dialog: Json):
    """A status that does not change, or would go back, is answered 200 and pushed to nobody."""
    message = sender.api.send_message(dialog["dialogId"], "Прочти меня")
    recipient.api.mark(message["messageId"], "read")
    _all_listen(sender)

    again = recipient.api.mark(message["messageId"], "delivered")

    must(equal("the status", again["status"], "read", Verdict.STATUS_MARK))
    must(sender.push.gets_nothing("message:update", verdict=Verdict.STATUS_MARK))


@pytest.mark.needs("reaction_counts")
def test_reaction_is_pushed_to_members(sender: Person, recipient: Person, stranger: Person, dialog: Json):
    """`message:update` tells every member, and nobody else, of a reaction."""
    message = sender.api.send_message(dialog["dialogId"], "Нравится?")
    _all_listen(sender, recipient, stranger)

    recipient.api.react(message["messageId"], "👍")

    must(sender.push.gets("message:update", message["_id"]), recipient.push.gets("message:update", message["_id"]))
    event = sender.push.the_one("message:update")
    must(equal("the counts", piece(event.payload, "data", "reactionCounts"), {"👍": 1}, Verdict.CONTENT))
    must(stranger.push.gets_nothing("message:update"))


@pytest.mark.needs("dialog_in_update")
def test_created_dialog_is_pushed_to_members(people: People, sender: Person, recipient: Person, stranger: Person):
    """`dialog:update` `created` brings each member the dialog as that member sees it."""
    _all_listen(sender, recipient, stranger)

    dialog = people.dialog(sender, recipient)

    must(_hears_of(sender, dialog, "created"), _hears_of(recipient, dialog, "created"))
    must(equal("its name", _update(recipient, dialog, "data", "dialogName"), sender.name, Verdict.IDENTITY))
    must(equal("the pushed dialog", _update(sender, dialog, "data"), dialog, Verdict.ENVELOPE))
    must(stranger.push.gets_nothing("dialog:update"))


def test_renamed_dialog_is_pushed_to_members(sender: Person, recipient: Person, stranger: Person, group: Json):
    """`dialog:update` `renamed` brings every member the new name."""
    _all_listen(sender, recipient, stranger)

    sender.api.rename_dialog(group["dialogId"], "Поход на море")

    must(_hears_of(sender, group, "renamed"), _hears_of(recipient, group, "renamed"))
    must(equal("its name", _update(recipient, group, "data", "dialogName"), "Поход на море", Verdict.CONTENT))
    must(stranger.push.gets_nothing("dialog:update"))


def test_deleted_dialog_is_pushed_to_members(sender: Person, recipient: Person, stranger: Person, group: Json):
    """`dialog:update` `deleted` tells every member that the dialog is gone."""
    _all_listen(sender, recipient, stranger)

    sender.api.delete_dialog(group["dialogId"])

    must(_hears_of(sender, group, "deleted"), _hears_of(recipient, group, "deleted"))
    must(stranger.push.gets_nothing("dialog:update"))


@pytest.mark.needs("membership_push")
def test_added_member_is_told_with_the_others(sender: Person, recipient: Person, stranger: Person, group: Json):
    """`dialog:update` `member_added` goes to the members, the new one included."""
    _all_listen(sender, recipient, stranger)

    recipient.api.add_member(group["dialogId"], stranger.user_id)

    must(*(_hears_of(person, group, "member_added") for person in (sender, recipient, stranger)))


@pytest.mark.needs("membership_push")
def test_removed_member_is_told_once_without_data(sender: Person, recipient: Person, third: Person, group: Json):
    """`dialog:update` `member_removed` shows the others the dialog, and the removed one nothing of it, once."""
    _all_listen(sender, recipient, third)

    sender.api.remove_member(group["dialogId"], third.user_id)
    sender.api.rename_dialog(group["dialogId"], "Без третьего")

    must(*(_hears_of(person, group, "member_removed", "renamed") for person in (sender, recipient)))
    must(_hears_of(third, group, "member_removed"))
    must(equal("what the removed one sees", _update(third, group, "data"), None, Verdict.ACCESS))


@pytest.mark.needs("reading_push")
@pytest.mark.parametrize("where", ["two", "group"])
def test_reading_is_told_to_the_readers_own_sessions(
    people: People, sender: Person, recipient: Person, third: Person, where: str
):
    """`dialog:update` `read` goes to the reader's sessions alone, with nothing unread, whoever else has read or not."""
    others = [recipient, third] if where == "group" else [recipient]
    dialog = people.dialog(sender, *others, name="Поход в горы")
    message = sender.api.send_message(dialog["dialogId"], "Прочти меня")
    _all_listen(sender, recipient)
    second_session = recipient.connect_push()

    recipient.api.mark(message["messageId"], "read")

    must(_hears_of(recipient, dialog, "read"), second_session.gets("dialog:update", dialog["dialogId"]))
    must(equal("unreadCount", _update(recipient, dialog, "data", "unreadCount"), 0, Verdict.UNREAD))
    must(sender.push.gets_nothing("dialog:update"))


def _hears_of(person: Person, dialog: Json, *event_types: str) -> Finding:
    """The person got these updates of a dialog, in this order, and no other."""
    if (lost := taken(person.push.gets("dialog:update", dialog["dialogId"], times=len(event_types)))) is not None:
        return broken(lost.verdict, lost.reason)
    updates = [event.payload for event in person.push.received("dialog:update", dialog["dialogId"])]
    if breaches := [breach for update in updates for breach in breaches_of_event("dialog:update", update)]:
        return broken(breaches[0].verdict, breaches[0].reason)
    told = [piece(update, "eventType") for update in updates]
    return first_broken(
        equal("eventType", told, list(event_types), Verdict.ENVELOPE),
        _agrees_with_the_list(person, dialog, updates[-1]),
    )


def _agrees_with_the_list(person: Person, dialog: Json, update: Json) -> Finding:
    """The last that a person was pushed of a dialog, while it is theirs, is what their list says of it."""
    data = piece(update, "data")
    if data is None or piece(update, "eventType") == "deleted":
        return kept()
    listed = person.api.listed_dialog(dialog["dialogId"])
    differing = sorted(key for key in listed if piece(data, key) != listed[key])
    verdict = Verdict.IDENTITY if "dialogName" in differing else Verdict.CONTENT
    return equal(f"what differs in the dialog that {person.name} was pushed", differing, [], verdict)


def _update(person: Person, dialog: Json, *place: str) -> object:
    """What stands at this place in the first update of a dialog that a person got."""
    first = person.push.wait_for("dialog:update", dialog["dialogId"])[:1]
    return piece(the_one(f"the update that {person.name} got", first, Verdict.PUSH_SERVER).payload, *place)
