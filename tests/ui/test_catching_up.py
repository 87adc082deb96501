"""A page that was cut off shows, once it is back, what happened meanwhile."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import DIALOGS
from fixtures.clients.browser.pages.deadlines import RECONNECTED_WITHIN
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.network.expectations import takes_a_request
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("catching_up", "message_push")

AN_HOUR, A_TRY = 3600, 10
"""Seconds: an absence, and the longest that a page waits before it tries to connect once more."""
TRIES = 20
ASKED = {"names": "/users/", "members": f"{DIALOGS}/", "history": MESSAGES, "list": "includeLastMessage=true"}
"""What a page asks for when it, or a dialog, is opened."""


@pytest.mark.parametrize("cut", ["push_cut", "offline"])
def test_page_catches_up_with_what_it_missed(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json, cut: str
):
    """After a reconnect the open feed, the list, the unread count and the statuses are those of ChatApp."""
    other = people.dialog(third, recipient)
    own = recipient.api.send_message(dialog["dialogId"], "Моё")
    chats = recipient.page
    chat = chats.open_dialog(dialog, sender.name)
    must(chat.expect.shows_mark("Моё", "отправлено"))

    with getattr(recipient.network, cut)():
        for text in ("Ты пропустил это", "И это"):
            sender.api.send_message(dialog["dialogId"], text)
        sender.api.mark(own["messageId"], "read")
        third.api.send_message(other["dialogId"], "И здесь новое")

    must(chat.expect.catches_up_and_holds("Моё", "Ты пропустил это", "И это"))
    must(chat.expect.catches_up_with_mark("Моё", "прочитано"))
    must(chats.expect.catches_up(dialog_id=other["dialogId"], unread="1", preview="И здесь новое"))


def test_other_dialog_has_caught_up_when_it_is_opened(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json
):
    """A dialog that was open before the page was cut off shows what came meanwhile when it is opened again."""
    chats, other = recipient.page, people.dialog(third, recipient)
    must(chats.open_dialog(dialog, sender.name).expect.still_holds())
    beside = chats.open_dialog(other, third.name)
    joined = beside.ask.joins()

    with recipient.network.push_cut():
        sender.api.send_message(dialog["dialogId"], "Пока тебя не было")
    # A dialog that is open when the page is back would catch up for that.
    must(beside.expect.joins_again(joined))
    chat = chats.open_dialog(dialog, sender.name)

    must(chat.expect.catches_up_and_holds("Пока тебя не было"))


def test_only_what_was_missed_is_asked_for(sender: Person, recipient: Person, dialog: Json):
    """Catching up with one message in a long dialog asks for its newest messages, not for all of its history."""
    for number in range(300):
        sender.api.send_message(dialog["dialogId"], f"Сообщение {number}")
    chat = recipient.page.open_dialog(dialog, sender.name)
    must(chat.expect.ends_with("Сообщение 299"))
    asked = recipient.tabs[0].requests.gets(MESSAGES)

    with recipient.network.push_cut():
        sender.api.send_message(dialog["dialogId"], "Одно пропущено")

    must(chat.expect.catches_up_with("Одно пропущено"))
    must(recipient.tabs[0].expect.asks_at_most(2, MESSAGES, asked))


def test_long_absence_leaves_no_gap(sender: Person, recipient: Person, dialog: Json):
    """Who missed some pages of messages in an hour finds all of them, in order, though the network goes once more."""
    texts = [f"Сообщение {number}" for number in range(180)]
    sender.api.send_message(dialog["dialogId"], texts[0])
    chats = recipient.page
    chat = chats.open_dialog(dialog, sender.name)
    must(chat.expect.ends_with(texts[0]))
    chats.tab.take_over_time()

    with recipient.network.push_cut():
        for text in texts[1:]:
            sender.api.send_message(dialog["dialogId"], text)
        chats.tab.let_time_pass(AN_HOUR)
    # The page need not be waited for: it tries to connect again every few seconds.
    chats.tab.let_time_pass(A_TRY)
    must(chat.expect.catches_up_with(texts[-1]))

    # With a network, a page may load what it lacks while one scrolls, before a reader comes to the gap.
    with recipient.network.offline():
        met = chat.long_feed.scroll_to_oldest(texts[0])
    must(chat.long_feed.expect.catches_up_completely(met, texts))


def test_old_row_before_the_eyes_is_refreshed(sender: Person, recipient: Person, dialog: Json):
    """After a reconnect a row far up in history, which is in view, bears its present status."""
    texts = [f"Сообщение {number}" for number in range(150)]
    stored = [sender.api.send_message(dialog["dialogId"], text) for text in texts]
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.long_feed.scroll_to_oldest(texts[0])
    must(chat.expect.shows_mark(texts[0], "отправлено"))

    with sender.network.push_cut():
        recipient.api.mark(stored[-1]["messageId"], "read")

    must(chat.expect.catches_up_with_mark(texts[0], "прочитано"))


@pytest.mark.needs("sender_names", "dialog_push", "presence")
@pytest.mark.parametrize("path", ASKED.values(), ids=ASKED.keys())
def test_what_could_not_be_asked_for_is_asked_again(
    people: People, sender: Person, recipient: Person, third: Person, path: str
):
    """What found no connection when a page or a dialog was opened is shown once the connection is back."""
    group = people.dialog(sender, recipient, third, name="Поход")
    third.api.send_message(group["dialogId"], "Я пошёл")
    sender.api.send_message(group["dialogId"], "Возвращайся")
    third.api.remove_member(group["dialogId"], third.user_id)
    chats = None if path == ASKED["list"] else recipient.page

    with recipient.network.request_aborted("GET", path) as refused:
        if chats is None:
            chats = recipient.page
        else:
            chats.choose_dialog(group, "Поход")
        must(takes_a_request(refused))
    if path == ASKED["list"]:
        must(chats.expect.catches_up(dialog_id=group["dialogId"]))
        chats.choose_dialog(group, "Поход")

    must(chats.expect.agrees_with(recipient.api, group))


def test_push_comes_back_however_often_it_was_tried_in_vain(sender: Person, recipient: Person, dialog: Json):
    """A page that nobody touches goes on to try for its push while ChatApp is away, and has it when that is back."""
    chats = recipient.page
    chats.tab.take_over_time()
    # What connects keeps to the timers that it found when the page was loaded.
    chats.reload()
    chat = chats.open_dialog(dialog, sender.name)

    with recipient.network.push_cut() as cut:
        for _ in range(TRIES):
            tried = len(cut.refused)
            chats.tab.let_time_pass(A_TRY)
            recipient.network.wait_for(lambda tried=tried: len(cut.refused) > tried, within=0.5)
    chats.tab.let_time_pass(A_TRY)
    sender.api.send_message(dialog["dialogId"], "Снова слышно")

    must(chat.expect.shows("Снова слышно", within=RECONNECTED_WITHIN))
