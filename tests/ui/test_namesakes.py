"""People of one name are told apart by their phone wherever one chooses, and never by name inside."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


def test_namesakes_are_told_apart_where_one_chooses(people: People, sender: Person, recipient: Person):
    """Searching a name that two people bear shows the phone of each."""
    name = people.new_name(f"Тёзка {recipient.phone[-6:]}")
    one, twin = people.new(name), people.new(name)
    modal = sender.page.open_new_chat()

    modal.search(name)

    must(modal.expect.tells_apart(_shown(one), _shown(twin)))


@pytest.mark.needs("last_message_unasked")
def test_namesake_gets_a_dialog_of_their_own(people: People, sender: Person, recipient: Person, dialog: Json):
    """Choosing a person opens the dialog with them, although there is one with a namesake; what is sent goes there."""
    recipient.api.send_message(dialog["dialogId"], "Я первый")
    twin = people.new(recipient.name)

    chat = sender.page.start_dialog_with(twin.phone)
    must(chat.expect.keeps_out("Я первый"))
    chat.write("Только тебе")
    must(chat.expect.gets_answer(chat.press_enter()))

    got = {person.phone: _previews(person) for person in (recipient, twin)}
    told = {recipient.phone: ["Я первый"], twin.phone: ["Только тебе"]}
    must(equal("what the namesakes got", got, told, Verdict.IDENTITY))


@pytest.mark.needs("names_of_two")
def test_each_namesake_has_their_dialog(people: People, sender: Person, recipient: Person, third: Person, dialog: Json):
    """Of dialogs that are listed under one name, a group among them, each has its own messages, drafts and news."""
    twin = people.new(recipient.name)
    other, group = people.dialog(sender, twin), people.dialog(sender, twin, third, name=recipient.name)
    texts = {"Я первый": dialog, "Я второй": other, "Я третий": group}
    for writer, text in zip((recipient, twin, third), texts, strict=True):
        writer.api.send_message(texts[text]["dialogId"], text)
    chats = sender.page

    for own, one in texts.items():
        chat = chats.open_dialog(one, recipient.name)
        must(chat.expect.keeps_out(*texts.keys() - {own}))
        must(chat.expect.ends_with(own))
        chat.write(f"{own}?")

    for own, one in texts.items():
        must(chats.open_dialog(one, recipient.name).expect.keeps_draft(f"{own}?"))


def _previews(person: Person) -> list[str]:
    return [one["lastMessage"]["content"] for one in person.api.dialogs() if one["lastMessage"]]


def _shown(person: Person) -> str:
    phone = person.phone
    return f"+7 {phone[1:4]} {phone[4:7]}-{phone[7:9]}-{phone[9:]}"
