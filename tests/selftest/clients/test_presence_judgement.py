"""Presence that a page does not show is told by what ChatApp told the page of it last."""

from types import SimpleNamespace
from typing import cast

import pytest

from fixtures.clients.browser.expectations.presence import lost_presence
from fixtures.clients.browser.tab import Tab
from fixtures.journey.finding import taken
from fixtures.journey.verdict import Verdict
from fixtures.network.push_log import PushLog
from fixtures.network.transports.packets import PushEvent

CAME = PushEvent("user:online", {"userId": "usr_1", "userName": "Елена"})
LEFT = PushEvent("user:offline", {"userId": "usr_1", "userName": "Елена"})
OF_ANOTHER = PushEvent("user:online", {"userId": "usr_2", "userName": "Ольга"})


def _tab(emitted: list[PushEvent], handed_over: list[PushEvent], listed: bool | None) -> Tab:
    """A tab whose wire has carried these events, and whose list has said of Елена whether she is there."""
    log = PushLog("Андрей", frozenset())
    log.from_server += emitted
    log.handed_over += handed_over
    requests = SimpleNamespace(presence_listed=lambda _: listed)
    return cast("Tab", SimpleNamespace(wire=SimpleNamespace(push_log=log, who="Андрей"), requests=requests))


@pytest.mark.parametrize(
    ("emitted", "handed_over", "listed", "online", "verdict"),
    [
        pytest.param([], [], False, True, Verdict.PUSH_SERVER, id="nobody-told-of-the-coming"),
        pytest.param([OF_ANOTHER], [OF_ANOTHER], None, True, Verdict.PUSH_SERVER, id="told-of-another"),
        pytest.param([CAME], [CAME], False, False, Verdict.PUSH_SERVER, id="nobody-told-of-the-leaving"),
        pytest.param([CAME, LEFT], [CAME, LEFT], False, True, Verdict.PUSH_SERVER, id="told-once-and-not-again"),
        pytest.param([CAME], [], False, True, Verdict.PUSH_DELIVERY, id="withheld"),
        pytest.param([CAME, LEFT], [CAME], False, False, Verdict.PUSH_DELIVERY, id="the-last-withheld"),
        pytest.param([CAME], [CAME], False, True, Verdict.PUSH_HANDLER, id="told-and-not-shown"),
        pytest.param([], [], True, True, Verdict.PAGE, id="listed-and-not-shown"),
    ],
)
def test_lost_presence_is_told_by_what_came_last(
    emitted: list[PushEvent], handed_over: list[PushEvent], listed: bool | None, online: bool, verdict: Verdict
):
    """ChatApp that told nothing is `push-server`, a fault that kept it back `push-delivery`, the page the rest."""
    tab = _tab(emitted, handed_over, listed)

    found = taken(lost_presence(tab, "usr_1", "dlg_1", "«Елена» is not shown", online=online))

    assert found is not None
    assert found.verdict is verdict
    assert "«Елена» is not shown" in found.reason or verdict in {Verdict.PUSH_SERVER, Verdict.PUSH_DELIVERY}
