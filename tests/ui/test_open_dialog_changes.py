"""A dialog that changes while it is open: everything that shows it agrees, at once."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("dialog_push")


@pytest.fixture
def group(people: People, sender: Person, recipient: Person, third: Person) -> Json:
    """A group of three, which the sender has made."""
    return people.dialog(sender, recipient, third, name="Поход")


def test_renamed_dialog_is_renamed_above_its_feed(sender: Person, recipient: Person, group: Json):
    """A dialog that is renamed while it is open bears its new name in the list and above its feed, and goes on."""
    dialog_id = group["dialogId"]
    chat = recipient.page.open_dialog(group, "Поход")
    chat.write("Пишу дальше")

    sender.api.data("PATCH", f"/dialogs/{dialog_id}", {"name": "Поход в горы"})

    must(recipient.page.expect.lists("dialog:update", dialog_id=dialog_id, name="Поход в горы"))
    must(chat.expect.header.takes_new_title("Поход в горы", dialog_id), chat.expect.keeps_on_writing("Пишу дальше"))


@pytest.mark.needs("membership_push")
def test_members_are_counted_above_the_feed(sender: Person, recipient: Person, stranger: Person, group: Json):
    """A person who is added to an open group is counted above its feed."""
    dialog_id = group["dialogId"]
    chat = recipient.page.open_dialog(group, "Поход")
    must(chat.expect.header.shows_words("3 участника", dialog_id))

    sender.api.data("POST", f"/dialogs/{dialog_id}/members", {"userId": stranger.user_id})

    must(chat.expect.header.shows_words("4 участника", dialog_id))


@pytest.mark.needs("dialog_deletion")
@pytest.mark.parametrize("by", ["deleting", "removing"])
def test_dialog_that_is_gone_closes(sender: Person, recipient: Person, third: Person, group: Json, by: str):
    """A dialog that is deleted while it is open, or that one is removed from, closes, and with it nothing else."""
    dialog_id = group["dialogId"]
    recipient.page.open_dialog(group, "Поход").write("Не успею")
    modal = recipient.page.open_new_chat()
    modal.search(third.phone)
    must(modal.expect.finds_only(third.name))

    if by == "deleting":
        sender.api.delete_dialog(dialog_id)
    else:
        sender.api.remove_member(dialog_id, recipient.user_id)

    must(recipient.page.expect.no_longer_lists("dialog:update", group, "Поход"))
    must(modal.expect.stays_open(third.phone, third.name))
    must(recipient.page.expect.shows_part("nothing_open"), recipient.page.expect.agrees_with(recipient.api))


@pytest.mark.needs("membership_push")
def test_dialog_that_one_comes_back_to_stays_closed(sender: Person, recipient: Person, group: Json):
    """Who was removed from the open dialog and is added again finds it in the list, and opens it when they like."""
    dialog_id = group["dialogId"]
    recipient.page.open_dialog(group, "Поход")
    sender.api.remove_member(dialog_id, recipient.user_id)
    must(recipient.page.expect.no_longer_lists("dialog:update", group, "Поход"))

    sender.api.add_member(dialog_id, recipient.user_id)

    must(recipient.page.expect.lists("dialog:update", dialog_id=dialog_id, name="Поход"))
    must(recipient.page.expect.shows_part("nothing_open"))
