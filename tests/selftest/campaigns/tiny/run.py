"""Flipping one coin, and what that says."""

from collections.abc import Callable, Iterator
from pathlib import Path

from fixtures.campaigns.campaign import Campaign, Ending
from fixtures.campaigns.control import RefusedError
from fixtures.campaigns.limits import Budget
from tests.selftest.campaigns.tiny.plan import Plan
from tests.selftest.campaigns.tiny.result import Heads, write_heads
from tests.selftest.campaigns.tiny.text import line_of, summary_of, write_text

Flip = Callable[[str], int]


class CoinCampaign(Campaign[str, Heads]):
    """Each coin is flipped until the plan is done or the budget is spent."""

    varied = "coin"

    def __init__(
        self, folder: Path, plan: Plan, flip: Flip, budget: Budget | None = None, result: Heads | None = None
    ) -> None:
        super().__init__(folder, budget or Budget(), result)
        self._plan = plan
        self._flip = flip

    @property
    def wanted(self) -> int:
        """How many coins there are."""
        return len(self._plan.coins)

    @property
    def done(self) -> int:
        """How many of them were flipped."""
        return len(self.result.of)

    def begin(self) -> Heads:
        """See that a white coin can show something else than heads."""
        if self._flip("white") == self._plan.flips:
            raise RefusedError("The white coin shows heads alone, so another one would prove nothing.", 1)
        return Heads(self._plan.flips)

    def plan(self) -> Iterator[str]:
        """One coin after the other."""
        return iter(self._plan.coins)

    def is_known(self, variation: str) -> bool:
        """Whether this coin was flipped."""
        return variation in self.result.of

    def run(self, variation: str) -> str:
        """Flip it."""
        self.result.of[variation] = self._flip(variation)
        return line_of(self.result, variation)

    def write(self) -> None:
        """Write down how often there were heads."""
        write_heads(self.folder, self.result)

    def end(self) -> Ending:
        """Write the page, too."""
        return Ending(
            summary_of(self.result), int(not any(self.result.of.values())), write_text(self.folder, self.result)
        )
