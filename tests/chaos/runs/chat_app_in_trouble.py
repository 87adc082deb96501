"""Something befalls the embedded ChatApp in the middle of a test: TROUBLE says what."""

import os
import resource
import signal
import threading

from fixtures.clients.api import Json
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.people.person import Person


def test_before(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока всё хорошо")


def test_meets_it(sender: Person, dialog: Json, chat_app: HostedChatApp):
    """Sends a message when it has happened."""
    if os.environ["TROUBLE"] == "frozen":
        os.kill(chat_app.process_id, signal.SIGSTOP)
    elif os.environ["TROUBLE"] == "slow":
        os.kill(chat_app.process_id, signal.SIGSTOP)
        threading.Timer(3, os.kill, (chat_app.process_id, signal.SIGCONT)).start()
    else:
        # No file of that process may become any longer, as on a disk that is full.
        resource.prlimit(chat_app.process_id, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))

    sender.api.send_message(dialog["dialogId"], "И теперь?")


def test_after(sender: Person):
    """Looks whether anybody is there."""
    sender.api.dialogs()
