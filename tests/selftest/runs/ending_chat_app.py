"""A test that does what ends ChatApp without looking for it, and one after it; run with such a bug planted."""

from fixtures.clients.api import Json
from fixtures.people.person import Person


def test_ends_it(sender: Person, recipient: Person, dialog: Json):
    """Sends an event that makes no sense, and a message after it."""
    sender.push.send_packet('42["typing:start"]')
    assert not sender.push.goes_on()

    recipient.api.send_message(dialog["dialogId"], "Есть кто?")


def test_after_it(sender: Person, dialog: Json):
    """Finds ChatApp at work."""
    sender.api.send_message(dialog["dialogId"], "Снова здесь")
