"""The faults on push, and the last stretch behind them, without ChatApp: order, threads, conditions that go wrong."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fixtures.contract.documents import events
from fixtures.journey.facts.journal import Journal
from fixtures.network.pump import TurnsOfThreads
from fixtures.network.transports.client_line import ClientLine
from fixtures.network.transports.line import Line, PushedPacket
from fixtures.network.transports.packets import EVENT_NAMES, PushEvent
from fixtures.network.wire import Wire


@pytest.fixture
def wire(tmp_path: Path) -> Iterator[Wire]:
    """The wire of someone who has neither page nor push client."""
    journal = Journal(tmp_path / "journey.jsonl")
    yield Wire("Мария", journal)
    journal.close(keep=False)


def _client(wire: Wire, got: list[str]) -> ClientLine:
    line = wire.attach_client(lambda pushed: got.append(pushed.packet), lambda: None)
    line.on_connected()
    return line


def _emit(line: ClientLine, *packets: str, name: str = "message:new") -> None:
    for packet in packets:
        line.from_server(packet, PushEvent(name, None))


def test_faults_know_the_events_of_the_contract():
    """The names that a fault takes are those that the contract has."""
    assert set(EVENT_NAMES) == set(events())


@pytest.mark.parametrize("kind", ["push_held", "push_reordered", "push_dropped", "push_duplicated"])
def test_fault_for_an_unknown_event_lists_the_known_ones(wire: Wire, kind: str):
    """A name that ChatApp's events do not have is a mistake, which is told at once."""
    with pytest.raises(ValueError, match="no event `message:newest`; it has message:new, message:update, dialog"):
        getattr(wire, kind)(only="message:newest")

    assert wire.push_faults.installed == []


def test_delay_for_an_unknown_event_lists_the_known_ones(wire: Wire):
    """A delay is as strict about names as the other faults."""
    with pytest.raises(ValueError, match="it has message:new"):
        wire.push_delayed(1.0, only="newest")


def test_condition_that_fails_ends_the_fault_and_is_told_at_the_end(wire: Wire):
    """What goes wrong in a condition keeps nothing back, harms no thread, and is raised where the block ends."""
    got: list[str] = []
    line = _client(wire, got)

    def play() -> None:
        with wire.push_held(until=lambda: 1 / 0):
            _emit(line, "a")
            assert got == ["a"]

    with pytest.raises(ZeroDivisionError):
        play()
    assert wire.push_faults.installed == []


def test_failure_of_the_test_outweighs_that_of_a_condition(wire: Wire):
    """A block that fails by itself keeps its own error."""
    line = _client(wire, [])

    def play() -> None:
        with wire.push_held(until=lambda: 1 / 0):
            _emit(line, "a")
            raise KeyError

    with pytest.raises(KeyError):
        play()


def test_events_never_overtake_one_another_on_a_line():
    """What comes while the line hands something over waits its turn, on whatever thread it comes."""
    got: list[str] = []

    def hand_over(pushed: PushedPacket) -> None:
        if pushed.packet == "first":
            # While this one is on its way another thread brings two more.
            other = threading.Thread(target=lambda: [bring(packet) for packet in ("second", "third")])
            other.start()
            other.join()
        got.append(pushed.packet)

    def bring(packet: str) -> None:
        line.put(PushedPacket(packet, PushEvent("message:new", None), 1, line))
        line.drain()

    line = Line("page 1", TurnsOfThreads(), hand_over)
    bring("first")

    assert got == ["first", "second", "third"]


def test_line_goes_on_after_a_receiver_that_failed():
    """An error of the receiver is told to whoever drains, and the next event passes."""
    got: list[str] = []

    def hand_over(pushed: PushedPacket) -> None:
        if pushed.packet == "bad":
            raise ZeroDivisionError
        got.append(pushed.packet)

    line = Line("page 1", TurnsOfThreads(), hand_over)
    line.put(PushedPacket("bad", PushEvent("message:new", None), 1, line))
    line.put(PushedPacket("good", PushEvent("message:new", None), 2, line))
    with pytest.raises(ZeroDivisionError):
        line.drain()
    line.drain()

    assert got == ["good"]


def test_nothing_is_lost_or_overtaken_while_faults_come_and_go(wire: Wire):
    """Events of a busy push client arrive once and in order, whatever is held and released beside it."""
    got: list[str] = []
    line = _client(wire, got)
    packets = [str(number) for number in range(400)]
    client = threading.Thread(target=_emit, args=(line, *packets))
    client.start()

    while client.is_alive():
        with wire.push_held() as push:
            push.release()
        with wire.push_delayed(0.0):
            pass
    client.join()

    assert got == packets


def test_delay_leaves_no_timer_behind(wire: Wire):
    """When the block ends nothing is planned any more."""
    got: list[str] = []
    line = _client(wire, got)

    with wire.push_delayed(600.0):
        _emit(line, "a", "b")
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    for timer in timers:
        timer.join(5.0)

    assert got == ["a", "b"]
    assert [timer for timer in timers if timer.is_alive()] == []


def test_person_without_a_session_cannot_be_waited_on(wire: Wire):
    """Nothing can pass on the wire of somebody who has neither page nor push client."""
    with pytest.raises(LookupError, match="Мария has no page"):
        wire.wait_for(lambda: True, within=0.1)
