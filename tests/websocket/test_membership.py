"""Who comes and goes hears what happens while they are in a dialog, and nothing before or after."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import grants
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import piece
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person


@pytest.mark.needs("every_session_updated")
@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_every_session_hears_every_event_once(
    sender: Person, recipient: Person, third: Person, group: Json, transport: str
):
    """Each session of each member, joined or not, gets each event of a dialog once, over either transport."""
    sessions = [sender.push, *(one.connect_push(transport) for one in (recipient, recipient, third))]
    must(grants(sessions[1].call("dialog:join", group["dialogId"])))

    message = sender.api.send_message(group["dialogId"], "Всем")
    recipient.api.react(message["messageId"], "👍")
    third.api.mark(message["messageId"], "delivered")
    recipient.api.mark(message["messageId"], "delivered")
    sender.api.rename_dialog(group["dialogId"], "Поход на море")

    for push in sessions:
        must(
            push.gets("message:new", message["_id"]),
            push.gets("message:update", message["_id"], times=2),
            push.gets("dialog:update", group["dialogId"]),
        )


@pytest.mark.needs("membership_push")
def test_former_member_hears_nothing_more(sender: Person, recipient: Person, third: Person, group: Json):
    """After leaving one hears nothing of the dialog, neither messages nor changes nor typing, and types unheard."""
    for person in (sender, recipient, third):
        must(grants(person.push.call("dialog:join", group["dialogId"])))
    third.api.remove_member(group["dialogId"], third.user_id)
    must(third.push.gets("dialog:update", group["dialogId"]))

    third.push.emit("typing:start", {"dialogId": group["dialogId"]})
    sender.push.emit("typing:start", {"dialogId": group["dialogId"]})
    message = sender.api.send_message(group["dialogId"], "Без тебя")
    recipient.api.react(message["messageId"], "👍")
    sender.api.rename_dialog(group["dialogId"], "Без третьего")

    must(recipient.push.gets("typing:start", sender.user_id), recipient.push.gets("dialog:update", times=2))
    must(*(third.push.gets_nothing(name) for name in ("message:new", "message:update", "typing:start")))
    must(third.push.gets("dialog:update"))
    must(recipient.push.gets_nothing("typing:start", third.user_id))


@pytest.mark.needs("push_without_joining")
def test_newcomer_hears_from_the_beginning(sender: Person, recipient: Person, stranger: Person, dialog: Json):
    """Who is added gets what is sent from then on, in a session that was open before, and of nothing earlier."""
    assert stranger.push
    earlier = sender.api.send_message(dialog["dialogId"], "До тебя")
    sender.api.add_member(dialog["dialogId"], stranger.user_id)

    message = recipient.api.send_message(dialog["dialogId"], "При тебе")

    must(stranger.push.gets("message:new", message["_id"]))
    must(stranger.push.gets_nothing("message:new", earlier["_id"]))


def test_adding_a_member_again_is_no_news(sender: Person, recipient: Person, dialog: Json):
    """Who is in the dialog already is not announced a second time."""
    assert recipient.push

    sender.api.add_member(dialog["dialogId"], recipient.user_id)

    must(recipient.push.gets_nothing("dialog:update", verdict=Verdict.DUPLICATE))


@pytest.mark.needs("message_statuses")
def test_leaving_tells_how_far_messages_have_come(sender: Person, recipient: Person, third: Person, group: Json):
    """When the one leaves whom a message had not reached, the others are told its new status."""
    message = sender.api.send_message(group["dialogId"], "Все прочли?")
    recipient.api.mark(message["messageId"], "read")
    assert sender.push

    third.api.remove_member(group["dialogId"], third.user_id)

    event = sender.push.the_one("message:update", message["_id"])
    must(equal("the status told", piece(event.payload, "data", "status"), "read", Verdict.STATUS_MARK))


def test_unchanged_reactions_are_no_news(sender: Person, recipient: Person, dialog: Json):
    """A reaction is told when it is given and when it is taken back, not when nothing changes."""
    message = sender.api.send_message(dialog["dialogId"], "Нравится?")
    assert sender.push

    for _ in range(2):
        recipient.api.react(message["messageId"], "👍")
    for _ in range(2):
        recipient.api.take_back(message["messageId"], "👍")

    must(sender.push.gets("message:update", message["_id"], times=2))
    counts = [piece(event.payload, "data", "reactionCounts") for event in sender.push.received("message:update")]
    must(equal("the reactions told", counts, [{"👍": 1}, {}], Verdict.CONTENT))


def test_who_left_the_dialog_hears_no_typing(sender: Person, recipient: Person, dialog: Json):
    """After `dialog:leave` typing is no longer told."""
    must(grants(recipient.push.call("dialog:join", dialog["dialogId"])))
    must(grants(recipient.push.call("dialog:leave", dialog["dialogId"])))

    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})

    must(recipient.push.gets_nothing("typing:start"))
