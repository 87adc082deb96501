"""How a test is fooled: it waits for the text, and push brings it. Collected only when named."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_with_push_live(sender: Person, recipient: Person, dialog: Json):
    """The text appears: by the answer or by the push, this test cannot know."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    chat.write("Видно, но почему?")
    chat.press_send()

    must(chat.expect.shows("Видно, но почему?"))


def test_with_push_held(sender: Person, recipient: Person, dialog: Json):
    """The text appears, and only the answer can have brought it."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        chat.write("Видно, и ясно почему")
        sending = chat.press_send()
        must(chat.expect.confirms(sending))
