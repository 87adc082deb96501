"""Browsers that lack something: ChatApp sends there all the same."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.abilities import Ability
from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.people.person import Person

LACKING = {
    "private window": [Ability.INDEXED_DB],
    "storage refused": [Ability.OPENING_A_DATABASE],
    "storage full": [Ability.WRITING_TO_A_DATABASE],
    "plain HTTP": [Ability.RANDOM_UUID, Ability.WEB_LOCKS],
    "old browser": [Ability.BROADCAST_CHANNEL],
    "all at once": [Ability.INDEXED_DB, Ability.RANDOM_UUID, Ability.WEB_LOCKS, Ability.BROADCAST_CHANNEL],
}


@pytest.mark.needs("offline_queue")
@pytest.mark.parametrize("lacking", LACKING.values(), ids=LACKING.keys())
def test_messages_are_sent_by_a_browser_that_lacks_things(
    sender: Person, recipient: Person, dialog: Json, lacking: list[Ability]
):
    """Without a database, random ids, locks or a channel between tabs messages are sent, and wait for a connection."""
    chat = sender.open_page(lacking=lacking).open_dialog(dialog, recipient.name)

    chat.write("Слышно?")
    chat.press_enter()

    must(chat.expect.sends("Слышно?"))
    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.send("Не вышло")
        must(chat.expect.says_not_sent("Не вышло"))
    with sender.network.offline():
        chat.send("Я в метро", "Связи нет")
        must(chat.expect.keeps_waiting("Я в метро", "Связи нет"))

    for text in ("Я в метро", "Связи нет"):
        must(chat.expect.shows_mark(text, "отправлено", within=CAUGHT_UP_WITHIN))
    must(chat.expect.stays_marked("Не вышло", "не отправлено"))
    chat.discard("Не вышло")
    must(chat.expect.still_holds("Слышно?", "Я в метро", "Связи нет"))
    must(recipient.api.stores(dialog, "Слышно?", "Я в метро", "Связи нет"))


@pytest.mark.needs("offline_queue")
def test_messages_of_a_browser_without_random_ids_stay_apart(sender: Person, recipient: Person, dialog: Json):
    """What is sent over plain HTTP before and after a reload, and from a second device, are messages of their own."""
    devices = [sender.open_page(lacking=LACKING["plain HTTP"]) for _ in range(2)]

    earlier: list[str] = []
    for text, chats in (("Раз", devices[0]), ("Два", devices[0]), ("Три", devices[1])):
        chats.reload()
        chat = chats.open_dialog(dialog, recipient.name)
        # A message that is written while the history comes may be taken for one of that, before it is sent.
        must(*(chat.expect.shows(one) for one in earlier))
        earlier.append(text)
        chat.send(text)
        must(chat.expect.sends(text))

    must(recipient.api.stores(dialog, "Раз", "Два", "Три"))
    must(devices[0].chat().expect.shows("Три"))
    must(*(one.chat().expect.still_holds("Раз", "Два", "Три") for one in devices))
