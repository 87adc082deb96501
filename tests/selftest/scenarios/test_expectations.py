"""What only scenarios expect is kept by the feed that was promised, and broken by any other. No browser is started."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from fixtures.clients.browser.pages.chat import Chat
from fixtures.journey.finding import taken
from fixtures.scenarios.expectations import sent_with_one_id, stand_in_order
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


@pytest.mark.parametrize(
    ("metas", "is_kept"),
    [
        ([{"clientMessageId": "1"}, {"clientMessageId": "1"}], True),
        ([{"clientMessageId": "1"}, {"clientMessageId": "2"}], False),
        ([{"clientMessageId": "1"}, {}], False),
        ([None, None], False),
    ],
    ids=["same", "another", "none-again", "none-at-all"],
)
def test_message_that_is_sent_again_is_known_by_its_id(metas: list[Any], is_kept: bool):
    """«Под тем же clientMessageId» holds where there is one, each time the same."""
    asked = [SimpleNamespace(post_data_json={"content": "Раз", "meta": meta}) for meta in metas]
    other = SimpleNamespace(post_data_json={"content": "Два", "meta": {"clientMessageId": "3"}})
    chat: Any = SimpleNamespace(ask=SimpleNamespace(requests=lambda: [*asked, other]))

    assert (taken(sent_with_one_id(chat, "Раз")) is None) is is_kept
