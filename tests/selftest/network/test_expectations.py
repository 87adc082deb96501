"""What a test can expect of a wire, from a log made by hand: what was emitted, and what was handed over."""

import pytest

from fixtures.journey.finding import must, taken
from fixtures.journey.verdict import Verdict
from fixtures.network.expectations import PushExpectations
from fixtures.network.push_log import PushLog
from fixtures.network.transports.packets import PushEvent

NEW = PushEvent("message:new", {"_id": "m1"})


def expect(emitted: int, handed_over: int, never_emitted: frozenset[str] = frozenset()) -> PushExpectations:
    """What can be expected of Борис' pages when so many events have passed, and no more come."""
    log = PushLog("Борис", never_emitted)
    log.from_server += [NEW] * emitted
    log.handed_over += [NEW] * handed_over
    return PushExpectations(log, lambda look, _: look())


def test_event_that_was_emitted_and_kept_back_is_withheld():
    """An event that ChatApp sent, and that no page got, is what a test means by withheld."""
    must(expect(emitted=1, handed_over=0).withholds("message:new", "m1"))


def test_event_that_is_never_emitted_needs_no_withholding():
    """Where a target never emits an event, nothing has to come before it counts as withheld."""
    must(expect(emitted=0, handed_over=0, never_emitted=frozenset({"message:new"})).withholds("message:new", "m1"))


def test_event_that_was_handed_over_is_let_through():
    """An event that reached a page was let through."""
    must(expect(emitted=1, handed_over=1).lets_through("message:new", "m1"))


@pytest.mark.parametrize(
    ("emitted", "handed_over", "count", "verdict", "reason"),
    [
        pytest.param(0, 0, 1, Verdict.PUSH_SERVER, "ChatApp emitted no `message:new` to Борис within 5 s.", id="none"),
        pytest.param(
            1, 0, 2, Verdict.PUSH_SERVER, "ChatApp emitted 1 of 2 `message:new` to Борис within 5 s.", id="too-few"
        ),
        pytest.param(
            1,
            1,
            1,
            Verdict.HARNESS,
            "`message:new` reached the page of Борис; it should have been withheld.",
            id="handed-over",
        ),
    ],
)
def test_event_that_was_not_withheld_is_told(emitted: int, handed_over: int, count: int, verdict: Verdict, reason: str):
    """What never came is ChatApp's link; what came in spite of a fault is the harness's own."""
    found = taken(expect(emitted, handed_over).withholds("message:new", "m1", count))

    assert found is not None
    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("emitted", "verdict", "reason"),
    [
        pytest.param(0, Verdict.PUSH_SERVER, "ChatApp emitted no `message:new` to Борис within 5 s.", id="none"),
        pytest.param(
            1,
            Verdict.PUSH_DELIVERY,
            "`message:new` was emitted, and never passed on to the page of Борис.",
            id="lost-on-the-way",
        ),
    ],
)
def test_event_that_was_not_let_through_is_told(emitted: int, verdict: Verdict, reason: str):
    """An event that no page got is lost at ChatApp, or behind it."""
    found = taken(expect(emitted, handed_over=0).lets_through("message:new", "m1"))

    assert found is not None
    assert (found.verdict, found.reason) == (verdict, reason)
