"""A test that never ends by itself, with a page open and ChatApp running."""

import os
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_hangs_on_a_page(sender: Person, recipient: Person, dialog: Json, chat_app: HostedChatApp):
    """Never ends."""
    sender.page.open_dialog(dialog, recipient.name)
    Path(os.environ["TELL_CHAT_APP"]).write_text(str(chat_app.process_id), encoding="utf-8")

    sender.tabs[0].page.wait_for_timeout(600_000)
