"""All of it, however much: more people than a page of the API holds, and long names."""

import pytest

from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

MANY = 105
LONG_NAME = "Достопримечательностинезабываемогопутешествия" * 2


@pytest.mark.needs("plain_users")
def test_more_than_a_hundred_people_are_found_and_counted(people: People, sender: Person, recipient: Person):
    """Of more than a hundred people of one name each is found, and a group of them all counts every one."""
    name = people.new_name(f"Тёзка {recipient.phone[-6:]}")
    crowd = [people.register(name) for _ in range(MANY)]
    modal = sender.page.open_new_chat()

    modal.search(name)
    must(modal.expect.finds_all(*crowd))
    modal.close()

    found = [one for page in (1, 2) for one in sender.api.page_of(f"/users?search={name}&limit=100&page={page}")[0]]
    group = sender.api.create_dialog("Собрание", [one["userId"] for one in found[:99]])
    for one in found[99:]:
        sender.api.add_member(group["dialogId"], one["userId"])
    chat = sender.page.open_dialog(group, "Собрание")
    must(chat.expect.header.shows_words(f"{MANY + 1} участников"))


def test_long_names_break_nothing(people: People, sender: Person, recipient: Person):
    """Long names without a break leave everything on a narrow screen in its place."""
    person = people.new(LONG_NAME)
    group = people.dialog(person, sender, recipient, name=LONG_NAME * 2)
    person.api.send_message(group["dialogId"], "Короткое")
    chats = sender.page
    chats.tab.look("light", narrow=True)
    must(chats.tab.expect.fits_the_screen("the list"))

    chat = chats.open_dialog(group, LONG_NAME * 2)

    must(chat.expect.ends_with("Короткое"), chat.expect.shows_as_sent_by(LONG_NAME, "Короткое"))
    must(chat.expect.renders("Короткое"), chats.tab.expect.fits_the_screen("the chat"))
