"""What is written down of a test holds no phone, token or code of its people, whatever they did."""

import re

import pytest

from fixtures.journey.facts.journal import Journal
from fixtures.journey.facts.stored_journal import read_journal
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person
from fixtures.targets.target import Target


@pytest.mark.usefixtures("pages")
def test_nothing_secret_is_written_down(
    people: People, recipient: Person, target: Target, journal: Journal, sender: Person
):
    """Someone registers by the form, finds another by phone, and writes; a third signs in without the form."""
    phone, visitor, session = people.new_phone(), people.visitor("visitor"), recipient.push
    visitor.login.register(phone, people.new_name("Новенький"))
    visitor.login.enter_code(target.code)
    visitor.chats.must_be_shown()
    chat = visitor.chats.start_dialog_with(recipient.phone)
    chat.write("Привет")
    must(chat.expect.gets_answer(chat.press_enter()), sender.page.expect.appears())
    assert session.wait_for("message:new")
    visitor.tab.catch_up()

    written = journal.path.read_text(encoding="utf-8")
    token = visitor.tab.page.evaluate("() => sessionStorage.getItem('token')")
    phones = [phone, sender.phone, recipient.phone]
    assert [one for one in (token, sender.token, recipient.token) if one in written] == []
    assert [one for one in phones if one in written or one[1:] in written] == []
    assert not any(re.search(rf"\b{target.code}\b", text) for text in _texts(journal))


def _texts(journal: Journal) -> list[str]:
    """Every text among the details, numbers left out: a time may read like a code."""
    details = [seen.detail for seen in read_journal(journal.path).facts]
    return [value for detail in details for value in detail.values() if isinstance(value, str)]
