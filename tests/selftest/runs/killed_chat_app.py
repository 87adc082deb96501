"""ChatApp dies in the middle of a run."""

import os
import signal

from fixtures.clients.api import Json
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.people.person import Person


def test_before_the_end(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока жив")


def test_meets_the_end(sender: Person, dialog: Json, chat_app: HostedChatApp):
    """ChatApp is killed, and then asked for something."""
    os.kill(chat_app.process_id, signal.SIGKILL)

    sender.api.send_message(dialog["dialogId"], "Никто не ответит")


def test_after_the_end(sender: Person, dialog: Json):
    """Finds no ChatApp."""
    sender.api.send_message(dialog["dialogId"], "Никого нет")
