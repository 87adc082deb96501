"""What several tests of the push channel stand on."""

import pytest

from fixtures.clients.api import Json
from fixtures.people.people import People
from fixtures.people.person import Person


@pytest.fixture
def group(people: People, sender: Person, recipient: Person, third: Person) -> Json:
    """A dialog of three, created by the sender, as the sender sees it."""
    return people.dialog(sender, recipient, third, name="Поход в горы")
