"""Which row is meant, where its text alone does not tell."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_what_failed_is_told_from_what_was_stored_with_the_same_text(sender: Person, recipient: Person, dialog: Json):
    """Of two messages of one text that which was not sent is looked at and discarded, and the other one reacted to."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.send("Привет")
    must(chat.expect.shows_mark("Привет", "отправлено"))
    recipient.api.react(recipient.api.messages(dialog["dialogId"])[0]["messageId"], "👍")
    must(chat.expect.shows_reaction("Привет", "👍 1"))

    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.send("Привет")
        must(chat.expect.says_not_sent("Привет"))
    chat.toggle_reaction("Привет", "👍")
    must(chat.expect.gives_reaction("Привет", "👍 2"))
    chat.discard("Привет")

    must(chat.expect.still_holds("Привет"), recipient.api.stores(dialog, "Привет"))
