"""The faults on push: each does what it says, on both transports, and leaves nothing behind."""

from contextlib import suppress

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.network.transports.packets import PushEvent
from fixtures.people.person import Person
from tests.selftest.probing import settle_on

pytestmark = pytest.mark.usefixtures("pages")


@pytest.fixture(params=["polling", "websocket"])
def transport(request: pytest.FixtureRequest, recipient: Person) -> str:
    """The transport that the recipient's page uses for push."""
    recipient.network.websocket_allowed = request.param == "websocket"
    return str(request.param)


def test_without_a_fault_everything_passes(sender: Person, recipient: Person, dialog: Json, transport: str):
    """A wire without a fault passes every event on, in order."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    settle_on(transport, recipient)

    texts = [f"Сообщение {number}" for number in range(5)]
    for text in texts:
        sender.api.send_message(dialog["dialogId"], text)

    must(chat.expect.shows(texts[-1]))
    must(chat.expect.holds(*texts))


def test_held_push_does_not_reach_the_page(sender: Person, recipient: Person, dialog: Json, transport: str):
    """While push is held nothing of it reaches the page; afterwards all of it does, once and in order."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    settle_on(transport, recipient)
    texts = ["Первое", "Второе", "Третье"]

    with recipient.network.push_held() as push:
        messages = [sender.api.send_message(dialog["dialogId"], text) for text in texts]

        must(*(recipient.network.expect.withholds("message:new", message["_id"]) for message in messages))
        must(chat.expect.still_holds())
        assert _texts(push.withheld) == texts

    must(chat.expect.shows("Третье"))
    must(chat.expect.holds(*texts), *(chat.expect.shows_only_once(text) for text in texts))


def test_push_that_was_held_early_arrives_after_the_upgrade(
    sender: Person, recipient: Person, dialog: Json, transport: str
):
    """An event that was held while the page still polled is released over whatever transport it uses by then."""
    with recipient.network.push_held():
        chat = recipient.page.open_dialog(dialog, sender.name)
        message = sender.api.send_message(dialog["dialogId"], "Рано")
        must(recipient.network.expect.withholds("message:new", message["_id"]))
        settle_on(transport, recipient)

    must(chat.expect.shows("Рано"), chat.expect.shows_only_once("Рано"))


def test_held_push_can_be_released_midway(sender: Person, recipient: Person, dialog: Json, transport: str):
    """Releasing lets go what was withheld so far; what comes later is withheld again."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    settle_on(transport, recipient)

    with recipient.network.push_held() as push:
        first = sender.api.send_message(dialog["dialogId"], "Отпущено")
        must(recipient.network.expect.withholds("message:new", first["_id"]))
        push.release()
        must(chat.expect.shows("Отпущено"))
        second = sender.api.send_message(dialog["dialogId"], "Ещё держим")
        must(recipient.network.expect.withholds("message:new", second["_id"]))
        must(chat.expect.still_holds("Отпущено"))


def test_http_goes_on_while_push_is_held(sender: Person, recipient: Person, dialog: Json):
    """Holding push leaves requests and answers alone."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        chat.write("Туда и обратно")
        sending = chat.press_enter()
        must(chat.expect.gets_answer(sending))


def test_only_one_persons_push_is_held(sender: Person, recipient: Person, dialog: Json):
    """A fault is on one person's wire; the others' push goes on."""
    held = recipient.page.open_dialog(dialog, sender.name)
    free = sender.page.open_dialog(dialog, recipient.name)

    with recipient.network.push_held():
        sender.api.send_message(dialog["dialogId"], "Не для всех сразу")
        must(free.expect.shows("Не для всех сразу"))
        must(held.expect.still_holds())


def test_fault_heals_when_the_test_fails_inside_it(sender: Person, recipient: Person, dialog: Json):
    """A fault ends with its block, however the block ends."""
    chat = recipient.page.open_dialog(dialog, sender.name)

    with suppress(ZeroDivisionError), recipient.network.push_held():
        message = sender.api.send_message(dialog["dialogId"], "Всё равно дойдёт")
        must(recipient.network.expect.withholds("message:new", message["_id"]))
        raise ZeroDivisionError

    must(chat.expect.shows("Всё равно дойдёт"))


def test_push_released_after_its_page_closed_ends_quietly(
    sender: Person, recipient: Person, dialog: Json, transport: str
):
    """A page may be closed while push for it is held; the person's other page gets its own."""
    settle_on(transport, recipient)
    recipient.open_page()

    with recipient.network.push_held():
        message = sender.api.send_message(dialog["dialogId"], "Кто остался")
        assert recipient.network.wait_for(
            lambda: len(recipient.network.events_emitted("message:new", message["_id"])) == 2, within=5.0
        )
        recipient.tabs[0].page.close()

    assert recipient.network.wait_for_let_through("message:new", message["_id"])
    later = sender.api.send_message(dialog["dialogId"], "И дальше")
    assert recipient.network.wait_for_let_through("message:new", later["_id"])


def test_reordered_push_arrives_in_reverse(sender: Person, recipient: Person, dialog: Json, transport: str):
    """While push is reordered nothing reaches the page; afterwards all of it does, the latest first."""
    settle_on(transport, recipient)
    texts = ["Первое", "Второе", "Третье"]

    with recipient.network.push_reordered() as push:
        messages = [sender.api.send_message(dialog["dialogId"], text) for text in texts]
        must(*(recipient.network.expect.withholds("message:new", message["_id"]) for message in messages))
        assert _texts(push.withheld) == texts

    assert recipient.network.wait_for_let_through("message:new", messages[0]["_id"])
    assert _texts(recipient.network.events_handed_over("message:new")) == texts[::-1]
    later = sender.api.send_message(dialog["dialogId"], "Снова по порядку")
    assert recipient.network.wait_for_let_through("message:new", later["_id"])


def test_reordered_push_heals_when_the_test_fails_inside_it(
    sender: Person, recipient: Person, dialog: Json, transport: str
):
    """Reordering ends with its block, however the block ends."""
    settle_on(transport, recipient)

    with suppress(ZeroDivisionError), recipient.network.push_reordered():
        message = sender.api.send_message(dialog["dialogId"], "Всё равно дойдёт")
        must(recipient.network.expect.withholds("message:new", message["_id"]))
        raise ZeroDivisionError

    assert recipient.network.wait_for_let_through("message:new", message["_id"])


def test_page_opened_within_the_block_is_under_the_fault(sender: Person, recipient: Person, dialog: Json):
    """Push is held for a page that comes later, and reaches it when the block ends."""
    with recipient.network.push_held() as push:
        assert recipient.page
        message = sender.api.send_message(dialog["dialogId"], "Новой странице")
        must(recipient.network.expect.withholds("message:new", message["_id"]))
        assert push.withheld

    assert recipient.network.wait_for_let_through("message:new", message["_id"])


def _texts(events: list[PushEvent]) -> list[str]:
    return [event.payload["content"] for event in events if event.name == "message:new"]
