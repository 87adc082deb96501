"""Tests that fail while a token or a code is in every hand that could show it."""

import os
import signal
from pathlib import Path

import pytest

from fixtures.clients.api import ApiClient, Json
from fixtures.contract.expectations import answered, equal
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target


@pytest.fixture(autouse=True)
def _told_token(sender: Person) -> None:
    """Tell the outer test what must not be found."""
    _tell(sender.token)


def _tell(token: str) -> None:
    with Path(os.environ["TELL_TOKENS"]).open("a", encoding="utf-8") as told:
        told.write(token + "\n")


def test_fails_in_an_answer(sender: Person):
    """Fails on a status."""
    must(answered(sender.api.request("GET", "/auth/me"), 500))


def test_fails_signing_in(people: People, sender: Person, target: Target):
    """Fails on a code."""
    people.sign_in_api.verify_code(sender.phone, target.code)


def test_fails_comparing_a_session(people: People, sender: Person, target: Target):
    """Fails on a whole answer that holds a token nobody has marked as one."""
    people.sign_in_api.request_code(sender.phone)
    body = {"phone": sender.phone, "code": target.code}
    answer = people.sign_in_api.request("POST", "/auth/verify-code", body)
    _tell(answer.data["token"])

    must(equal("the answer", answer.body, {}, Verdict.CONTENT))


def test_fails_comparing_tokens(sender: Person):
    """Fails on a token that stands in a list, under no key."""
    must(equal("the tokens", [f"{sender.token}"], [], Verdict.CONTENT))


def test_fails_as_a_stranger(sender: Person, target: Target, journal: Journal):
    """Fails by itself, with a client of the person at hand."""
    client = ApiClient(target, "me", journal, sender.token)
    client.close()
    assert repr(sender.token) == client


def test_fails_on_a_page(sender: Person, dialog: Json, pages: object):
    """Fails on a page that is signed in, and has no dialog open to write to."""
    sender.page.tab.part("send_button").click(timeout=200)


def test_fails_on_a_dead_chat_app(sender: Person, chat_app: HostedChatApp):
    """Fails in the middle of connecting."""
    os.kill(chat_app.process_id, signal.SIGKILL)
    sender.connect_push()
