"""Two people in two browsers, writing to each other."""

import pytest

from fixtures.clients.api import Json
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person


@pytest.mark.needs("message_push")
def test_message_reaches_the_other_browser(sender: Person, recipient: Person, dialog: Json):
    """What one person sends on a page is on the other's page, under the sender's name and on the left."""
    there = recipient.page.open_dialog(dialog, sender.name)
    here = sender.page.open_dialog(dialog, recipient.name)

    here.write("Привет из другого браузера 👋")
    here.press_enter()

    must(there.expect.shows("Привет из другого браузера 👋"))
    must(there.expect.shows_as_sent_by(sender.name, "Привет из другого браузера 👋"))


def test_former_member_keeps_their_name(people: People, sender: Person, recipient: Person, third: Person):
    """What was written by one who has left stands under their name."""
    group = people.dialog(sender, recipient, third, name="Поход в горы")
    third.api.send_message(group["dialogId"], "Я пошёл")
    third.api.remove_member(group["dialogId"], third.user_id)

    chat = recipient.page.open_dialog(group, "Поход в горы")

    must(chat.expect.shows("Я пошёл"))
    # The page has to ask for the name of one who is no member.
    recipient.network.wait_for(lambda: chat.ask.is_from(third.name, "Я пошёл"), within=2.0)
    must(chat.expect.shows_as_sent_by(third.name, "Я пошёл"))


@pytest.mark.needs("message_push")
def test_conversation_is_the_same_on_both_sides(sender: Person, recipient: Person, dialog: Json):
    """A conversation reads the same, in the same order, on both pages."""
    here = sender.page.open_dialog(dialog, recipient.name)
    there = recipient.page.open_dialog(dialog, sender.name)
    lines = ["Ты где?", "Уже еду", "Жду у входа"]

    for number, line in enumerate(lines):
        speaking, listening = (here, there) if number % 2 == 0 else (there, here)
        speaking.write(line)
        speaking.press_send()
        must(listening.expect.shows(line))

    must(here.expect.holds(*lines), there.expect.holds(*lines))
    must(
        here.expect.shows_as_own("Ты где?"),
        there.expect.shows_as_own("Уже еду"),
        there.expect.shows_as_sent_by(sender.name, "Жду у входа"),
    )


@pytest.mark.needs("message_push", "names_of_two")
def test_message_to_a_closed_dialog_is_counted(sender: Person, recipient: Person, dialog: Json):
    """Each message for a dialog that is not open shows in the list: its text, and one more unread."""
    chats, dialog_id = recipient.page, dialog["dialogId"]

    for unread, text in (("1", "Загляни, когда сможешь"), ("2", "Это срочно")):
        sender.api.send_message(dialog_id, text)

        must(chats.expect.lists("message:new", dialog_id=dialog_id, preview=text, unread=unread, name=sender.name))


@pytest.mark.needs("message_push", "push_without_joining")
def test_message_of_an_unknown_dialog_lists_it(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json
):
    """A message for a dialog that the page was never told of brings the dialog into the list."""
    chats = recipient.page
    # Until a page has settled, its own first reload could bring the dialog.
    must(chats.open_dialog(dialog, sender.name).expect.still_holds())

    with recipient.network.push_dropped(only="dialog:update"):
        unknown = people.dialog(third, recipient)
        third.api.send_message(unknown["dialogId"], "Это новый чат")

        must(chats.expect.lists("message:new", dialog_id=unknown["dialogId"], preview="Это новый чат", unread="1"))


@pytest.mark.needs("message_push", "page_read_reports")
def test_opening_a_dialog_takes_its_badge_away(sender: Person, recipient: Person, dialog: Json):
    """Nothing is unread any more in a dialog that was opened and read."""
    chats = recipient.page
    sender.api.send_message(dialog["dialogId"], "Загляни, когда сможешь")
    must(chats.expect.lists("message:new", dialog_id=dialog["dialogId"], unread="1"))

    must(chats.open_dialog(dialog, sender.name).expect.shows("Загляни, когда сможешь"))

    must(chats.expect.lists(dialog_id=dialog["dialogId"], unread=""))


@pytest.mark.needs("message_push", "names_of_two")
def test_dialog_with_the_newest_message_moves_up(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json
):
    """The dialog that a new message came to stands first in the list."""
    other = people.dialog(third, recipient)
    chats = recipient.page

    turns = (("Раз", sender, third, dialog), ("Два", third, sender, other), ("Три", sender, third, dialog))
    for text, writer, silent, where in turns:
        writer.api.send_message(where["dialogId"], text)

        must(chats.expect.lists("message:new", dialog_id=where["dialogId"], preview=text))
        must(chats.expect.lists_in_order(writer.name, silent.name))


@pytest.mark.needs("message_push")
def test_message_stays_out_of_other_dialogs(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json
):
    """A message for another dialog than the open one shows in the list, and not in the open feed."""
    other = people.dialog(third, recipient)
    chat = recipient.page.open_dialog(dialog, sender.name)

    third.api.send_message(other["dialogId"], "Это не сюда")

    must(recipient.page.expect.lists("message:new", dialog_id=other["dialogId"], preview="Это не сюда"))
    must(chat.expect.keeps_out("Это не сюда"))


@pytest.mark.needs("message_push")
def test_feed_is_in_the_order_of_sending(sender: Person, recipient: Person, dialog: Json):
    """Rows stand in the order of `createdAt`, in whatever order the pushes arrive."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    sender.api.send_message(dialog["dialogId"], "Первое")
    must(chat.expect.shows("Первое"))

    with recipient.network.push_reordered():
        for text in ("Второе", "Третье"):
            sender.api.send_message(dialog["dialogId"], text)
            must(recipient.network.expect.withholds("message:new", text))

    must(chat.expect.shows("Второе"), chat.expect.shows("Третье"))
    must(chat.expect.holds("Первое", "Второе", "Третье"))


@pytest.mark.needs("message_push")
def test_own_message_from_elsewhere_is_shown(sender: Person, recipient: Person, dialog: Json):
    """What a person sends in one session is on the page of another, once, under «Вы»."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    sender.api.send_message(dialog["dialogId"], "Пишу с телефона")

    must(chat.expect.shows("Пишу с телефона"))
    must(chat.expect.shows_as_own("Пишу с телефона"), chat.expect.shows_only_once("Пишу с телефона"))


def test_time_is_that_of_the_persons_zone(sender: Person, recipient: Person, dialog: Json):
    """A message bears the time at which it was sent by the clock of the person who reads it."""
    message = sender.api.send_message(dialog["dialogId"], "Который час?")

    chat = recipient.page.open_dialog(dialog, sender.name)

    must(chat.expect.shows("Который час?"))
    must(chat.expect.shows_local_time("Который час?", message["createdAt"]))


@pytest.mark.needs("message_push", "dialog_push", "names_of_two")
def test_dialog_found_by_search_appears_for_both(sender: Person, recipient: Person):
    """A dialog that one person starts by searching the other opens here, and is listed here and there, once."""
    theirs = recipient.page
    chat = sender.page.start_dialog_with(recipient.phone)

    chat.write("Нашёл тебя")
    sending = chat.press_send()

    must(chat.expect.gets_answer(sending), chat.expect.shows("Нашёл тебя"))
    must(theirs.expect.lists("message:new", name=sender.name, preview="Нашёл тебя", unread="1"))
    must(sender.page.expect.lists("dialog:update", name=recipient.name))
    must(sender.page.expect.lists_once(recipient.name), theirs.expect.lists_once(sender.name))


def test_search_waits_until_typing_rests(sender: Person, recipient: Person):
    """Who is looked for is asked for once, when the typing rests, and not at every key."""
    new_chat, tab = sender.page.open_new_chat(), sender.page.tab
    tab.stop_time()

    new_chat.type_search(recipient.phone)
    tab.let_time_pass(1)

    must(new_chat.expect.searches(recipient.phone, times=1))


@pytest.mark.needs("phone_in_any_form")
def test_person_is_found_by_a_phone_as_people_write_it(sender: Person, recipient: Person, third: Person):
    """Who is looked for is found by their phone as people write it, whole or as far as one has typed."""
    modal = sender.page.open_new_chat()
    modal.search(third.phone)
    must(modal.expect.finds_only(third.name))

    # What was found for the one before is not what is looked for next.
    for person, form in (
        (recipient, "8 {0} {1}-{2}-{3}"),
        (third, "+7 ({0}) {1}-{2}-{3}"),
        (recipient, "8{0}{1}{2}{3}"),
        (third, "({0}) {1} {2} {3}"),
        (recipient, "8 ({0}) {1}-{2}"),
    ):
        phone = person.phone
        modal.search(form.format(phone[1:4], phone[4:7], phone[7:9], phone[9:]))
        must(modal.expect.finds_all(phone))


@pytest.mark.needs("one_dialog_of_two")
def test_dialog_that_there_is_opens_again(sender: Person, recipient: Person, dialog: Json):
    """A click on a person with whom there is a dialog opens that one, and makes no second."""
    recipient.api.send_message(dialog["dialogId"], "Мы уже знакомы")

    chat = sender.page.start_dialog_with(recipient.phone)

    must(sender.page.expect.lists_once(recipient.name), chat.expect.still_holds("Мы уже знакомы"))
