"""A page takes more memory than it can have."""

import pytest

from fixtures.clients.api import Json
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_runs_out_of_memory(sender: Person, recipient: Person, dialog: Json):
    """The page's process ends."""
    sender.page.open_dialog(dialog, recipient.name)

    sender.tabs[0].page.evaluate("() => { const kept = []; while (true) kept.push(new Array(1e6).fill({})); }")


def test_comes_later(sender: Person, recipient: Person, dialog: Json):
    """Opens a page of its own."""
    sender.page.open_dialog(dialog, recipient.name)
