"""The bug report, to the letter: a sent message is in the feed at once, although push brings nothing.

«Зашел под пользователем 79111111111, выбрал чат с Андрей Волков и написал ему сообщение, нажал отправить и сообщение
вроде ушло, но в ленте сообщений не появилось»
"""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.judgement.evidence import KeepEvidence
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target

EARLIER = ["Привет! Как дела?", "Привет! Всё хорошо.", "Тогда до завтра"]


@pytest.fixture
def dialog_with_andrey(people: People, alexander: Person, andrey: Person, target: Target) -> Json:
    """The dialog of Александр and Андрей with three messages; it goes away with the test, as the cast stays."""
    dialog = people.dialog(alexander, andrey)
    if target.can("dialog_deletion"):
        people.afterwards(lambda: alexander.api.delete_dialog(dialog["dialogId"]))
    for number, text in enumerate(EARLIER):
        (andrey, alexander)[number % 2].api.send_message(dialog["dialogId"], text)
    return dialog


def test_fix_sent_by_button_is_in_the_feed_at_once(alexander: Person, dialog_with_andrey: Json, evidence: KeepEvidence):
    """A message sent by «Отправить» is in the feed at once, from the answer alone, under «Вы» and with its time."""
    text = "Тест после исправления!"
    chat = alexander.page.open_dialog(dialog_with_andrey, "Андрей Волков")
    must(chat.expect.shows(EARLIER[-1]))

    # Neither a push nor the feed asked for anew can bring it.
    with alexander.network.push_held(), alexander.network.answer_held("GET", MESSAGES):
        chat.write(text)
        sending = chat.press_send()

        must(chat.expect.confirms(sending))
        must(
            chat.expect.empties_input(),
            chat.expect.shows_as_own(text),
            chat.expect.shows_time(text),
            chat.expect.holds(*EARLIER, text),
        )
        must(alexander.network.expect.withholds("message:new", sending.message_id()))
        chat.take_picture(evidence("message-sent-successfully.png"))


def test_fix_sent_by_enter_is_in_the_feed_at_once(alexander: Person, dialog_with_andrey: Json, evidence: KeepEvidence):
    """A message sent by Enter is in the feed at once, its emoji is right, and the feed now holds 5 messages."""
    first, text = "Тест после исправления!", "Еще одно тестовое сообщение ✅"
    alexander.api.send_message(dialog_with_andrey["dialogId"], first)
    chat = alexander.page.open_dialog(dialog_with_andrey, "Андрей Волков")
    must(chat.expect.shows(first))

    with alexander.network.push_held(), alexander.network.answer_held("GET", MESSAGES):
        chat.write(text)
        sending = chat.press_enter()

        must(chat.expect.confirms(sending))
        must(
            chat.expect.empties_input(),
            chat.expect.renders(text),
            chat.expect.holds_so_many(5),
            chat.expect.holds(*EARLIER, first, text),
        )
        must(alexander.network.expect.withholds("message:new", sending.message_id()))
        chat.take_picture(evidence("messages-working-perfectly.png"))
