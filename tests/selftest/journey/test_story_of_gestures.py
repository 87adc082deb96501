"""The story of a gesture: what one sends is taken from the input and stands in the feed, whatever the network does."""

import pytest

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.story.story import tell
from fixtures.journey.verdict import Verdict
from tests.selftest.histories import (
    ANNA,
    EMPTIED,
    OFFLINE,
    TEXT,
    Edit,
    along_with,
    broken,
    fact,
    row,
    spoiled,
    telling,
    without,
    without_request,
)

PUSH = (Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED)
NOTHING_CAME = [without_request(10), without(Kind.ROW_SHOWN, *PUSH), along_with(OFFLINE)]


def waiting(text: str = TEXT) -> Fact:
    """A row in Анна's own feed that waits for a connection."""
    return row(ANNA, 104, message="", text=text, mark="ожидает")


def test_message_that_waits_in_the_feed_is_not_lost():
    """A message that was taken without a connection and waits in the feed is where it belongs."""
    assert tell(spoiled(*NOTHING_CAME, along_with(EMPTIED, waiting()))) == []


@pytest.mark.parametrize(
    ("seen", "verdict", "words"),
    [
        pytest.param([], Verdict.INPUT, "Enter with «Привет» in the input, and within 1.5 s nothing came", id="input"),
        pytest.param([EMPTIED], Verdict.FEED, "neither waiting nor sent", id="feed"),
    ],
)
def test_message_that_is_nowhere_without_a_connection(seen: list[Fact], verdict: Verdict, words: str):
    """Without a connection a message that stays in the input, or is taken and not shown, is lost there."""
    finding, *others = tell(spoiled(*NOTHING_CAME, along_with(*seen)))

    assert (finding.verdict, others) == (verdict, [])
    assert words in finding.broken.reason


def test_input_that_keeps_its_text_is_told_whatever_the_feed():
    """What a gesture leaves in the input is not sent, also beside a feed whose rows are not all in the document."""
    tall = along_with(row(ANNA, 50, message="m0", text="Том", in_tall_feed=True))

    (finding,) = tell(spoiled(*NOTHING_CAME, tall))

    assert finding.verdict is Verdict.INPUT


def test_row_that_comes_with_a_spoilt_text_is_a_row():
    """A message that is shown with another text is not said to be missing: its content is what is wrong."""
    history = spoiled(*NOTHING_CAME, along_with(EMPTIED, waiting("При")))

    assert Verdict.FEED not in {finding.verdict for finding in tell(history)}


def test_row_of_another_message_does_not_stand_in():
    """Of two messages that were written one after the other, the row of one does not prove the other."""
    other = fact(102, ANNA, Kind.GESTURE, via="page 1", gesture="Enter", text="Ещё")
    history = spoiled(*NOTHING_CAME, along_with(EMPTIED, other, fact(103, ANNA, Kind.INPUT_EMPTIED, via="page 1")))

    (finding,) = tell([*history, waiting("Ещё")])

    assert (finding.verdict, "«Привет»" in finding.broken.reason) == (Verdict.FEED, True)


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(along_with(fact(300, ANNA, Kind.PAGE_CLOSED, via="page 1")), id="page-closed"),
        pytest.param(along_with(fact(300, ANNA, Kind.DIALOG_OPENED, via="page 1", dialog="dlg_2")), id="other-dialog"),
        pytest.param(along_with(fact(0, "the test", Kind.TARGET, shows_unconfirmed=False)), id="older-chat-app"),
        pytest.param(telling(Kind.GESTURE, ANNA, text="  "), id="blank"),
        pytest.param(along_with(row(ANNA, 50, message="m0", text="Том", in_tall_feed=True)), id="tall-feed"),
    ],
)
def test_nothing_is_owed_where_nobody_looked(edit: Edit):
    """No row is due in a feed that was left or closed, of a blank text, or on a ChatApp that shows answers alone."""
    assert tell(spoiled(*NOTHING_CAME, along_with(EMPTIED), edit)) == []


@pytest.mark.parametrize(
    ("emptied_at", "verdicts"),
    [
        pytest.param(101, [], id="at-once"),
        pytest.param(150, [Verdict.INPUT], id="after-the-answer"),
        pytest.param(3000, [], id="by-hand"),
    ],
)
def test_input_that_waits_for_the_answer_is_told(emptied_at: float, verdicts: list[Verdict]):
    """An input that is emptied only when the answer is there takes what is written meanwhile with it."""
    emptied = fact(emptied_at, ANNA, Kind.INPUT_EMPTIED, via="page 1")

    assert [finding.verdict for finding in tell(spoiled(along_with(emptied)))] == verdicts


def test_text_that_the_input_alters_is_lost_in_the_input():
    """What the input makes of a text before anything is sent is `input`, whatever the test failed for."""
    lines = "раз\nдва"
    altered = fact(99, ANNA, Kind.INPUT_ALTERED, via="page 1", written=lines, text="раздва")
    history = spoiled(along_with(altered, broken("feed")))

    first = tell(history)[0]

    assert str(first.broken) == "input: «раз\\nдва» was written, and the input holds «раздва»."
    assert first.evidence == (altered,)


def test_blank_that_the_input_alters_is_nothing():
    """White space that an input does not take is no message."""
    assert tell(spoiled(along_with(fact(99, ANNA, Kind.INPUT_ALTERED, via="page 1", written="\n\n", text="")))) == []


def test_text_that_is_altered_on_its_way_out_is_content():
    """What stood in the input and was sent otherwise is altered, and not said to have been lost."""
    history = spoiled(telling(Kind.GESTURE, ANNA, text=f"  {TEXT} "))

    (finding, *_) = tell(history)

    assert str(finding.broken) == f"content: «  {TEXT} » stood in the input, and «{TEXT}» was sent."
