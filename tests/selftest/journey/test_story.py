"""The story, up to the sender's own feed: every link that can lose a message, from a history made by hand."""

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.story import tell
from fixtures.journey.verdict import Verdict
from tests.selftest.histories import (
    ANNA,
    NO_PUSH,
    TEXT,
    Edit,
    all_goes_well,
    along_with,
    fact,
    push,
    row,
    sending,
    spoiled,
    telling,
    without,
    without_request,
)


def test_nothing_is_broken_when_all_goes_well():
    """A message that everyone has once, as it was written, has no verdict."""
    assert tell(all_goes_well()) == []


@pytest.mark.parametrize(
    ("edits", "verdict", "words"),
    [
        pytest.param(
            [along_with(fact(60, "ChatApp", Kind.CHAT_APP_DOWN, reason="ChatApp has ended."))],
            Verdict.TARGET,
            "ChatApp has ended",
            id="target-is-down",
        ),
        pytest.param(
            [without_request(10), without(Kind.ROW_SHOWN, Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED)],
            Verdict.INPUT,
            "Enter with «Привет» in the input sent nothing within 4.9 s",
            id="input-nothing-sent",
        ),
        pytest.param(
            [along_with(*sending(client="c2", message="m2", request=11, at=101)[1:])],
            Verdict.INPUT,
            "one gesture (Enter) sent «Привет» 2 times",
            id="input-sent-twice",
        ),
        pytest.param(
            [along_with(*sending("  ", client="c2", message="m2", request=11)[1:])],
            Verdict.INPUT,
            "a blank text was sent",
            id="input-blank-sent",
        ),
        pytest.param(
            [without(Kind.ANSWERED, who=ANNA), without(Kind.ROW_SHOWN)],
            Verdict.REQUEST,
            "«Привет» was sent, and within 4.9 s no answer came",
            id="request-no-answer",
        ),
        pytest.param(
            [
                without(Kind.ANSWERED, Kind.ROW_SHOWN, who=ANNA),
                along_with(fact(110, ANNA, Kind.UNANSWERED, via="page 1", request=10, error="net::ERR_FAILED")),
            ],
            Verdict.REQUEST,
            "no answer came (net::ERR_FAILED)",
            id="request-broke-off",
        ),
        pytest.param(
            [telling(Kind.ANSWERED, ANNA, status=500), without(Kind.ROW_SHOWN)],
            Verdict.STATUS,
            "answered 500 instead of 201",
            id="status-server-failed",
        ),
        pytest.param(
            [along_with(fact(121, ANNA, Kind.BREACH, verdict="envelope", reason="`data` is missing."))],
            Verdict.ENVELOPE,
            "`data` is missing",
            id="envelope-of-an-answer",
        ),
        pytest.param(
            [NO_PUSH, without(Kind.ROW_SHOWN, who=ANNA)],
            Verdict.FEED,
            "POST answered 201 with data, no push of it reached the page, and no confirmed row",
            id="feed-no-row",
        ),
        pytest.param(
            [
                NO_PUSH,
                telling(Kind.ROW_SHOWN, ANNA, message="", mark="отправляется"),
            ],
            Verdict.FEED,
            "no confirmed row of «Привет» appeared",
            id="feed-row-never-confirmed",
        ),
        pytest.param(
            [NO_PUSH, without(Kind.ROW_SHOWN, who=ANNA), along_with(*push(ANNA, 20, at=1100), row(ANNA, 1120))],
            Verdict.FEED,
            "1000 ms later, together with the push",
            id="feed-waited-for-the-push",
        ),
        pytest.param(
            [along_with(fact(300, ANNA, Kind.GESTURE, via="page 1", gesture="Enter", text=TEXT))],
            Verdict.INPUT,
            "Enter with «Привет» in the input",
            id="input-second-time-nothing-sent",
        ),
    ],
)
def test_link_before_the_feed_is_named(edits: list[Edit], verdict: Verdict, words: str):
    """A link that breaks before the message is in its sender's feed is named first, in words that say what was seen."""
    findings = tell(spoiled(*edits))

    assert findings, "nothing was found"
    assert (findings[0].verdict, words in findings[0].broken.reason) == (verdict, True), findings[0].broken
