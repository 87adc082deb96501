"""Tests that fail at a deployment, with odd messages, phones, a code and tokens wherever these can be seen."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target
from tests.selftest.probing import fetch

ODD = (
    '<b onclick="alert(1)">жирный</b><script>alert(1)</script>',
    "\x1b[31mкрасный\x1b[0m и \x9b32mзелёный",
    "| имя | телефон |\n|---|---|\n| Вера | `да` |",
)
_ASK_THE_PAGE = "() => sessionStorage.getItem('token')"


def _tell(*secrets: str) -> None:
    with Path(os.environ["TELL_SECRETS"]).open("a", encoding="utf-8") as told:
        told.write("".join(f"{secret}\n" for secret in secrets))


def _formatted(phone: str) -> str:
    return f"+7 ({phone[1:4]}) {phone[4:7]}-{phone[7:9]}-{phone[9:]}"


@pytest.mark.usefixtures("pages")
def test_fails_on_a_page(sender: Person, recipient: Person, dialog: Json):
    """Fails with everything in hand, printed, on the page and in addresses."""
    _tell(sender.token, recipient.token, sender.phone, recipient.phone)
    texts = [*ODD, f"Мой номер {_formatted(sender.phone)}, звоните"]
    chat = sender.page.open_dialog(dialog, recipient.name)
    for text in texts:
        recipient.api.send_message(dialog["dialogId"], text)
        must(chat.expect.shows(text))
    fetch(sender, "GET", f"/api/users?search={quote('+' + recipient.phone)}")
    for text in texts:
        print(text)  # noqa: T201 - what is captured is kept, too

    assert [*texts, f"{sender.token}", recipient.phone] == [_formatted(recipient.phone)]


@pytest.mark.usefixtures("pages")
def test_fails_at_the_form(people: People, sender: Person, target: Target):
    """Fails in a call of Playwright's that holds phone and code, behind a sign-in by the form."""
    visitor = people.visitor()
    visitor.login.ask_for_code(sender.phone)
    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown()
    _tell(visitor.tab.page.evaluate(_ASK_THE_PAGE), sender.token, sender.phone)

    visitor.tab.page.locator("#nowhere").fill(f"{sender.phone} {target.code}", timeout=200)


def test_fails_comparing_people(sender: Person, recipient: Person):
    """Fails on whole answers."""
    _tell(sender.token, recipient.token, sender.phone, recipient.phone)
    answer = sender.api.request("GET", "/auth/me")

    assert {**answer.body, "code": "1234"} == {"phone": recipient.phone}
