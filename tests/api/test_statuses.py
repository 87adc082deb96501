"""A message's status at ChatApp: how far it has come among all who should get it."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("message_statuses")


def _bears_status(person: Person, message: Json, status: str) -> Finding:
    stored = person.api.data("GET", f"/messages/{message['messageId']}")
    return equal("the stored status", stored["status"], status, Verdict.STATUS_MARK)


@pytest.mark.needs("changed_message_answered")
@pytest.mark.parametrize(
    ("reached", "reported"),
    [pytest.param("read", "delivered", id="delivered-after-read")]
    + [pytest.param(status, status, id=f"{status}-twice") for status in ("delivered", "read")],
)
def test_status_never_goes_back(sender: Person, recipient: Person, dialog: Json, reached: str, reported: str):
    """A report that comes late, or twice, is answered with the message as it is, and leaves it so."""
    message = sender.api.send_message(dialog["dialogId"], "Только вперёд")
    at_first = recipient.api.mark(message["messageId"], reached)

    answered = recipient.api.mark(message["messageId"], reported)

    must(equal("the answered status", answered["status"], reached, Verdict.STATUS_MARK))
    must(equal("the message", answered, at_first, Verdict.STATUS_MARK))
    must(_bears_status(sender, message, reached))


@pytest.mark.needs("changed_message_answered")
@pytest.mark.parametrize("status", ["delivered", "read"])
def test_new_status_makes_the_message_newer(sender: Person, recipient: Person, dialog: Json, status: str):
    """A status that has changed moves `updatedAt`."""
    message = sender.api.send_message(dialog["dialogId"], "Дошло?")
    later = sender.api.send_message(dialog["dialogId"], "Время идёт")["createdAt"]

    changed = recipient.api.mark(message["messageId"], status)

    must(equal("whether updatedAt has moved", changed["updatedAt"] >= later, True, Verdict.CONTENT))


def test_reading_covers_all_older_messages(sender: Person, recipient: Person, dialog: Json):
    """Who reads a message has read all that came before it, and nothing that came after."""
    first, second, third = (sender.api.send_message(dialog["dialogId"], text) for text in ("Раз", "Два", "Три"))

    recipient.api.mark(second["messageId"], "read")

    must(
        _bears_status(sender, first, "read"),
        _bears_status(sender, second, "read"),
        _bears_status(sender, third, "sent"),
    )


def test_fetching_is_no_delivery(sender: Person, recipient: Person, dialog: Json):
    """A message stays `sent` until a recipient's page reports it, though they have a session and fetch the dialog."""
    assert recipient.push
    message = sender.api.send_message(dialog["dialogId"], "Ещё не дошло")

    recipient.api.messages(dialog["dialogId"])

    must(_bears_status(sender, message, "sent"))


def test_status_is_the_least_among_the_recipients(people: People, sender: Person, recipient: Person, third: Person):
    """In a group a message is as far as the one it reached least."""
    group = people.dialog(sender, recipient, third, name="Поход в горы")
    message = sender.api.send_message(group["dialogId"], "Все на месте?")
    steps = [(recipient, "delivered", "sent"), (recipient, "read", "sent")]
    steps += [(third, "delivered", "delivered"), (third, "read", "read")]

    for person, reported, least in steps:
        person.api.mark(message["messageId"], reported)
        must(_bears_status(sender, message, least))


def test_counting_and_reading_stop_at_no_page(sender: Person, recipient: Person, dialog: Json):
    """However many messages are unread, all of them count, and whoever reads the newest has read the oldest."""
    first, *_, last = [sender.api.send_message(dialog["dialogId"], f"Сообщение {number}") for number in range(105)]
    unread = recipient.api.listed_dialog(dialog["dialogId"])["unreadCount"]

    recipient.api.mark(last["messageId"], "read")

    left = recipient.api.listed_dialog(dialog["dialogId"])["unreadCount"]
    must(equal("how much was unread before and after", [unread, left], [105, 0], Verdict.UNREAD))
    must(_bears_status(sender, first, "read"))
