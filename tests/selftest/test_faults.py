"""The faults themselves: each does what it says, on both transports, and leaves nothing behind."""

from contextlib import suppress

import pytest

from fixtures.clients.api import Json
from fixtures.contract.answers import equal
from fixtures.journey.verdict import Verdict, must
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture(params=["polling", "websocket"])
def transport(request: pytest.FixtureRequest, recipient: Person) -> str:
    """The transport that the recipient's page uses for push."""
    recipient.network.websocket_allowed = request.param == "websocket"
    return str(request.param)


def _settle_on(transport: str, person: Person) -> None:
    assert person.page
    page = person.tabs[0].page
    upgraded = person.network.wait_until_upgraded(page, within=5.0 if transport == "websocket" else 0.5)
    assert upgraded is (transport == "websocket")


def test_without_a_fault_everything_passes(sender: Person, recipient: Person, dialog: Json, transport: str):
    """A wire without a fault passes every event on, in order."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    _settle_on(transport, recipient)

    texts = [f"Сообщение {number}" for number in range(5)]
    for text in texts:
        sender.api.send_message(dialog["dialogId"], text)

    must(chat.shows(texts[-1]))
    must(chat.holds(*texts))


def test_held_push_does_not_reach_the_page(sender: Person, recipient: Person, dialog: Json, transport: str):
    """While push is held nothing of it reaches the page; afterwards all of it does, once and in order."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    _settle_on(transport, recipient)
    texts = ["Первое", "Второе", "Третье"]

    with recipient.network.push_held() as push:
        messages = [sender.api.send_message(dialog["dialogId"], text) for text in texts]

        must(*(recipient.network.withholds("message:new", message["_id"]) for message in messages))
        must(chat.still_holds())
        withheld = [event.payload["content"] for event in push.withheld if event.name == "message:new"]
        must(equal("what was withheld", withheld, texts, Verdict.HARNESS))

    must(chat.shows("Третье"))
    must(chat.holds(*texts), *(chat.shows_only_once(text) for text in texts))


def test_push_that_was_held_early_arrives_after_the_upgrade(
    sender: Person, recipient: Person, dialog: Json, transport: str
):
    """An event that was held while the page still polled is released over whatever transport it uses by then."""
    with recipient.network.push_held():
        chat = recipient.page.open_dialog(dialog, sender.name)
        message = sender.api.send_message(dialog["dialogId"], "Рано")
        must(recipient.network.withholds("message:new", message["_id"]))
        _settle_on(transport, recipient)

    must(chat.shows("Рано"), chat.shows_only_once("Рано"))


def test_held_push_can_be_released_midway(sender: Person, recipient: Person, dialog: Json, transport: str):
    """Releasing lets go what was withheld so far; what comes later is withheld again."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    _settle_on(transport, recipient)

    with recipient.network.push_held() as push:
        first = sender.api.send_message(dialog["dialogId"], "Отпущено")
        must(recipient.network.withholds("message:new", first["_id"]))
        push.release()
        must(chat.shows("Отпущено"))
        second = sender.api.send_message(dialog["dialogId"], "Ещё держим")
        must(recipient.network.withholds("message:new", second["_id"]))
        must(chat.still_holds("Отпущено"))


def test_http_goes_on_while_push_is_held(sender: Person, recipient: Person, dialog: Json):
    """Holding push leaves requests and answers alone."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        chat.write("Туда и обратно")
        sending = chat.press_enter()
        must(chat.is_answered(sending))


def test_only_one_persons_push_is_held(sender: Person, recipient: Person, dialog: Json):
    """A fault is on one person's wire; the others' push goes on."""
    held = recipient.page.open_dialog(dialog, sender.name)
    free = sender.page.open_dialog(dialog, recipient.name)

    with recipient.network.push_held():
        sender.api.send_message(dialog["dialogId"], "Не для всех сразу")
        must(free.shows("Не для всех сразу"))
        must(held.still_holds())


def test_fault_heals_when_the_test_fails_inside_it(sender: Person, recipient: Person, dialog: Json):
    """A fault ends with its block, however the block ends."""
    chat = recipient.page.open_dialog(dialog, sender.name)

    with suppress(ZeroDivisionError), recipient.network.push_held():
        message = sender.api.send_message(dialog["dialogId"], "Всё равно дойдёт")
        must(recipient.network.withholds("message:new", message["_id"]))
        raise ZeroDivisionError

    must(chat.shows("Всё равно дойдёт"))


def test_held_answer_is_stored_but_not_shown_to_the_page(sender: Person, recipient: Person, dialog: Json):
    """While an answer is held ChatApp has handled the request and the page has no answer; afterwards it has."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        with sender.network.answer_held("POST", "/api/messages/dialog/") as answer:
            chat.write("Уже сохранено")
            sending = chat.press_enter()
            assert answer.wait_for_answer()

            stored = [message["content"] for message in recipient.api.messages(dialog["dialogId"])]
            must(equal("the stored messages", stored, ["Уже сохранено"], Verdict.HARNESS))
            must(equal("the page's answer", sending.answer(), None, Verdict.HARNESS))
            assert [request.split()[0] for request in answer.withheld] == ["POST"]

        must(chat.is_answered(sending), chat.confirms(sending))


def test_held_answers_leave_other_requests_alone(sender: Person, recipient: Person, dialog: Json):
    """Holding the answers to POST does not touch GET on the same path."""
    sender.api.send_message(dialog["dialogId"], "Было раньше")
    chats = sender.page

    with sender.network.answer_held("POST", "/api/messages/dialog/"):
        chat = chats.open_dialog(dialog, recipient.name)
        must(chat.shows("Было раньше"))


def test_nothing_is_left_behind(sender: Person, recipient: Person, dialog: Json):
    """After a fault has healed, push and answers flow as if it had never been."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    with sender.network.push_held(), sender.network.answer_held("POST", "/api/messages/dialog/"):
        pass

    chat.write("Как ни в чём не бывало")
    sending = chat.press_enter()

    must(chat.is_answered(sending))
    must(sender.network.lets_through("message:new", sending.message_id()))
    must(chat.shows_only_once("Как ни в чём не бывало"))
