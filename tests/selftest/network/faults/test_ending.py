"""What becomes of a request that is under way while its fault ends."""

from typing import cast
from unittest.mock import MagicMock

import pytest
from playwright.sync_api import Route

from fixtures.network.faults.answer_held import AnswerHeld


class RouteUnderWay:
    """A request whose fault ends while ChatApp is asked for the answer."""

    def __init__(self, fault: AnswerHeld) -> None:
        self.request = MagicMock()
        self.answered: list[object] = []
        self._fault = fault

    def fetch(self, **_: object) -> str:
        """Ask ChatApp; meanwhile the block of the fault ends."""
        self._fault.healed = True
        return "the answer"

    def fulfill(self, status: int | None = None, **_: object) -> None:
        """Hand an answer to the page."""
        self.answered.append(status)


@pytest.mark.parametrize("then_status", [None, 401], ids=["answered", "failed"])
def test_answer_that_comes_while_the_fault_ends_is_handed_over(then_status: int | None):
    """Nothing stays withheld by a fault that has ended, and the page is told what the others are told."""
    fault = AnswerHeld(MagicMock(), "answers held", lambda _, __: True, then_status)
    route = RouteUnderWay(fault)

    fault.spoil(cast("Route", route))

    assert fault.withheld == []
    assert route.answered == [then_status]
