"""What ChatApp has acknowledged outlives ChatApp: a restart or a crash loses nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fixtures.clients.api import ApiClient, Json
from fixtures.contract.expectations import equal
from fixtures.contract.pieces import piece
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.hosting.plugin import HostChatApp
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.targets.target import Target

VERA, OLEG, NINA = "79000000001", "79000000002", "79000000003"
QUESTIONS = [
    "/auth/me",
    "/users?limit=100",
    "/dialogs?includeLastMessage=true",
    "/dialogs/{dialog}",
    "/dialogs/{dialog}/members",
    "/messages/dialog/{dialog}",
    "/messages/{message}/reactions",
]
"""What a person can see of all that ChatApp keeps."""


@pytest.fixture
def own_chat_app(host_chat_app: HostChatApp) -> HostedChatApp:
    """A ChatApp of this test's own, which may be killed."""
    return host_chat_app()


@pytest.fixture
def own_target(own_chat_app: HostedChatApp, target: Target) -> Target:
    """How that ChatApp is reached."""
    return replace(target, base_url=own_chat_app.base_url, api_url=own_chat_app.base_url)


@pytest.mark.parametrize("killed", [False, True], ids=["restart", "crash"])
def test_what_was_acknowledged_outlives_chat_app(
    own_chat_app: HostedChatApp, own_target: Target, journal: Journal, *, killed: bool
):
    """Sessions, codes, people, dialogs, messages, reactions and what was read outlive a restart and a crash."""
    with ApiClient(own_target, "sign_in_api", journal) as guest:
        vera, _ = _registered(guest, VERA, "Вера Павлова", own_target, journal)
        oleg, oleg_id = _registered(guest, OLEG, "Олег Попов", own_target, journal)
        nina, nina_id = _registered(guest, NINA, "Нина Зайцева", own_target, journal)
        dialog = vera.create_dialog("Поход", [oleg_id])
        oleg.add_member(dialog["dialogId"], nina_id)
        vera.rename_dialog(dialog["dialogId"], "Поход в горы")
        first = _sent(vera, dialog, "Кто идёт?", 201)
        oleg.mark(first["messageId"], "read")
        oleg.react(first["messageId"], "👍")
        _sent(oleg, dialog, "Я иду", 201)
        guest.request_code(VERA)
        asked = [question.format(dialog=dialog["dialogId"], message=first["messageId"]) for question in QUESTIONS]
        before = [_seen(person, asked) for person in (vera, oleg, nina)]

        own_chat_app.restart(killed=killed)

        must(*(_still_sees(person, seen) for person, seen in zip((vera, oleg, nina), before, strict=True)))
        signed_in = guest.request("POST", "/auth/verify-code", {"phone": VERA, "code": own_target.code})
        must(equal("the answer to a code that was sent before", signed_in.status, 200, Verdict.PERSISTENCE))
        again = vera.request("POST", f"/messages/dialog/{dialog['dialogId']}", _body("Кто идёт?"))
        must(equal("the status of a retry", again.status, 200, Verdict.PERSISTENCE))
        must(equal("the message of a retry", piece(again.data, "_id"), first["_id"], Verdict.PERSISTENCE))
    for person in (vera, oleg, nina):
        person.close()


def _registered(guest: ApiClient, phone: str, name: str, target: Target, journal: Journal) -> tuple[ApiClient, str]:
    guest.request_code(phone, name)
    session = guest.verify_code(phone, target.code)
    return ApiClient(target, name, journal, session["token"]), session["user"]["userId"]


def _body(text: str) -> Json:
    return {"content": text, "meta": {"clientMessageId": text}}


def _sent(person: ApiClient, dialog: Json, text: str, status: int) -> Json:
    message: Json = person.data("POST", f"/messages/dialog/{dialog['dialogId']}", _body(text), status=status)
    return message


def _seen(person: ApiClient, questions: list[str]) -> dict[str, object]:
    return {question: person.data("GET", question) for question in questions}


def _still_sees(person: ApiClient, seen: dict[str, object]) -> Finding:
    """Every question that a person asks is answered as it was before."""
    answers = {question: person.request("GET", question) for question in seen}
    lost = [question for question, answer in answers.items() if answer.status != 200 or answer.data != seen[question]]
    return equal(f"what {person.who} no longer finds as it was", lost, [], Verdict.PERSISTENCE)
