"""A target begins to misbehave when it is told so by a message, in the middle of a run."""

from fixtures.clients.api import Json
from fixtures.people.person import Person


def test_before(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока всё хорошо")


def test_meets_it(sender: Person, dialog: Json):
    """Sends the message with which it begins."""
    sender.api.send_message(dialog["dialogId"], "И теперь?")


def test_after(sender: Person):
    """Looks whether anybody is there."""
    sender.api.dialogs()
