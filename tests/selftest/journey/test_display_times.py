"""How long a message took to be shown: what counts, by what push did meanwhile, and what does not count."""

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.display_times import DisplayTime, display_times, summary, unseen
from reports.tables import display_table
from tests.selftest.histories import ANNA, Edit, along_with, fact, row, spoiled, telling, without

FIRST, CONFIRMED = row(ANNA, 110, message="", painted_ms=116.0), row(ANNA, 125, painted_ms=140.0)
SHOWN = [without(Kind.ROW_SHOWN, who=ANNA), along_with(FIRST, CONFIRMED)]


def fault(name: str) -> Edit:
    """A fault that is on Анна's wire while she sends."""
    began, ended = ({"fault": 1, "name": name},) * 2
    return along_with(fact(90, ANNA, Kind.FAULT_BEGAN, **began), fact(3000, ANNA, Kind.FAULT_ENDED, **ended))


@pytest.mark.parametrize(
    ("edits", "condition"),
    [
        pytest.param([], "push live", id="live"),
        pytest.param([fault("push held")], "push held", id="held"),
        pytest.param([fault("push delayed by 1 s")], "push 1 s late", id="late"),
    ],
)
def test_time_is_counted_from_the_gesture_until_painted(edits: list[Edit], condition: str):
    """A message that was sent on a page has the times of its first and of its confirmed row."""
    times = display_times(spoiled(*SHOWN, *edits), "the test of it")

    assert times == [DisplayTime(condition, 16.0, 40.0, "the test of it")]


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([fault("answers to POST /api/messages/dialog/ lost")], id="answer-spoiled"),
        pytest.param([fault("push held"), fault("offline")], id="offline-too"),
        pytest.param([without(Kind.GESTURE)], id="sent-by-no-gesture"),
        pytest.param([telling(Kind.GESTURE, ANNA, gesture="«Повторить»")], id="sent-again"),
    ],
)
def test_other_messages_do_not_count(edits: list[Edit]):
    """What else spoiled a message's way would spoil the number."""
    assert display_times(spoiled(*SHOWN, *edits)) == []


def test_row_that_was_not_painted_yet_is_waited_for():
    """A message whose confirmed row has not been reported as painted is unseen; reported, it is not."""
    assert unseen(spoiled())
    assert not unseen(spoiled(*SHOWN))


def test_times_are_told_as_a_small_table():
    """Of each condition that was met median, 95th percentile and most are told, and how many messages there were."""
    times = [DisplayTime("push held", float(number), 2.0 * number) for number in range(1, 101)]

    told = summary(times)

    assert told["push held"]["first_row_ms"] == {"median": 50.5, "p95": 96.0, "max": 100.0}
    assert [told.keys(), told["push held"]["messages"]] == [{"push held": 0}.keys(), 100]
    assert "50 / 96 / 100" in display_table(told)[-1]
    assert display_table({}) == []
