"""Dialogs that one is added to, or adds oneself to."""

import pytest

from fixtures.clients.api import Json
from fixtures.contract.expectations import equal
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person


def test_dialog_that_one_was_added_to_comes_first(people: People, sender: Person, stranger: Person, group: Json):
    """Joining is activity: who is added to a dialog has it first in the list, however old its newest message is."""
    sender.api.send_message(group["dialogId"], "Давно сказано")
    younger = people.dialog(stranger, sender)

    sender.api.add_member(group["dialogId"], stranger.user_id)

    expected = [group["dialogId"], younger["dialogId"]]
    must(
        equal("the list of the newcomer", [one["dialogId"] for one in stranger.api.dialogs()], expected, Verdict.ORDER)
    )


@pytest.mark.needs("names_of_two")
def test_naming_oneself_makes_no_group(sender: Person, recipient: Person):
    """A dialog of two is one also when the creator is named among those invited."""
    dialog = sender.api.create_dialog("Вдвоём", [sender.user_id, recipient.user_id])

    names = [person.api.listed_dialog(dialog["dialogId"])["dialogName"] for person in (sender, recipient)]

    must(equal("the names", names, [recipient.name, sender.name], Verdict.IDENTITY))
