"""A test whose page is at a deployment behind HTTPS."""

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person
from tests.selftest.probing import page_of, settle_on


def test_message_comes_over_a_secure_socket(sender: Person, recipient: Person, dialog: Json, pages: None):
    """A message that another person sends is pushed to the page after the move to a WebSocket."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    settle_on("websocket", recipient)
    message = sender.api.send_message(dialog["dialogId"], "Привет")

    assert page_of(recipient).url.startswith("https://")
    must(recipient.network.expect.lets_through("message:new", message["_id"]))
    must(chat.expect.shows_only_once("Привет"))
