"""The faults on single requests and answers: each does what it says, names it, and leaves nothing behind."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest

from fixtures.clients.api import Json
from fixtures.network.wire import Wire
from fixtures.people.person import Person
from tests.selftest.probing import fetch, fetched, page_of, start_fetching

pytestmark = pytest.mark.usefixtures("pages")

MESSAGES = "/api/messages/dialog/"
Spoil = Callable[[Wire], AbstractContextManager[Any]]
FAULTS: dict[str, Spoil] = {
    "answer delayed": lambda wire: wire.answer_delayed("POST", MESSAGES, 0.01),
    "answer lost": lambda wire: wire.answer_lost("POST", MESSAGES),
    "answer failed after handling": lambda wire: wire.answer_failed("POST", MESSAGES, 503, handled=True),
    "answer failed unhandled": lambda wire: wire.answer_failed("POST", MESSAGES, 503, handled=False),
    "request aborted": lambda wire: wire.request_aborted("POST", MESSAGES),
}


@pytest.fixture(params=FAULTS, ids=lambda name: name.replace(" ", "-"))
def spoil(request: pytest.FixtureRequest) -> Spoil:
    """One of the faults that spoil a request."""
    return FAULTS[request.param]


def _path(dialog: Json) -> str:
    return f"{MESSAGES}{dialog['dialogId']}"


def _write(person: Person, dialog: Json, text: str) -> int:
    return int(fetch(person, "POST", _path(dialog), {"content": text})["status"])


def _stored(person: Person, dialog: Json) -> list[str]:
    return [message["content"] for message in reversed(person.api.messages(dialog["dialogId"]))]


def test_held_answer_comes_when_the_block_ends(sender: Person, dialog: Json):
    """While an answer is held ChatApp has handled the request and the page waits; afterwards it has the answer."""
    with sender.network.answer_held("POST", MESSAGES) as fault:
        start_fetching(sender, "POST", _path(dialog), {"content": "Уже сохранено"}, page_of(sender))
        assert fault.wait_for_answer()
        assert _stored(sender, dialog) == ["Уже сохранено"]
        assert [request.split()[0] for request in fault.withheld] == ["POST"]

    assert fetched(sender)["status"] == 201


def test_only_the_first_answers_are_held(sender: Person, dialog: Json):
    """Of the answers that a fault could hold it holds as many as it was told; a later one overtakes them."""
    with sender.network.answer_held("POST", MESSAGES, times=1) as fault:
        start_fetching(sender, "POST", _path(dialog), {"content": "Держим"}, page_of(sender))
        assert fault.wait_for_answer()
        assert _write(sender, dialog, "Уже дошло") == 201


def test_held_answer_may_turn_out_a_failure(sender: Person, dialog: Json):
    """With a status for its end the page is told of a failure that ChatApp did not have, and that breaks no promise."""
    with sender.network.answer_held("POST", MESSAGES, then_status=401) as fault:
        start_fetching(sender, "POST", _path(dialog), {"content": "Сохранено"}, page_of(sender))
        assert fault.wait_for_answer()

    assert fetched(sender)["status"] == 401
    assert _stored(sender, dialog) == ["Сохранено"]
    assert sender.breaches() == []


def test_request_may_learn_late_that_it_is_refused(sender: Person, dialog: Json):
    """A request that is refused late waits until the fault is released, and never reaches ChatApp."""
    with sender.network.request_aborted("POST", MESSAGES, times=1, late=True) as fault:
        start_fetching(sender, "POST", _path(dialog), {"content": "Никуда"}, page_of(sender))
        assert fault.wait_for_abort()
        assert _write(sender, dialog, "Уже дошло") == 201

    assert len(fault.aborted) == 1
    assert _stored(sender, dialog) == ["Уже дошло"]


def test_held_answer_of_a_closed_page_does_not_keep_the_others(sender: Person, dialog: Json):
    """Healing hands an answer to the page that is still there, whatever became of the other."""
    first = page_of(sender)
    sender.open_page()
    second = sender.tabs[1].page
    with sender.network.answer_held("POST", MESSAGES) as fault:
        for page in (second, first):
            start_fetching(sender, "POST", _path(dialog), {"content": "Кому-нибудь"}, page)
        assert sender.network.wait_for(lambda: len(fault.withheld) == 2, within=5.0)
        second.close()

    assert fetched(sender)["status"] == 201


def test_held_answers_leave_other_requests_alone(sender: Person, dialog: Json):
    """Holding the answers to POST does not touch GET on the same path."""
    page_of(sender)
    with sender.network.answer_held("POST", MESSAGES) as fault:
        assert fetch(sender, "GET", _path(dialog))["status"] == 200

    assert fault.withheld == []


def test_answer_under_way_when_the_block_ends_is_handed_over(sender: Person, dialog: Json):
    """An answer that ChatApp gives only after the block was never held."""
    with sender.network.answer_held("POST", MESSAGES):
        start_fetching(sender, "POST", _path(dialog), {"content": "В пути"}, page_of(sender))

    assert fetched(sender)["status"] == 201


def test_delayed_answer_comes_so_much_later(sender: Person, dialog: Json):
    """ChatApp handles the request at once; the page gets the answer within the block, and not before its time."""
    page_of(sender)
    with sender.network.answer_delayed("POST", MESSAGES, 0.2) as fault:
        started = time.monotonic()
        assert _write(sender, dialog, "Не сразу") == 201
        assert time.monotonic() - started > 0.19
        assert fault.withheld == []

    assert [request.split()[0] for request in fault.delayed] == ["POST"]


def test_delayed_answer_comes_at_the_end_of_the_block(sender: Person, dialog: Json):
    """An answer that still waits when the block ends comes then; meanwhile other requests are answered."""
    with sender.network.answer_delayed("POST", MESSAGES, 600.0) as fault:
        start_fetching(sender, "POST", _path(dialog), {"content": "Уже сохранено"}, page_of(sender))
        assert fault.wait_for_answer()
        assert _stored(sender, dialog) == ["Уже сохранено"]
        assert page_of(sender).evaluate("() => fetch('/health').then((answer) => answer.status)") == 200
        assert len(fault.withheld) == 1

    assert fetched(sender)["status"] == 201


def test_held_answer_can_be_released_midway(sender: Person, dialog: Json):
    """Releasing hands over what was held so far, and what comes later is held again."""
    page = page_of(sender)
    with sender.network.answer_held("POST", MESSAGES) as fault:
        start_fetching(sender, "POST", _path(dialog), {"content": "Раз"}, page)
        assert fault.wait_for_answer()
        fault.release()
        assert fetched(sender)["status"] == 201
        start_fetching(sender, "POST", _path(dialog), {"content": "Два"}, page)
        assert fault.wait_for_answer()

    assert fetched(sender)["status"] == 201


def test_lost_answer_is_stored_and_never_comes(sender: Person, dialog: Json):
    """A request whose answer is lost was handled; the page's connection breaks off."""
    with sender.network.answer_lost("POST", MESSAGES) as fault:
        assert _write(sender, dialog, "Сохранено") == 0
        assert fault.wait_for_loss()

    assert _stored(sender, dialog) == ["Сохранено"]
    assert [request.split()[0] for request in fault.lost] == ["POST"]
    assert _path(dialog) in fault.lost[0]


def test_only_so_many_answers_are_lost(sender: Person, dialog: Json):
    """After the number asked for, the rest passes within the same block."""
    with sender.network.answer_lost("POST", MESSAGES, times=2) as fault:
        statuses = [_write(sender, dialog, text) for text in ("Раз", "Два", "Три")]

    assert statuses == [0, 0, 201]
    assert len(fault.lost) == 2
    assert _stored(sender, dialog) == ["Раз", "Два", "Три"]


@pytest.mark.parametrize("handled", [True, False], ids=["handled", "unhandled"])
def test_failed_answer_keeps_the_envelope(sender: Person, dialog: Json, handled: bool):
    """The page gets the status in ChatApp's own envelope; whether ChatApp handled the request is up to the test."""
    page_of(sender)
    with sender.network.answer_failed("POST", MESSAGES, 503, handled=handled) as fault:
        answer = fetch(sender, "POST", _path(dialog), {"content": "Не вышло"})
        assert fault.wait_for_failure()

    assert (answer["status"], answer["body"]["success"]) == (503, False)
    assert answer["body"]["error"]
    assert _stored(sender, dialog) == (["Не вышло"] if handled else [])
    assert len(fault.failed) == 1
    assert sender.breaches() == []


def test_aborted_request_never_reaches_chatapp(sender: Person, dialog: Json):
    """The page's connection is refused, and ChatApp stores nothing, then or later."""
    with sender.network.request_aborted("POST", MESSAGES) as fault:
        assert _write(sender, dialog, "Никуда") == 0
        assert fault.wait_for_abort()

    assert (len(fault.aborted), _stored(sender, dialog)) == (1, [])


def test_other_requests_pass(sender: Person, dialog: Json, spoil: Spoil):
    """A fault on POST does not touch GET on the same path, nor another path."""
    page_of(sender)
    with spoil(sender.network):
        assert [fetch(sender, "GET", path)["status"] for path in (_path(dialog), "/api/auth/me")] == [200, 200]


def test_nothing_is_left_behind(sender: Person, dialog: Json, spoil: Spoil):
    """After a fault, even one that a failing test left, requests are answered and pushes arrive."""
    page_of(sender)
    with suppress(ZeroDivisionError), spoil(sender.network):
        _write(sender, dialog, "Испорчено")
        raise ZeroDivisionError

    answer = fetch(sender, "POST", _path(dialog), {"content": "Как ни в чём не бывало"})

    assert answer["status"] == 201
    assert sender.network.wait_for_let_through("message:new", answer["body"]["data"]["_id"])
    assert sender.network.requests.installed == []


def test_page_opened_within_the_block_is_under_the_fault(sender: Person, dialog: Json, spoil: Spoil):
    """A fault is on the person's wire, not on the pages that were open when it began."""
    with spoil(sender.network):
        assert _write(sender, dialog, "С новой страницы") in {0, 201, 503}

    assert _write(sender, dialog, "После") == 201


def test_latest_fault_decides(sender: Person, dialog: Json):
    """Of nested faults the inner one decides, and the outer one again after it."""
    page_of(sender)
    with sender.network.request_aborted("POST", MESSAGES) as outer:
        with sender.network.answer_failed("POST", MESSAGES, 500, handled=False):
            assert _write(sender, dialog, "Внутри") == 500
        assert outer.aborted == []
        assert _write(sender, dialog, "Снаружи") == 0

    assert _write(sender, dialog, "После") == 201


def test_page_that_closes_midway_ends_quietly(sender: Person, dialog: Json, spoil: Spoil):
    """A page may be closed while its request is under way; the fault heals without it."""
    first = page_of(sender)
    sender.open_page()
    with spoil(sender.network):
        start_fetching(sender, "POST", _path(dialog), {"content": "Прощай"}, first)
        first.close()

    assert fetch(sender, "GET", "/api/auth/me", page=sender.tabs[1].page)["status"] == 200
