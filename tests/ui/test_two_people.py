"""Two people in two browsers, writing to each other."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.verdict import must
from fixtures.people.person import Person


@pytest.mark.needs("message_push")
def test_message_reaches_the_other_browser(sender: Person, recipient: Person, dialog: Json):
    """What one person sends on a page is on the other's page, under the sender's name and on the left."""
    there = recipient.page.open_dialog(dialog, sender.name)
    here = sender.page.open_dialog(dialog, recipient.name)

    here.write("Привет из другого браузера 👋")
    here.press_enter()

    must(there.shows("Привет из другого браузера 👋"))
    must(there.is_from(sender.name, "Привет из другого браузера 👋"))


@pytest.mark.needs("message_push")
def test_conversation_is_the_same_on_both_sides(sender: Person, recipient: Person, dialog: Json):
    """A conversation reads the same, in the same order, on both pages."""
    here = sender.page.open_dialog(dialog, recipient.name)
    there = recipient.page.open_dialog(dialog, sender.name)
    lines = ["Ты где?", "Уже еду", "Жду у входа"]

    for number, line in enumerate(lines):
        speaking, listening = (here, there) if number % 2 == 0 else (there, here)
        speaking.write(line)
        speaking.press_send()
        must(listening.shows(line))

    must(here.holds(*lines), there.holds(*lines))
    must(here.is_own("Ты где?"), there.is_own("Уже еду"), there.is_from(sender.name, "Жду у входа"))


@pytest.mark.needs("message_push")
def test_message_to_a_closed_dialog_is_counted(sender: Person, recipient: Person, dialog: Json):
    """A message for a dialog that is not open shows in the list: its text, and one more unread."""
    chats = recipient.page

    sender.api.send_message(dialog["dialogId"], "Загляни, когда сможешь")

    must(
        chats.lists(
            "message:new", dialog_id=dialog["dialogId"], preview="Загляни, когда сможешь", unread="1", name=sender.name
        )
    )


@pytest.mark.needs("message_push", "dialog_push")
def test_dialog_found_by_search_appears_for_both(sender: Person, recipient: Person):
    """A dialog that one person starts by searching the other opens here and is listed there."""
    theirs = recipient.page
    chat = sender.page.start_dialog_with(recipient.phone)

    chat.write("Нашёл тебя")
    sending = chat.press_send()

    must(chat.is_answered(sending), chat.shows("Нашёл тебя"))
    must(theirs.lists("message:new", name=sender.name, preview="Нашёл тебя", unread="1"))
    must(sender.page.lists("dialog:update", name=recipient.name))
