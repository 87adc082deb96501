"""Two tests that pass: one by the API, one with a page."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person


def test_passes(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока всё хорошо")


@pytest.mark.usefixtures("pages")
def test_opens_a_page(sender: Person, recipient: Person, dialog: Json):
    """Sends from a page."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.write("Со страницы")
    must(chat.expect.confirms(chat.press_enter()))
