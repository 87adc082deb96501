"""ChatApp dies while a page is open and waits for it."""

import os
import signal

import pytest

from fixtures.clients.api import Json
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_sends_to_a_dead_chat_app(sender: Person, recipient: Person, dialog: Json, chat_app: HostedChatApp):
    """Writes a message that nobody can store any more."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    os.kill(chat_app.process_id, signal.SIGKILL)

    chat.write("Никому")
    must(chat.expect.confirms(chat.press_enter()))
