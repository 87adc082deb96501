"""Times as the reader's own clock shows them, in whatever zone it is set to."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.expectations.days import MONTHS
from fixtures.hosting.backlog import store_backlog
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.finding import must
from fixtures.people.person import Person

MOSCOW = timedelta(hours=3)
"""How far the zone in which people live here is ahead of Greenwich."""


@pytest.mark.parametrize("hour", [0, 12])
def test_hour_is_told_as_a_clock_of_24_hours_tells_it(sender: Person, recipient: Person, dialog: Json, hour: int):
    """The first hour of a day reads 00 and the first after noon 12, in the feed and in the list."""
    message = sender.api.send_message(dialog["dialogId"], "Который час?")
    chats = recipient.open_page(zone=_zone_where_it_is(hour, message["createdAt"]))
    must(chats.expect.lists_local_time(dialog, message["createdAt"]))

    chat = chats.open_dialog(dialog, sender.name)

    must(chat.expect.shows("Который час?"))
    must(chat.expect.shows_local_time("Который час?", message["createdAt"]))


DAY_SECONDS = 24 * 60 * 60


def test_days_go_by_on_an_open_page(sender: Person, recipient: Person, dialog: Json):
    """A message stands under «Сегодня», from midnight on under «Вчера», then under its date, and its year once past."""
    message = sender.api.send_message(dialog["dialogId"], "Когда это было?")
    chats = recipient.page
    chats.tab.take_over_time()
    chats.reload()
    chat = chats.open_dialog(dialog, sender.name)
    sent = datetime.fromisoformat(message["createdAt"]) + MOSCOW
    date = f"{sent.day} {MONTHS[sent.month - 1]}"
    must(chat.expect.begins_with_day("Сегодня"), chats.expect.lists_local_time(dialog, message["createdAt"]))

    chats.tab.let_time_pass(DAY_SECONDS)
    must(chat.expect.begins_with_day("Вчера"), chats.expect.lists(dialog_id=dialog["dialogId"], time="вчера"))

    chats.tab.let_time_pass(DAY_SECONDS)
    listed = f"{sent.day:02}.{sent.month:02}"
    must(chat.expect.begins_with_day(date), chats.expect.lists(dialog_id=dialog["dialogId"], time=listed))

    chats.tab.let_time_pass(366 * DAY_SECONDS)
    must(chat.expect.begins_with_day(date, str(sent.year)))


def test_each_day_is_parted_from_the_one_before(
    sender: Person, recipient: Person, dialog: Json, chat_app: HostedChatApp
):
    """A date stands above the first message of each calendar day, however like the one before it is, and no other."""
    year = datetime.now(UTC).year - 1
    moments = {
        "Раз": (year - 1, 11, 5, 12, 0),
        "Два": (year, 10, 5, 12, 0),
        "Три": (year, 11, 5, 12, 0),
        "Четыре": (year, 11, 12, 12, 0),
        "Пять": (year, 11, 12, 23, 59),
        "Шесть": (year, 11, 13, 0, 0),
        "Семь": (year, 11, 13, 0, 1),
        "Восемь": (year, 12, 31, 23, 59),
    }
    sent = [datetime(*moment, tzinfo=timezone(MOSCOW)) for moment in moments.values()]
    store_backlog(chat_app.database, dialog["dialogId"], [sender.user_id, recipient.user_id], [*moments], sent)

    chat = recipient.page.open_dialog(dialog, sender.name)

    dates = [f"{day} {MONTHS[month - 1]} {of_year}" for of_year, month, day, *_ in moments.values()]
    is_first = [date != before for before, date in zip(["", *dates], dates, strict=False)]
    lines = zip(dates, moments, is_first, strict=True)
    must(chat.expect.parts_days(*(line for date, text, first in lines for line in ([date, text] if first else [text]))))


def test_day_that_lost_an_hour_is_over_like_any_other(
    sender: Person, recipient: Person, dialog: Json, chat_app: HostedChatApp
):
    """What was sent on the day on which the clocks went forward stands under «Вчера» on the day after."""
    sent = datetime(2025, 3, 30, 10, 0, tzinfo=UTC)
    store_backlog(chat_app.database, dialog["dialogId"], [sender.user_id], ["В короткий день"], [sent])
    chats = recipient.open_page(zone="Europe/Berlin")
    chats.tab.set_clock_wrong(sent + timedelta(days=1) - datetime.now(UTC))
    chats.reload()

    chat = chats.open_dialog(dialog, sender.name)

    must(chat.expect.begins_with_day("Вчера"))


def test_days_are_those_of_the_readers_zone(sender: Person, recipient: Person, dialog: Json):
    """A day ends at the reader's midnight, and not at that of Greenwich."""
    message = sender.api.send_message(dialog["dialogId"], "Когда это было?")
    is_late = datetime.fromisoformat(message["createdAt"]).hour >= 22
    # Two hours later a day has ended either here or at Greenwich, not at both.
    chats = recipient.open_page(zone=_zone_where_it_is(12 if is_late else 23, message["createdAt"]))
    chats.tab.set_clock_wrong(timedelta(hours=2))
    chats.reload()

    chat = chats.open_dialog(dialog, sender.name)

    must(chat.expect.begins_with_day("Сегодня" if is_late else "Вчера"))


def _zone_where_it_is(hour: int, moment: str) -> str:
    """A zone in which the clock shows this hour at such a moment."""
    ahead = (hour - datetime.fromisoformat(moment).hour + 11) % 24 - 11
    # What is ahead of Greenwich bears a minus in these names.
    return f"Etc/GMT{-ahead:+d}"
