"""What several API tests stand on."""

import pytest

from fixtures.clients.api import Json
from fixtures.people.people import People
from fixtures.people.person import Person


@pytest.fixture
def group(people: People, sender: Person, recipient: Person, third: Person) -> Json:
    """A dialog of three, created by the sender, as the sender sees it."""
    return people.dialog(sender, recipient, third, name="Поход в горы")


@pytest.fixture
def known(sender: Person, recipient: Person, dialog: Json) -> dict[str, str]:
    """What a path can name: the other, their phone, the dialog, and a message of the other's in it."""
    message = recipient.api.send_message(dialog["dialogId"], "Здравствуйте")
    return {
        "other": recipient.user_id,
        "phone": recipient.phone,
        "dialog": dialog["dialogId"],
        "message": message["messageId"],
    }
