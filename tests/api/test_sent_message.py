"""The answer to a sent message: the first of the three bugs that lost messages."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.answers import answered, equal
from fixtures.journey.verdict import Verdict, must
from fixtures.people.person import Person


@pytest.mark.needs("plain_dialog_ids")
def test_answer_carries_the_message_under_data(sender: Person, dialog: Json):
    """The answer to a sent message is 201 with the message, whole, under `data`."""
    answer = sender.api.request("POST", f"/messages/dialog/{dialog['dialogId']}", {"content": "Привет!"})

    must(answered(answer, 201))
    must(equal("the answer's keys", sorted(answer.body), ["data", "success"], Verdict.ENVELOPE))
    must(
        equal("content", answer.data["content"], "Привет!", Verdict.CONTENT),
        equal("senderId", answer.data["senderId"], sender.user_id, Verdict.IDENTITY),
        equal("dialogId", answer.data["dialogId"], dialog["dialogId"], Verdict.IDENTITY),
        equal("status", answer.data["status"], "sent", Verdict.STATUS_MARK),
    )


def test_sent_message_is_stored(sender: Person, recipient: Person, dialog: Json):
    """What the answer to a sent message carries is what every member reads afterwards."""
    message = sender.api.send_message(dialog["dialogId"], "Привет!")

    for member in (sender, recipient):
        must(equal("the stored messages", member.api.messages(dialog["dialogId"]), [message], Verdict.PERSISTENCE))


def test_same_client_message_id_makes_one_message(sender: Person, dialog: Json):
    """A message sent twice under one `clientMessageId` is stored once, and both answers carry it."""
    path = f"/messages/dialog/{dialog['dialogId']}"
    body = {"content": "Один раз", "meta": {"clientMessageId": "c-1"}}

    first = sender.api.request("POST", path, body)
    second = sender.api.request("POST", path, body)

    must(answered(first, 201), answered(second, 200))
    must(equal("the second answer", second.data, first.data, Verdict.DUPLICATE))
    must(equal("the number stored", len(sender.api.messages(dialog["dialogId"])), 1, Verdict.DUPLICATE))


def test_meta_comes_back_verbatim(sender: Person, dialog: Json):
    """`meta` comes back as it was sent, so that the page knows its own message again."""
    meta = {"clientMessageId": "c-2", "вложено": {"числа": [1, 2.5, None, True]}}

    message = sender.api.send_message(dialog["dialogId"], "С метаданными", meta=meta)

    must(equal("meta", message["meta"], meta, Verdict.CONTENT))


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
