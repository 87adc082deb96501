"""Others see that a person types: where they type, and only while they do."""

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import grants
from fixtures.contract.expectations import equal
from fixtures.journey.finding import Finding, must
from fixtures.journey.verdict import Verdict
from fixtures.people.people import People
from fixtures.people.person import Person

pytestmark = pytest.mark.needs("page_typing")


def test_page_tells_that_its_person_types(sender: Person, recipient: Person, dialog: Json):
    """The page tells at the first key, again every 2 s, and that it is over after 3 s without a key, or on sending."""
    must(grants(recipient.push.call("dialog:join", dialog["dialogId"])))
    chat, tab = sender.page.open_dialog(dialog, recipient.name), sender.page.tab
    tab.stop_time()

    chat.write("П")
    tab.let_time_pass(2)
    chat.write("При")
    tab.let_time_pass(2)
    must(_hears(recipient, sender, *["typing:start"] * 3))
    tab.let_time_pass(1)
    must(_hears(recipient, sender, *["typing:start"] * 3, "typing:stop"))

    tab.let_time_pass(4)
    chat.write("Привет")
    chat.press_enter()
    must(_hears(recipient, sender, *["typing:start"] * 3, "typing:stop", "typing:start", "typing:stop"))


@pytest.mark.needs("message_push")
def test_typing_ends_though_no_stop_comes(sender: Person, recipient: Person, dialog: Json):
    """Without a `typing:stop` «печатает...» goes with that person's message, and 5 s after the last start."""
    chat, tab = recipient.page.open_dialog(dialog, sender.name), recipient.page.tab
    tab.take_over_time()
    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})
    must(chat.expect.shows_typing())

    sender.api.send_message(dialog["dialogId"], "Готово")
    must(chat.expect.shows("Готово"), chat.expect.forgets_typing("the message came"))

    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})
    must(chat.expect.shows_typing())
    # Real time passes too, and on a busy machine some of it.
    tab.let_time_pass(3)
    must(chat.expect.shows_typing())
    tab.let_time_pass(2)
    must(chat.expect.forgets_typing("no start came for 5 s"))


@pytest.mark.needs("catching_up")
def test_typing_is_shown_after_a_reconnect(sender: Person, recipient: Person, dialog: Json):
    """A page that was cut off joins its open dialog again, and is told there that the other types."""
    chat = recipient.page.open_dialog(dialog, sender.name)
    joined = chat.ask.joins()

    with recipient.network.push_cut():
        pass
    must(chat.expect.joins_again(joined))
    sender.push.emit("typing:start", {"dialogId": dialog["dialogId"]})

    must(chat.expect.shows_typing())


@pytest.mark.needs("message_push")
def test_typing_goes_on_while_others_write(people: People, sender: Person, recipient: Person):
    """In a dialog of three «печатает...» stays when somebody else's message comes, though they bear the same name."""
    namesake = people.new(sender.name)
    group = people.dialog(sender, recipient, namesake, name="Поход в горы")
    chat = recipient.page.open_dialog(group, "Поход в горы")
    sender.push.emit("typing:start", {"dialogId": group["dialogId"]})
    must(chat.expect.shows_typing())

    namesake.api.send_message(group["dialogId"], "А я уже пишу")

    must(chat.expect.shows("А я уже пишу"), chat.expect.keeps_showing_typing())


def test_typing_is_about_the_open_dialog(
    people: People, sender: Person, recipient: Person, third: Person, dialog: Json
):
    """«печатает...» is shown in its own dialog alone, and of a dialog that was left the page is not told any more."""
    other, start = people.dialog(third, recipient), {"dialogId": dialog["dialogId"]}
    recipient.page.open_dialog(dialog, sender.name)
    with recipient.network.push_held(only="typing:start"):
        sender.push.emit("typing:start", start)
        must(recipient.network.expect.withholds("typing:start", dialog["dialogId"]))
        chat = recipient.page.open_dialog(other, third.name)
    must(recipient.network.expect.lets_through("typing:start", dialog["dialogId"]), chat.expect.shows_no_typing())

    must(grants(recipient.push.call("dialog:join", dialog["dialogId"])))
    sender.push.emit("typing:start", start)
    must(recipient.push.gets("typing:start", dialog["dialogId"]), chat.expect.shows_no_typing())

    told = len(recipient.network.events_emitted("typing:start", dialog["dialogId"]))
    must(equal("how often the page was told of typing", told, 1, Verdict.PAGE))


def _hears(person: Person, typist: Person, *events: str, within: float = 5.0) -> Finding:
    """Exactly these events tell a person, in this order, when the other's page says that its person types."""

    def told() -> list[str]:
        return [event.name for event in person.push.events if event.name in {"typing:start", "typing:stop"}]

    typist.network.wait_for(lambda: len(told()) >= len(events), within)
    return equal("what the other is told of typing", told(), list(events), Verdict.INPUT)
