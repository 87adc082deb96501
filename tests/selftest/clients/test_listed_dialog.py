"""The list of dialogs: what is expected of it is told as a person would, and what it shows twice is known."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.listed_dialog import in_words
from fixtures.journey.finding import must
from fixtures.journey.verdict import PromiseBroken, Verdict
from fixtures.people.person import Person


def test_expected_dialog_is_told_in_words():
    """Its fields are named in words, with the id, which tells a reader least, at the end."""
    told = in_words({"dialog_id": "dlg_1", "name": "Поход на море", "unread": "1"})

    assert told == "a dialog with name «Поход на море», unread «1», dialog id «dlg_1»"


@pytest.mark.usefixtures("pages")
def test_dialog_that_is_listed_twice_is_a_duplicate(sender: Person, recipient: Person, dialog: Json):
    """A dialog that cannot be opened because it is there twice is a duplicate, and not a page that opens nothing."""
    must(sender.page.expect.lists(dialog_id=dialog["dialogId"]))
    sender.page.tab.part("dialog").evaluate("(listed) => listed.after(listed.cloneNode(true))")

    with pytest.raises(PromiseBroken) as broken:
        sender.page.open_dialog(dialog, recipient.name)

    assert broken.value.verdict is Verdict.DUPLICATE
