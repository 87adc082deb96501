"""What a page says behind the scenes: nothing."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target


@pytest.mark.needs("clean_console")
def test_ordinary_session_leaves_the_console_empty(
    people: People, sender: Person, recipient: Person, dialog: Json, target: Target
):
    """From signing in to signing out a page logs nothing, warns of nothing, and nothing in it fails unnoticed."""
    visitor = people.visitor()
    visitor.login.ask_for_code(sender.phone)
    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown()
    chat = visitor.chats.open_dialog(dialog, recipient.name)

    chat.send("Туда")
    answer = recipient.api.send_message(dialog["dialogId"], "Обратно")
    must(chat.expect.shows("Туда"), chat.expect.shows("Обратно"))
    recipient.api.react(answer["messageId"], "👍")
    must(chat.expect.shows_reaction("Обратно", "👍"))
    recipient.push.emit("typing:start", {"dialogId": dialog["dialogId"]})
    must(visitor.network.expect.lets_through("typing:start", dialog["dialogId"]))
    visitor.chats.sign_out()
    must(visitor.login.expect.appears())

    must(visitor.tab.expect.keeps_console_clean())
