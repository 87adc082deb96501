"""Every fault on push, alone: for pages and push clients, on both transports, it does what it says and heals."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.people.person import Person
from tests.selftest.receivers import Receiver, get, must_be_whole, named, seen, send, take, texts

pytestmark = pytest.mark.usefixtures("pages")

NEVER_SECONDS = 600.0


def test_without_a_fault_everything_arrives(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """A wire without a fault passes every event on, once and in order."""
    send(sender, dialog, "Раз", "Два", "Три")

    assert get(recipient, receiver, "Раз", "Два", "Три")
    must_be_whole(sender, recipient, dialog, receiver)


def test_held_push_arrives_in_order_at_the_end(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """While push is held nothing arrives, and acknowledgements do; afterwards everything does, in order."""
    with recipient.network.push_held() as push:
        send(sender, dialog, "Раз", "Два")
        assert take(recipient, lambda: push.withheld, 2)
        assert receiver.goes_on()
        assert receiver.heard() == []
        assert named(push.withheld) == ["Раз", "Два"]

    assert get(recipient, receiver, "Раз", "Два")
    must_be_whole(sender, recipient, dialog, receiver)


def test_held_push_can_be_released_midway(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """Releasing lets go what was withheld so far; what comes later is withheld again."""
    with recipient.network.push_held() as push:
        send(sender, dialog, "Отпущено")
        assert take(recipient, lambda: push.withheld, 1)
        push.release()
        assert get(recipient, receiver, "Отпущено")
        send(sender, dialog, "Ещё держим")
        assert take(recipient, lambda: push.withheld, 1)
        assert texts(receiver.heard()) == ["Отпущено"]

    assert get(recipient, receiver, "Отпущено", "Ещё держим")


def test_reordered_push_arrives_in_reverse(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """While push is reordered nothing arrives; afterwards everything does, the latest first."""
    with recipient.network.push_reordered() as push:
        send(sender, dialog, "Раз", "Два", "Три")
        assert take(recipient, lambda: push.withheld, 3)
        assert named(push.withheld) == ["Раз", "Два", "Три"]

    assert get(recipient, receiver, "Три", "Два", "Раз")
    must_be_whole(sender, recipient, dialog, receiver)


def test_delayed_push_arrives_so_much_later(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver, journal: Journal
):
    """Each event arrives within the block, in order, and not before its time."""
    with recipient.network.push_delayed(0.2) as push:
        send(sender, dialog, "Раз", "Два")
        assert get(recipient, receiver, "Раз", "Два")
        assert named(push.delayed) == ["Раз", "Два"]
        assert push.withheld == []

    [emitted], [let_through] = seen(journal, Kind.EMITTED, "Раз"), seen(journal, Kind.LET_THROUGH, "Раз")
    # Half a clock's tick early is not too early.
    assert let_through.at_ms - emitted.at_ms > 190
    must_be_whole(sender, recipient, dialog, receiver)


def test_delayed_push_goes_at_once_at_the_end(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """What still waits when the block ends arrives then, in order; acknowledgements never waited."""
    with recipient.network.push_delayed(NEVER_SECONDS) as push:
        send(sender, dialog, "Раз", "Два")
        assert take(recipient, lambda: push.withheld, 2)
        assert receiver.goes_on()
        assert receiver.heard() == []

    assert get(recipient, receiver, "Раз", "Два")
    must_be_whole(sender, recipient, dialog, receiver)


def test_dropped_push_never_arrives(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """What ChatApp emits within the block is lost for good."""
    with recipient.network.push_dropped() as push:
        send(sender, dialog, "Раз", "Два")
        assert take(recipient, lambda: push.dropped, 2)
        assert receiver.goes_on()

    assert named(push.dropped) == ["Раз", "Два"]
    assert receiver.heard() == []
    must_be_whole(sender, recipient, dialog, receiver)


def test_duplicated_push_arrives_twice(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """Each event arrives two times in a row; what it doubled is named once."""
    with recipient.network.push_duplicated() as push:
        send(sender, dialog, "Раз", "Два")
        assert get(recipient, receiver, "Раз", "Раз", "Два", "Два")

    assert named(push.duplicated) == ["Раз", "Два"]
    must_be_whole(sender, recipient, dialog, receiver)
