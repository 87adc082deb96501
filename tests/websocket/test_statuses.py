"""How members are told of what has become of a message."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import grants
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import piece
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("message_statuses")


def test_reading_tells_of_every_message_it_covers(sender: Person, recipient: Person, dialog: Json):
    """Who reads the last of several messages tells the sender of each of them, in order."""
    assert sender.push
    sent = [sender.api.send_message(dialog["dialogId"], text) for text in ("Раз", "Два", "Три")]

    recipient.api.mark(sent[-1]["messageId"], "read")

    must(*(sender.push.gets("message:update", message["_id"]) for message in sent))
    updates = sender.push.received("message:update")
    told = [(piece(one.payload, "messageId"), piece(one.payload, "data", "status")) for one in updates]
    must(equal("the updates", told, [(message["messageId"], "read") for message in sent], Verdict.ORDER))


def test_status_is_told_when_it_changes(sender: Person, recipient: Person, dialog: Json):
    """A report that changes nothing is no news: one that comes twice, nor what was read before and is covered again."""
    assert sender.push
    first, second = (sender.api.send_message(dialog["dialogId"], text) for text in ("Раз", "Два"))

    for message, status in ((first, "delivered"), (first, "delivered"), (first, "read"), (second, "read")):
        recipient.api.mark(message["messageId"], status)

    must(sender.push.gets("message:update", second["_id"]), sender.push.gets("message:update", first["_id"], times=2))
    told = [piece(event.payload, "data", "status") for event in sender.push.received("message:update")]
    must(equal("the statuses told", told, ["delivered", "read", "read"], Verdict.STATUS_MARK))


@pytest.mark.parametrize("cause", ["delivered", "read", "reaction", "reaction taken back"])
def test_update_carries_the_message_as_it_is_stored(sender: Person, recipient: Person, dialog: Json, cause: str):
    """`message:update` carries the whole message as it is stored, however long its text, whatever changed of it."""
    longest = "  Ещё, 🫠\n" * 1_000
    message = sender.api.send_message(dialog["dialogId"], longest, meta={"clientMessageId": "c-3", "цитата": "да"})
    if cause == "reaction taken back":
        recipient.api.react(message["messageId"], "👍")
    assert sender.push
    assert recipient.push

    if cause == "reaction":
        recipient.api.react(message["messageId"], "👍")
    elif cause == "reaction taken back":
        recipient.api.take_back(message["messageId"], "👍")
    else:
        recipient.api.mark(message["messageId"], cause)

    stored = sender.api.message(message["messageId"])
    for person in (sender, recipient):
        data = person.push.the_one("message:update", message["_id"]).payload["data"]
        differing = sorted(key for key in stored if piece(data, key) != stored[key])
        must(equal(f"what differs in the update that {person.name} got", differing, [], Verdict.CONTENT))


def test_nothing_but_reading_reads(sender: Person, recipient: Person, dialog: Json):
    """Who joins, types, answers, reacts, or has a message delivered, has not read it: for nobody, and nowhere."""
    dialog_id = dialog["dialogId"]
    message = sender.api.send_message(dialog_id, "Прочти меня")

    must(grants(recipient.push.call("dialog:join", dialog_id)))
    recipient.push.emit("typing:start", {"dialogId": dialog_id})
    recipient.api.mark(message["messageId"], "delivered")
    recipient.api.react(message["messageId"], "👍")
    recipient.api.send_message(dialog_id, "Отвечаю не глядя")

    listed = recipient.api.listed_dialog(dialog_id)
    seen = [listed["unreadCount"], listed["lastSeenAt"], sender.api.message(message["messageId"])["status"]]
    must(equal("what is unread, seen, and told", seen, [1, None, "delivered"], Verdict.UNREAD))
    read = recipient.api.mark(message["messageId"], "read")
    must(equal("the status once it is read", read["status"], "read", Verdict.STATUS_MARK))
