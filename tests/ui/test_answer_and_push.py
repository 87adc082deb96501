"""One message that comes twice, by answer and by push, is shown once."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.people.person import Person


@pytest.mark.needs("message_push")
def test_push_after_the_answer_adds_nothing(sender: Person, recipient: Person, dialog: Json):
    """A push that comes after the answer confirms the message and adds no second row."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        chat.write("Сначала ответ")
        sending = chat.press_send()
        must(chat.expect.confirms(sending))

    must(sender.network.expect.lets_through("message:new", sending.message_id()))
    must(chat.expect.shows_only_once("Сначала ответ"))


@pytest.mark.needs("offline_queue", "message_push")
def test_anothers_message_confirms_nothing(sender: Person, recipient: Person, dialog: Json):
    """A message of another under the very `clientMessageId` of one's own is another message, and both are shown."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.request_aborted("POST", MESSAGES):
        chat.write("Моё")
        sending = chat.press_enter()
        must(chat.expect.shows_mark("Моё", "ожидает"))
        meta = (sending.requests()[0].post_data_json or {})["meta"]
        recipient.api.send_message(dialog["dialogId"], "Чужое", meta=meta)
        must(
            chat.expect.shows("Чужое"),
            chat.expect.holds("Чужое", "Моё"),
            chat.expect.shows_as_sent_by(recipient.name, "Чужое"),
        )

    must(
        chat.expect.shows_mark("Моё", "отправлено", within=CAUGHT_UP_WITHIN),
        recipient.api.stores(dialog, "Чужое", "Моё"),
    )
    must(chat.expect.still_holds("Чужое", "Моё"))


@pytest.mark.needs("page_statuses", "message_push")
def test_push_confirms_a_message_without_answer(sender: Person, recipient: Person, dialog: Json):
    """A push that comes before the answer stands in for the row that waits for it, and confirms it."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.answer_held("POST", MESSAGES):
        chat.write("Пуш подтверждает")
        chat.press_send()

        must(chat.expect.shows("Пуш подтверждает"))
        must(chat.expect.shows_only_once("Пуш подтверждает"), chat.expect.shows_mark("Пуш подтверждает", "отправлено"))


@pytest.mark.needs("message_push")
def test_push_before_the_answer_adds_nothing(sender: Person, recipient: Person, dialog: Json):
    """An answer that comes after the push confirms the message and adds no second row."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.answer_held("POST", MESSAGES):
        chat.write("Сначала пуш")
        sending = chat.press_send()
        must(chat.expect.shows("Сначала пуш"))

    must(chat.expect.gets_answer(sending))
    must(chat.expect.shows_only_once("Сначала пуш"))
