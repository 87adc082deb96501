"""An answer belongs to its question: what comes late changes nothing that is shown now."""

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
from fixtures.targets.target import Target


@pytest.fixture
def other(people: People, sender: Person, third: Person) -> Json:
    """Another dialog of the sender, with a message of its own."""
    dialog = people.dialog(sender, third)
    third.api.send_message(dialog["dialogId"], "Только здесь")
    return dialog


# Who shows no names need not ask who the members are.
_MEMBERS = pytest.mark.needs("sender_names")


@pytest.mark.needs("names_of_two")
@pytest.mark.parametrize(
    "path", [pytest.param(MESSAGES, id="history"), pytest.param(f"{DIALOGS}/", id="members", marks=_MEMBERS)]
)
def test_answer_about_a_dialog_that_was_left_changes_nothing(
    sender: Person, recipient: Person, third: Person, dialog: Json, other: Json, path: str
):
    """What was asked about one dialog, and comes when another is open, shows nothing there."""
    recipient.api.send_message(dialog["dialogId"], "Не отсюда")
    chats = sender.page

    with sender.network.answer_held("GET", f"{path}{dialog['dialogId']}") as late:
        chats.choose_dialog(dialog, recipient.name)
        must(takes_a_request(late))
        chat = chats.open_dialog(other, third.name)
        must(chat.expect.ends_with("Только здесь"))
        late.release()

        must(chat.expect.keeps_out("Не отсюда"), chat.expect.header.shows_title(third.name))
    must(chat.expect.still_holds("Только здесь"))


@pytest.mark.needs("virtual_scrolling")
def test_older_page_of_a_dialog_that_was_left_changes_nothing(
    sender: Person, recipient: Person, third: Person, dialog: Json, other: Json
):
    """Older messages of one dialog that come when another is open are not in its feed, all of which can be reached."""
    texts = ["Только здесь", *(f"И здесь {number}" for number in range(60))]
    for number in range(60):
        recipient.api.send_message(dialog["dialogId"], f"Не отсюда {number}")
        third.api.send_message(other["dialogId"], texts[number + 1])
    chats = sender.page

    with sender.network.answer_held("GET", "page=2", times=1) as late:
        left = chats.open_dialog(dialog, recipient.name)
        left.long_feed.scroll_by(-50)
        must(takes_a_request(late))
        chat = chats.open_dialog(other, third.name)
        must(chat.expect.ends_with(texts[-1]))
        late.release()

        must(chat.expect.keeps_out("Не отсюда 0"))
    must(chat.long_feed.expect.shows_all(chat.long_feed.scroll_to_oldest(texts[0]), texts))


def test_answer_to_a_message_of_a_dialog_that_was_left_stays_there(
    sender: Person, recipient: Person, third: Person, dialog: Json, other: Json
):
    """A message that is answered when another dialog is open is shown in its own dialog, and not in that one."""
    chats = sender.page
    left = chats.open_dialog(dialog, recipient.name)

    with sender.network.push_held():
        with sender.network.answer_held("POST", MESSAGES) as late:
            left.send("Не сюда")
            must(takes_a_request(late, Verdict.INPUT))
            chat = chats.open_dialog(other, third.name)
            must(chat.expect.ends_with("Только здесь"))
            chat.write("А это сюда")
        must(chat.expect.keeps_out("Не сюда"), chat.expect.keeps_on_writing("А это сюда"))

        must(chats.open_dialog(dialog, recipient.name).expect.ends_with("Не сюда"))


@pytest.mark.needs("message_push", "dialog_push", "presence", "page_read_reports")
def test_late_answer_to_a_reading_leaves_what_came_since_unread(
    sender: Person, recipient: Person, third: Person, dialog: Json, other: Json
):
    """What comes to a dialog that was read and left is unread, although the answer to the reading comes after it."""
    recipient.api.send_message(dialog["dialogId"], "Раз")
    chats = sender.page

    with sender.network.answer_held("POST", "/status/read", times=1) as late:
        chats.open_dialog(dialog, recipient.name)
        must(takes_a_request(late, Verdict.STATUS_MARK))
        chats.open_dialog(other, third.name)
        recipient.api.send_message(dialog["dialogId"], "Два")
        must(chats.expect.lists("message:new", dialog_id=dialog["dialogId"], preview="Два"))
        late.release()

        must(chats.expect.agrees_with(sender.api, other))


def test_answer_to_an_earlier_search_changes_nothing(sender: Person, recipient: Person, third: Person):
    """The answer to a search that comes after that to a later one does not replace what was found."""
    modal = sender.page.open_new_chat()

    with sender.network.answer_held("GET", f"search={recipient.phone}") as late:
        modal.search(recipient.phone)
        must(takes_a_request(late))
        modal.search(third.phone)
        must(modal.expect.finds_only(third.name))
        late.release()

        must(modal.expect.finds_only(third.name))


@pytest.mark.needs("catching_up")
def test_history_that_is_caught_up_with_late_changes_nothing(
    sender: Person, recipient: Person, third: Person, dialog: Json, other: Json
):
    """What a page asks for after a cut about one dialog, and comes when another is open, shows nothing there."""
    chats = sender.page
    must(chats.open_dialog(dialog, recipient.name).expect.still_holds())

    with sender.network.answer_held("GET", f"{MESSAGES}{dialog['dialogId']}") as late:
        with sender.network.push_cut():
            recipient.api.send_message(dialog["dialogId"], "Не отсюда")
        must(takes_a_request(late, Verdict.PERSISTENCE, within=RECONNECTED_WITHIN))
        chat = chats.open_dialog(other, third.name)
        must(chat.expect.ends_with("Только здесь"))
        late.release()

        must(chat.expect.keeps_out("Не отсюда"))
    must(chat.expect.still_holds("Только здесь"))


@pytest.mark.needs("names_of_two", "one_dialog_of_two")
@pytest.mark.parametrize("method", ["GET", "POST"], ids=["found", "made"])
def test_dialog_that_was_asked_for_earlier_does_not_open(
    sender: Person, recipient: Person, third: Person, stranger: Person, dialog: Json, other: Json, method: str
):
    """A dialog that one has asked for in «Новый чат», and then left for another, does not come in its place."""
    chats, wanted = sender.page, recipient if method == "GET" else stranger
    modal = chats.open_new_chat()

    path = f"{DIALOGS}/{dialog['dialogId']}" if method == "GET" else DIALOGS
    with sender.network.answer_held(method, path) as late:
        modal.choose_the_only_one(wanted.phone)
        must(takes_a_request(late))
        modal.close()
        chat = chats.open_dialog(other, third.name)
        must(chat.expect.ends_with("Только здесь"))
        late.release()

        must(chat.expect.header.keeps_title(third.name))
    must(chat.expect.still_holds("Только здесь"))


@pytest.mark.needs("one_dialog_of_two")
def test_dialog_that_there_is_opens_again_although_the_list_comes_late(sender: Person, recipient: Person, dialog: Json):
    """Who chooses a person before the list of dialogs has come gets the dialog that there is, and no second one."""
    recipient.api.send_message(dialog["dialogId"], "Мы уже знакомы")

    with sender.network.answer_held("GET", "includeLastMessage=true"):
        chats = sender.page
        chats.open_new_chat().choose_the_only_one(recipient.phone)

    must(chats.expect.lists_once(recipient.name))
    must(chats.chat().expect.ends_with("Мы уже знакомы"))


CASES = {"list": None, "history": None, "members": None, "list refused": 401}
"""What was asked for, and the status that its late answer has, where that is not ChatApp's own."""


@pytest.mark.parametrize(
    ("question", "then_status"),
    [
        pytest.param(name, status, marks=_MEMBERS if name == "members" else (), id=name)
        for name, status in CASES.items()
    ],
)
def test_answer_for_one_person_does_not_reach_the_next(
    people: People,
    sender: Person,
    recipient: Person,
    third: Person,
    dialog: Json,
    target: Target,
    question: str,
    then_status: int | None,
):
    """What was asked for one person, and comes when another is signed in on the same tab, does nothing to them.

    Nor do they have to wait for it.
    """
    recipient.api.send_message(dialog["dialogId"], "Не для чужих глаз")
    own = people.dialog(third, people.new())
    someone, dialog_id = people.visitor(), dialog["dialogId"]
    path = {"history": f"{MESSAGES}{dialog_id}", "members": f"{DIALOGS}/{dialog_id}"}.get(question, DIALOGS)

    with someone.network.answer_held("GET", path, times=1, then_status=then_status) as late:
        for person in (sender, third):
            someone.login.ask_for_code(person.phone)
            someone.login.enter_code(target.code)
            must(someone.chats.expect.appears())
            if person is sender:
                if path != DIALOGS:
                    someone.chats.choose_dialog(dialog, recipient.name)
                must(takes_a_request(late))
                someone.chats.sign_out()
                must(someone.login.expect.appears())
        must(someone.chats.expect.lists(dialog_id=own["dialogId"]))
        late.release()

        must(someone.tab.expect.shows_nothing_of_another("Не для чужих глаз", recipient.name))
    must(someone.chats.expect.still_appears())
    must(someone.chats.expect.agrees_with(third.api))
