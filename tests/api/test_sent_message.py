"""The answer to a sent message: the first of the three bugs that lost messages."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import answered, equal
from fixtures.contract.pieces import piece
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


def test_answer_carries_the_message_under_data(sender: Person, dialog: Json):
    """The answer to a sent message is 201 with the message, whole, under `data`."""
    answer = sender.api.request("POST", f"/messages/dialog/{dialog['dialogId']}", {"content": "Привет!"})

    must(answered(answer, 201))
    must(equal("the answer's keys", sorted(answer.body), ["data", "success"], Verdict.ENVELOPE))
    must(
        equal("content", piece(answer.data, "content"), "Привет!", Verdict.CONTENT),
        equal("senderId", piece(answer.data, "senderId"), sender.user_id, Verdict.IDENTITY),
    )


@pytest.mark.needs("plain_dialog_ids", "message_statuses")
def test_answered_message_is_in_its_dialog_and_sent(sender: Person, dialog: Json):
    """The message that is answered names the dialog that it was sent to, and has been sent and no more."""
    message = sender.api.send_message(dialog["dialogId"], "Привет!")

    must(
        equal("dialogId", message["dialogId"], dialog["dialogId"], Verdict.IDENTITY),
        equal("status", message["status"], "sent", Verdict.STATUS_MARK),
    )


def test_sent_message_is_stored(sender: Person, recipient: Person, dialog: Json):
    """What the answer to a sent message carries is what every member reads afterwards."""
    message = sender.api.send_message(dialog["dialogId"], "Привет!")

    for member in (sender, recipient):
        must(equal("the stored messages", member.api.messages(dialog["dialogId"]), [message], Verdict.PERSISTENCE))


def test_same_client_message_id_makes_one_message(sender: Person, dialog: Json):
    """A message sent twice under one `clientMessageId`, however short, is stored once, and both answers carry it."""
    path = f"/messages/dialog/{dialog['dialogId']}"
    body = {"content": "Один раз", "meta": {"clientMessageId": "c"}}

    first = sender.api.request("POST", path, body)
    second = sender.api.request("POST", path, body)

    must(answered(first, 201), answered(second, 200))
    must(equal("the second answer", second.data, first.data, Verdict.DUPLICATE))
    must(equal("the number stored", len(sender.api.messages(dialog["dialogId"])), 1, Verdict.DUPLICATE))


def test_retry_is_the_same_message_however_many_came_after_it(
    people: People, sender: Person, recipient: Person, dialog: Json
):
    """A message sent again under its `clientMessageId` is the first one, whatever was sent after it, and by whom."""
    other = people.dialog(sender, recipient, name="Другой разговор")
    path = f"/messages/dialog/{dialog['dialogId']}"
    bodies = [{"content": f"Письмо {number}", "meta": {"clientMessageId": f"c-{number}"}} for number in range(3)]
    firsts = [sender.api.data("POST", path, body, status=201) for body in bodies]
    recipient.api.send_message(dialog["dialogId"], "Ответ", meta={"clientMessageId": "c-0"})
    for number in range(100):
        sender.api.send_message((dialog, other)[number % 2]["dialogId"], f"Позже {number}")

    again = [sender.api.request("POST", path, body) for body in bodies]

    must(*(answered(exchange, 200) for exchange in again))
    ids = [piece(exchange.data, "_id") for exchange in again]
    must(equal("the retried messages", ids, [first["_id"] for first in firsts], Verdict.DUPLICATE))
    stored = [message["content"] for message in sender.api.messages(dialog["dialogId"], limit=100)]
    must(equal("the number stored", len(stored), len(bodies) + 1 + 50, Verdict.DUPLICATE))


def test_same_client_message_id_elsewhere_is_the_same_message(people: People, sender: Person, recipient: Person):
    """A `clientMessageId` is its sender's for good: sent again into another dialog it answers the first message."""
    first, other = (people.dialog(sender, recipient, name=name) for name in ("Раз", "Два"))
    body = {"content": "Один раз", "meta": {"clientMessageId": "c-1"}}
    message = sender.api.send_message(first["dialogId"], **body)

    again = sender.api.request("POST", f"/messages/dialog/{other['dialogId']}", body)

    must(equal("the messages in the other dialog", sender.api.messages(other["dialogId"]), [], Verdict.DUPLICATE))
    must(answered(again, 200))
    must(equal("the second answer", again.data, message, Verdict.DUPLICATE))


def test_meta_comes_back_verbatim(sender: Person, dialog: Json):
    """`meta` comes back as it was sent, so that the page knows its own message again."""
    nothing = {"null": None, "": "", "0": 0, "false": False, "[]": [], "{}": {}}
    meta = {"clientMessageId": "c-2", **nothing, "вложено": {"числа": [1, 2.5, None, True], **nothing}}

    message = sender.api.send_message(dialog["dialogId"], "С метаданными", meta=meta)

    must(equal("the answered meta", message["meta"], meta, Verdict.CONTENT))
    must(equal("the stored meta", sender.api.message(message["messageId"])["meta"], meta, Verdict.CONTENT))


@pytest.mark.needs("last_message_unasked")
@pytest.mark.parametrize("kind", ["text", "image", "file"])
def test_type_is_kept(sender: Person, recipient: Person, dialog: Json, kind: str):
    """A message has the type that it was sent with, in the answer, in the feed and as the last one of its dialog."""
    message = sender.api.send_message(dialog["dialogId"], "Вложение", type=kind)

    feed = [one["type"] for one in recipient.api.messages(dialog["dialogId"])]
    last = piece(recipient.api.listed_dialog(dialog["dialogId"]), "lastMessage", "type")
    must(
        equal("the answered type", message["type"], kind, Verdict.CONTENT),
        equal("the types in the feed", feed, [kind], Verdict.CONTENT),
        equal("the type of the last message", last, kind, Verdict.CONTENT),
    )


def test_message_without_a_type_is_a_text(sender: Person, dialog: Json):
    """Who gives no type sends a text."""
    must(equal("the type", sender.api.send_message(dialog["dialogId"], "Просто так")["type"], "text", Verdict.CONTENT))


def test_messages_are_newest_first_and_never_share_a_time(sender: Person, recipient: Person, dialog: Json):
    """A dialog's messages come newest first, and no two of them bear the same `createdAt`."""
    texts = [f"Сообщение {number}" for number in range(10)]
    for number, text in enumerate(texts):
        (sender, recipient)[number % 2].api.send_message(dialog["dialogId"], text)

    messages = sender.api.messages(dialog["dialogId"])

    times = [message["createdAt"] for message in messages]
    must(
        equal("the order", [message["content"] for message in messages], texts[::-1], Verdict.ORDER),
        equal("the times", times, sorted(set(times), reverse=True), Verdict.ORDER),
    )
