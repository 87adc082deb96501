"""Times as the reader's own clock shows them, in whatever zone it is set to."""

from datetime import datetime

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.person import Person


@pytest.mark.parametrize("hour", [0, 12])
def test_hour_is_told_as_a_clock_of_24_hours_tells_it(sender: Person, recipient: Person, dialog: Json, hour: int):
    """The first hour of a day reads 00 and the first after noon 12, in the feed and in the list."""
    message = sender.api.send_message(dialog["dialogId"], "Который час?")
    chats = recipient.open_page(zone=_zone_where_it_is(hour, message["createdAt"]))
    must(chats.expect.lists_local_time(dialog, message["createdAt"]))

    chat = chats.open_dialog(dialog, sender.name)

    must(chat.expect.shows("Который час?"))
    must(chat.expect.shows_local_time("Который час?", message["createdAt"]))


def _zone_where_it_is(hour: int, moment: str) -> str:
    """A zone in which the clock shows this hour at such a moment."""
    ahead = (hour - datetime.fromisoformat(moment).hour + 11) % 24 - 11
    # What is ahead of Greenwich bears a minus in these names.
    return f"Etc/GMT{-ahead:+d}"
