"""Without a connection messages wait, are kept, and are sent in order and once each when it is back."""

from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chat import Chat
from fixtures.clients.browser.pages.chats import DIALOGS
from fixtures.clients.browser.pages.deadlines import CAUGHT_UP_WITHIN
from fixtures.clients.browser.pages.login import LoginScreen
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import takes_a_request
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target

pytestmark = pytest.mark.needs("offline_queue")

QUEUE = ["Я в метро", "Связи нет", "Буду через час"]


@pytest.fixture
def chat(sender: Person, recipient: Person, dialog: Json) -> Chat:
    """The sender's chat with the recipient."""
    return sender.page.open_dialog(dialog, recipient.name)


def _all_sent(chat: Chat) -> None:
    for text in QUEUE:
        # One after the other: where the first is not sent, nobody need wait for the rest.
        must(chat.expect.shows_mark(text, "отправлено", within=CAUGHT_UP_WITHIN))


def _sign_in(login: LoginScreen, person: Person, target: Target) -> None:
    login.ask_for_code(person.phone)
    login.enter_code(target.code)


def test_messages_wait_for_the_connection(
    sender: Person, recipient: Person, dialog: Json, chat: Chat, run_folder: Path
):
    """Messages written without a connection wait, and are sent by themselves, in order, when it is back."""
    tab = sender.tabs[0]
    tab.take_over_time()
    with sender.network.offline():
        chat.send(*QUEUE)
        must(chat.expect.keeps_waiting(*QUEUE), sender.page.expect.says("Нет соединения"))
        chat.take_picture(run_folder / "states" / "offline.png")

    must(sender.page.expect.says("Соединение восстановлено"))
    _all_sent(chat)
    must(recipient.api.stores(dialog, *QUEUE), chat.expect.still_holds(*QUEUE))
    tab.let_time_pass(10)
    must(sender.page.expect.says_nothing_of_the_connection())


def test_waiting_messages_survive_a_reload(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """Messages that wait are still there, and waiting, after a reload without a connection; then they are sent."""
    with sender.network.server_unreachable():
        chat.send(*QUEUE)
        must(chat.expect.keeps_waiting(*QUEUE))

        sender.page.reload()

        must(sender.page.expect.catches_up(dialog_id=dialog["dialogId"]))
        chat = sender.page.open_dialog(dialog, recipient.name)
        must(chat.expect.keeps_waiting(*QUEUE))

    _all_sent(chat)
    must(recipient.api.stores(dialog, *QUEUE), chat.expect.still_holds(*QUEUE))


def test_queue_belongs_to_its_person(sender: Person, recipient: Person, dialog: Json, chat: Chat, target: Target):
    """Who signs in next in the same browser neither sees nor sends what another left; its writer, back again, does."""
    browser, login = sender.page, LoginScreen(sender.tabs[0])
    with sender.network.server_unreachable():
        chat.send(*QUEUE)
        must(chat.expect.keeps_waiting(*QUEUE))
        chat.write("Ещё не отправлено")
        browser.sign_out()

    _sign_in(login, recipient, target)
    theirs = browser.open_dialog(dialog, sender.name)
    must(theirs.expect.empties_input(), theirs.expect.still_holds(), recipient.api.stores(dialog))

    browser.sign_out()
    _sign_in(login, sender, target)
    _all_sent(browser.open_dialog(dialog, recipient.name))
    must(recipient.api.stores(dialog, *QUEUE))


def test_queue_outlives_an_ended_session(sender: Person, recipient: Person, dialog: Json, chat: Chat, target: Target):
    """A message that meets an ended session waits for its person to sign in again, and is sent then."""
    with sender.network.answer_failed("POST", MESSAGES, 401, handled=False):
        chat.send("Дождись меня")
        login = LoginScreen(sender.tabs[0])
        must(login.expect.appears())

    _sign_in(login, sender, target)
    chat = sender.page.open_dialog(dialog, recipient.name)

    must(chat.expect.still_shows("Дождись меня"))
    must(chat.expect.shows_mark("Дождись меня", "отправлено"), recipient.api.stores(dialog, "Дождись меня"))


def test_dialog_stays_open_until_the_list_is_known(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A dialog that is listed for a waiting message alone stays open when that is sent before the list has come."""
    with sender.network.push_held(), sender.network.answer_held("GET", DIALOGS):
        with sender.network.answer_held("POST", MESSAGES) as answer:
            chat.send("Дождись меня")
            must(takes_a_request(answer, Verdict.INPUT))
            sender.page.reload()
            must(sender.page.expect.catches_up(dialog_id=dialog["dialogId"]))
            chat = sender.page.open_dialog(dialog, recipient.name)

        must(chat.expect.shows_mark("Дождись меня", "отправлено"))


def test_queue_outlives_its_dialog(people: People, sender: Person, recipient: Person, third: Person):
    """What waits for a dialog that is gone meanwhile is not lost: it stays, marked, with the reason."""
    group = people.dialog(sender, recipient, third, name="Поход в горы")
    chat = recipient.page.open_dialog(group, "Поход в горы")

    with recipient.page.tab.expects_refusal(403):
        with recipient.network.server_unreachable():
            chat.send("Я с вами!")
            must(chat.expect.keeps_waiting("Я с вами!"))
            sender.api.remove_member(group["dialogId"], recipient.user_id)

        must(chat.expect.says_not_sent("Я с вами!", within=CAUGHT_UP_WITHIN))


def test_messages_of_a_dialog_leave_one_after_the_other(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json, chat: Chat
):
    """While a message is under way the next of its dialog waits for its answer; another dialog does not."""
    other = people.dialog(sender, third)
    with sender.network.answer_held("POST", f"{MESSAGES}{dialog['dialogId']}") as answer:
        chat.send(*QUEUE)
        must(takes_a_request(answer, Verdict.INPUT))
        must(chat.expect.holds_back(*QUEUE[1:]))

        elsewhere = sender.page.open_dialog(other, third.name)
        elsewhere.send("Тебе сразу")
        must(elsewhere.expect.sends("Тебе сразу"))

    chat = sender.page.open_dialog(dialog, recipient.name)
    _all_sent(chat)
    must(recipient.api.stores(dialog, *QUEUE), chat.expect.still_holds(*QUEUE))


def test_message_whose_answer_was_lost_is_sent_once(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A message that was stored although its answer was lost is sent again, and stored and shown once."""
    with sender.network.push_held():
        with sender.network.answer_lost("POST", MESSAGES, times=1) as fault:
            chat.send("Дошло?")
            must(chat.expect.shows_mark("Дошло?", "отправлено", within=CAUGHT_UP_WITHIN))
            must(equal("the number of lost answers", len(fault.lost), 1, Verdict.HARNESS))

        must(recipient.api.stores(dialog, "Дошло?"), chat.expect.shows_only_once("Дошло?"))


def test_connection_lost_again_in_the_middle_of_the_queue(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A queue whose sending is cut again goes on where it was, in order and once each."""
    with sender.network.push_held(), sender.network.answer_lost("POST", MESSAGES, times=1) as cut_again:
        with sender.network.offline():
            chat.send(*QUEUE)
            must(chat.expect.keeps_waiting(*QUEUE))

        # Each of the two cuts has its own time to be caught up with.
        must(takes_a_request(cut_again, Verdict.REQUEST, within=CAUGHT_UP_WITHIN))
        _all_sent(chat)
        must(equal("the number of lost answers", len(cut_again.lost), 1, Verdict.HARNESS))
        must(recipient.api.stores(dialog, *QUEUE), chat.expect.still_holds(*QUEUE))


def test_reload_while_a_message_is_under_way(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """A reload between sending and answer loses nothing and doubles nothing."""
    with sender.network.answer_held("POST", MESSAGES) as answer:
        chat.send("Успеет?")
        must(takes_a_request(answer, Verdict.INPUT))
        sender.page.reload()

    chat = sender.page.open_dialog(dialog, recipient.name)

    must(chat.expect.still_shows("Успеет?"))
    must(chat.expect.shows_mark("Успеет?", "отправлено"), chat.expect.shows_only_once("Успеет?"))
    requested = chat.ask.requested("Успеет?")
    sender.page.reload()
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(
        chat.expect.still_holds("Успеет?"),
        equal("how often it was sent", chat.ask.requested("Успеет?"), requested, Verdict.INPUT),
    )
    must(recipient.api.stores(dialog, "Успеет?"))


def test_two_tabs_send_a_queue_once(sender: Person, recipient: Person, dialog: Json, chat: Chat):
    """Two tabs of one person send what waits once, by one of them, and both show it once, under «Вы»."""
    beside = sender.open_page_beside().open_dialog(dialog, recipient.name)

    with sender.network.offline():
        chat.send(*QUEUE)
        must(chat.expect.keeps_waiting(*QUEUE), beside.expect.keeps_waiting(*QUEUE))

    for shown in (chat, beside):
        _all_sent(shown)
        must(shown.expect.still_holds(*QUEUE), *(shown.expect.shows_as_own(text) for text in QUEUE))
    must(recipient.api.stores(dialog, *QUEUE))
    answers = [chat.ask.answered(text) + beside.ask.answered(text) for text in QUEUE]
    must(equal("how often each was sent", answers, [1, 1, 1], Verdict.INPUT))


def test_unanswered_message_is_sent_again_after_ten_seconds(
    sender: Person, recipient: Person, dialog: Json, chat: Chat
):
    """A message without an answer for 10 s is sent again by itself, and stored and shown once."""
    tab = sender.tabs[0]
    tab.take_over_time()
    with sender.network.push_held():
        with sender.network.answer_held("POST", MESSAGES) as answer:
            chat.send("Алло?")
            must(takes_a_request(answer, Verdict.INPUT))
            # Real time passes too, and on a busy machine some of it.
            tab.let_time_pass(7)
            must(chat.expect.stays_marked("Алло?", "отправляется"), sender.page.expect.says_nothing_of_the_connection())
            tab.let_time_pass(3)
            must(chat.expect.sends_again("Алло?"))

        must(
            chat.expect.shows_mark("Алло?", "отправлено"),
            recipient.api.stores(dialog, "Алло?"),
            chat.expect.shows_only_once("Алло?"),
        )


def test_closed_push_channel_alone_is_not_offline(sender: Person, chat: Chat):
    """Without push, messages are sent and confirmed as always, and the page does not speak of a lost connection."""
    with sender.network.push_cut():
        chat.write("И без пуша")
        sending = chat.press_enter()

        must(chat.expect.confirms(sending))
        must(sender.page.expect.says_nothing_of_the_connection())
