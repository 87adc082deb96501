"""How the sender is told how far messages have come."""

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import piece
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person


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
