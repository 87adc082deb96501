"""Reactions on the page: a click gives one's own, or takes it back."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("page_reactions")


@pytest.mark.parametrize("reloaded", [True, False], ids=["reloaded", "same-page"])
def test_click_on_own_reaction_takes_it_back(sender: Person, recipient: Person, dialog: Json, *, reloaded: bool):
    """A click on one's own reaction takes it back, after a reload too; others' stay."""
    message = recipient.api.send_message(dialog["dialogId"], "Как тебе?")
    recipient.api.react(message["messageId"], "👍")
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with("Как тебе?"))
    chat.toggle_reaction("Как тебе?", "👍")
    must(chat.expect.takes_reaction_back("Как тебе?", "👍 2"))
    if reloaded:
        sender.page.reload()
        chat = sender.page.open_dialog(dialog, recipient.name)
        must(chat.expect.ends_with("Как тебе?"))

    chat.toggle_reaction("Как тебе?", "👍")

    must(chat.expect.takes_reaction_back("Как тебе?", "👍 1"))
