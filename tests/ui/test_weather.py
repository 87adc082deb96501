"""Whatever push and answers do, in the end everyone has the same feed."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import same_in_order
from fixtures.journey.finding import must
from fixtures.network.weather import Weather
from fixtures.people.person import Person

FIRST, SECOND, ANSWER = "Погода меняется", "А сообщения доходят 🌦️", "Вижу оба\n<b>и</b> отвечаю"


@pytest.mark.needs("message_push", "offline_queue", "catching_up")
@pytest.mark.sweep
def test_everyone_ends_with_the_same_feed(sender: Person, recipient: Person, dialog: Json, weather: Weather):
    """Every message is in everyone's feed once, in one order, unaltered, whatever push and answers did meanwhile."""
    at_sender = sender.page.open_dialog(dialog, recipient.name)
    at_recipient = recipient.page.open_dialog(dialog, sender.name)

    with weather.over(sender.network, recipient.network):
        at_sender.send(FIRST, SECOND)
        at_recipient.send(ANSWER)
        must(at_sender.expect.confirms_all(FIRST, SECOND), at_recipient.expect.confirms_all(ANSWER))
    stored = [message["content"] for message in reversed(sender.api.messages(dialog["dialogId"]))]

    must(same_in_order("what ChatApp has stored", sorted(stored), sorted([FIRST, SECOND, ANSWER])))
    must(at_sender.expect.catches_up_and_holds(*stored), at_recipient.expect.catches_up_and_holds(*stored))
    must(at_sender.expect.still_holds(*stored), at_recipient.expect.still_holds(*stored))
