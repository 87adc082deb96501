"""The scenario by which speed is measured; run by `benchmarks/watch_latency.py`."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_message_is_confirmed_without_push(sender: Person, recipient: Person, dialog: Json):
    """A message that is sent while push is withheld is confirmed, and the input is empty."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        chat.write("Мой первый тест")
        sending = chat.press_enter()
        must(chat.expect.confirms(sending), chat.expect.empties_input())
