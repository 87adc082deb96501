"""Pages that are opened one after the other; the first test tells its process, and is then to be disturbed."""

import os
from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_before(sender: Person, recipient: Person, dialog: Json):
    """Opens a page."""
    sender.page.open_dialog(dialog, recipient.name)


def test_opens_pages(sender: Person):
    """Opens pages for as long as it can."""
    Path(os.environ["CHAOS_TELL"]).write_text(str(os.getpid()), encoding="utf-8")

    for _ in range(200):
        sender.open_page().tab.close()


def test_after(sender: Person, recipient: Person, dialog: Json):
    """Opens a page once more."""
    sender.page.open_dialog(dialog, recipient.name)
