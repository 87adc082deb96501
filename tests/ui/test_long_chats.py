"""Long dialogs: all of the history can be reached, in order and once, and a reader of it is left in peace."""

from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chat import Chat
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.hosting.backlog import store_backlog
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.journey.finding import must
from fixtures.network.expectations import takes_a_request
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("virtual_scrolling")

HISTORY = [f"Сообщение {number}" for number in range(240)]
OLDEST_PAGE = 5
"""Of the history, when it is asked for in pages of 50, as in the embedded ChatApp."""


@pytest.fixture
def long_dialog(sender: Person, recipient: Person, dialog: Json) -> Json:
    """The dialog of sender and recipient with a history of some pages."""
    for number, text in enumerate(HISTORY):
        (sender, recipient)[number % 2].api.send_message(dialog["dialogId"], text)
    return dialog


@pytest.fixture
def chat(sender: Person, recipient: Person, long_dialog: Json) -> Chat:
    """The sender's chat in the long dialog, opened at its newest message."""
    chat = sender.page.open_dialog(long_dialog, recipient.name)
    must(chat.expect.ends_with(HISTORY[-1]))
    return chat


def test_whole_history_can_be_scrolled_through(sender: Person, recipient: Person, long_dialog: Json, chat: Chat):
    """Scrolling up and down again meets every message once and in order, with few rows in the document.

    What is far up is asked for only then.
    """
    arriving = [f"Пришло {number}" for number in range(7)]
    for text in arriving:
        recipient.api.send_message(long_dialog["dialogId"], text)
    must(chat.expect.shows(arriving[-1]), sender.tabs[0].expect.asks_at_most(0, f"page={OLDEST_PAGE}"))

    upwards = chat.long_feed.scroll_to_oldest(HISTORY[0])
    downwards = chat.long_feed.scroll_to_newest(arriving[-1])

    everything = [*HISTORY, *arriving]
    must(chat.long_feed.expect.shows_all(upwards, everything), chat.long_feed.expect.shows_all(downwards, everything))
    must(chat.long_feed.expect.keeps_few_rows())


def test_row_stays_where_it_is_while_older_ones_load(sender: Person, chat: Chat):
    """Older messages that load above do not move the row that a reader has before their eyes."""
    with sender.network.answer_held("GET", MESSAGES) as answer:
        chat.long_feed.scroll_by(-50)
        must(takes_a_request(answer))
        row = chat.long_feed.row_before_the_eyes()

    must(chat.long_feed.expect.keeps_in_place(row))


def test_new_message_leaves_a_reader_of_history_in_peace(
    sender: Person, recipient: Person, long_dialog: Json, chat: Chat
):
    """A message that comes while one reads history moves nothing, is offered, and is not read before it is seen."""
    theirs = recipient.page.open_dialog(long_dialog, sender.name)
    chat.long_feed.scroll_by(-0.9)
    row = chat.long_feed.row_before_the_eyes()

    theirs.send("А вот и новое")

    must(sender.page.expect.lists("message:new", dialog_id=long_dialog["dialogId"], preview="А вот и новое"))
    must(chat.long_feed.expect.offers_new_messages(), chat.long_feed.expect.keeps_in_place(row))
    must(
        theirs.expect.shows_mark("А вот и новое", "доставлено"),
        theirs.expect.stays_marked("А вот и новое", "доставлено"),
    )

    chat.long_feed.go_to_new_messages()

    must(
        chat.expect.shows("А вот и новое"),
        chat.expect.shows_newest_in_view(),
        theirs.expect.shows_mark("А вот и новое", "прочитано"),
    )
    chat.long_feed.scroll_by(-0.9)
    must(chat.long_feed.expect.offers_the_way_back())


def test_what_becomes_of_ones_own_message_leaves_a_reader_in_peace(
    sender: Person, recipient: Person, long_dialog: Json, chat: Chat
):
    """A reader of history stays where they are when their newest message is read, gets a reaction, or is caught up."""
    own = sender.api.send_message(long_dialog["dialogId"], "Моё")
    must(chat.expect.shows("Моё"))
    chat.long_feed.scroll_by(-0.9)
    row, joined = chat.long_feed.row_before_the_eyes(), chat.ask.joins()

    recipient.api.mark(own["messageId"], "read")
    recipient.api.react(own["messageId"], "👍")
    must(sender.network.expect.lets_through("message:update", own["_id"]), chat.long_feed.expect.keeps_in_place(row))
    with sender.network.push_cut():
        recipient.api.react(own["messageId"], "🔥")

    must(chat.expect.joins_again(joined), chat.long_feed.expect.keeps_in_place(row))


def test_unread_are_counted_while_one_reads_history(recipient: Person, long_dialog: Json, sender: Person, chat: Chat):
    """Messages below what a reader of history has before their eyes count as unread, in the list too."""
    chat.long_feed.scroll_by(-3)

    for text in ("Раз", "Два"):
        recipient.api.send_message(long_dialog["dialogId"], text)

    news = {"dialog_id": long_dialog["dialogId"], "preview": "Два"}
    must(sender.page.expect.lists("message:new", **news))
    must(chat.long_feed.expect.offers_new_messages())
    must(sender.page.expect.lists("message:new", **news, unread="2"))


def test_reader_of_the_newest_follows(recipient: Person, long_dialog: Json, sender: Person, chat: Chat):
    """Who has the newest message in view keeps it in view: tall messages come, reactions grow rows, windows shrink."""
    tall = recipient.api.send_message(long_dialog["dialogId"], "\n".join("высокое сообщение" for _ in range(12)))
    must(chat.expect.shows(tall["content"]), chat.expect.shows_newest_in_view())

    recipient.api.react(tall["messageId"], "👍")
    must(chat.expect.shows_reaction(tall["content"], "👍"), chat.expect.shows_newest_in_view())

    sender.page.tab.look("light", narrow=True)
    must(chat.expect.shows_newest_in_view())


def test_own_message_leads_back_to_the_newest(chat: Chat):
    """Who writes while reading history sees what they wrote."""
    chat.long_feed.scroll_by(-3)

    chat.write("Отвечаю сразу")
    sending = chat.press_enter()

    must(chat.expect.gets_answer(sending))
    must(chat.long_feed.expect.ends_in_view())
    must(chat.expect.shows_mark("Отвечаю сразу", "отправлено"), chat.expect.shows_newest_in_view())


@pytest.mark.load
def test_dialog_of_ten_thousand_messages(
    sender: Person, recipient: Person, dialog: Json, chat_app: HostedChatApp, run_folder: Path
):
    """A dialog of 10,000 messages opens at its newest, keeps few rows while one reads, and takes a new message."""
    texts = [f"Сообщение {number}" for number in range(10_000)]
    store_backlog(chat_app.database, dialog["dialogId"], [sender.user_id, recipient.user_id], texts)

    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with(texts[-1]))
    met = chat.long_feed.scroll_to_oldest(texts[-400])
    chat.take_picture(run_folder / "states" / "long-chat.png")
    must(chat.long_feed.expect.shows_all(met[-400:], texts[-400:]), chat.long_feed.expect.keeps_few_rows())
    chat.write("Десять тысяч первое")
    sending = chat.press_enter()

    must(
        chat.expect.gets_answer(sending),
        chat.expect.shows_mark("Десять тысяч первое", "отправлено"),
        chat.expect.shows_newest_in_view(),
    )
