"""What acts on pages do to the model, and when they do nothing; at tabs of nobody's browser."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fixtures.campaigns.model.acts.act import Act
from fixtures.campaigns.model.acts.dialogs import Add, Create, Remove
from fixtures.campaigns.model.pages.acts import elsewhere, moving, returning, weather, writing
from fixtures.campaigns.model.pages.awaited import Awaited
from fixtures.campaigns.model.pages.stage import PagedStage
from fixtures.campaigns.model.pages.walk import PagedWalk
from fixtures.campaigns.model.pages.window import Refused, Window
from fixtures.campaigns.model.someone import Someone
from fixtures.campaigns.model.world import Dialog, Message
from fixtures.hosting.chat_app import HostedChatApp
from fixtures.network.wire import Wire


class Tabs:
    """Notes what is done in a tab."""

    def __init__(self) -> None:
        self.done: list[tuple[str, tuple[object, ...]]] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever is asked for
        return lambda *given, **named: self.done.append((name, (*given, *named.values())))


def _stored(key: str, dialog_id: str, at: int) -> dict[str, object]:
    """A message of Олег, as ChatApp has it."""
    known = {"_id": key, "messageId": f"msg_{key}", "dialogId": dialog_id, "senderId": "oleg", "content": key}
    return {**known, "meta": {}, "createdAt": f"2026-11-29T10:00:0{at}.000Z"}


@pytest.fixture
def walk(monkeypatch: pytest.MonkeyPatch) -> Iterator[PagedWalk]:
    """Анна, with a tab, and Олег, with none, in a dialog of two; ChatApp is asked for nothing."""
    chat_app = cast(HostedChatApp, SimpleNamespace(base_url="http://127.0.0.1:9"))
    walk = PagedWalk(PagedStage(chat_app, cast(Any, None)), 0.1)
    monkeypatch.setattr(walk, "feed_of", lambda _: [])
    for user_id, name in (("anna", "Анна Павлова"), ("oleg", "Олег Попов")):
        walk.people.append(Someone(name, name, "79110000001", user_id, Wire(name, walk.journal)))
    dialog = Dialog("dlg_1", "Поход 1", "Поход 1", "anna", is_for_two=True, members={})
    for person in walk.people:
        dialog.join(person.user_id, 1)
    walk.dialogs.append(dialog)
    walk.windows.append(Window(walk.people[0], 1, cast(Any, SimpleNamespace(tab=Tabs()))))
    yield walk
    walk.windows.clear()
    walk.close()


def _say(dialog: Dialog) -> Message:
    number, to = len(dialog.messages), dialog.recipients_of("oleg")
    message = Message(number, f"k{number}", f"msg_{number}", "oleg", f"{number}", {}, str(number), to)
    dialog.messages.append(message)
    return message


def test_what_a_tab_showed_may_have_been_read(walk: PagedWalk):
    """Whoever goes away from a dialog may have read what was there, and what was on its way; not what comes later."""
    (dialog,), (window,) = walk.dialogs, walk.windows
    _say(dialog)
    window.shown = dialog
    walk.awaited.append(Awaited("dlg_1", "oleg", "Ещё", "API"))

    walk.leave(window)

    assert (walk.reading("anna", dialog).at_least, walk.reading("anna", dialog).at_most) == (0, 2)


def test_hidden_tab_comes_back(walk: PagedWalk):
    """A tab is hidden and shown in turns, and what is done is told."""
    (window,) = walk.windows

    moving.Hide(0, 0).play(walk)
    was_hidden = window.is_hidden
    moving.Hide(0, 0).play(walk)

    assert (was_hidden, window.is_hidden) == (True, False)
    assert cast(Tabs, window.tab).done == [("hide", (True,)), ("hide", (False,))]
    assert [line.sentence for line in walk.lines] == [
        "{who} уходит из вкладки с ChatApp",
        "{who} возвращается к вкладке с ChatApp",
    ]


NOTHING = {
    "of who has no tab": moving.Choose(1, 0, 0),
    "in a tab that shows nothing": writing.Write(0, 0, "Привет {}"),
    "but one dialog to go to": returning.LookElsewhere(0, 0, 0, "Привет {}"),
    "but the only tab": moving.CloseTab(0, 0),
    "back in a short feed": moving.ReadBack(0, 0),
    "read where nobody wrote": elsewhere.ReadElsewhere(0, 0),
    "reacted to where nobody wrote": elsewhere.ReactElsewhere(0, 0, 0, "👍", back=False),
    "of the weather of who has no tab": weather.Weather(1, "offline"),
}


@pytest.mark.parametrize("act", NOTHING.values(), ids=NOTHING.keys())
def test_there_may_be_nothing_for_an_act(walk: PagedWalk, act: Act):
    """An act for which there is nothing does nothing, and nothing is told of it."""
    act.play(walk)

    assert walk.lines == []
    assert walk.awaited == []


def test_nobody_reloads_or_opens_a_page_without_a_connection(walk: PagedWalk):
    """A browser that is offline shows its own error instead of ChatApp."""
    walk.set_weather(walk.people[0], "offline")

    moving.Reload(0, 0).play(walk)
    moving.OpenTab(0).play(walk)

    assert walk.lines == []


def test_weather_clears_up_at_the_second_time(walk: PagedWalk):
    """Weather lasts until it changes again, or until all comes to rest; it is remembered that there was some."""
    person, name = walk.people[0], "held-late"

    weather.Weather(0, name).play(walk)
    during = walk.weather_of(person)
    weather.Weather(0, name).play(walk)

    assert (during, walk.weather_of(person), walk.had_weather) == (name, "", True)
    assert walk.lines[-1].sentence == "у {who:р} всё снова хорошо"


def test_every_weather_can_begin(walk: PagedWalk):
    """All weathers and faults that may be drawn are such as a wire has."""
    for name in weather.WEATHERS:
        weather.Weather(0, name).play(walk)
        weather.Weather(0, name).play(walk)

    assert len(walk.lines) == 2 * len(weather.WEATHERS)


CHANGES = {
    "made": (Create(0, 1, names_oneself=False), True),
    "joined": (Add(0, 0, 1), False),
    "left": (Remove(0, 0, 1), False),
}


@pytest.mark.parametrize(("act", "happens"), CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("on_its_way", ["awaited", "refused"])
def test_nobody_comes_or_goes_while_a_message_is_on_its_way(
    walk: PagedWalk, monkeypatch: pytest.MonkeyPatch, act: Act, happens: bool, on_its_way: str
):
    """Who is a recipient of a message that is stored just then is open; a new dialog concerns it in nothing."""
    played = []
    monkeypatch.setattr(type(act), "play", lambda *_: played.append(act))
    if on_its_way == "awaited":
        walk.awaited.append(Awaited("dlg_1", "anna", "Раз", "tab"))
    else:
        walk.windows[0].refused.append(Refused(walk.dialogs[0], "Раз", is_discarded=False))

    elsewhere.Elsewhere(0, act).play(walk)

    assert bool(played) is happens


def test_who_has_left_has_nothing_open(walk: PagedWalk, monkeypatch: pytest.MonkeyPatch):
    """A tab of who is in a dialog no more shows it no more."""
    (dialog,), (window,) = walk.dialogs, walk.windows
    window.shown = dialog
    monkeypatch.setattr(Remove, "play", lambda *_: dialog.leave("anna"))

    elsewhere.Elsewhere(0, Remove(0, 0, 0)).play(walk)

    assert window.shown is None


def test_dialog_that_a_page_has_made_stays_one_of_two(walk: PagedWalk):
    """What it is called when it is one of two no more, only the page knows."""
    is_known = elsewhere.is_nameless(walk, Add(0, 0, 1))
    walk.dialogs[0].name = ""

    assert (is_known, elsewhere.is_nameless(walk, Add(0, 0, 1))) == (False, True)


def test_texts_are_never_the_same_twice(walk: PagedWalk):
    """A message is known by its text wherever it comes."""
    assert [walk.new_text("Привет {}") for _ in range(2)] == ["Привет 1", "Привет 2"]


def test_drafts_are_gone_once_sent(walk: PagedWalk, monkeypatch: pytest.MonkeyPatch):
    """What is written and sent is awaited at ChatApp, and nothing of it is left as a draft."""
    (dialog,), (window,) = walk.dialogs, walk.windows
    chat, window.shown, window.drafts = Tabs(), dialog, {"dlg_1": "Черновик"}
    monkeypatch.setattr(writing, "ready_dialog", lambda *_: dialog)
    monkeypatch.setattr(type(window), "chat", chat)
    walk.set_weather(window.person, "live-late")

    writing.WriteSeveral(0, 0, "Раз {}", 2).play(walk)

    assert [one.text for one in walk.awaited] == ["Раз 1", "Раз 2"]
    assert window.drafts == {}
    assert [name for name, _ in chat.done] == ["write", "press_enter"] * 2


def test_whoever_looks_elsewhere_comes_back(walk: PagedWalk, monkeypatch: pytest.MonkeyPatch):
    """The draft is written first, then the other dialog is opened, and then the first one again."""
    (dialog,), (window,) = walk.dialogs, walk.windows
    other = Dialog("dlg_2", "Поход 2", "Поход 2", "anna", is_for_two=False, members={})
    other.join("anna", 2)
    walk.dialogs.append(other)
    window.shown = dialog
    done: list[object] = []
    for kind in (moving.Choose, writing.Draft):
        monkeypatch.setattr(kind, "do_in", lambda act, *_: done.append(act))

    returning.LookElsewhere(0, 0, 1, "Привет {}").play(walk)

    assert done == [writing.Draft(0, 0, "Привет {}"), moving.Choose(0, 0, 1), moving.Choose(0, 0, 0)]


def test_dialogs_are_active_in_the_order_of_what_was_stored(walk: PagedWalk, monkeypatch: pytest.MonkeyPatch):
    """Whatever dialog is looked into first, the one with the newest message comes first in a list."""
    (first,) = walk.dialogs
    second = Dialog("dlg_2", "Поход 2", "Поход 2", "anna", is_for_two=False, members={})
    for person in walk.people:
        second.join(person.user_id, 1)
    walk.dialogs.append(second)
    feeds = {"dlg_1": [_stored("k1", "dlg_1", 2)], "dlg_2": [_stored("k2", "dlg_2", 1)]}
    monkeypatch.setattr(walk, "feed_of", lambda dialog: feeds[dialog.dialog_id])
    walk.awaited += [Awaited("dlg_1", "oleg", "k1", "tab"), Awaited("dlg_2", "oleg", "k2", "API")]

    walk.catch_up()

    assert first.last_said > second.last_said
    assert walk.awaited == []
