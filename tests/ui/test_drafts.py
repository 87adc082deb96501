"""What one writes goes to whom one sees: a draft belongs to its dialog and its person."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target


@pytest.fixture
def other(people: People, sender: Person, third: Person) -> Json:
    """Another dialog of the sender."""
    return people.dialog(sender, third)


def test_draft_stays_in_its_dialog(sender: Person, recipient: Person, third: Person, dialog: Json, other: Json):
    """What was written in one dialog is not in the input of another, and is there again when one returns."""
    chats = sender.page
    chats.open_dialog(dialog, recipient.name).write("Только тебе")

    must(chats.open_dialog(other, third.name).expect.holds_no_draft())
    chats.chat().write("А это другому")

    must(chats.open_dialog(dialog, recipient.name).expect.keeps_draft("Только тебе"))
    must(chats.open_dialog(other, third.name).expect.keeps_draft("А это другому"))


def test_sent_draft_is_gone(sender: Person, recipient: Person, third: Person, dialog: Json, other: Json):
    """What was sent is not in the input any more when one returns to its dialog, after a reload, too."""
    chats = sender.page
    chat = chats.open_dialog(dialog, recipient.name)
    chat.write("Отправлено")
    must(chat.expect.gets_answer(chat.press_enter()))
    chats.open_dialog(other, third.name)

    must(chats.open_dialog(dialog, recipient.name).expect.holds_no_draft(Verdict.PAGE))
    chats.reload()
    must(chats.open_dialog(dialog, recipient.name).expect.holds_no_draft(Verdict.INPUT))


def test_draft_outlives_a_reload(sender: Person, recipient: Person, third: Person, dialog: Json, other: Json):
    """What was written and not sent is there again after a reload, in its dialog alone."""
    chats = sender.page
    chats.open_dialog(dialog, recipient.name).write("Ещё  допишу\n")

    chats.reload()

    must(chats.open_dialog(other, third.name).expect.holds_no_draft())
    must(chats.open_dialog(dialog, recipient.name).expect.keeps_draft("Ещё  допишу\n"))


def test_draft_belongs_to_its_person(people: People, sender: Person, recipient: Person, third: Person, target: Target):
    """Who signs in on a tab after another does not find in a shared dialog what that one wrote and did not send."""
    group = people.dialog(sender, recipient, third, name="Поход")
    someone = people.visitor()

    for person in (sender, recipient):
        someone.login.ask_for_code(person.phone)
        someone.login.enter_code(target.code)
        must(someone.chats.expect.appears())
        chat = someone.chats.open_dialog(group, "Поход")
        if person is sender:
            chat.write("Не для чужих глаз")
            someone.chats.sign_out()
            must(someone.login.expect.appears())

    must(chat.expect.holds_no_draft(Verdict.ACCESS))
