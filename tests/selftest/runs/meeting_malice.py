"""Tests that fail on a malicious target, each where it does its worst."""

import pytest

from fixtures.journey.finding import broken, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


@pytest.fixture
def person(people: People) -> Person:
    """Someone whom the target signs in under a name of its choice."""
    return people.from_cast("79111111111")


def test_meets_a_name(person: Person):
    """The name is one that was given."""
    must(broken(Verdict.IDENTITY, f"is called «{person.name}»."))


def test_meets_an_id(person: Person):
    """An id leads out of every folder."""
    person.api.data("GET", "/auth/me")


def test_is_led_elsewhere(person: Person):
    """An answer says that it is at another host."""
    person.api.dialogs()


def test_is_sent_without_end(person: Person):
    """An answer has ten gigabytes."""
    person.api.find_people("a")


def test_is_nested_without_end(person: Person):
    """JSON is deeper than any reader."""
    person.api.data("GET", "/messages/msg_1")


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_push_is_led_elsewhere(person: Person, transport: str):
    """Push says that it is at another host."""
    person.connect_push(transport)


@pytest.mark.usefixtures("pages")
@pytest.mark.run_once
def test_page_does_its_worst(people: People):
    """A page loads, opens, posts and downloads what it should not."""
    page = people.visitor().tab.page
    page.wait_for_function("document.title === 'done'", timeout=5000)
    must(broken(Verdict.PAGE, f"it shows «{page.locator('#name').text_content()}»."))
