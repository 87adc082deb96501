"""`--weather-seed`: what comes late by chance, by the same chance again, and never out of order."""

import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from fixtures.clients.api import Json
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.journey.finding import must
from fixtures.network import jitter
from fixtures.network.faults.kinds.about import Pace
from fixtures.network.jitter import MOST_SECONDS, unsteady
from fixtures.network.pump import TurnsOfThreads
from fixtures.network.transports.line import Line, PushedPacket
from fixtures.network.transports.packets import PushEvent
from fixtures.network.weather import every_weather
from fixtures.network.wire import Wire
from fixtures.people.person import NewPage, Person
from fixtures.running.plugin import options_of, state_of_run
from fixtures.running.published import OPTIONS
from fixtures.targets.target import Target
from tests.selftest.processes import comes_true


def test_same_seed_gives_the_same_lateness():
    """What came late in a run comes as late when it is repeated, and otherwise with another seed."""
    first, second, other = unsteady("7:Анна"), unsteady("7:Анна"), unsteady("8:Анна")
    times = [first() for _ in range(100)]

    assert times == [second() for _ in range(100)]
    assert times != [other() for _ in range(100)]
    assert all(0 <= seconds <= MOST_SECONDS for seconds in times)


def test_each_weather_has_its_pace_by_the_seed():
    """By the same seed a weather is as slow as before, by another it is not, and nobody has to wait for long."""
    usual = every_weather()
    paced, again, other = ([weather.paced_by(seed) for weather in usual] for seed in (7, 7, 8))

    assert {weather.pace for weather in usual} == {Pace()}
    assert paced == again
    assert not {weather.pace for weather in paced} & {weather.pace for weather in other}
    assert len({weather.pace for weather in paced}) == len(usual)
    assert all(0.1 <= one.pace.push_delay <= 2 and 0.05 <= one.pace.answer_delay <= 1 for one in paced)
    assert [weather.name for weather in paced] == [weather.name for weather in usual]


def test_late_events_stay_in_order():
    """An event that comes late holds up those behind it, also one that a fault lets go."""
    got: list[tuple[str, float]] = []
    times = iter([0.2, 0.01])
    line = Line(
        "page 1",
        TurnsOfThreads(),
        lambda pushed: got.append((pushed.packet, time.monotonic())),
        lambda: next(times),
    )

    began = time.monotonic()
    for packet, late in (("first", True), ("second", True), ("released", False)):
        line.put(PushedPacket(packet, PushEvent("message:new", None), 1, line), late=late)
        line.drain()

    assert comes_true(lambda: len(got) == 3)
    assert [packet for packet, _ in got] == ["first", "second", "released"]
    assert got[0][1] - began >= 0.2


def test_request_sets_out_late(pages: NewPage, target: Target, journal: Journal):
    """A page's request to the API takes so much longer, its other requests do not."""
    page = pages()
    Wire("Мария", journal, jitter=lambda: 0.3).attach(page)
    page.goto(target.base_url)

    took = {path: page.evaluate(_TOOK, path) for path in ("/api/auth/request-code", "/health")}

    assert took["/api/auth/request-code"] >= 300
    assert took["/health"] < took["/api/auth/request-code"]


_TOOK = """async path => {
  const began = performance.now()
  await fetch(path, {method: path === '/health' ? 'GET' : 'POST'})
  return performance.now() - began
}"""


@pytest.fixture
def unsteady_wires(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everyone's wire is unsteady, and more so than it would be."""
    state, given = state_of_run(pytestconfig), options_of(pytestconfig)
    monkeypatch.setattr(jitter, "MOST_SECONDS", 0.3)
    state[OPTIONS] = replace(given, weather_seed=7)
    yield
    state[OPTIONS] = given


@pytest.mark.usefixtures("pages")
def test_push_comes_late_and_in_order(
    unsteady_wires: None, sender: Person, recipient: Person, dialog: Json, journal: Journal
):
    """On an unsteady wire events wait a while before they reach the page, and all of them come as they were sent."""
    texts = [f"Сообщение {number}" for number in range(4)]
    chat = recipient.page.open_dialog(dialog, sender.name)

    for text in texts:
        sender.api.send_message(dialog["dialogId"], text)
    must(chat.expect.catches_up_and_holds(*texts))

    emitted, passed = (_new_messages(journal, word) for word in (Kind.EMITTED, Kind.LET_THROUGH))
    assert list(passed) == list(emitted)
    assert max(passed[packet] - emitted[packet] for packet in passed) > 50


def _new_messages(journal: Journal, word: Kind) -> dict[int, float]:
    """When a new message was seen in this way at the page, by its packet, in order."""
    seen = [one for one in journal.facts if one.what == word and one.detail["event"] == "message:new"]
    return {one.detail["packet"]: one.at_ms for one in seen}
