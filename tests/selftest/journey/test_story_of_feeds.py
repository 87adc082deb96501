"""The story of everyone's feed: pushes that were lost, and rows that are wrong, from histories made by hand."""

import pytest

from fixtures.journey.facts.fact import Kind
from fixtures.journey.story.story import tell
from fixtures.journey.verdict import Verdict
from tests.selftest.histories import (
    ANNA,
    BORIS,
    DIALOG,
    MESSAGE,
    PATH,
    Edit,
    along_with,
    broken,
    fact,
    in_tab,
    page_opens,
    push,
    row,
    sending,
    spoiled,
    telling,
    without,
)

SOCKET = {"via": "page 1", "packet": 30, "event": "typing:start", "dialog": DIALOG}
LOOK = fact(2500, BORIS, Kind.LOOKED_FOR, via="page 1", effect="«печатает...» was not shown", event="typing:start")
RELOADED = (
    fact(2000, BORIS, Kind.PAGE_LOADED, via="page 1"),
    fact(2001, BORIS, Kind.CONNECTED, via="page 1"),
    fact(2002, BORIS, Kind.REQUESTED, via="page 1", request=40, method="GET", path=PATH),
    fact(2003, BORIS, Kind.ANSWERED, via="page 1", request=40, status=200, keys=["data"], messages=[MESSAGE]),
    fact(2004, BORIS, Kind.DIALOG_OPENED, via="page 1", dialog=DIALOG),
)
CUT = (
    fact(50, BORIS, Kind.DISCONNECTED, via="page 1"),
    fact(400, BORIS, Kind.CONNECTED, via="page 1"),
)
SECOND = {"text": "Второе", "message": "m2", "client": "c2"}


@pytest.mark.parametrize(
    ("edits", "verdict", "words"),
    [
        pytest.param(
            [without(Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_SERVER,
            "ChatApp stored «Привет» and emitted no `message:new` to Борис",
            id="push-server",
        ),
        pytest.param(
            [without(Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_DELIVERY,
            "was emitted, and never passed on",
            id="push-delivery-not-passed-on",
        ),
        pytest.param(
            [without(Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_DELIVERY,
            "never arrived in the page of Борис",
            id="push-delivery-not-arrived",
        ),
        pytest.param(
            [without(Kind.ROW_SHOWN, who=BORIS)],
            Verdict.PUSH_HANDLER,
            "reached the page of Борис, and within 4.9 s no row of it appeared",
            id="push-handler",
        ),
        pytest.param(
            [along_with(*in_tab("page 2", page_opens(ANNA, 50)), *push(ANNA, 51, via="page 2"))],
            Verdict.PUSH_HANDLER,
            "reached the page of Анна, and within 4.9 s no row of it appeared",
            id="push-handler-in-the-senders-other-tab",
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
                    fact(110, ANNA, Kind.SPOILED, request=10, outcome="lost"),
                    *sending(client="c2", message="m2", request=11, at=1000)[1:],
                    row(ANNA, 1020, 2, message="m2"),
                ),
                without(Kind.ROW_SHOWN, who=BORIS),
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
                    fact(230, BORIS, Kind.ROW_CHANGED, **{**seen.detail, "after": 2})
                    if seen.what == Kind.ROW_SHOWN and seen.who == BORIS and seen.detail["row"] == 1
                    else seen
                    for seen in history
                ],
            ],
            Verdict.ORDER,
            "«Привет» stands after «Второе»",
            id="order",
        ),
        pytest.param(
            [telling(Kind.ROW_SHOWN, BORIS, text="Прив")],
            Verdict.CONTENT,
            "«Привет» was sent, and «Прив» is shown to Борис",
            id="content",
        ),
        pytest.param(
            [telling(Kind.ANSWERED, ANNA, text="Чужое"), without(Kind.ROW_SHOWN, who=ANNA), along_with(broken("feed"))],
            Verdict.CONTENT,
            "POST of «Привет» was answered with «Чужое» instead",
            id="content-of-the-answer",
        ),
        pytest.param(
            [telling(Kind.ROW_SHOWN, ANNA, side="left")],
            Verdict.IDENTITY,
            "stands on the left in the feed of Анна",
            id="identity-side",
        ),
        pytest.param(
            [telling(Kind.ROW_SHOWN, BORIS, sender="usr_1")],
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
                        Kind.DIALOG_OPENED,
                        via="page 1",
                        dialog="dlg_2",
                    )
                )
            ],
            Verdict.IDENTITY,
            "belongs to another dialog",
            id="identity-dialog",
        ),
        pytest.param(
            [telling(Kind.ROW_SHOWN, ANNA, mark="отправляется")],
            Verdict.STATUS_MARK,
            "is confirmed, and its row still bears «отправляется»",
            id="status-mark",
        ),
        pytest.param(
            [along_with(*RELOADED)], Verdict.PERSISTENCE, "is gone after the reload", id="persistence-after-reload"
        ),
        pytest.param(
            [without(Kind.EMITTED, Kind.LET_THROUGH, Kind.ARRIVED, Kind.ROW_SHOWN, who=BORIS), along_with(*CUT)],
            Verdict.PERSISTENCE,
            "after the reconnect the page of Борис does not show «Привет»",
            id="persistence-after-reconnect",
        ),
        pytest.param([along_with(broken("unread"))], Verdict.UNREAD, "so it was", id="unread"),
        pytest.param([along_with(broken("access"))], Verdict.ACCESS, "so it was", id="access"),
        pytest.param(
            [along_with(fact(60, BORIS, Kind.NOISE, via="page 1", text="uncaught: x is undefined"))],
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
                along_with(fact(150, BORIS, Kind.EMITTED, **SOCKET), fact(151, BORIS, Kind.LET_THROUGH, **SOCKET)),
            ],
            Verdict.PUSH_DELIVERY,
            "`typing:start` was emitted and passed on, and never arrived",
            id="event-never-arrived",
        ),
        pytest.param(
            [
                along_with(broken("push-delivery"), LOOK),
                along_with(fact(150, BORIS, Kind.EMITTED, **SOCKET), fact(151, BORIS, Kind.WITHHELD, **SOCKET)),
            ],
            Verdict.HARNESS,
            "withheld from the page of Борис by the test itself",
            id="event-withheld-by-the-test",
        ),
    ],
)
def test_what_is_wrong_with_a_feed_is_named(edits: list[Edit], verdict: Verdict, words: str):
    """A push that is lost, or a row that is wrong, is named first, in words that say what was seen."""
    findings = tell(spoiled(*edits))

    assert findings, "nothing was found"
    assert (findings[0].verdict, words in findings[0].broken.reason) == (verdict, True), findings[0].broken


def test_event_that_arrived_and_did_nothing_is_told_beside_what_the_test_says():
    """An event that was seen in the page is not said to be lost before it, whatever else was not written down."""
    arrived = along_with(fact(150, BORIS, Kind.EMITTED, **SOCKET), fact(152, BORIS, Kind.ARRIVED, **SOCKET))

    _, told = tell(spoiled(along_with(broken("push-handler"), LOOK), arrived))

    assert told.verdict is Verdict.PUSH_HANDLER
    assert told.broken.reason.startswith("`typing:start` reached the page of Борис, and within")
