"""A page for everyone: by rules that can be checked, by the keyboard alone, on narrow screens, in light and dark."""

from pathlib import Path

import pytest

from fixtures.clients.api import Json
from fixtures.clients.browser.pages.login import LoginScreen
from fixtures.clients.browser.pages.screen_reader import ScreenReader
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.finding import must
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("accessibility")

SCHEMES = ["light", "dark"]
WIDTHS = ["narrow", "wide"]
A_LONG_WORD = "Достопримечательностинезабываемогопутешествия" * 3


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_login_is_for_everyone(people: People, sender: Person, scheme: str, width: str):
    """All of the login screen passes axe-core's serious rules and fits the screen, light and dark."""
    visitor = people.visitor()
    visitor.tab.look(scheme, narrow=width == "narrow")
    must(visitor.tab.expect.passes_axe("«Вход»"), visitor.tab.expect.fits_the_screen("«Вход»"))

    visitor.tab.part("register_tab").click()
    must(visitor.tab.expect.passes_axe("«Регистрация»"), visitor.tab.expect.fits_the_screen("«Регистрация»"))

    with visitor.tab.expects_refusal(400):
        visitor.login.ask_for_code(people.new_phone())
        must(visitor.login.expect.shows_error(), visitor.tab.expect.passes_axe("an error"))

    visitor.login.ask_for_code(sender.phone)
    visitor.tab.part("code_field").wait_for()
    must(visitor.tab.expect.passes_axe("the code"), visitor.tab.expect.fits_the_screen("the code"))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_home_is_for_everyone(
    sender: Person, recipient: Person, third: Person, dialog: Json, run_folder: Path, scheme: str, width: str
):
    """The home screen passes axe-core's serious rules and fits the screen, with every kind of row, light and dark."""
    other = recipient.api.send_message(dialog["dialogId"], A_LONG_WORD)
    sender.api.react(other["messageId"], "👍")
    for person in (third, sender):
        person.page.tab.look(scheme, narrow=width == "narrow")
    must(third.page.tab.expect.passes_axe("without dialogs"), third.page.tab.expect.fits_the_screen("without dialogs"))
    must(
        sender.page.tab.expect.passes_axe("the dialog list"), sender.page.tab.expect.fits_the_screen("the dialog list")
    )

    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.send("Доброе утро, как дела?")
    must(chat.expect.shows_mark("Доброе утро, как дела?", "отправлено"))
    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.send("Не ушло")
        must(chat.expect.says_not_sent("Не ушло"))
    with sender.network.server_unreachable():
        chat.send("Подождёт")
        must(chat.expect.keeps_waiting("Подождёт"), sender.page.expect.says("Нет соединения"))
        must(sender.page.tab.expect.passes_axe("a chat"), sender.page.tab.expect.fits_the_screen("a chat"))
        chat.take_picture(run_folder / "states" / f"{scheme}-{width}.png")


def test_keyboard_alone_is_enough(sender: Person, recipient: Person, dialog: Json):
    """Without a mouse one opens a dialog, writes, sends, retries or discards what failed, and signs out."""
    keyboard = sender.page.tab.keyboard
    must(keyboard.expect.reaches("dialog"))
    keyboard.press("Enter")
    must(keyboard.expect.reaches("message_input"))

    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat = sender.page.chat()
        for text in ("Передумаю", "Только клавиши"):
            keyboard.type(text)
            keyboard.press("Enter")
            must(chat.expect.says_not_sent(text))
    must(keyboard.expect.reaches("delete_button"))
    keyboard.press("Enter")
    must(chat.expect.still_holds("Только клавиши"), keyboard.expect.keeps_focus())
    must(keyboard.expect.reaches("retry_button"))
    keyboard.press("Enter")
    must(
        chat.expect.shows_mark("Только клавиши", "отправлено"),
        keyboard.expect.keeps_focus(),
        keyboard.expect.reaches("sign_out_button"),
    )
    keyboard.press("Enter")
    must(LoginScreen(sender.page.tab).expect.appears())


def test_news_is_announced_and_history_is_not(sender: Person, recipient: Person, dialog: Json):
    """A screen reader is told of others' new messages, with the name, and of what failed; not of what one knows."""
    history = [f"Сообщение {number}" for number in range(60)]
    for text in history:
        recipient.api.send_message(dialog["dialogId"], text)
    reader = ScreenReader(sender.page.tab)
    chat = sender.page.open_dialog(dialog, recipient.name)
    must(chat.expect.ends_with(history[-1]))
    chat.long_feed.scroll_to_oldest(history[0])

    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.send("Моё собственное")
        must(chat.expect.says_not_sent("Моё собственное"))
    for text in ("Раз", "Два", "Три"):
        recipient.api.send_message(dialog["dialogId"], text)

    must(sender.page.expect.lists("message:new", dialog_id=dialog["dialogId"], preview="Три"))
    must(
        *(reader.expect.says(f"{recipient.name}: {text}") for text in ("Раз", "Два", "Три")),
        reader.expect.says("Не отправлено"),
    )
    must(reader.expect.keeps_silent_about("Сообщение"), reader.expect.keeps_silent_about("Моё собственное"))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_comes_and_goes_is_for_everyone(sender: Person, recipient: Person, dialog: Json, scheme: str):
    """What is on the screen for a while passes axe-core's serious rules too."""
    for number in range(30):
        recipient.api.send_message(dialog["dialogId"], f"Сообщение {number}")
    home, tab = sender.page, sender.page.tab
    tab.look(scheme)
    chat = home.open_dialog(dialog, recipient.name)
    chat.long_feed.scroll_by(-1)
    recipient.api.send_message(dialog["dialogId"], "Ещё одно")
    must(home.expect.lists("message:new", dialog_id=dialog["dialogId"], preview="Ещё одно"))
    must(chat.long_feed.expect.offers_new_messages(), tab.expect.passes_axe("«Новые сообщения»"))
    tab.keyboard.press("Shift+Tab")
    must(tab.keyboard.expect.goes_to("new_messages_button"))
    tab.keyboard.press("Enter")
    must(tab.keyboard.expect.keeps_focus())

    with sender.network.server_unreachable():
        chat.send("Позже")
        must(home.expect.says("Нет соединения"))
    must(home.expect.says("Соединение восстановлено"), tab.expect.passes_axe("«Соединение восстановлено»"))

    home.open_new_chat()
    must(tab.expect.passes_axe("«Новый чат»"))
