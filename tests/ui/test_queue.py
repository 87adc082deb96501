"""What waits to be sent keeps its place, and outlives its tab."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chat import Chat
from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import takes_a_request
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("offline_queue")

QUEUE = ["Раз", "Два", "Три"]


@pytest.fixture
def chat(sender: Person, recipient: Person, dialog: Json) -> Chat:
    """The sender's chat with the recipient."""
    return sender.page.open_dialog(dialog, recipient.name)


def test_message_that_fails_keeps_its_place(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """What was written after a message that found no connection waits behind it, and is stored after it."""
    with sender.network.request_aborted("POST", MESSAGES, times=1, late=True) as fault:
        chat.send(*QUEUE)
        must(takes_a_request(fault, Verdict.INPUT))
        fault.release()

        for text in QUEUE:
            must(chat.expect.shows_mark(text, "отправлено", within=CAUGHT_UP_WITHIN))
    must(recipient.api.stores(dialog, *QUEUE), chat.expect.still_holds(*QUEUE))


def test_refused_message_holds_up_none_behind_it(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """What waits behind a message that ChatApp refuses is sent all the same, once there is a connection."""
    too_long = "ы" * 10_001
    with sender.page.tab.expects_refusal(413):
        with sender.network.server_unreachable():
            chat.send(too_long, "Вслед за ним")
            must(chat.expect.keeps_waiting(too_long, "Вслед за ним"))

        must(chat.expect.says_not_sent(too_long, within=CAUGHT_UP_WITHIN))
    must(chat.expect.sends("Вслед за ним"))
    must(recipient.api.stores(dialog, "Вслед за ним"))


def test_message_of_another_tab_is_confirmed_without_push(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A message that one tab sends comes to stand confirmed in the other, though push tells neither of it."""
    recipient.api.send_message(dialog["dialogId"], "Раньше")
    beside = sender.open_page_beside().open_dialog(dialog, recipient.name)
    # A history that is still on its way would bring the message, too.
    must(beside.expect.shows("Раньше"))

    with sender.network.push_held():
        chat.send("Из первой вкладки")
        must(beside.expect.confirms_all("Из первой вкладки"))


def test_message_outlives_the_tab_that_it_was_written_in(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """What waits in a tab that is closed is sent by another tab of the same person."""
    beside = sender.open_page_beside().open_dialog(dialog, recipient.name)

    with sender.network.server_unreachable():
        chat.send("Закрою вкладку")
        must(chat.expect.keeps_waiting("Закрою вкладку"), beside.expect.catches_up_and_holds("Закрою вкладку"))
        sender.tabs[0].close()

    must(beside.expect.shows_mark("Закрою вкладку", "отправлено", within=CAUGHT_UP_WITHIN))
    must(recipient.api.stores(dialog, "Закрою вкладку"))
