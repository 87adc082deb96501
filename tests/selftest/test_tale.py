"""The story: every verdict from a history made by hand, every way to be unsure, and two breaks at once."""

import pytest

from fixtures.journey.sighting import Seen, Sighting
from fixtures.journey.tale import tell
from fixtures.journey.verdict import Verdict
from tests.selftest.histories import (
    ANNA,
    BORIS,
    CLIENT,
    DIALOG,
    LONG_AFTER,
    MESSAGE,
    PATH,
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

MARKED = {"via": "page 1", "row": 1, "message": MESSAGE, "text": TEXT, "side": "right", "sender": "Вы"}
FAULT = fact(90, ANNA, Seen.FAULT_BEGAN, fault=1, name="offline")
SOCKET = {"via": "page 1", "packet": 30, "event": "typing:start", "dialog": DIALOG}
LOOK = fact(2500, BORIS, Seen.LOOKED_FOR, via="page 1", effect="«печатает...» was not shown", event="typing:start")
RELOADED = (
    fact(2000, BORIS, Seen.PAGE_LOADED, via="page 1"),
    fact(2001, BORIS, Seen.CONNECTED, via="page 1"),
    fact(2002, BORIS, Seen.REQUESTED, via="page 1", request=40, method="GET", path=PATH),
    fact(2003, BORIS, Seen.ANSWERED, via="page 1", request=40, status=200, keys=["data"], messages=[MESSAGE]),
)
CUT = (
    fact(50, BORIS, Seen.DISCONNECTED, via="page 1"),
    fact(400, BORIS, Seen.CONNECTED, via="page 1"),
)
NO_PUSH = without(Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED, who=ANNA)
SECOND = {"text": "Второе", "message": "m2", "client": "c2"}


def broken(verdict: str) -> Sighting:
    """A matcher found a promise broken, and the test failed for it."""
    return fact(LONG_AFTER - 1, "the test", Seen.TEST_ENDED, outcome="failed", verdict=verdict, reason="so it was")


def test_nothing_is_broken_when_all_goes_well():
    """A message that everyone has once, as it was written, has no verdict."""
    assert tell(all_goes_well()) == []


@pytest.mark.parametrize(
    ("edits", "verdict", "words"),
    [
        pytest.param(
            [along_with(fact(60, "ChatApp", Seen.CHAT_APP_DOWN, reason="ChatApp has ended."))],
            Verdict.TARGET,
            "ChatApp has ended",
            id="target-is-down",
        ),
        pytest.param(
            [without_request(10), without(Seen.ROW_SHOWN, Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED)],
            Verdict.INPUT,
            "Enter with «Привет» in the input, and within 4.9 s nothing was sent",
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
            [without(Seen.ANSWERED, who=ANNA), without(Seen.ROW_SHOWN)],
            Verdict.REQUEST,
            "«Привет» was sent, and within 4.9 s no answer came",
            id="request-no-answer",
        ),
        pytest.param(
            [
                without(Seen.ANSWERED, Seen.ROW_SHOWN, who=ANNA),
                along_with(fact(110, ANNA, Seen.UNANSWERED, via="page 1", request=10, error="net::ERR_FAILED")),
            ],
            Verdict.REQUEST,
            "no answer came (net::ERR_FAILED)",
            id="request-broke-off",
        ),
        pytest.param(
            [telling(Seen.ANSWERED, ANNA, status=500), without(Seen.ROW_SHOWN)],
            Verdict.STATUS,
            "answered 500 instead of 201",
            id="status-server-failed",
        ),
        pytest.param(
            [along_with(fact(121, ANNA, Seen.BREACH, verdict="envelope", reason="`data` is missing."))],
            Verdict.ENVELOPE,
            "`data` is missing",
            id="envelope-of-an-answer",
        ),
        pytest.param(
            [NO_PUSH, without(Seen.ROW_SHOWN, who=ANNA)],
            Verdict.FEED,
            "POST answered 201 with data, no push of it reached the page, and within 4.9 s no confirmed row",
            id="feed-no-row",
        ),
        pytest.param(
            [
                NO_PUSH,
                telling(Seen.ROW_SHOWN, ANNA, message="", mark="отправляется"),
                along_with(row(ANNA, 5, 9, message="old")),
            ],
            Verdict.FEED,
            "no confirmed row of «Привет» appeared",
            id="feed-row-never-confirmed",
        ),
        pytest.param(
            [NO_PUSH, without(Seen.ROW_SHOWN, who=ANNA), along_with(*push(ANNA, 20, at=1100), row(ANNA, 1120))],
            Verdict.FEED,
            "1000 ms later, together with the push",
            id="feed-waited-for-the-push",
        ),
        pytest.param(
            [without(Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_SERVER,
            "ChatApp stored «Привет» and emitted no `message:new` to Борис",
            id="push-server",
        ),
        pytest.param(
            [without(Seen.LET_THROUGH, Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_DELIVERY,
            "was emitted, and never passed on",
            id="push-delivery-not-passed-on",
        ),
        pytest.param(
            [without(Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_DELIVERY,
            "never arrived in the page of Борис",
            id="push-delivery-not-arrived",
        ),
        pytest.param(
            [without(Seen.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_HANDLER,
            "reached the page of Борис, and within 4.9 s no row of it appeared",
            id="push-handler",
        ),
        pytest.param(
            [along_with(row(BORIS, 140, 2))],
            Verdict.DUPLICATE,
            "in the feed of Борис 2 times",
            id="duplicate-shown-twice",
        ),
        pytest.param(
            [
                along_with(
                    fact(110, ANNA, Seen.SPOILED, request=10, outcome="lost"),
                    *sending(client="c2", message="m2", request=11, at=1000)[1:],
                    row(ANNA, 1020, 2, message="m2"),
                ),
                without(Seen.ROW_SHOWN, who=BORIS),
                along_with(row(BORIS), row(BORIS, 1030, 2, message="m2")),
            ],
            Verdict.DUPLICATE,
            "sent again under another `clientMessageId`",
            id="duplicate-stored-twice",
        ),
        pytest.param(
            [along_with(*sending(message="m2", request=11, at=200)[1:])],
            Verdict.DUPLICATE,
            "was stored 2 times under one `clientMessageId`",
            id="duplicate-id-not-heeded",
        ),
        pytest.param(
            [
                along_with(*sending(**SECOND, request=11, at=200), *push(BORIS, 22, 210, "m2")),
                along_with(
                    row(BORIS, 220, 2, message="m2", text="Второе"), row(ANNA, 220, 2, message="m2", text="Второе")
                ),
                lambda history: [
                    fact(230, BORIS, Seen.ROW_CHANGED, **{**seen.detail, "after": 2})
                    if seen.what == Seen.ROW_SHOWN and seen.who == BORIS and seen.detail["row"] == 1
                    else seen
                    for seen in history
                ],
            ],
            Verdict.ORDER,
            "«Привет» stands after «Второе»",
            id="order",
        ),
        pytest.param(
            [telling(Seen.ROW_SHOWN, BORIS, text="Прив")],
            Verdict.CONTENT,
            "«Привет» was sent, and «Прив» is shown to Борис",
            id="content",
        ),
        pytest.param(
            [telling(Seen.ROW_SHOWN, ANNA, side="left")],
            Verdict.IDENTITY,
            "stands on the left in the feed of Анна",
            id="identity-side",
        ),
        pytest.param(
            [telling(Seen.ROW_SHOWN, BORIS, sender="usr_1")],
            Verdict.IDENTITY,
            "stands under «usr_1» instead of «Анна»",
            id="identity-name",
        ),
        pytest.param(
            [
                along_with(
                    fact(
                        50,
                        BORIS,
                        Seen.REQUESTED,
                        via="page 1",
                        request=41,
                        method="GET",
                        path="/api/messages/dialog/dlg_2",
                    )
                )
            ],
            Verdict.IDENTITY,
            "belongs to another dialog",
            id="identity-dialog",
        ),
        pytest.param(
            [telling(Seen.ROW_SHOWN, ANNA, mark="отправляется")],
            Verdict.STATUS_MARK,
            "is confirmed, and its row still bears «отправляется»",
            id="status-mark",
        ),
        pytest.param(
            [along_with(*RELOADED)], Verdict.PERSISTENCE, "is gone after the reload", id="persistence-after-reload"
        ),
        pytest.param(
            [without(Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS), along_with(*CUT)],
            Verdict.PERSISTENCE,
            "after the reconnect the page of Борис does not show «Привет»",
            id="persistence-after-reconnect",
        ),
        pytest.param([along_with(broken("unread"))], Verdict.UNREAD, "so it was", id="unread"),
        pytest.param([along_with(broken("access"))], Verdict.ACCESS, "so it was", id="access"),
        pytest.param(
            [along_with(fact(60, BORIS, Seen.NOISE, via="page 1", text="uncaught: x is undefined"))],
            Verdict.PAGE,
            "wrote to the console: uncaught: x is undefined",
            id="page",
        ),
        pytest.param([along_with(broken("harness"))], Verdict.HARNESS, "so it was", id="harness"),
        pytest.param(
            [along_with(broken("push-handler"), LOOK)],
            Verdict.PUSH_SERVER,
            "ChatApp emitted no `typing:start` to Борис",
            id="event-never-emitted",
        ),
        pytest.param(
            [
                along_with(broken("push-handler"), LOOK),
                along_with(fact(150, BORIS, Seen.EMITTED, **SOCKET), fact(151, BORIS, Seen.LET_THROUGH, **SOCKET)),
            ],
            Verdict.PUSH_DELIVERY,
            "`typing:start` was emitted, and never arrived",
            id="event-never-arrived",
        ),
    ],
)
def test_broken_link_is_named(edits: list[Edit], verdict: Verdict, words: str):
    """Each link that breaks is named first, in words that say what was seen."""
    findings = tell(spoiled(*edits))

    assert findings, "nothing was found"
    assert (findings[0].verdict, words in findings[0].broken.reason) == (verdict, True), findings[0].broken


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        pytest.param([without(Seen.TEST_ENDED)], "the end of the test was not seen", id="facts-break-off"),
        pytest.param(
            [without(Seen.PAGE_LOADED, Seen.ROW_SHOWN, who=BORIS)],
            "nothing was reported from inside page 1 of Борис",
            id="page-told-nothing",
        ),
        pytest.param(
            [without(Seen.ANSWERED, who=ANNA), along_with(fact(300, ANNA, Seen.PAGE_CLOSED, via="page 1"))],
            "the answer to «Привет» is missing",
            id="answer-was-not-seen",
        ),
        pytest.param(
            [telling(Seen.ANSWERED, ANNA, message=None), without(Seen.ROW_SHOWN, who=ANNA)],
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
                without(Seen.ROW_SHOWN),
                along_with(fact(121, ANNA, Seen.BREACH, verdict="envelope", reason="`data` is missing.")),
            ],
            ["envelope", "feed", "push-handler"],
            id="envelope-and-handler",
        ),
        pytest.param(
            [NO_PUSH, without(Seen.ROW_SHOWN, who=ANNA), along_with(row(BORIS, 140, 2))],
            ["feed", "duplicate"],
            id="feed-and-duplicate",
        ),
        pytest.param(
            [
                without(Seen.ROW_SHOWN, who=BORIS),
                along_with(broken("page"), fact(60, "ChatApp", Seen.CHAT_APP_DOWN, reason="gone")),
            ],
            ["target", "push-handler", "page"],
            id="dead-target-and-all-the-rest",
        ),
        pytest.param(
            [without(Seen.ROW_SHOWN, who=BORIS), telling(Seen.ROW_SHOWN, ANNA, mark="отправляется")],
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
                without(Seen.ROW_SHOWN, Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED),
                along_with(FAULT),
            ],
            id="nothing-sent-while-offline",
        ),
        pytest.param(
            [
                without(Seen.ANSWERED, who=ANNA),
                without(Seen.ROW_SHOWN, Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED),
                along_with(fact(102, ANNA, Seen.SPOILED, request=10, outcome="refused")),
            ],
            id="request-refused-by-the-test",
        ),
        pytest.param(
            [
                telling(Seen.ANSWERED, ANNA, status=503, injected=True),
                along_with(fact(102, ANNA, Seen.SPOILED, request=10, outcome="failed 503")),
                without(Seen.ROW_SHOWN, Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED),
            ],
            id="failure-made-by-the-test",
        ),
        pytest.param(
            [
                without(Seen.LET_THROUGH, Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS),
                along_with(
                    fact(112, BORIS, Seen.WITHHELD, via="page 1", event="message:new", message=MESSAGE, fault=1)
                ),
            ],
            id="push-withheld-by-the-test",
        ),
        pytest.param(
            [
                without(Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS),
                along_with(fact(50, BORIS, Seen.DISCONNECTED, via="page 1")),
            ],
            id="page-without-push",
        ),
        pytest.param(
            [
                without(Seen.ROW_SHOWN, who=BORIS),
                along_with(fact(130, BORIS, Seen.PAGE_CLOSED, via="page 1")),
            ],
            id="page-closed-too-early",
        ),
        pytest.param(
            [
                without(Seen.EMITTED, Seen.LET_THROUGH, Seen.ARRIVED, Seen.ROW_SHOWN, who=BORIS),
                along_with(fact(0, "the test", Seen.TARGET, never_emitted=["message:new"])),
            ],
            id="target-without-its-broker",
        ),
        pytest.param(
            [
                along_with(
                    fact(110, ANNA, Seen.SPOILED, request=9, outcome="lost"),
                    fact(
                        99,
                        ANNA,
                        Seen.REQUESTED,
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


def test_what_is_not_due_yet_is_no_break():
    """A test that ends before a row had to be there says nothing about it."""
    history = spoiled(without(Seen.ROW_SHOWN, who=BORIS))

    assert tell([*history[:-1], fact(400, "the test", Seen.TEST_ENDED, outcome="passed")]) == []


def test_seeing_off_is_no_part_of_the_story():
    """What happens after the test has ended, such as pages that close, is not judged."""
    after = fact(LONG_AFTER + 1, "ChatApp", Seen.CHAT_APP_DOWN, reason="stopped")

    assert tell([*all_goes_well(), after]) == []
