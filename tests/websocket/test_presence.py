"""Who is online: told to those who share a dialog, and to nobody else."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import conforms, equal
from fixtures.contract.pieces import piece
from fixtures.journey.finding import Finding, first_broken, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("presence")


def test_presence_is_told_to_people_who_share_a_dialog(
    sender: Person, recipient: Person, stranger: Person, dialog: Json
):
    """`user:online` comes with someone's first session, `user:offline` with the end of the last, to dialog partners."""
    for person in (recipient, stranger):
        assert person.push

    first, second = sender.connect_push(), sender.connect_push()
    must(recipient.push.gets("user:online", sender.user_id))
    first.close()
    must(recipient.push.gets_nothing("user:offline", sender.user_id, Verdict.CONTENT))
    second.close()
    must(recipient.push.gets("user:offline", sender.user_id))

    event = recipient.push.the_one("user:online", sender.user_id)
    must(conforms(event.name, event.payload))
    must(equal("userName", piece(event.payload, "userName"), sender.name, Verdict.IDENTITY))
    must(stranger.push.gets_nothing("user:online", sender.user_id), stranger.push.gets_nothing("user:offline"))


def test_own_presence_is_no_news_to_oneself(sender: Person, recipient: Person, dialog: Json):
    """One's own sessions are not told that one has come, nor that one has gone."""
    assert recipient.push
    first, second = sender.connect_push(), sender.connect_push()
    must(recipient.push.gets("user:online", sender.user_id))
    second.close()

    must(*(first.gets_nothing(name, sender.user_id) for name in ("user:online", "user:offline")))


def test_presence_of_one_without_dialogs_is_told_to_nobody(
    sender: Person, recipient: Person, stranger: Person, dialog: Json
):
    """Who shares no dialog with anyone comes and goes without anybody being told, and so does a new person."""
    for person in (sender, recipient):
        assert person.push

    session = stranger.connect_push()
    must(*(_hears_nothing_of(stranger, listener) for listener in (sender, recipient)))
    session.close()

    must(*(_hears_nothing_of(stranger, listener) for listener in (sender, recipient)))


def test_leaving_is_told_to_who_has_come_to_know_one_since(people: People, sender: Person, recipient: Person):
    """Who shares a dialog when the last session ends is told so, though there was none when the first one began."""
    session = sender.connect_push()
    assert recipient.push
    people.dialog(sender, recipient)

    session.close()

    must(recipient.push.gets("user:offline", sender.user_id))


def _hears_nothing_of(person: Person, listener: Person) -> Finding:
    found = [listener.push.gets_nothing(name, person.user_id) for name in ("user:online", "user:offline")]
    return first_broken(*found)
