"""The story: from what was seen of a message to the link of the chain that is named."""

from dataclasses import replace
from typing import Any

import pytest

from fixtures.journey.chain.links import PushFacts, SendingFacts, judge_push, judge_sending
from fixtures.journey.verdict import Broken, Verdict, earliest

BREACH = Broken(Verdict.ENVELOPE, "`data` is missing.")
SENT_WELL = SendingFacts(
    gesture="Enter",
    requests=1,
    status=201,
    breach=None,
    confirmed_rows=1,
    mark="отправлено",
    pushes_let_through=0,
    waited_seconds=2.0,
)
TOOK_EFFECT = PushFacts(
    event="typing:start",
    effect="«печатает...» was not shown",
    emitted=1,
    let_through=1,
    effect_shown=True,
    waited_seconds=2.0,
    who="Борис",
)
IN_ORDER = [
    "target",
    *["input", "request", "status", "envelope", "feed", "push-server", "push-delivery", "push-handler"],
    *["duplicate", "order", "content", "identity", "unread", "status-mark", "persistence", "access"],
    *["page", "harness", "unknown"],
]


def test_message_confirmed_by_the_answer_alone_breaks_nothing():
    """A message that is in the feed once, confirmed by the answer and without push, has no verdict."""
    assert judge_sending(SENT_WELL) is None


@pytest.mark.parametrize(
    ("seen", "verdict", "words"),
    [
        pytest.param({"requests": 0}, Verdict.INPUT, "Enter sent nothing", id="nothing-was-sent"),
        pytest.param({"requests": 2}, Verdict.INPUT, "Enter sent 2 requests", id="sent-twice"),
        pytest.param({"status": None}, Verdict.REQUEST, "no answer came", id="no-answer"),
        pytest.param({"status": 500}, Verdict.STATUS, "answered 500 instead of 201", id="server-failed"),
        pytest.param({"status": 200}, Verdict.STATUS, "answered 200 instead of 201", id="not-created"),
        pytest.param({"breach": BREACH}, Verdict.ENVELOPE, "`data` is missing", id="answer-without-data"),
        pytest.param({"confirmed_rows": 0}, Verdict.FEED, "no push was let through", id="no-row"),
        pytest.param({"confirmed_rows": 2}, Verdict.DUPLICATE, "in the feed 2 times", id="two-rows"),
        pytest.param({"mark": "отправляется"}, Verdict.STATUS_MARK, "«отправляется»", id="not-marked-as-sent"),
        pytest.param({"pushes_let_through": 1}, Verdict.HARNESS, "proves nothing", id="push-was-not-held"),
    ],
)
def test_broken_link_of_sending_is_named(seen: dict[str, Any], verdict: Verdict, words: str):
    """A sent message that is lost or spoiled is told by the link that did it, in words."""
    broken = judge_sending(replace(SENT_WELL, **seen))

    assert broken is not None
    assert broken.verdict is verdict
    assert words in broken.reason


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        pytest.param({"requests": 2, "status": 500}, Verdict.INPUT, id="sent-twice-and-refused"),
        pytest.param({"requests": 2, "confirmed_rows": 2}, Verdict.INPUT, id="sent-twice-and-shown-twice"),
        pytest.param({"status": None, "confirmed_rows": 0}, Verdict.REQUEST, id="no-answer-and-no-row"),
        pytest.param({"status": 500, "breach": BREACH}, Verdict.STATUS, id="failed-outside-the-envelope"),
        pytest.param({"breach": BREACH, "confirmed_rows": 0}, Verdict.ENVELOPE, id="no-data-and-no-row"),
        pytest.param({"confirmed_rows": 0, "pushes_let_through": 1}, Verdict.FEED, id="no-row-in-spite-of-push"),
        pytest.param({"confirmed_rows": 2, "pushes_let_through": 1}, Verdict.DUPLICATE, id="two-rows-after-push"),
    ],
)
def test_earliest_of_two_faults_is_named(seen: dict[str, Any], verdict: Verdict):
    """Where two links are broken, the earlier one is named: the later may be its consequence."""
    broken = judge_sending(replace(SENT_WELL, **seen))

    assert broken is not None
    assert broken.verdict is verdict


@pytest.mark.parametrize("mark", ["доставлено", "прочитано"])
def test_recipient_may_outrun_the_answer(mark: str):
    """A confirmed row that already bears the mark of a later status is confirmed all the same."""
    assert judge_sending(replace(SENT_WELL, mark=mark)) is None


def test_reason_never_claims_what_was_not_seen():
    """A missing row is not blamed on waiting for the push when the push had come."""
    broken = judge_sending(replace(SENT_WELL, confirmed_rows=0, pushes_let_through=1))

    assert broken is not None
    assert "no push was let through" not in broken.reason
    assert "waits for the push" not in broken.reason


def test_event_with_its_effect_breaks_nothing():
    """An event whose effect is shown has no verdict."""
    assert judge_push(TOOK_EFFECT) is None


@pytest.mark.parametrize(
    ("emitted", "let_through", "verdict"),
    [
        pytest.param(0, 0, Verdict.PUSH_SERVER, id="never-emitted"),
        pytest.param(1, 0, Verdict.PUSH_DELIVERY, id="emitted-and-lost"),
        pytest.param(1, 1, Verdict.PUSH_HANDLER, id="arrived-without-effect"),
    ],
)
def test_broken_link_of_push_is_named(emitted: int, let_through: int, verdict: Verdict):
    """An event without effect is told by the earliest link that did not pass it on."""
    broken = judge_push(replace(TOOK_EFFECT, emitted=emitted, let_through=let_through, effect_shown=False))

    assert broken is not None
    assert broken.verdict is verdict
    assert "`typing:start`" in broken.reason


def test_verdicts_take_precedence_in_the_order_of_the_chain():
    """A dead target wins over everything, then the links in the order a message passes them, then the page itself."""
    assert [str(verdict) for verdict in Verdict] == IN_ORDER
    assert [verdict.precedence for verdict in Verdict] == list(range(len(IN_ORDER)))


def test_first_of_two_equal_breaks_is_kept():
    """Of two findings with one verdict the one that was looked for first is named."""
    first, second = Broken(Verdict.ORDER, "the feed"), Broken(Verdict.ORDER, "the list")

    assert earliest([first, second]) is first
