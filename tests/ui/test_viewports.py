"""A page of any size: what one needs is within reach in windows wide and narrow, high and low, and zoomed in."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.login import LoginScreen
from fixtures.clients.browser.pages.viewport import Viewport
from fixtures.journey.finding import must
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("accessibility")

WIDTHS = [320, 360, 480, 600, 680, 768, 912, 1024, 1366]
"""Those of phones and tablets, upright and on their side, and of screens; 320 is a usual screen at 400 %."""
LOW = [(667, 375), (844, 390), (320, 256)]
"""Phones on their side, and a screen of 1280 × 1024 at 400 % (WCAG 2.2, 1.4.10), in CSS pixels."""


def test_all_of_it_is_within_reach_in_every_viewport(sender: Person, recipient: Person, dialog: Json):
    """Whatever size a page has, one gets from a chat to the list and back, writes, searches, signs out and in."""
    recipient.api.send_message(dialog["dialogId"], "Видно?")
    chats, viewport = sender.page, Viewport(sender.page.tab)
    sizes = [*LOW, *((width, 720) for width in sorted({*WIDTHS, *viewport.widths_of_change()}, reverse=True))]

    chats.open_dialog(dialog, recipient.name)
    for size in sizes:
        viewport.resize(*size)
        must(
            viewport.expect.offers_one_of("dialog", "back_button"),
            viewport.expect.offers("chat_name", "feed", "message_input", "send_button"),
            chats.tab.expect.fits_the_screen(f"a chat of {size[0]} px"),
        )
    chats.go_back()
    for size in sizes:
        viewport.resize(*size)
        must(viewport.expect.offers("dialog", "create_chat_button", "own_identity", "sign_out_button"))
    modal = chats.open_new_chat()
    for size in LOW:
        viewport.resize(*size)
        must(viewport.expect.offers("person_search", "found_person", "close_button"))
    modal.close()
    chats.sign_out()
    must(LoginScreen(chats.tab).expect.appears())

    for size in LOW:
        viewport.resize(*size)
        must(
            viewport.expect.scrolls_to("sign_in_tab", "phone_field", "request_code_button"),
            chats.tab.expect.fits_the_screen(f"«Вход» of {size[0]} px"),
        )
