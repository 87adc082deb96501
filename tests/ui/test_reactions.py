"""Reactions on the page: a click gives one's own, or takes it back."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target

pytestmark = pytest.mark.needs("page_reactions")


@pytest.mark.parametrize("reloaded", [True, False], ids=["reloaded", "same-page"])
def test_click_on_own_reaction_takes_it_back(sender: Person, recipient: Person, dialog: Json, *, reloaded: bool):
    """A click on one's own reaction takes it back, after a reload too; others' stay."""
    message = recipient.api.send_message(dialog["dialogId"], "Как тебе?")
    recipient.api.react(message["messageId"], "👍")
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with("Как тебе?"))
    chat.toggle_reaction("Как тебе?", "👍")
    must(chat.expect.takes_reaction_back("Как тебе?", "👍 2"))
    if reloaded:
        sender.page.reload()
        chat = sender.page.open_dialog(dialog, recipient.name)
        must(chat.expect.ends_with("Как тебе?"))

    chat.toggle_reaction("Как тебе?", "👍")

    must(chat.expect.takes_reaction_back("Как тебе?", "👍 1"))


@pytest.mark.needs("dialog_push", "presence")
def test_reaction_belongs_to_its_person(
    people: People, sender: Person, recipient: Person, third: Person, target: Target
):
    """Who signs in on a tab after another reacts by a click, and gets what is theirs, whatever that one had there."""
    group, unopened = (people.dialog(third, sender, recipient, name=name) for name in ("Поход", "Праздник"))
    message = third.api.send_message(unopened["dialogId"], "Ещё не открыто")
    third.api.react(third.api.send_message(group["dialogId"], "Идём?")["messageId"], "👍")
    someone = people.visitor()

    for person, shown in ((sender, "👍 2"), (recipient, "👍 3")):
        someone.login.ask_for_code(person.phone)
        someone.login.enter_code(target.code)
        must(someone.chats.expect.appears())
        chat = someone.chats.open_dialog(group, "Поход")
        must(chat.expect.ends_with("Идём?"))
        chat.toggle_reaction("Идём?", "👍")
        must(chat.expect.gives_reaction("Идём?", shown))
        must(someone.chats.expect.agrees_with(person.api, group))
        someone.chats.sign_out()
        must(someone.login.expect.appears())

    status = third.api.message(message["messageId"])["status"]
    must(equal("how far the message has come that both have", status, "delivered", Verdict.STATUS_MARK))
