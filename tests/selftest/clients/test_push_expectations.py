"""The matchers for sessions of the push channel: what ends, what is silent, what is acknowledged."""

import time
from collections.abc import Callable

import pytest

from fixtures.clients.api import Json
from fixtures.clients.push.expectations import denies, ends, grants, stays_silent
from fixtures.clients.push.transport import PollingTransport, TransportClosed
from fixtures.journey.finding import Finding, taken
from fixtures.journey.verdict import Verdict
from fixtures.redaction.secret import Secret
from fixtures.targets.target import Target

ACKNOWLEDGED: dict[str, tuple[Callable[[Json | None], Finding], Json | None, Verdict | None]] = {
    "done": (grants, {"success": True}, None),
    "done-unasked": (denies, {"success": True}, Verdict.ACCESS),
    "denied": (denies, {"success": False, "error": "Нет"}, None),
    "denied-wrongly": (grants, {"success": False, "error": "Нет"}, Verdict.ACCESS),
    "nothing": (grants, None, Verdict.PUSH_SERVER),
    "half": (denies, {"success": None}, Verdict.ACCESS),
}


class PreparedTransport(PollingTransport):
    """Gives these packets, and then either has ended or says nothing more."""

    def __init__(self, *packets: str, ends: bool) -> None:
        super().__init__(Target("nowhere", Secret("1234"), {}).at("http://127.0.0.1:1"))
        self._prepared = list(packets)
        self._ends = ends

    def receive(self, timeout: float | None) -> str:
        """See PushTransport."""
        if self._prepared:
            return self._prepared.pop(0)
        if not self._ends:
            time.sleep(timeout or 0)
        raise TransportClosed("ended" if self._ends else "no packet in time")


def test_session_that_ends_is_ended():
    """A session that ends in time breaks nothing, whatever came before."""
    assert taken(ends(PreparedTransport("2", "2", ends=True), within=5)) is None


def test_session_that_goes_on_is_told():
    """A session that stays open is `push-server`, after the time it had."""
    broken = taken(ends(PreparedTransport("2", ends=False), within=0.05))

    assert str(broken) == "push-server: ChatApp has not ended the session within 0.05 s."


@pytest.mark.parametrize("ends", [True, False], ids=["ended", "open"])
def test_other_packets_leave_a_session_silent(ends: bool):
    """Only packets that begin as was said break the silence."""
    assert taken(stays_silent(PreparedTransport("2", "6", ends=ends), '42["message:new"')) is None


def test_packet_that_must_not_come_is_told():
    """A packet that was not for this session is `access`."""
    broken = taken(stays_silent(PreparedTransport("2", '42["message:new",{}]', ends=False), '42["message:new"'))

    assert broken is not None
    assert broken.verdict is Verdict.ACCESS


@pytest.mark.parametrize(("matcher", "answer", "verdict"), ACKNOWLEDGED.values(), ids=ACKNOWLEDGED.keys())
def test_acknowledgement_is_told(
    matcher: Callable[[Json | None], Finding], answer: Json | None, verdict: Verdict | None
):
    """No acknowledgement is `push-server`; done what must not be, or the other way round, is `access`."""
    broken = taken(matcher(answer))

    assert (broken.verdict if broken else None) == verdict
