"""A test that passes, by the API alone."""

from fixtures.clients.api import Json
from fixtures.people.person import Person


def test_passes(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока всё хорошо")
