"""What only scenarios expect is kept by the feed that was promised, and broken by any other. No browser is started."""

from typing import cast

import pytest

from fixtures.clients.browser.pages.chat import Chat
from fixtures.journey.finding import taken
from fixtures.scenarios.expectations import stand_in_order
from fixtures.scenarios.seat import Seat


class Feed:
    """Stands in for a seat, its tab and the chat in it: a feed of these texts, which stay as they are."""

    def __init__(self, *texts: str) -> None:
        self.tab = self.ask = self
        self.page = None
        self._texts = list(texts)

    def texts(self) -> list[str]:
        """See Chat."""
        return self._texts


@pytest.mark.parametrize(
    ("texts", "is_kept"),
    [
        (["Раз", "Два", "Три"], True),
        (["До", "Раз", "Между", "Два", "Три", "После"], True),
        (["Два", "Раз", "Три"], False),
        (["Три", "Два", "Раз"], False),
        (["Раз", "Два"], False),
        (["Раз", "Два", "Три", "Два"], False),
        (["Раз", "Раз", "Два", "Три"], False),
        ([], False),
    ],
    ids=["in-order", "with-others", "swapped", "reversed", "one-missing", "one-twice", "first-twice", "empty"],
)
def test_order_is_of_each_message_once(texts: list[str], is_kept: bool):
    """«По порядку» holds where each is there once and in this order, whatever else is there."""
    feed = Feed(*texts)

    finding = stand_in_order(cast("Seat", feed), cast("Chat", feed), ["Раз", "Два", "Три"], within=0)

    assert (taken(finding) is None) is is_kept
