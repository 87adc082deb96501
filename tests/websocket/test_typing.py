"""Who types is told to the others who have the dialog open, and to nobody else; who may not is refused the room."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import denies, grants
from fixtures.contract.expectations import conforms, equal
from fixtures.contract.pieces import piece
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person


def _all_listen(*people: Person) -> None:
    for person in people:
        assert person.push


@pytest.mark.parametrize("event", ["typing:start", "typing:stop"])
def test_typing_is_told_to_the_others_who_joined(
    sender: Person, recipient: Person, third: Person, stranger: Person, group: Json, event: str
):
    """Typing is told to the others who have the dialog open, not to the typist, nor to who has not joined."""
    _all_listen(sender, recipient, third, stranger)
    own_second_session = sender.connect_push()
    for push in (sender.push, own_second_session, recipient.push):
        must(grants(push.call("dialog:join", group["dialogId"])))

    sender.push.emit(event, {"dialogId": group["dialogId"]})

    seen = recipient.push.the_one(event, sender.user_id)
    must(conforms(event, seen.payload))
    must(equal("userName", piece(seen.payload, "userName"), sender.name, Verdict.IDENTITY))
    must(*(push.gets_nothing(event, verdict=Verdict.IDENTITY) for push in (sender.push, own_second_session)))
    must(*(push.gets_nothing(event) for push in (third.push, stranger.push)))


def test_stranger_can_neither_join_nor_type(sender: Person, recipient: Person, stranger: Person, dialog: Json):
    """Who is no member is refused the room, and what they type reaches nobody."""
    _all_listen(recipient, stranger)
    must(grants(recipient.push.call("dialog:join", dialog["dialogId"])))

    refusal = stranger.push.call("dialog:join", dialog["dialogId"])
    stranger.push.emit("typing:start", {"dialogId": dialog["dialogId"]})

    must(denies(refusal))
    must(recipient.push.gets_nothing("typing:start"))


def test_stranger_cannot_leave(sender: Person, recipient: Person, stranger: Person, dialog: Json):
    """Who is no member is refused when leaving too, and the members stay where they are."""
    must(grants(recipient.push.call("dialog:join", dialog["dialogId"])))

    refusal = stranger.push.call("dialog:leave", dialog["dialogId"])
    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})

    must(denies(refusal))
    must(recipient.push.gets("typing:start", sender.user_id))


def test_one_session_leaves_for_itself_alone(sender: Person, recipient: Person, dialog: Json):
    """Who goes to another dialog on one device still sees on the other who types in the first."""
    leaving = recipient.connect_push()
    for push in (leaving, recipient.push):
        must(grants(push.call("dialog:join", dialog["dialogId"])))

    must(grants(leaving.call("dialog:leave", dialog["dialogId"])))
    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})

    must(recipient.push.gets("typing:start", sender.user_id))
    must(leaving.gets_nothing("typing:start", sender.user_id, Verdict.CONTENT))
