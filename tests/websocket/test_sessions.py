"""A session's life: how long it lasts, what ends it, and what a person has after it."""

import json
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.client import PushClient
from fixtures.clients.push.expectations import ends, refuses
from fixtures.clients.push.transport import WebSocketTransport
from fixtures.contract.expectations import equal, same_in_order
from fixtures.contract.pieces import piece
from fixtures.hosting.plugin import StartChatApp
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import Finding, broken, kept, must
from fixtures.journey.verdict import Verdict
from fixtures.people.cleanup import Cleanup
from fixtures.people.people import People
from fixtures.people.person import Person, Stage
from fixtures.people.seeding import phones_for, texts_for
from fixtures.targets.target import Target

TRANSPORTS = ["websocket", "polling"]
SESSIONS = 200

Gather = Callable[[Target], People]


@pytest.fixture
def gather(journal: Journal) -> Iterator[Gather]:
    """Makes people of this test at another ChatApp than the one under test."""
    companies: list[People] = []

    def gather(target: Target) -> People:
        stage = Stage(target, journal, lambda: pytest.fail("no pages here"))
        companies.append(People(stage, texts_for(0, target.base_url), phones_for(0, target.base_url, 0), Cleanup()))
        return companies[-1]

    yield gather
    for everyone in companies:
        everyone.see_off()


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_reconnected_session_hears_from_then_on(sender: Person, recipient: Person, dialog: Json, transport: str):
    """After a reconnect what is sent arrives again, once; what was missed is for the page to load."""
    first = recipient.connect_push(transport)
    first.close()
    missed = sender.api.send_message(dialog["dialogId"], "Пропущено")

    again = recipient.connect_push(transport)
    message = sender.api.send_message(dialog["dialogId"], "Снова слышно")

    must(again.gets("message:new", message["_id"]))
    must(again.gets_nothing("message:new", missed["_id"], Verdict.DUPLICATE))
    must(recipient.api.stores(dialog, "Пропущено", "Снова слышно"))


def test_typing_is_not_told_until_a_page_joins_again(sender: Person, recipient: Person, dialog: Json):
    """A new session has no dialog open, whatever the one before it had."""
    first = recipient.connect_push()
    first.call("dialog:join", dialog["dialogId"])
    first.close()
    again = recipient.connect_push()
    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})
    sender.push.call("dialog:leave", dialog["dialogId"])

    again.call("dialog:join", dialog["dialogId"])
    sender.push.emit("typing:stop", {"dialogId": dialog["dialogId"]})

    must(again.gets("typing:stop", sender.user_id))
    must(again.gets_nothing("typing:start"))


def test_session_that_answers_pings_lives_on(start_chat_app: StartChatApp, gather: Gather):
    """Over either transport a session that answers is open after many pings, and nothing in it is lost."""
    people = gather(start_chat_app("--ping-interval", "0.1", "--ping-timeout", "2"))
    sender, recipient = people.new(), people.new()
    dialog = people.dialog(sender, recipient)
    sessions = [recipient.connect_push(transport) for transport in TRANSPORTS]

    lived = [push.pinged(5) for push in sessions]

    must(equal("whether the pings went on", lived, [True, True], Verdict.PUSH_SERVER))
    message = sender.api.send_message(dialog["dialogId"], "Ещё здесь?")
    must(*(push.gets("message:new", message["_id"]) for push in sessions))


def test_session_that_does_not_answer_pings_is_ended(start_chat_app: StartChatApp, gather: Gather):
    """A session that leaves a ping unanswered is closed, and its person is no longer there."""
    target = start_chat_app("--ping-interval", "0.2", "--ping-timeout", "1")
    people = gather(target)
    sender, recipient = people.new(), people.new()
    people.dialog(sender, recipient)
    silent = WebSocketTransport(target)
    silent.open()
    silent.send("40" + json.dumps({"token": sender.token}))

    must(recipient.push.gets("user:offline", sender.user_id))
    must(ends(silent))


def test_expired_token_opens_no_session(start_chat_app: StartChatApp, gather: Gather, journal: Journal):
    """A session outlives the token that opened it; with that token no other is opened, over neither transport."""
    target = start_chat_app("--token-lifetime", "1.5")
    person = gather(target).new()
    sessions = [person.connect_push(transport) for transport in TRANSPORTS]

    must(_token_expires(person))

    must(equal("whether they go on", [push.goes_on() for push in sessions], [True, True], Verdict.PUSH_SERVER))
    for transport in TRANSPORTS:
        must(refuses(target, journal, {"token": person.token}, "Authentication failed", transport))


@pytest.mark.load
@pytest.mark.timeout(120)
def test_two_hundred_sessions_hear_every_message_once(sender: Person, recipient: Person, dialog: Json):
    """Two hundred sessions of one person, over both transports, each get every message once, in order."""
    transports = [("websocket", "polling")[number % 10 == 0] for number in range(SESSIONS)]
    with ThreadPoolExecutor(16) as threads:
        sessions = list(threads.map(recipient.connect_push, transports))
    texts = ["Раз", "Два", "Три"]

    for text in texts:
        sender.api.send_message(dialog["dialogId"], text)

    for push in sessions:
        push.wait_for("message:new", count=len(texts), within=10)
        must(_holds(push, texts))
    must(sessions[0].gets("message:new", times=len(texts)))
    must(*(_holds(push, texts) for push in sessions))


def _token_expires(person: Person, within: float = 10.0) -> Finding:
    """A person's token stops working within so many seconds; returns as soon as it does."""
    deadline = time.monotonic() + within
    while person.api.request("GET", "/auth/me").status == 200:
        if time.monotonic() > deadline:
            return broken(Verdict.ACCESS, f"a token with a lifetime of 1.5 s still works after {within:g} s.")
    return kept()


def _holds(push: PushClient, texts: list[str]) -> Finding:
    """The session has got each of these messages once, in this order."""
    seen = [piece(event.payload, "content") for event in push.received("message:new")]
    return same_in_order("what a session got", seen, texts, missing_is=Verdict.PUSH_SERVER)
