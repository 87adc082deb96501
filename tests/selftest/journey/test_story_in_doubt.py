"""The story where the facts are few, contradict each other, or are of the test's own making."""

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.story import tell
from fixtures.journey.verdict import Verdict
from tests.selftest.histories import (
    ANNA,
    BORIS,
    CLIENT,
    EMPTIED,
    LONG_AFTER,
    MESSAGE,
    NO_PUSH,
    OFFLINE,
    PATH,
    TEXT,
    Edit,
    all_goes_well,
    along_with,
    broken,
    fact,
    push,
    row,
    spoiled,
    telling,
    without,
    without_request,
)

NOT_STORED = [
    without(Kind.ROW_SHOWN, Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED),
    along_with(EMPTIED, row(ANNA, 104, message="", mark="не отправлено")),
]
"""The page of Анна shows a message that ChatApp did not store."""


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        pytest.param([without(Kind.TEST_ENDED)], "the end of the test was not seen", id="facts-break-off"),
        pytest.param(
            [without(Kind.PAGE_LOADED, Kind.ROW_SHOWN, who=BORIS)],
            "nothing was reported from inside page 1 of Борис",
            id="page-told-nothing",
        ),
        pytest.param(
            [without(Kind.ANSWERED, who=ANNA), along_with(fact(300, ANNA, Kind.PAGE_CLOSED, via="page 1"))],
            "the answer to «Привет» is missing",
            id="answer-was-not-seen",
        ),
        pytest.param(
            [telling(Kind.ANSWERED, ANNA, message=None), without(Kind.ROW_SHOWN, who=ANNA)],
            "its `_id` is missing",
            id="answer-was-not-read",
        ),
    ],
)
def test_what_the_facts_do_not_decide_is_unknown(edits: list[Edit], words: str):
    """Where a fact is missing the verdict is `unknown`, and says which."""
    (finding, *others) = tell(spoiled(*edits))

    assert (finding.verdict, others) == (Verdict.UNKNOWN, [])
    assert words in finding.broken.reason


@pytest.mark.parametrize(
    ("edits", "verdicts"),
    [
        pytest.param(
            [
                NO_PUSH,
                without(Kind.ROW_SHOWN),
                along_with(fact(121, ANNA, Kind.BREACH, verdict="envelope", reason="`data` is missing.")),
            ],
            ["envelope", "feed", "push-handler"],
            id="envelope-and-handler",
        ),
        pytest.param(
            [NO_PUSH, without(Kind.ROW_SHOWN, who=ANNA), along_with(row(BORIS, 140, 2))],
            ["feed", "duplicate"],
            id="feed-and-duplicate",
        ),
        pytest.param(
            [
                without(Kind.ROW_SHOWN, who=BORIS),
                along_with(broken("page"), fact(60, "ChatApp", Kind.CHAT_APP_DOWN, reason="gone")),
            ],
            ["target", "push-handler", "page"],
            id="dead-target-and-all-the-rest",
        ),
        pytest.param(
            [without(Kind.ROW_SHOWN, who=BORIS), telling(Kind.ROW_SHOWN, ANNA, mark="отправляется")],
            ["push-handler", "status-mark"],
            id="handler-and-mark",
        ),
    ],
)
def test_of_two_breaks_the_earliest_link_comes_first(edits: list[Edit], verdicts: list[str]):
    """All broken links are told, in the order of the chain."""
    assert [str(finding.verdict) for finding in tell(spoiled(*edits))] == verdicts


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param(
            [
                without_request(10),
                without(Kind.ROW_SHOWN, Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED),
                along_with(OFFLINE, EMPTIED, row(ANNA, 104, message="", mark="ожидает")),
            ],
            id="nothing-sent-while-offline",
        ),
        pytest.param(
            [
                without(Kind.ANSWERED, who=ANNA),
                without(Kind.ROW_SHOWN, Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED),
                along_with(fact(102, ANNA, Kind.SPOILED, request=10, outcome="refused")),
            ],
            id="request-refused-by-the-test",
        ),
        pytest.param(
            [
                telling(Kind.ANSWERED, ANNA, status=503, injected=True),
                along_with(fact(102, ANNA, Kind.SPOILED, request=10, outcome="failed 503")),
                without(Kind.ROW_SHOWN, Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED),
            ],
            id="failure-made-by-the-test",
        ),
        pytest.param(
            [
                without(Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS),
                along_with(
                    fact(112, BORIS, Kind.WITHHELD, via="page 1", event="message:new", message=MESSAGE, fault=1)
                ),
            ],
            id="push-withheld-by-the-test",
        ),
        pytest.param(
            [
                without(Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS),
                along_with(fact(50, BORIS, Kind.DISCONNECTED, via="page 1")),
            ],
            id="page-without-push",
        ),
        pytest.param(
            [
                without(Kind.ROW_SHOWN, who=BORIS),
                along_with(fact(130, BORIS, Kind.PAGE_CLOSED, via="page 1")),
            ],
            id="page-closed-too-early",
        ),
        pytest.param(
            [
                without(Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS),
                along_with(fact(0, "the test", Kind.TARGET, never_emitted=["message:new"])),
            ],
            id="target-without-its-broker",
        ),
        pytest.param([telling(Kind.ANSWERED, ANNA, status=422), *NOT_STORED], id="refused-as-it-may-be"),
        pytest.param([telling(Kind.ANSWERED, ANNA, status=503, injected=True), *NOT_STORED], id="answer-of-a-fault"),
        pytest.param(
            [
                without(Kind.ROW_SHOWN, who=BORIS),
                along_with(*push(BORIS, 22, at=LONG_AFTER - 1000)),
            ],
            id="push-under-way-once-more",
        ),
        pytest.param(
            [
                along_with(
                    fact(110, ANNA, Kind.SPOILED, request=9, outcome="lost"),
                    fact(
                        99,
                        ANNA,
                        Kind.REQUESTED,
                        via="page 1",
                        request=9,
                        method="POST",
                        path=PATH,
                        client=CLIENT,
                        text=TEXT,
                    ),
                )
            ],
            id="sent-again-after-a-lost-answer",
        ),
    ],
)
def test_what_the_test_itself_did_is_no_break(edits: list[Edit]):
    """What a fault did, a page that is gone, and what a target is known never to do, are givens."""
    assert tell(spoiled(*edits)) == []


def test_page_that_looks_through_a_closed_dialog_owes_it_no_row():
    """What a page asks of a dialog does not open it: only the person does, and only then a row is due."""
    closed = spoiled(without(Kind.DIALOG_OPENED, Kind.ROW_SHOWN, who=BORIS))

    assert tell(closed) == []


def test_what_is_not_due_yet_is_no_break():
    """A test that ends before a row had to be there says nothing about it."""
    history = spoiled(without(Kind.ROW_SHOWN, who=BORIS))

    assert tell([*history[:-1], fact(400, "the test", Kind.TEST_ENDED, outcome="passed")]) == []


def test_seeing_off_is_no_part_of_the_story():
    """What happens after the test has ended, such as pages that close, is not judged."""
    after = fact(LONG_AFTER + 1, "ChatApp", Kind.CHAT_APP_DOWN, reason="stopped")

    assert tell([*all_goes_well(), after]) == []
