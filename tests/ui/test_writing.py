"""Writing a message: what is sent, what is not, and how it looks."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import takes_a_request
from fixtures.people.person import Person

BLANKS = ["", "   ", "\u00a0\ufeff", "\n\n"]
LOOKS = [
    "Семья 👨‍👩‍👧‍👦 и радуга 🏳️‍🌈",
    "<b>не жирный</b> &amp; <img src=x onerror=alert(1)>",
    "שלום и привет",
    "Д" * 300,
    "https://example.org/" + "очень-длинный_адрес" * 20,
    "первая строка\nвторая строка",
    "  отступ,   три пробела\n    и ещё строка  с отступом",
    "\tтабуляция\tи\u00a0\u00a0неразрывные\n\n\nчерез две строки",
]


def test_blank_is_not_sent(sender: Person, recipient: Person, dialog: Json):
    """White space alone cannot be sent, by button or by Enter."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    for blank in BLANKS:
        chat.write(blank)
        must(chat.expect.disables_send_button())
        chat.press_enter()

    must(chat.expect.sends_nothing())


@pytest.mark.needs("message_push")
def test_messages_look_as_they_were_written(sender: Person, recipient: Person, dialog: Json):
    """A message looks the same as it was written, on both pages, character for character."""
    here = sender.page.open_dialog(dialog, recipient.name)
    there = recipient.page.open_dialog(dialog, sender.name)

    # One after the other: a long feed keeps in the document only what is near.
    for text in LOOKS:
        here.write(text)
        here.press_send()
        must(there.expect.shows(text), here.expect.shows(text))
        must(there.expect.renders(text), here.expect.renders(text))


def test_double_click_sends_one_message(sender: Person, recipient: Person, dialog: Json):
    """Two quick clicks on «Отправить» send the message once."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.write("Двойной щелчок")

    sending = chat.double_click_send()

    must(chat.expect.gets_answer(sending))
    must(chat.expect.sends_once(sending))


def test_text_that_is_not_taken_is_not_lost(sender: Person, recipient: Person, dialog: Json):
    """A message that ChatApp fails to store is still on its sender's page, in the feed or in the input."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    with sender.network.answer_failed("POST", MESSAGES, 500, handled=False):
        chat.write("Не пропади")
        must(chat.expect.gets_answer(chat.press_enter()))

        must(chat.expect.keeps_text("Не пропади"))


def test_shift_enter_breaks_the_line(sender: Person, recipient: Person, dialog: Json):
    """Shift+Enter breaks the line and sends nothing; Enter then sends the whole."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.write("первая строка")
    chat.break_line()
    must(chat.expect.sends_nothing())

    sending = chat.press_enter()

    must(chat.expect.gets_answer(sending), chat.expect.holds("первая строка\n"))


def test_sent_message_is_in_view(sender: Person, recipient: Person, dialog: Json):
    """In a dialog that is longer than the screen the newest message is in view, on opening and after sending."""
    for number in range(40):
        recipient.api.send_message(dialog["dialogId"], f"Сообщение {number}")
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with("Сообщение 39"))

    chat.write("Самое новое")
    chat.press_enter()

    must(chat.expect.shows("Самое новое"), chat.expect.shows_newest_in_view())


def test_empty_places_say_so(sender: Person, recipient: Person, third: Person, dialog: Json):
    """Without dialogs, without an open one, and without messages the page says so in words."""
    must(third.page.expect.shows_part("no_dialogs"))
    must(sender.page.expect.shows_part("nothing_open"))

    sender.page.open_dialog(dialog, recipient.name)

    must(sender.page.expect.shows_part("no_messages"))


@pytest.mark.needs("focus_in_input")
@pytest.mark.parametrize("by", ["button", "enter"], ids="by-{}".format)
def test_one_can_write_on(sender: Person, recipient: Person, dialog: Json, by: str):
    """In a dialog that was opened, and after sending in either way, one can write on without a click."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.type_on("one")
    must(chat.expect.takes_typing("one"))

    (chat.press_send if by == "button" else chat.press_enter)()
    chat.type_on("two")

    must(chat.expect.takes_typing("two"))


@pytest.mark.needs("message_push", "page_typing", "page_reactions", "focus_in_input")
def test_what_arrives_leaves_writing_undisturbed(sender: Person, recipient: Person, dialog: Json):
    """What comes while one writes, be it a message, typing or a reaction, takes neither focus nor text nor caret."""
    own = sender.api.send_message(dialog["dialogId"], "Моё")
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with("Моё"))
    chat.type_on("two")
    chat.move_caret_to_start()

    recipient.push.emit("typing:start", {"dialogId": dialog["dialogId"]})
    must(chat.expect.shows_typing())
    recipient.api.react(own["messageId"], "👍")
    must(chat.expect.shows_reaction("Моё", "👍"))
    recipient.api.send_message(dialog["dialogId"], "А я перебиваю")
    must(chat.expect.shows("А я перебиваю"))
    chat.type_on("one ")

    must(chat.expect.takes_typing("one two"))


@pytest.mark.needs("page_statuses", "catching_up")
def test_what_is_being_written_outlives_what_comes_late(sender: Person, recipient: Person, dialog: Json):
    """A text in the input stays there when an earlier message is answered, or refused, late, and through a cut."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    for text, then_status in (("Раз", None), ("Два", 503)):
        with sender.network.push_held():
            with sender.network.answer_held("POST", MESSAGES, then_status=then_status) as late:
                chat.send(text)
                must(takes_a_request(late, Verdict.INPUT))
                chat.write("Пишу дальше")
            must(chat.expect.sends(text), chat.expect.keeps_on_writing("Пишу дальше"))
    joined = chat.ask.joins()
    with sender.network.push_cut():
        pass

    must(chat.expect.joins_again(joined), chat.expect.keeps_on_writing("Пишу дальше"))


def test_composition_is_not_sent_by_the_enter_that_ends_it(sender: Person, recipient: Person, dialog: Json):
    """The Enter that ends a composition by an input method sends nothing; the next Enter sends the whole."""
    chat = sender.page.open_dialog(dialog, recipient.name)

    chat.compose("日本語")

    must(chat.expect.sends_nothing(), chat.expect.takes_typing("日本語"))
    sending = chat.press_enter()
    must(chat.expect.gets_answer(sending), chat.expect.holds("日本語"))


@pytest.mark.needs("several_lines")
def test_paste_keeps_its_lines(sender: Person, recipient: Person, dialog: Json):
    """What is pasted stands in the input with all of its lines, and is sent so."""
    text = "  первая\n\n\tвторая  \nтретья"
    chat = sender.page.open_dialog(dialog, recipient.name)

    chat.paste(text)

    must(chat.expect.takes_typing(text, Verdict.CONTENT))
    sending = chat.press_enter()
    must(chat.expect.gets_answer(sending), chat.expect.holds(text), chat.expect.renders(text))
