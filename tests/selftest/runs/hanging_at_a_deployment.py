"""A test that never ends by itself, with a page open and a dialog made at a deployment."""

import os
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_hangs_at_a_deployment(sender: Person, recipient: Person, dialog: Json):
    """Never ends."""
    sender.page.open_dialog(dialog, recipient.name)
    Path(os.environ["TELL_DIALOG"]).write_text(dialog["dialogId"], encoding="utf-8")

    sender.tabs[0].page.wait_for_timeout(600_000)
