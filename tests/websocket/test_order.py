"""Many at once: everything is stored, everything is pushed, and everyone sees it in one order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.client import PushClient
from fixtures.contract.exchange import Exchange
from fixtures.contract.expectations import equal, same_in_order
from fixtures.contract.pieces import piece
from fixtures.journey.finding import Finding, broken, must, taken
from fixtures.journey.verdict import Verdict
from fixtures.people.person import Person

AT_ONCE = 50


def _at_once(calls: list[Callable[[], Exchange]]) -> list[Exchange]:
    """What comes of requests that are all under way at the same time."""
    with ThreadPoolExecutor(len(calls)) as threads:
        return [one.result() for one in [threads.submit(call) for call in calls]]


def _sending(person: Person, dialog: Json, content: str, **fields: object) -> Callable[[], Exchange]:
    path = f"/messages/dialog/{dialog['dialogId']}"
    return lambda: person.api.request("POST", path, {"content": content, **fields})


def _gets_feed(push: PushClient, dialog: Json, feed: list[str]) -> Finding:
    """The pushes of a dialog bring each message of its feed once, in the feed's order."""
    if (lost := taken(push.gets("message:new", dialog["dialogId"], times=len(feed)))) is not None:
        return broken(lost.verdict, lost.reason)
    seen = [piece(event.payload, "content") for event in push.received("message:new", dialog["dialogId"])]
    return same_in_order(f"what {push.who} got", seen, feed, missing_is=Verdict.PUSH_SERVER)


def test_messages_sent_at_once_have_one_order_for_everyone(
    sender: Person, recipient: Person, third: Person, group: Json
):
    """Fifty messages at once: all are stored, and every session of every member gets them in the feed's order."""
    sessions = [sender.push, recipient.push, third.push, third.connect_push("polling")]
    texts = [f"Сообщение {number}" for number in range(AT_ONCE)]
    people = (sender, recipient)

    answers = _at_once([_sending(people[number % 2], group, text) for number, text in enumerate(texts)])

    must(equal("the statuses", {answer.status for answer in answers}, {201}, Verdict.STATUS))
    feed = [message["content"] for message in reversed(third.api.messages(group["dialogId"], limit=100))]
    must(same_in_order("what ChatApp has stored", sorted(feed), sorted(texts)))
    must(*(_gets_feed(push, group, feed) for push in sessions))


def test_one_message_sent_ten_times_at_once_is_one(sender: Person, recipient: Person, dialog: Json):
    """Ten requests at once under one `clientMessageId` make one message: one answer is 201, the others are 200."""
    assert recipient.push
    meta = {"clientMessageId": "c-1"}

    answers = _at_once([_sending(sender, dialog, "Один раз", meta=meta) for _ in range(10)])

    must(equal("the statuses", sorted(answer.status for answer in answers), [200] * 9 + [201], Verdict.DUPLICATE))
    message = answers[0].data
    ids = {piece(answer.data, "_id") for answer in answers}
    must(equal("the answered messages", ids, {message["_id"]}, Verdict.DUPLICATE))
    must(sender.api.stores(dialog, "Один раз"))
    must(recipient.push.gets("message:new", message["_id"]))


def test_same_client_message_id_of_two_senders_makes_two_messages(sender: Person, recipient: Person, dialog: Json):
    """A `clientMessageId` is its sender's own: another's message under the same one is another message."""
    meta = {"clientMessageId": "c-1"}

    answers = _at_once([_sending(one, dialog, one.name, meta=meta) for one in (sender, recipient)])

    names = [sender.name, recipient.name]
    must(equal("the answered texts", [piece(answer.data, "content") for answer in answers], names, Verdict.CONTENT))
    must(equal("the statuses", [answer.status for answer in answers], [201, 201], Verdict.DUPLICATE))
    stored = [message["content"] for message in sender.api.messages(dialog["dialogId"])]
    must(same_in_order("what ChatApp has stored", sorted(stored), sorted(names)))


def test_members_are_added_at_once(sender: Person, recipient: Person, third: Person, stranger: Person, dialog: Json):
    """People who are added at the same time, some of them twice, are all members once."""
    path = f"/dialogs/{dialog['dialogId']}/members"
    added = [(adder, one.user_id) for adder in (sender, recipient) for one in (third, stranger)]

    _at_once([lambda who=who, one=one: who.api.request("POST", path, {"userId": one}) for who, one in added])

    ids = sorted(member["userId"] for member in sender.api.members(dialog["dialogId"]))
    everyone = sorted(person.user_id for person in (sender, recipient, third, stranger))
    must(equal("the members", ids, everyone, Verdict.DUPLICATE))


@pytest.mark.needs("message_push", "message_statuses", "reaction_counts")
def test_events_of_one_message_come_after_it(sender: Person, recipient: Person, dialog: Json):
    """What happens to a message is told after the message itself, in the order in which it happened."""
    assert sender.push
    message = sender.api.send_message(dialog["dialogId"], "По порядку")
    recipient.api.mark(message["messageId"], "delivered")
    recipient.api.react(message["messageId"], "👍")
    recipient.api.mark(message["messageId"], "read")

    must(
        sender.push.gets("message:new", message["_id"]),
        sender.push.gets("message:update", message["_id"], times=3),
    )
    data = [piece(event.payload, "data") for event in sender.push.received("message:update", message["_id"])]
    seen = [(piece(one, "status"), len(piece(one, "reactionCounts"))) for one in data]
    must(equal("the states told", seen, [("delivered", 0), ("delivered", 1), ("read", 1)], Verdict.ORDER))
    names = [event.name for event in sender.push.events if event.concerns(message["_id"])]
    in_order = ["message:new", *["message:update"] * 3]
    must(same_in_order("the events", names, in_order, missing_is=Verdict.PUSH_SERVER))
