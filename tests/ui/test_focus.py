"""One goes on where one acted: after each act by the keyboard the focus is where the next one begins."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.login import LoginScreen
from fixtures.clients.browser.pages.viewport import Viewport
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("accessibility", "focus_in_input")


@pytest.mark.needs("page_reactions")
def test_focus_stays_where_one_reacts(sender: Person, recipient: Person, dialog: Json):
    """Who chooses a reaction, leaves the choice, or takes the reaction back by the keyboard goes on from there."""
    recipient.api.send_message(dialog["dialogId"], "Как тебе?")
    chat, keyboard = sender.page.open_dialog(dialog, recipient.name), sender.page.tab.keyboard
    must(chat.expect.ends_with("Как тебе?"))

    must(keyboard.expect.reaches("add_reaction_button"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("reaction_choice"))
    keyboard.press("Escape")
    must(keyboard.expect.goes_to("add_reaction_button"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("reaction_choice"))
    keyboard.press("Enter")
    must(chat.expect.gives_reaction("Как тебе?", "👍 1"), keyboard.expect.goes_to("add_reaction_button"))

    keyboard.press("Shift+Tab")
    must(keyboard.expect.goes_to("row_reactions"))
    keyboard.press("Enter")
    must(chat.expect.takes_reaction_back("Как тебе?"), keyboard.expect.goes_to("feed"))


def test_focus_goes_where_one_goes(sender: Person, recipient: Person, dialog: Json):
    """Who opens a chat, goes back, searches, signs out or asks for a code by the keyboard acts there at once."""
    keyboard, viewport = sender.page.tab.keyboard, Viewport(sender.page.tab)
    viewport.resize(360)

    must(keyboard.expect.reaches("dialog"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("message_input"), keyboard.expect.reaches("back_button"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("dialog"))

    viewport.resize(1280)
    must(keyboard.expect.reaches("create_chat_button"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("person_search"))
    keyboard.press("Escape")
    must(keyboard.expect.goes_to("create_chat_button"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("person_search"))
    keyboard.type(recipient.phone)
    must(sender.page.new_chat().expect.finds_only(recipient.name), keyboard.expect.reaches("found_person"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("message_input"), keyboard.expect.reaches("sign_out_button"))

    keyboard.press("Enter")
    must(LoginScreen(sender.page.tab).expect.appears(), keyboard.expect.goes_to("phone_field"))
    keyboard.type(recipient.phone)
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("code_field"), keyboard.expect.reaches("change_number_button"))
    keyboard.press("Enter")
    must(keyboard.expect.goes_to("phone_field"), keyboard.expect.reaches("sign_in_tab"))
    keyboard.press("ArrowRight")
    must(keyboard.expect.goes_to("register_tab"))
