"""What faults on push take, and for how long: one event only, until a condition, nested, never longer than a block."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.network.wire import Wire
from fixtures.people.person import NewPage, Person
from fixtures.targets.target import Target
from tests.selftest.probing import fetch
from tests.selftest.receivers import ListeningPage, Receiver, get, must_be_whole, named, seen, send, take, texts

pytestmark = pytest.mark.usefixtures("pages")

NEVER_SECONDS = 600.0
Spoil = Callable[..., AbstractContextManager[Any]]
FAULTS: dict[str, Spoil] = {
    "held": Wire.push_held,
    "reordered": Wire.push_reordered,
    "delayed": lambda wire, **scope: wire.push_delayed(NEVER_SECONDS, **scope),
    "dropped": Wire.push_dropped,
    "duplicated": Wire.push_duplicated,
}


@pytest.fixture(params=FAULTS)
def spoil(request: pytest.FixtureRequest) -> Spoil:
    """One of the faults on push."""
    return FAULTS[request.param]


def test_fault_heals_when_the_test_fails_inside_it(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver, spoil: Spoil
):
    """A fault ends with its block, however the block ends, and leaves nothing behind."""
    with suppress(ZeroDivisionError), spoil(recipient.network):
        raise ZeroDivisionError

    must_be_whole(sender, recipient, dialog, receiver)


def test_fault_takes_only_what_it_is_for(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver, spoil: Spoil
):
    """A fault for one event leaves all others alone, while it lasts."""
    with spoil(recipient.network, only="typing:start"):
        send(sender, dialog, "Мимо")
        assert get(recipient, receiver, "Мимо")

    with spoil(recipient.network, only="message:new"):
        send(sender, dialog, "Не мимо")
        sender.api.rename_dialog(dialog["dialogId"], "Другое имя")
        renamed = recipient.network.wait_for(lambda: receiver.heard("dialog:update"), within=5.0)
        assert [payload["eventType"] for payload in renamed or []] == ["renamed"]
        assert texts(receiver.heard()) != ["Мимо", "Не мимо"]


def test_fault_ends_when_its_condition_comes_true(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver, spoil: Spoil
):
    """Once the condition is true the fault takes nothing more, lets go what it holds, and the block goes on."""
    over: list[str] = []
    with spoil(recipient.network, until=lambda: over) as push:
        assert recipient.network.push_faults.installed == [push]
        over.append("now")
        assert recipient.network.wait_for(lambda: not recipient.network.push_faults.installed, within=5.0)
        must_be_whole(sender, recipient, dialog, receiver)


def test_condition_is_looked_at_when_an_event_passes(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver
):
    """A fault that counts what it holds ends with the last of it, and nothing is lost, doubled or overtaken."""
    with recipient.network.push_held(until=lambda: len(push.withheld) == 2) as push:
        send(sender, dialog, "Раз", "Два", "Три")
        assert get(recipient, receiver, "Раз", "Два", "Три")
        assert recipient.network.push_faults.installed == []

    must_be_whole(sender, recipient, dialog, receiver)


@pytest.mark.parametrize("kind", ["held", "reordered", "delayed"])
def test_receiver_may_leave_within_the_block(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver, journal: Journal, kind: str
):
    """What is kept back for someone who is gone goes to nobody, and no fact says that it arrived."""
    with FAULTS[kind](recipient.network) as push:
        send(sender, dialog, "Вдогонку")
        assert take(recipient, lambda: push.withheld, 1)
        receiver.close()

    assert seen(journal, Kind.LET_THROUGH, "Вдогонку") == []
    assert push.withheld == []
    assert recipient.network.push_faults.installed == []


def test_latest_fault_decides(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """Of nested faults the inner one decides about what it takes; the outer has the rest, and all after it."""
    with recipient.network.push_held() as outer:
        with recipient.network.push_dropped(only="message:new") as inner:
            send(sender, dialog, "Внутри")
            sender.api.rename_dialog(dialog["dialogId"], "Другое имя")
            assert take(recipient, lambda: outer.withheld, 1)
            assert [event.name for event in outer.withheld] == ["dialog:update"]
            assert named(inner.dropped) == ["Внутри"]
        send(sender, dialog, "Снаружи")
        assert take(recipient, lambda: outer.withheld, 2)

    assert get(recipient, receiver, "Снаружи")
    must_be_whole(sender, recipient, dialog, receiver)


def test_end_of_the_outer_fault_leaves_the_inner(sender: Person, recipient: Person, dialog: Json, receiver: Receiver):
    """Faults may overlap: one that ends by its condition takes nothing from another that goes on."""
    over: list[str] = []
    with recipient.network.push_held(until=lambda: over) as outer:
        send(sender, dialog, "Раз")
        assert take(recipient, lambda: outer.withheld, 1)
        with recipient.network.push_held() as inner:
            send(sender, dialog, "Два")
            assert take(recipient, lambda: inner.withheld, 1)
            over.append("now")
            assert get(recipient, receiver, "Раз")
            assert named(inner.withheld) == ["Два"]

    assert get(recipient, receiver, "Раз", "Два")


def test_condition_is_looked_at_when_a_request_passes(
    sender: Person, recipient: Person, dialog: Json, pages: NewPage, target: Target, journal: Journal
):
    """A request of the page is reason enough to look: what was held is let go without anyone waiting on the wire."""
    tab = Tab(pages(), target, recipient.network, journal)
    page = ListeningPage(recipient, tab, "websocket")
    over: list[str] = []
    with recipient.network.push_held(until=lambda: over) as push:
        send(sender, dialog, "Раз")
        assert take(recipient, lambda: push.withheld, 1)
        over.append("now")
        fetch(recipient, "GET", "/health", page=page.page)
        assert recipient.network.push_faults.installed == []
        assert get(recipient, page, "Раз")
    tab.close()


def test_one_fault_holds_for_all_of_a_persons_receivers(
    sender: Person, recipient: Person, dialog: Json, receiver: Receiver
):
    """A push client that connects within the block is under the fault too, and nobody else's push is."""
    with recipient.network.push_held(only="message:new") as push:
        late = recipient.connect_push()
        assert sender.push
        send(sender, dialog, "Всем")
        assert sender.push.wait_for("message:new", "Всем")
        assert take(recipient, lambda: push.withheld, 2)
        assert (receiver.heard(), late.received("message:new")) == ([], [])

    assert get(recipient, receiver, "Всем")
    assert len(late.wait_for("message:new", "Всем")) == 1
