"""On a machine whose clock is wrong the order is ChatApp's."""

from datetime import timedelta

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("message_push", "page_statuses")


@pytest.mark.parametrize("by", [timedelta(hours=-2), timedelta(hours=2)], ids=["behind", "ahead"])
def test_order_is_that_of_chat_app(sender: Person, recipient: Person, dialog: Json, by: timedelta):
    """What comes and what one sends stands below the history, in ChatApp's order, whatever the reader's clock says."""
    sender.api.send_message(dialog["dialogId"], "Было раньше")
    chats = sender.page
    chats.tab.set_clock_wrong(by)
    chat = chats.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with("Было раньше"))

    recipient.api.send_message(dialog["dialogId"], "Пришло")
    must(chat.expect.shows("Пришло"), chat.expect.holds("Было раньше", "Пришло"))
    chat.send("Ответ")
    must(chat.expect.shows_mark("Ответ", "отправлено"))
    recipient.api.send_message(dialog["dialogId"], "И ещё")
    must(chat.expect.shows("И ещё"))

    must(chat.expect.still_holds("Было раньше", "Пришло", "Ответ", "И ещё"))
