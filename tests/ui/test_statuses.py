"""A sent message tells how far it has come: under way, sent, delivered, read; or not sent, and why."""

from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chat import Chat
from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import takes_a_request
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("page_statuses")

LONGEST = 10_000


@pytest.fixture
def chat(sender: Person, recipient: Person, dialog: Json) -> Chat:
    """The sender's chat with the recipient."""
    return sender.page.open_dialog(dialog, recipient.name)


def test_message_is_shown_before_it_is_answered(sender: Person, chat: Chat, run_folder: Path):
    """A message is shown at the moment of sending, marked «отправляется»; the answer makes it «отправлено»."""
    with sender.network.push_held():
        with sender.network.answer_held("POST", MESSAGES):
            chat.write("Уже видно")
            sending = chat.press_enter()
            must(
                chat.expect.shows_mark("Уже видно", "отправляется"),
                chat.expect.shows_as_own("Уже видно"),
                chat.expect.empties_input(),
            )
            chat.take_picture(run_folder / "states" / "sending.png")

        must(chat.expect.confirms(sending), chat.expect.shows_mark("Уже видно", "отправлено"))
        chat.take_picture(run_folder / "states" / "sent.png")


def test_message_is_delivered_and_then_read(
    sender: Person, recipient: Person, dialog: Json, chat: Chat, run_folder: Path
):
    """A message is «доставлено» once the other's page has it, and «прочитано» only when they open the dialog."""
    theirs = recipient.page

    chat.send("Загляни сюда")

    must(theirs.expect.lists("message:new", dialog_id=dialog["dialogId"], preview="Загляни сюда"))
    must(chat.expect.shows_mark("Загляни сюда", "доставлено"), chat.expect.stays_marked("Загляни сюда", "доставлено"))
    chat.take_picture(run_folder / "states" / "delivered.png")

    theirs.open_dialog(dialog, sender.name)

    must(chat.expect.shows_mark("Загляни сюда", "прочитано"))
    chat.take_picture(run_folder / "states" / "read.png")


def test_message_is_delivered_when_the_page_is_opened_later(
    sender: Person, recipient: Person, dialog: Json, chat: Chat
):
    """A message that came while the other was away is «доставлено» as soon as they open their page."""
    chat.send("Когда вернёшься")
    must(chat.expect.shows_mark("Когда вернёшься", "отправлено"))

    must(recipient.page.expect.lists(dialog_id=dialog["dialogId"], unread="1"))

    must(chat.expect.shows_mark("Когда вернёшься", "доставлено"))


def test_message_is_read_only_where_it_can_be_seen(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """In a document that is hidden an open dialog reads nothing, whether push brings it or catching up."""
    there = recipient.page.open_dialog(dialog, sender.name)
    tab = recipient.tabs[0]
    tab.hide()

    chat.send("Пушем")
    must(there.expect.shows("Пушем"))
    must(chat.expect.shows_mark("Пушем", "доставлено"))
    with recipient.network.push_cut():
        chat.send("Без пуша")
        must(chat.expect.shows_mark("Без пуша", "отправлено"))
    must(there.expect.catches_up_and_holds("Пушем", "Без пуша"))
    must(chat.expect.shows_mark("Без пуша", "доставлено"))
    there.send("Отвечаю не глядя")
    must(there.expect.shows_mark("Отвечаю не глядя", "прочитано"))
    must(chat.expect.stays_marked("Без пуша", "доставлено"), chat.expect.shows_mark("Пушем", "доставлено"))

    tab.hide(hidden=False)

    must(chat.expect.shows_mark("Пушем", "прочитано"), chat.expect.shows_mark("Без пуша", "прочитано"))


def test_delivered_after_read_changes_nothing(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A status never goes back on the page, although `delivered` comes after `read`."""
    chat.write("Туда и обратно")
    sending = chat.press_enter()
    must(chat.expect.gets_answer(sending), sender.network.expect.lets_through("message:new", sending.message_id()))
    (message,) = recipient.api.messages(dialog["dialogId"])

    with sender.network.push_reordered():
        for status in ("delivered", "read"):
            recipient.api.mark(message["messageId"], status)
        must(sender.network.expect.withholds("message:update", sending.message_id(), count=2))

    must(chat.expect.shows_mark("Туда и обратно", "прочитано"), chat.expect.stays_marked("Туда и обратно", "прочитано"))


def test_refused_message_stays_and_can_be_sent_again(
    sender: Person, recipient: Person, dialog: Json, chat: Chat, run_folder: Path
):
    """A message that ChatApp refuses stays, with the reason, until the person presses «Повторить», and no sooner."""
    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.send("Не пропади")
        must(chat.expect.says_not_sent("Не пропади"))
        chat.take_picture(run_folder / "states" / "failed.png")

    joined = chat.ask.joins()
    with sender.network.offline():
        pass
    must(chat.expect.joins_again(joined), chat.expect.stays_marked("Не пропади", "не отправлено"))
    must(equal("how often it was sent", chat.ask.requested("Не пропади"), 1, Verdict.INPUT))

    chat.retry("Не пропади")

    must(chat.expect.shows_mark("Не пропади", "отправлено"), chat.expect.shows_only_once("Не пропади"))
    must(recipient.api.stores(dialog, "Не пропади"))


def test_refused_message_survives_a_reload_and_can_be_deleted(
    sender: Person, recipient: Person, dialog: Json, chat: Chat
):
    """A message that could not be sent is still there after a reload, and goes when the person deletes it."""
    with sender.network.answer_failed("POST", MESSAGES, 500, handled=False):
        chat.send("Передумаю")
        must(chat.expect.says_not_sent("Передумаю"))
    sender.page.reload()
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.still_shows("Передумаю"))
    must(chat.expect.says_not_sent("Передумаю"))

    chat.discard("Передумаю")

    must(chat.expect.still_holds(), recipient.api.stores(dialog))
    sender.page.reload()
    must(sender.page.open_dialog(dialog, recipient.name).expect.still_holds())


def test_refused_message_does_not_hold_up_the_next(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A text that ChatApp does not take is marked, with the reason, and the one that waits behind it is sent."""
    too_long = "ы" * (LONGEST + 1)

    with sender.page.tab.expects_refusal(413):
        with sender.network.server_unreachable():
            chat.send(too_long, "Короче")

        must(chat.expect.says_not_sent(too_long, within=CAUGHT_UP_WITHIN))
    must(chat.expect.sends("Короче", within=CAUGHT_UP_WITHIN))
    must(recipient.api.stores(dialog, "Короче"))


def test_retry_after_a_lost_answer_stores_the_message_once(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """«Повторить» after an answer that failed on its way back makes no second message, and moves no other."""
    with sender.network.push_held():
        with sender.network.answer_failed("POST", MESSAGES, 502, handled=True):
            chat.send("Ровно один раз", "И это")
            must(*(chat.expect.says_not_sent(text) for text in ("Ровно один раз", "И это")))
        chat.send("После")
        must(chat.expect.shows_mark("После", "отправлено"))

        with sender.network.answer_held("POST", MESSAGES) as retried:
            chat.retry("Ровно один раз")
            must(takes_a_request(retried, Verdict.INPUT), chat.expect.holds("После", "Ровно один раз", "И это"))

        must(chat.expect.shows_mark("Ровно один раз", "отправлено"))
        stored = ("Ровно один раз", "И это", "После")
        must(recipient.api.stores(dialog, *stored), chat.expect.still_holds("Ровно один раз", "После", "И это"))
