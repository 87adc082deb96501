"""An answer belongs to its question: what comes late changes nothing that is shown now."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import DIALOGS
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
    """Older messages of one dialog that come when another is open are not in its feed."""
    for number in range(60):
        recipient.api.send_message(dialog["dialogId"], f"Не отсюда {number}")
    chats = sender.page

    with sender.network.answer_held("GET", "page=2") as late:
        left = chats.open_dialog(dialog, recipient.name)
        left.long_feed.scroll_by(-50)
        must(takes_a_request(late))
        chat = chats.open_dialog(other, third.name)
        must(chat.expect.ends_with("Только здесь"))
        late.release()

        must(chat.expect.keeps_out("Не отсюда 0"))
    must(chat.expect.still_holds("Только здесь"))


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
        must(chat.expect.keeps_out("Не сюда"))

        must(chats.open_dialog(dialog, recipient.name).expect.ends_with("Не сюда"))


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


@pytest.mark.parametrize("question", ["list", "history", pytest.param("members", marks=_MEMBERS)])
def test_answer_for_one_person_does_not_reach_the_next(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json, target: Target, question: str
):
    """What was asked for one person, and comes when another is signed in on the same tab, shows nothing to them."""
    recipient.api.send_message(dialog["dialogId"], "Не для чужих глаз")
    someone, dialog_id = people.visitor(), dialog["dialogId"]
    path = {"list": DIALOGS, "history": f"{MESSAGES}{dialog_id}", "members": f"{DIALOGS}/{dialog_id}"}[question]

    with someone.network.answer_held("GET", path) as late:
        for person in (sender, third):
            someone.login.ask_for_code(person.phone)
            someone.login.enter_code(target.code)
            must(someone.chats.expect.appears())
            if person is sender:
                if question != "list":
                    someone.chats.choose_dialog(dialog, recipient.name)
                must(takes_a_request(late))
                someone.chats.sign_out()
                must(someone.login.expect.appears())
        late.release()

        must(someone.tab.expect.shows_nothing_of_another("Не для чужих глаз", recipient.name))
    must(someone.tab.expect.shows_nothing_of_another("Не для чужих глаз", recipient.name))
