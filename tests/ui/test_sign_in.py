"""Signing in, registering and signing out by the form."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import DIALOGS
from fixtures.clients.browser.pages.deadlines import RECONNECTED_WITHIN
from fixtures.clients.browser.pages.login import LoginScreen
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import takes_a_request
from fixtures.people.people import People
from fixtures.people.person import Person, Visitor
from fixtures.targets.target import Target


@pytest.fixture
def visitor(people: People) -> Visitor:
    """Someone at the login screen."""
    return people.visitor()


def _formatted(phone: str) -> str:
    return f"+7 {phone[1:4]} {phone[4:7]}-{phone[7:9]}-{phone[9:]}"


def test_registered_person_signs_in(visitor: Visitor, sender: Person, target: Target):
    """Phone and code sign a person in, under their name and formatted phone."""
    visitor.login.ask_for_code(sender.phone)
    visitor.login.enter_code(target.code)

    visitor.chats.must_be_shown()
    must(visitor.chats.expect.shows_signed_in(sender.name, _formatted(sender.phone)))


@pytest.mark.needs("phone_in_any_form")
def test_phone_may_be_typed_as_people_write_it(visitor: Visitor, sender: Person, target: Target):
    """A phone is taken with 8, +7 or 7 before it or nothing, with spaces, brackets or dashes, or pasted with more."""
    code, number = sender.phone[1:4], f"{sender.phone[4:7]}-{sender.phone[7:9]}-{sender.phone[9:]}"
    forms = [f"8 {code} {number}", f"8{sender.phone[1:]}", f"+7 ({code}) {number}", sender.phone[1:], sender.phone]
    for written in [*forms, f"\u00a08({code})\u00a0{number} "]:
        visitor.login.ask_for_code(written)
        must(visitor.login.expect.asks_for_the_code(written))
        visitor.login.change_number()

    visitor.login.ask_for_code(forms[0])
    visitor.login.enter_code(target.code)

    visitor.chats.must_be_shown()
    must(visitor.chats.expect.shows_signed_in(sender.name, _formatted(sender.phone)))


@pytest.mark.needs("phone_in_any_form")
def test_new_person_registers_with_a_phone_that_begins_with_eight(visitor: Visitor, people: People, target: Target):
    """Who registers may type the phone as people write it, too."""
    phone, name = people.new_phone(), people.new_name("Вера Павлова")

    visitor.login.register(f"8 ({phone[1:4]}) {phone[4:]}", name)
    must(visitor.login.expect.asks_for_the_code("8 (999) 9999999"))
    visitor.login.enter_code(target.code)

    visitor.chats.must_be_shown()
    must(visitor.chats.expect.shows_signed_in(name, _formatted(phone)))


def test_new_person_registers(visitor: Visitor, people: People, target: Target):
    """Phone, name and code register a new person and sign them in."""
    phone, name = people.new_phone(), people.new_name("Вера Павлова")

    visitor.login.register(phone, name)
    visitor.login.enter_code(target.code)

    visitor.chats.must_be_shown()
    must(visitor.chats.expect.shows_signed_in(name, _formatted(phone)))


def test_wrong_code_is_said(visitor: Visitor, sender: Person, target: Target):
    """A wrong code is said in words, and the person stays where they are: the right one lets them in."""
    visitor.login.ask_for_code(sender.phone)

    with visitor.tab.expects_refusal(400):
        visitor.login.enter_code("0000")
        must(visitor.login.expect.shows_error())

    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown()


def test_unknown_phone_is_said(visitor: Visitor, people: People):
    """Signing in with a phone that nobody has registered is refused in words, which do not stand at «Регистрация»."""
    with visitor.tab.expects_refusal(400):
        visitor.login.ask_for_code(people.new_phone())
        must(visitor.login.expect.shows_error())

    visitor.login.go_to_registration()
    must(visitor.login.expect.shows_no_error())


def test_number_can_be_changed(visitor: Visitor, sender: Person, recipient: Person, target: Target):
    """«Изменить номер» leads back to the phone, and another person can sign in."""
    visitor.login.ask_for_code(sender.phone)
    visitor.login.change_number()
    visitor.login.ask_for_code(recipient.phone)
    visitor.login.enter_code(target.code)

    visitor.chats.must_be_shown()
    must(visitor.chats.expect.shows_signed_in(recipient.name, _formatted(recipient.phone)))


def test_signing_out_forgets_the_session(visitor: Visitor, sender: Person, target: Target):
    """«Выйти» leads to the login screen, and a reload does not sign in again."""
    visitor.login.ask_for_code(sender.phone)
    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown()

    visitor.chats.sign_out()
    must(visitor.login.expect.appears())
    visitor.tab.open("/")

    must(visitor.login.expect.appears())


@pytest.mark.needs("catching_up")
def test_ended_session_leads_to_login(sender: Person):
    """When ChatApp no longer knows the session, the page forgets it and leads to the login screen."""
    tab = sender.page.tab
    login = LoginScreen(tab)

    with sender.network.answer_failed("GET", DIALOGS, 401, handled=False) as ended:
        # On every reconnect the page asks for its list. While it loads, its router would lead to login by itself.
        with sender.network.push_cut():
            pass
        must(takes_a_request(ended, Verdict.PERSISTENCE, within=RECONNECTED_WITHIN))
        must(login.expect.appears())

    tab.open("/")
    must(login.expect.appears())


@pytest.mark.needs("message_push", "push_without_joining")
def test_signing_in_again_counts_each_message_once(
    visitor: Visitor, sender: Person, recipient: Person, dialog: Json, target: Target
):
    """Who signs out and in again without loading the page anew has each message counted once."""
    visitor.login.ask_for_code(sender.phone)
    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown()

    visitor.chats.sign_out()
    must(visitor.login.expect.appears())
    visitor.login.ask_for_code(sender.phone)
    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown(connections=2)

    for unread, text in (("1", "С возвращением"), ("2", "Как дела?")):
        recipient.api.send_message(dialog["dialogId"], text)

        must(visitor.chats.expect.lists("message:new", dialog_id=dialog["dialogId"], preview=text, unread=unread))


def test_two_tabs_hold_two_people(visitor: Visitor, people: People, sender: Person, recipient: Person, target: Target):
    """A second sign-in in another tab of the same browser leaves the first tab's person signed in."""
    beside = people.visitor_beside(visitor)
    for someone, person in ((visitor, sender), (beside, recipient)):
        someone.login.ask_for_code(person.phone)
        someone.login.enter_code(target.code)
        someone.chats.must_be_shown()

    visitor.tab.open("/")
    visitor.chats.must_be_shown()

    must(
        visitor.chats.expect.shows_signed_in(sender.name, _formatted(sender.phone)),
        beside.chats.expect.shows_signed_in(recipient.name, _formatted(recipient.phone)),
    )


def test_page_without_session_leads_to_login(visitor: Visitor):
    """Who is not signed in and asks for the chats gets the login screen."""
    visitor.tab.open("/")

    must(visitor.login.expect.appears())
    must(equal("the route", visitor.tab.route(), "/login", Verdict.PAGE))
