"""ChatApp ends by itself on one content; the tests after it find it at work."""

import os
import signal

from fixtures.clients.api import Json
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.people.person import Person


def test_ends_it(sender: Person, dialog: Json, chat_app: HostedChatApp):
    """Does what makes ChatApp crash, and asks for something."""
    os.kill(chat_app.process_id, signal.SIGABRT)

    sender.api.send_message(dialog["dialogId"], "Никто не ответит")


def test_after_it(sender: Person, dialog: Json):
    """Finds ChatApp at work."""
    sender.api.send_message(dialog["dialogId"], "Снова здесь")
