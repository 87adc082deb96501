"""How the sender is told how far messages have come."""

from fixtures.clients.api import Json
from fixtures.contract.answers import equal
from fixtures.contract.pieces import piece
from fixtures.journey.verdict import Verdict, must
from fixtures.people.person import Person


def test_reading_tells_of_every_message_it_covers(sender: Person, recipient: Person, dialog: Json):
    """Who reads the last of several messages tells the sender of each of them, in order."""
    assert sender.push
    sent = [sender.api.send_message(dialog["dialogId"], text) for text in ("Раз", "Два", "Три")]

    recipient.api.mark(sent[-1]["messageId"], "read")

    must(*(sender.push.gets("message:update", message["_id"]) for message in sent))
    told = [piece(event.payload, "messageId") for event in sender.push.received("message:update")]
    must(equal("the order of updates", told, [message["messageId"] for message in sent], Verdict.ORDER))
