"""What faults and wires write down: who saw which event, what a fault kept back, and what became of a request."""

from collections.abc import Iterator
from typing import Any

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.tab import Tab
from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.facts.journal import Journal
from fixtures.people.person import NewPage, Person
from fixtures.targets.target import Target
from tests.selftest.probing import fetch, start_fetching
from tests.selftest.receivers import ListeningPage

pytestmark = pytest.mark.usefixtures("pages")

MESSAGES = "/api/messages/dialog/"


@pytest.fixture
def page(recipient: Person, dialog: Json, pages: NewPage, target: Target, journal: Journal) -> Iterator[ListeningPage]:
    """A page of the recipient that listens to push over a WebSocket."""
    tab = Tab(pages(), target, recipient.network, journal)
    yield ListeningPage(recipient, tab, "websocket")
    tab.close()


def _of(journal: Journal, person: Person, *kinds: Kind) -> list[Fact]:
    return [fact for fact in journal.facts if fact.who == person.name and fact.what in kinds]


def _told(facts: list[Fact], *keys: str) -> list[tuple[Any, ...]]:
    return [(fact.what, *(fact.detail.get(key) for key in keys)) for fact in facts]


def test_way_of_a_message_is_written_down(
    sender: Person, recipient: Person, dialog: Json, page: ListeningPage, journal: Journal
):
    """From ChatApp to page and push client: emitted, withheld, let through, received, under one number each."""
    client = recipient.connect_push()
    with recipient.network.push_held(only="message:new") as push:
        meta = {"clientMessageId": "client-1"}
        message = sender.api.send_message(dialog["dialogId"], "Куда делось?", meta=meta)
        assert recipient.network.wait_for(lambda: len(push.withheld) == 2, within=5.0)
    assert client.wait_for("message:new", message["_id"])

    kinds = (Kind.FAULT_BEGAN, Kind.EMITTED, Kind.WITHHELD, Kind.FAULT_ENDED, Kind.LET_THROUGH, Kind.RECEIVED)
    facts = [fact for fact in _of(journal, recipient, *kinds) if fact.detail.get("event") != "dialog:update"]
    began, *way = facts
    assert began.detail["name"] == "push held, message:new only"
    of_page = [fact for fact in way if fact.detail.get("via") == "page 1"]
    of_client = [fact for fact in way if fact.detail.get("via") == "push client 1"]
    assert [fact.what for fact in of_page] == [Kind.EMITTED, Kind.WITHHELD, Kind.LET_THROUGH]
    assert [fact.what for fact in of_client] == [Kind.EMITTED, Kind.WITHHELD, Kind.LET_THROUGH, Kind.RECEIVED]
    assert [len({fact.detail["packet"] for fact in facts}) for facts in (of_page, of_client)] == [1, 1]
    assert {fact.detail["fault"] for fact in way if "fault" in fact.detail} == {began.detail["fault"]}
    assert of_page[0].detail == {
        "via": "page 1",
        "packet": of_page[0].detail["packet"],
        "event": "message:new",
        "message": message["_id"],
        "dialog": dialog["dialogId"],
        "client": "client-1",
        "sender": sender.user_id,
        "status": "sent",
        "text": "Куда делось?",
    }


def test_connections_are_written_down(recipient: Person, page: ListeningPage, journal: Journal):
    """When a page's session begins and ends is written down, with the close code."""
    with recipient.network.push_cut(1012):
        pass

    kinds = (Kind.CONNECTED, Kind.DISCONNECTED)
    assert _told(_of(journal, recipient, *kinds), "via", "close_code") == [
        (Kind.CONNECTED, "page 1", None),
        (Kind.DISCONNECTED, "page 1", 1012),
    ]


def test_events_of_clients_are_written_down(recipient: Person, dialog: Json, page: ListeningPage, journal: Journal):
    """What a page or a push client sends is written down, with the dialog it speaks of."""
    client = recipient.connect_push("polling")
    client.call("dialog:join", dialog["dialogId"])
    client.emit("typing:start", {"dialogId": dialog["dialogId"]})
    assert page.goes_on()

    assert _told(_of(journal, recipient, Kind.SENT_EVENT), "via", "event", "dialog") == [
        (Kind.SENT_EVENT, "push client 1", "dialog:join", dialog["dialogId"]),
        (Kind.SENT_EVENT, "push client 1", "typing:start", dialog["dialogId"]),
        (Kind.SENT_EVENT, "page 1", "dialog:leave", "dlg_nowhere"),
    ]


def test_spoiled_requests_are_written_down(recipient: Person, dialog: Json, page: ListeningPage, journal: Journal):
    """Each fault on requests says what became of a request, and under which number."""
    path = f"{MESSAGES}{dialog['dialogId']}"
    wire = recipient.network
    with wire.answer_failed("POST", MESSAGES, 503, handled=False):
        fetch(recipient, "POST", path, {"content": "Раз"}, page.page)
    with wire.answer_lost("POST", MESSAGES):
        fetch(recipient, "POST", path, {"content": "Два"}, page.page)
    with wire.request_aborted("POST", MESSAGES):
        fetch(recipient, "POST", path, {"content": "Три"}, page.page)
    with wire.answer_held("POST", MESSAGES) as held:
        start_fetching(recipient, "POST", path, {"content": "Четыре"}, page.page)
        assert held.wait_for_answer()
    with wire.answer_delayed("POST", MESSAGES, 0.01):
        fetch(recipient, "POST", path, {"content": "Пять"}, page.page)

    spoiled = _of(journal, recipient, Kind.SPOILED)
    assert [fact.detail["outcome"] for fact in spoiled] == ["failed 503", "lost", "refused", "held", "delayed"]
    assert {(fact.detail["method"], fact.detail["path"]) for fact in spoiled} == {("POST", path)}
    assert len({fact.detail["request"] for fact in spoiled}) == 5
    names = [fact.detail["name"] for fact in _of(journal, recipient, Kind.FAULT_BEGAN)]
    assert names == [
        f"answers to POST {MESSAGES} failed with 503, kept from ChatApp",
        f"answers to POST {MESSAGES} lost",
        f"requests POST {MESSAGES} refused",
        f"answers to POST {MESSAGES} held",
        f"answers to POST {MESSAGES} delayed by 0.01 s",
    ]
    ended = [fact.detail["name"] for fact in _of(journal, recipient, Kind.FAULT_ENDED)]
    assert ended == names


def test_pages_and_push_clients_are_counted(
    recipient: Person, page: ListeningPage, pages: NewPage, target: Target, journal: Journal
):
    """Each page and each push client of a person has a name of its own, in the order of coming."""
    other = Tab(pages(), target, recipient.network, journal)
    for _ in range(2):
        recipient.connect_push()
    names = [recipient.network.via(tab) for tab in (page.page, other.page)]
    other.close()

    assert names == ["page 1", "page 2"]
    connected = _told(_of(journal, recipient, Kind.CONNECTED), "via")
    assert connected[1:] == [(Kind.CONNECTED, "push client 1"), (Kind.CONNECTED, "push client 2")]


def test_request_keeps_its_number(recipient: Person, page: ListeningPage):
    """A request has one number whoever asks, and no two requests have the same."""
    with page.page.expect_request("**/api/auth/me") as first:
        fetch(recipient, "GET", "/api/auth/me", page=page.page)
    with page.page.expect_request("**/health") as second:
        fetch(recipient, "GET", "/health", page=page.page)
    wire = recipient.network

    assert wire.number_of(first.value) == wire.number_of(first.value)
    assert wire.number_of(first.value) != wire.number_of(second.value)
