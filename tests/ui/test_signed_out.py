"""Signed out is signed out: what was under way then neither signs anybody in nor goes on by itself."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.login import LoginScreen
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.network.expectations import takes_a_request
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target


@pytest.mark.needs("page_statuses")
@pytest.mark.parametrize("then_status", [None, 401], ids=["answered", "refused"])
def test_answer_that_comes_when_nobody_is_signed_in_does_nothing(
    people: People,
    sender: Person,
    recipient: Person,
    third: Person,
    dialog: Json,
    target: Target,
    then_status: int | None,
):
    """What was asked for a person who has signed out since shows nothing, asks for nothing, and hinders no sign-in."""
    for writer, where in ((recipient, dialog), (third, people.dialog(third, sender))):
        writer.api.send_message(where["dialogId"], "Не для чужих глаз")

    with sender.network.answer_held("GET", MESSAGES, times=1, then_status=then_status) as late:
        chats, tab = sender.page, sender.tabs[0]
        must(takes_a_request(late))
        chats.sign_out()
        login = LoginScreen(tab)
        must(login.expect.appears())
        asked = tab.requests.gets("/api/")
        late.release()

        must(tab.expect.asks_at_most(0, "/api/", asked), tab.expect.shows_nothing_of_another("Не для чужих глаз"))
    login.ask_for_code(recipient.phone)
    login.enter_code(target.code)
    must(chats.expect.still_appears())
    must(chats.expect.agrees_with(recipient.api))


def test_code_that_is_answered_late_signs_nobody_in(people: People, sender: Person, target: Target):
    """Who goes back from the code to another number is not signed in by the answer to the code of the first."""
    someone = people.visitor()

    with someone.network.answer_held("POST", "/auth/verify-code") as late:
        someone.login.ask_for_code(sender.phone)
        someone.login.enter_code(target.code)
        must(takes_a_request(late))
        someone.login.change_number()
    someone.tab.open("/")

    must(someone.login.expect.appears())
