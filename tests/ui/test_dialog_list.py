"""The dialog list: how much is unread where, and with whom each dialog is."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import DIALOGS
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


@pytest.mark.needs("message_push")
def test_badge_counts_to_nine(sender: Person, recipient: Person, dialog: Json):
    """The badge says how many messages are unread up to nine, and `9+` above, below the time of the last one."""
    chats, dialog_id = recipient.page, dialog["dialogId"]

    for number in range(9):
        sender.api.send_message(dialog_id, f"Сообщение {number}")
    must(chats.expect.lists("message:new", dialog_id=dialog_id, preview="Сообщение 8"))
    must(chats.expect.lists("message:new", dialog_id=dialog_id, preview="Сообщение 8", unread="9"))
    last = sender.api.send_message(dialog_id, "Десятое")

    must(chats.expect.lists("message:new", dialog_id=dialog_id, preview="Десятое", unread="9+"))
    must(chats.expect.lists_local_time(dialog, last["createdAt"]), chats.expect.agrees_with(recipient.api))


def test_preview_follows_ones_own_message(sender: Person, recipient: Person, dialog: Json):
    """The list shows what one has just sent as the last message of its dialog, although push brings nothing."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    # Neither a push nor the list asked for anew can bring it.
    with sender.network.push_held(), sender.network.answer_held("GET", DIALOGS):
        chat.write("Видно и в списке")
        must(chat.expect.gets_answer(chat.press_enter()))

        must(sender.page.expect.lists(dialog_id=dialog["dialogId"], preview="Видно и в списке"))


def test_group_of_that_name_is_not_the_dialog_of_two(people: People, sender: Person, recipient: Person, third: Person):
    """A click on a person opens the dialog with them, made now or before, although a group bears their name."""
    group = people.dialog(sender, recipient, third, name=recipient.name)
    recipient.api.send_message(group["dialogId"], "Всем привет")

    for text in ("Только тебе", "И это тебе"):
        chat = sender.page.start_dialog_with(recipient.phone)
        chat.write(text)
        must(chat.expect.gets_answer(chat.press_enter()), chat.expect.shows(text))
        recipient.api.send_message(group["dialogId"], "Группа снова первая")

    got = {message["content"] for message in recipient.api.messages(group["dialogId"])}
    told = {"Всем привет", "Группа снова первая"}
    must(equal("what was said in the group of that name", got, told, Verdict.IDENTITY))
    must(chat.expect.still_holds("Только тебе", "И это тебе"))


def test_all_dialogs_are_listed(people: People, sender: Person, recipient: Person, third: Person):
    """Who has more dialogs than a page of the API holds finds every one of them in the list."""
    names = [f"Поход {number:03}" for number in range(105)]
    for name in names:
        people.dialog(sender, recipient, third, name=name)

    must(sender.page.expect.lists_all(*names))
