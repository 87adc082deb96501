"""A test that is wrong about what it expects, while ChatApp does everything right."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


def test_expects_nonsense(sender: Person, recipient: Person, dialog: Json):
    """Insists on a row that nobody wrote."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.write("Верно")
    must(chat.expect.confirms(chat.press_enter()))

    assert [row.text for row in chat.ask.rows()] == ["Неверно"]
