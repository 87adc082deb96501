"""A message that a feed had to hold and does not is told by the link that lost it, as far as its tab can know."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest

from fixtures.clients.browser.expectations import feed
from fixtures.clients.browser.expectations.feed import FeedExpectations
from fixtures.clients.browser.pages.chat_questions import ChatQuestions
from fixtures.journey.finding import kept, taken
from fixtures.journey.verdict import Verdict
from fixtures.network.transports.packets import PushEvent

TEXT = "Ты где?"
PUSHED = PushEvent("message:new", {"content": TEXT})


@dataclass(frozen=True)
class Seen:
    """What a tab knows of the message: whether it was ever shown, asked for, stored by an answer, and pushed."""

    texts: list[str] = field(default_factory=list)
    was_shown: bool = False
    requested: int = 0
    stored_with: int | None = None
    emitted: bool = False
    handed_over: bool = False

    def expectations(self) -> FeedExpectations:
        """The expectations of a feed of which this is known."""
        wire = SimpleNamespace(
            who="Андрей",
            events_emitted=lambda *_: [PUSHED] if self.emitted else [],
            events_handed_over=lambda *_: [PUSHED] if self.handed_over else [],
            is_connected=True,
            push_is_cut=False,
        )
        ask = SimpleNamespace(
            tab=SimpleNamespace(wire=wire, has_shown=lambda _: self.was_shown),
            texts=lambda: self.texts,
            stored_with=lambda _: self.stored_with,
            requested=lambda _: self.requested,
            answered=lambda _: self.stored_with is not None,
        )
        return FeedExpectations(cast("ChatQuestions", ask))


@pytest.mark.parametrize(
    ("seen", "verdict"),
    [
        pytest.param(Seen(requested=1), Verdict.REQUEST, id="sent-and-not-answered"),
        pytest.param(Seen(requested=1, stored_with=201), Verdict.FEED, id="answered-and-not-shown"),
        pytest.param(Seen(emitted=True), Verdict.PUSH_DELIVERY, id="push-withheld"),
        pytest.param(Seen(emitted=True, handed_over=True), Verdict.PUSH_HANDLER, id="push-not-taken"),
        pytest.param(Seen(was_shown=True, requested=1, stored_with=201), Verdict.CONTENT, id="shown-and-gone"),
        pytest.param(Seen(), Verdict.CONTENT, id="nothing-is-known-of-it"),
        pytest.param(Seen(["Чужое"], emitted=True), Verdict.CONTENT, id="another-is-there-instead"),
    ],
)
def test_missing_row_is_told_by_the_link_that_lost_it(monkeypatch: pytest.MonkeyPatch, seen: Seen, verdict: Verdict):
    """What was sent and not answered, answered and not shown, withheld and not taken are told apart."""
    # Rows that are there are read in the page; here none is.
    monkeypatch.setattr(feed, "read_as_written", lambda *_: kept())

    found = taken(seen.expectations().holds(TEXT))

    assert found is not None
    assert found.verdict is verdict, found.reason
