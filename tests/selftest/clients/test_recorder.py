"""The recorder on ChatApp's own page: each link of a message's way leaves its fact, on both transports."""

import time

import pytest

from fixtures.clients.api import ApiClient, Json
from fixtures.clients.browser.pages.chat import Chat
from fixtures.clients.browser.pages.sending import MESSAGES
from fixtures.journey.facts.fact import Fact, Kind, abridged
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must, taken
from fixtures.journey.verdict import PromiseBroken
from fixtures.people.person import Person
from fixtures.targets.target import Target
from tests.selftest.probing import settle_on

pytestmark = pytest.mark.usefixtures("pages")

UNFORGETTABLE = "Не потеряйся: <b>жирно</b> 🎉 'кавычки'"


@pytest.fixture(params=["websocket", "polling"])
def chat(request: pytest.FixtureRequest, sender: Person, recipient: Person, dialog: Json) -> Chat:
    """The sender's chat with the recipient, open on a page that uses this transport for push."""
    sender.network.websocket_allowed = request.param == "websocket"
    chat = sender.page.open_dialog(dialog, recipient.name)
    settle_on(request.param, sender)
    return chat


def test_sent_message_is_seen_on_every_link(chat: Chat, sender: Person, dialog: Json, journal: Journal):
    """Gesture, request, answer and confirmed row are seen in this order, each with what tells the message."""
    chat.write(UNFORGETTABLE)
    with sender.network.push_held():
        must(chat.expect.confirms(chat.press_enter()))
        sender.tabs[0].catch_up()

    (gesture,) = _seen(journal, Kind.GESTURE)
    (emptied,) = _seen(journal, Kind.INPUT_EMPTIED)
    (requested,) = _seen(journal, Kind.REQUESTED, via="page 1", method="POST", path=f"{MESSAGES}{dialog['dialogId']}")
    (answered,) = _seen(journal, Kind.ANSWERED, request=requested.detail["request"])
    (shown,) = _seen(journal, Kind.ROW_SHOWN)
    confirmed = _seen(journal, Kind.ROW_CHANGED, row=shown.detail["row"])[0]
    client, message = requested.detail["client"], answered.detail["message"]
    assert gesture.detail == {"via": "page 1", "gesture": "Enter", "text": UNFORGETTABLE}
    assert requested.detail["text"] == answered.detail["text"] == shown.detail["text"] == UNFORGETTABLE
    assert requested.detail["dialog"] == answered.detail["dialog"] == dialog["dialogId"]
    assert answered.detail["client"] == client
    assert (answered.detail["status"], answered.detail["keys"]) == (201, ["success", "data"])
    assert (shown.detail["message"], shown.detail["mark"]) == ("", "отправляется")
    assert (confirmed.detail["message"], confirmed.detail["mark"]) == (message, "отправлено")
    assert (confirmed.detail["sender"], confirmed.detail["side"]) == ("Вы", "right")
    _happened_in_order(gesture, requested, answered, confirmed)
    _happened_in_order(gesture, emptied)
    assert shown.at_ms <= shown.detail["painted_ms"] <= confirmed.detail["painted_ms"]


def test_event_is_seen_to_arrive_in_the_page(
    chat: Chat, sender: Person, recipient: Person, journal: Journal, dialog: Json
):
    """What a push brings is seen four times: emitted, let through, arrived in the page's own code, shown."""
    message = recipient.api.send_message(dialog["dialogId"], UNFORGETTABLE)
    must(chat.expect.shows(UNFORGETTABLE))
    sender.tabs[0].catch_up()

    concerned = {"via": "page 1", "event": "message:new", "message": message["_id"]}
    (emitted,), (passed,) = _seen(journal, Kind.EMITTED, **concerned), _seen(journal, Kind.LET_THROUGH, **concerned)
    (arrived,) = _seen(journal, Kind.ARRIVED, **concerned)
    (shown,) = _seen(journal, Kind.ROW_SHOWN, message=message["_id"])
    assert arrived.detail["text"] == UNFORGETTABLE
    assert (shown.detail["sender"], shown.detail["side"]) == (recipient.name, "left")
    _happened_in_order(emitted, passed, arrived, shown)


def test_feed_that_is_much_higher_than_what_one_sees_is_told(
    sender: Person, recipient: Person, dialog: Json, journal: Journal
):
    """A row says that its feed is tall, as the page then need not keep every row in the document."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    texts = ("Коротко", "\n".join(["Очень длинно"] * 100))
    chat.send(*texts)
    must(chat.expect.confirms_all(texts[-1]))
    sender.tabs[0].catch_up()

    rows = _seen(journal, Kind.ROW_SHOWN)
    assert [seen.detail.get("in_tall_feed") for seen in rows] == [None, True]


def test_withheld_event_does_not_arrive(chat: Chat, sender: Person, recipient: Person, journal: Journal, dialog: Json):
    """An event that a fault holds back is not seen in the page until it is let go."""
    with sender.network.push_held():
        message = recipient.api.send_message(dialog["dialogId"], UNFORGETTABLE)
        must(sender.network.expect.withholds("message:new", message["_id"]))
        sender.tabs[0].catch_up()
        arrived_too_early = _seen(journal, Kind.ARRIVED, message=message["_id"])
    must(chat.expect.shows(UNFORGETTABLE))
    sender.tabs[0].catch_up()

    assert arrived_too_early == []
    assert len(_seen(journal, Kind.ARRIVED, event="message:new", message=message["_id"])) == 1


def test_every_gesture_is_seen_by_its_name(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """The button, «Повторить» and «Удалить» are told apart, each with its text; a line break is no gesture."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    chat.write("Письмо")
    chat.break_line()
    with sender.network.answer_failed("POST", MESSAGES, 503, handled=False):
        chat.press_send()
        must(chat.expect.says_not_sent("Письмо\n"))
        chat.retry("Письмо\n")
        must(chat.expect.says_not_sent("Письмо\n"))
        chat.discard("Письмо\n")
        sender.tabs[0].catch_up()

    gestures = [(seen.detail["gesture"], seen.detail["text"]) for seen in _seen(journal, Kind.GESTURE)]
    injected = [seen.detail["status"] for seen in _seen(journal, Kind.ANSWERED, injected=True)]
    (shown,), (gone,) = _seen(journal, Kind.ROW_SHOWN), _seen(journal, Kind.ROW_GONE)
    assert gestures == [("the button «Отправить»", "Письмо\n"), ("«Повторить»", "Письмо\n"), ("«Удалить»", "Письмо\n")]
    assert injected == [503, 503]
    assert gone.detail == {"row": shown.detail["row"], "via": "page 1"}


def test_each_document_and_tab_is_seen_by_itself(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """After a reload, and in a second tab of the same browser, rows have numbers of their own."""
    sender.api.send_message(dialog["dialogId"], "Одно")
    chats = [sender.page, sender.open_page_beside()]
    for one in chats:
        must(one.open_dialog(dialog, recipient.name).expect.holds("Одно"))
    chats[0].reload()
    must(chats[0].open_dialog(dialog, recipient.name).expect.holds("Одно"))
    for one in chats:
        one.tab.catch_up()

    loaded = [(seen.detail["via"], seen.detail["route"]) for seen in _seen(journal, Kind.PAGE_LOADED)]
    shown = [(seen.detail["via"], seen.detail["row"]) for seen in _seen(journal, Kind.ROW_SHOWN)]
    assert loaded == [("page 1", "/"), ("page 2", "/"), ("page 1", "/")]
    assert [via for via, _ in shown] == ["page 1", "page 2", "page 1"]
    assert len(set(shown)) == 3


def test_history_is_seen_in_its_order(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """The answer to a list of messages tells their ids, newest first, and each row which one it follows."""
    ids = [sender.api.send_message(dialog["dialogId"], text)["_id"] for text in ("Раз", "Два", "Три")]
    must(sender.page.open_dialog(dialog, recipient.name).expect.holds("Раз", "Два", "Три"))
    sender.tabs[0].catch_up()

    (requested,) = _seen(journal, Kind.REQUESTED, via="page 1", path=f"{MESSAGES}{dialog['dialogId']}")
    (answered,) = _seen(journal, Kind.ANSWERED, request=requested.detail["request"])
    told_of_rows = [*_seen(journal, Kind.ROW_SHOWN), *_seen(journal, Kind.ROW_CHANGED)]
    rows = {seen.detail["message"]: seen.detail for seen in told_of_rows}
    assert answered.detail["messages"] == ids[::-1]
    assert [rows[one]["after"] for one in ids] == [0, rows[ids[0]]["row"], rows[ids[1]]["row"]]


def test_request_without_an_answer_is_seen(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """A page's request that the network refuses is seen to get no answer, and why."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    with sender.network.request_aborted("POST", MESSAGES):
        chat.send("Мимо")
        must(chat.expect.shows_mark("Мимо", "ожидает"))

    unanswered = _seen(journal, Kind.UNANSWERED, via="page 1")
    asked = _seen(journal, Kind.REQUESTED, text="Мимо", via="page 1")
    assert asked[0].detail["request"] == unanswered[0].detail["request"]
    assert unanswered[0].detail["error"].startswith("net::ERR_")


def test_looking_is_seen_whether_or_not_it_finds(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """What a matcher waited for is written down, with the push that had to bring it and whether it came."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    recipient.api.send_message(dialog["dialogId"], "Есть")
    must(chat.expect.shows("Есть"))
    assert taken(chat.expect.shows("Нет", within=0.1)) is not None

    looked = _seen(journal, Kind.LOOKED_FOR, event="message:new")
    assert [(seen.detail["concerning"], seen.detail["found"]) for seen in looked] == [("Есть", True), ("Нет", False)]
    assert [seen.detail["within_ms"] for seen in looked] == [2000, 100]


def test_fake_clock_does_not_move_what_was_seen(sender: Person, recipient: Person, dialog: Json, journal: Journal):
    """Where a test hurries the page's timers, the page's facts still come at their own time."""
    chat = sender.page.open_dialog(dialog, recipient.name)
    tab = sender.tabs[0]
    tab.take_over_time()
    tab.let_time_pass(3600)
    chat.send("Час спустя")
    must(chat.expect.shows_mark("Час спустя", "отправлено"))
    tab.catch_up()

    (gesture,) = _seen(journal, Kind.GESTURE)
    confirmed = _seen(journal, Kind.ROW_CHANGED, text="Час спустя")[0]
    assert 0 < gesture.at_ms <= confirmed.at_ms <= journal.clock(time.time() * 1000)


def test_api_is_seen_with_the_same_details(sender: Person, dialog: Json, journal: Journal):
    """A request over the API leaves what a page's leaves: what was asked, what came, one number for both."""
    text = "Длинно " * 100
    message = sender.api.send_message(dialog["dialogId"], text, meta={"clientMessageId": "первое"})

    asked = {"via": "API", "path": f"{MESSAGES}{dialog['dialogId']}"}
    (requested,) = _seen(journal, Kind.REQUESTED, **asked)
    (answered,) = _seen(journal, Kind.ANSWERED, request=requested.detail["request"])
    assert (requested.who, requested.detail["client"], requested.detail["text"]) == (
        sender.name,
        "первое",
        abridged(text),
    )
    assert (answered.detail["message"], answered.detail["client"]) == (message["_id"], "первое")
    assert answered.detail["text"] == abridged(text)


def test_unreachable_api_is_seen(target: Target, journal: Journal):
    """A request that nobody answers leaves why."""
    nowhere = target.at("http://127.0.0.1:9")
    with ApiClient(nowhere, "Мария", journal) as api, pytest.raises(PromiseBroken):
        api.dialogs()

    (requested,), (unanswered,) = _seen(journal, Kind.REQUESTED), _seen(journal, Kind.UNANSWERED)
    assert requested.detail["request"] == unanswered.detail["request"]
    assert unanswered.detail["error"]


def _seen(journal: Journal, what: Kind, **detail: object) -> list[Fact]:
    """The facts under a word, with these details among theirs, in the order in which they happened."""
    found = [seen for seen in journal.facts if seen.what == what and detail.items() <= _plain(seen.detail).items()]
    return sorted(found, key=lambda seen: seen.at_ms)


def _plain(detail: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in detail.items() if not isinstance(value, list)}


def _happened_in_order(*facts: Fact) -> None:
    assert [seen.what for seen in sorted(facts, key=lambda seen: seen.at_ms)] == [seen.what for seen in facts]
