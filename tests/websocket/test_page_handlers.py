"""The page's five handlers are registered: the third of the three bugs that lost messages.

Shown by effect. Counting listeners proves nothing, as the page's push service listens to everything whether or not
the view has subscribed.
"""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.chats import DIALOGS
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.usefixtures("pages")


@pytest.mark.needs("message_push")
def test_new_message_appears(sender: Person, recipient: Person, dialog: Json):
    """`message:new` brings another's message into the open feed."""
    chat = recipient.page.open_dialog(dialog, sender.name)

    sender.api.send_message(dialog["dialogId"], "Видно?")

    must(chat.expect.shows("Видно?"))


@pytest.mark.needs("page_reactions")
def test_updated_message_changes(sender: Person, recipient: Person, dialog: Json):
    """`message:update` shows a reaction on a message that is in the open feed."""
    message = sender.api.send_message(dialog["dialogId"], "Нравится?")
    chat = sender.page.open_dialog(dialog, recipient.name)

    recipient.api.react(message["messageId"], "👍")

    must(chat.expect.shows_reaction("Нравится?", "👍"))


@pytest.mark.needs("dialog_push")
def test_new_dialog_is_listed(people: People, sender: Person, recipient: Person, third: Person, dialog: Json):
    """`dialog:update` brings a dialog that somebody else has created into the list."""
    chats = recipient.page
    # Until a page has settled, its own first reload could bring the dialog.
    must(chats.open_dialog(dialog, sender.name).expect.still_holds())

    group = people.dialog(third, recipient, sender, name="Новый поход")

    must(chats.expect.lists("dialog:update", dialog_id=group["dialogId"], name="Новый поход"))


@pytest.mark.needs("dialog_push")
def test_updated_dialog_changes_the_list(people: People, sender: Person, recipient: Person, third: Person):
    """`dialog:update` gives a renamed dialog its new name in the list."""
    group = people.dialog(sender, recipient, third, name="Поход в горы")
    chats = recipient.page
    # Until a page has settled, its own first reload could bring the new name.
    must(chats.open_dialog(group, "Поход в горы").expect.still_holds())

    with recipient.network.answer_held("GET", DIALOGS):
        sender.api.rename_dialog(group["dialogId"], "Поход на море")

        must(chats.expect.lists("dialog:update", dialog_id=group["dialogId"], name="Поход на море"))


@pytest.mark.needs("dialog_push", "membership_push")
def test_dialog_that_is_gone_leaves_the_list(people: People, sender: Person, recipient: Person, third: Person):
    """`dialog:update` takes the open dialog away from one who was removed, and from everyone one that is deleted."""
    trip, party = (people.dialog(sender, recipient, third, name=name) for name in ("Поход в горы", "Праздник"))
    chats = recipient.page
    chats.open_dialog(trip, "Поход в горы")

    sender.api.remove_member(trip["dialogId"], recipient.user_id)
    must(chats.expect.no_longer_lists("dialog:update", trip, "Поход в горы"), chats.expect.shows_part("nothing_open"))
    sender.api.delete_dialog(party["dialogId"])

    must(chats.expect.no_longer_lists("dialog:update", party, "Праздник"))


@pytest.mark.needs("message_push", "dialog_push", "reading_push")
def test_dialog_read_elsewhere_has_no_badge(sender: Person, recipient: Person, dialog: Json):
    """`dialog:update` takes the badge off a dialog that its person has read in another session."""
    chats, dialog_id = recipient.page, dialog["dialogId"]
    message = sender.api.send_message(dialog_id, "Прочту с телефона")
    must(chats.expect.lists("message:new", dialog_id=dialog_id, unread="1"))

    recipient.api.mark(message["messageId"], "read")

    must(chats.expect.lists("dialog:update", dialog_id=dialog_id, unread=""))


@pytest.mark.needs("page_typing")
def test_typing_is_shown(sender: Person, recipient: Person, dialog: Json):
    """`typing:start` shows «печатает...» in the open dialog."""
    chat = recipient.page.open_dialog(dialog, sender.name)

    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})

    must(chat.expect.shows_typing())


@pytest.mark.needs("page_typing")
def test_end_of_typing_is_shown(sender: Person, recipient: Person, dialog: Json):
    """`typing:stop` takes «печатает...» away at once, not only when it would go by itself."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})
    must(chat.expect.shows_typing())

    sender.push.emit("typing:stop", {"dialogId": dialog["dialogId"]})

    must(chat.expect.stops_showing_typing())
