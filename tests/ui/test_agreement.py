"""Everything that shows a thing agrees, in every tab, at once: list, badges, presence, header, title and feed.

People here bear one name, so that whoever takes a name for a person is found out in each of these tests.
"""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import DIALOGS
from fixtures.clients.browser.pages.deadlines import RECONNECTED_WITHIN
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import takes_a_request
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("message_push", "dialog_push", "presence", "page_statuses", "catching_up")


@pytest.fixture
def twin(people: People, recipient: Person) -> Person:
    """Someone who bears the recipient's name."""
    return people.new(recipient.name)


@pytest.fixture
def double(people: People, sender: Person) -> Person:
    """Someone who bears the sender's name."""
    return people.new(sender.name)


@pytest.fixture
def group(people: People, sender: Person, recipient: Person, twin: Person) -> Json:
    """A group of three, which the twin has made."""
    return people.dialog(twin, sender, recipient, name="Поход")


@pytest.mark.parametrize("question", ["list", "history", "members", "presence"])
def test_late_answer_undoes_nothing_that_push_has_told(
    people: People, sender: Person, recipient: Person, twin: Person, stranger: Person, group: Json, question: str
):
    """An answer that was given before dialogs and messages changed, and comes after push told of it, undoes nothing."""
    group_id, doomed = group["dialogId"], people.dialog(twin, sender, recipient, name="Недолгий")
    quiet, lively = (people.dialog(sender, one)["dialogId"] for one in (recipient, stranger))
    own, unread = sender.api.send_message(group_id, "Кто идёт?"), recipient.api.send_message(quiet, "Прочту с телефона")
    chats = sender.page
    path, times = {
        "list": ("includeLastMessage=true", None),
        "history": (f"{MESSAGES}{group_id}", None),
        "members": (f"{DIALOGS}/{group_id}", 1),
        "presence": ("includeLastMessage=false", 1),
    }[question]
    if question in {"list", "presence"}:
        chats.open_dialog(group, "Поход")

    with sender.network.answer_held("GET", path, times) as late:
        if question == "list":
            with sender.network.push_cut():
                pass
        elif question == "presence":
            assert recipient.push
        else:
            chats.choose_dialog(group, "Поход")
        must(takes_a_request(late, within=RECONNECTED_WITHIN))
        recipient.push.close()
        assert stranger.push
        sender.api.mark(unread["messageId"], "read")
        stranger.api.send_message(lively, "И ещё одно")
        fresh = people.dialog(twin, sender, recipient, name="Только что")
        twin.api.rename_dialog(group_id, "Поход в горы")
        twin.api.add_member(group_id, stranger.user_id)
        twin.api.delete_dialog(doomed["dialogId"])
        recipient.api.react(own["messageId"], "👍")
        for reader in (recipient, twin, stranger):
            reader.api.mark(own["messageId"], "read")
        recipient.api.send_message(group_id, "Я иду")
        must(
            chats.expect.lists("dialog:update", dialog_id=group_id, name="Поход в горы"),
            chats.expect.no_longer_lists("dialog:update", doomed, "Недолгий"),
            chats.expect.lists("message:new", dialog_id=group_id, preview="Я иду"),
            chats.expect.lists("message:new", dialog_id=lively, preview="И ещё одно"),
            chats.expect.lists("dialog:update", dialog_id=quiet, unread=""),
            chats.expect.lists("dialog:update", dialog_id=fresh["dialogId"], name="Только что"),
            chats.chat().expect.shows("Я иду"),
            # What the newest answer about members tells is there before the late one comes.
            chats.chat().expect.header.shows_words("4 участника", group_id),
        )
        late.release()

        must(chats.expect.agrees_with(sender.api, group))


def test_late_presence_undoes_nothing_else(sender: Person, recipient: Person, twin: Person, group: Json):
    """What is asked for to tell who is there, and comes late, tells nothing else of a dialog that has changed since."""
    chats, group_id = sender.page, group["dialogId"]
    must(chats.expect.agrees_with(sender.api))

    with sender.network.answer_held("GET", "includeLastMessage=false", times=1) as late:
        assert recipient.push
        must(takes_a_request(late))
        twin.api.rename_dialog(group_id, "Поход в горы")
        must(chats.expect.lists("dialog:update", dialog_id=group_id, name="Поход в горы"))
        twin.api.send_message(group_id, "Идём?")
        must(chats.expect.lists("message:new", dialog_id=group_id, preview="Идём?"))
        late.release()

        must(chats.expect.agrees_with(sender.api))


def test_late_answer_brings_no_dialog_back(people: People, sender: Person, recipient: Person, twin: Person):
    """A dialog that was asked for, and is deleted before the answer comes, is not listed by that answer."""
    chats = sender.page
    must(chats.expect.agrees_with(sender.api))

    with sender.network.answer_held("GET", f"{DIALOGS}/") as late:
        reporting = sender.network.answer_held("POST", "/status/delivered")
        with sender.network.push_dropped(only="dialog:update"), reporting as report:
            brief = people.dialog(twin, sender, recipient, name="Недолгий")
            twin.api.send_message(brief["dialogId"], "Успели прочесть?")
            # A report that comes after the dialog is gone would be refused.
            must(takes_a_request(late, Verdict.PUSH_HANDLER), takes_a_request(report, Verdict.STATUS_MARK))
        twin.api.delete_dialog(brief["dialogId"])
        must(sender.network.expect.lets_through("dialog:update", brief["dialogId"]))
        late.release()

        must(chats.expect.agrees_with(sender.api))


def test_every_tab_and_device_agrees(
    people: People, sender: Person, recipient: Person, twin: Person, double: Person, group: Json
):
    """What happens in one tab, or to all of them, every tab and device of a person shows; a reload changes nothing."""
    dialog, other = people.dialog(sender, recipient), people.dialog(sender, twin)
    here, elsewhere = sender.page, sender.open_page()
    beside = sender.open_page_beside()
    chat, there = (tab.open_dialog(dialog, recipient.name) for tab in (here, beside))
    there.write("Пишу дальше")
    twin.api.add_member(group["dialogId"], double.user_id)
    for writer, where, text in ((twin, other, "Раз"), (twin, group, "Два"), (double, group, "Три")):
        writer.api.send_message(where["dialogId"], text)
    assert recipient.push
    must(here.expect.agrees_with(sender.api, dialog))
    assert twin.push
    must(*(tab.expect.lists("message:new", dialog_id=group["dialogId"], preview="Три") for tab in (here, elsewhere)))
    must(here.expect.agrees_with(sender.api, dialog), elsewhere.expect.agrees_with(sender.api))

    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.send("Передумаю", "Отправлю")
        must(*(one.expect.says_not_sent(text) for one in (chat, there) for text in ("Передумаю", "Отправлю")))
    there.discard("Передумаю")
    must(chat.expect.comes_to_hold("Отправлю"))
    there.retry("Отправлю")
    must(chat.expect.shows_mark("Отправлю", "отправлено"), there.expect.shows_mark("Отправлю", "отправлено"))
    elsewhere.open_dialog(group, "Поход").send("Четыре")
    must(here.expect.lists("message:new", dialog_id=group["dialogId"], preview="Четыре"))
    recipient.push.close()

    must(there.expect.keeps_on_writing("Пишу дальше"))
    must(here.expect.agrees_with(sender.api, dialog), beside.expect.agrees_with(sender.api, dialog))
    must(elsewhere.expect.agrees_with(sender.api, group))
    here.reload()
    must(here.expect.agrees_with(sender.api))


def test_hidden_tab_counts_what_comes(sender: Person, recipient: Person, dialog: Json):
    """In a hidden tab what comes to the open dialog counts in badge and title, until the person looks."""
    chats = sender.page
    chat = chats.open_dialog(dialog, recipient.name)
    chats.tab.hide()

    for text in ("Раз", "Два"):
        recipient.api.send_message(dialog["dialogId"], text)
    must(chat.expect.shows("Два"), chats.expect.agrees_with(sender.api, dialog))

    chats.tab.hide(hidden=False)
    must(chats.expect.lists(dialog_id=dialog["dialogId"], unread=""), chats.expect.agrees_with(sender.api, dialog))
