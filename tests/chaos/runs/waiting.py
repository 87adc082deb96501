"""A test that passes, and one that never ends by itself with a page open; it tells the process of its ChatApp."""

import os
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.people.person import Person


def test_passes(sender: Person, dialog: Json):
    """Passes."""
    sender.api.send_message(dialog["dialogId"], "Пока всё хорошо")


@pytest.mark.usefixtures("pages")
def test_waits(sender: Person, recipient: Person, dialog: Json, chat_app: HostedChatApp):
    """Never ends."""
    sender.page.open_dialog(dialog, recipient.name)
    Path(os.environ["CHAOS_TELL"]).write_text(str(chat_app.process_id), encoding="utf-8")

    sender.tabs[0].page.wait_for_timeout(600_000)


@pytest.mark.usefixtures("pages")
def test_comes_later(sender: Person, recipient: Person, dialog: Json):
    """Opens a page of its own."""
    sender.page.open_dialog(dialog, recipient.name)
