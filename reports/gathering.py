"""What the processes of a run know besides the outcomes of tests, put together in the one that writes the report."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from fixtures.contract.coverage import Coverage, all_promised, merged
from fixtures.hosting.published import OBSERVED
from fixtures.journey.story.display_times import DisplayTime
from fixtures.judgement.published import DISPLAY_TIMES
from fixtures.people.published import CLEANUP, EXERCISED, KNOWN
from fixtures.running.state import State
from reports.model.parts import ContractCoverage, TimeToDisplay

Json = dict[str, Any]


@dataclass
class Gathered:
    """Which browser there was, what of the contract was exercised, what is known of the target, and how fast it was."""

    observed: dict[str, str] = field(default_factory=dict)
    exercised: Coverage = field(default_factory=Coverage)
    known_breaches: Counter[str] = field(default_factory=Counter)
    cleanup: Counter[str] = field(default_factory=Counter)
    display_times: list[DisplayTime] = field(default_factory=list)

    def add(self, other: Gathered) -> None:
        """Take over what another process knows."""
        self.observed.update(other.observed)
        self.exercised = merged([self.exercised, other.exercised])
        self.known_breaches.update(other.known_breaches)
        self.cleanup.update(other.cleanup)
        self.display_times += other.display_times

    @property
    def contract(self) -> ContractCoverage:
        """How much of what the contract promises was exercised, and what was not."""
        promised = all_promised()
        return ContractCoverage(promised.count, self.exercised.missing_from(promised))

    @property
    def time_to_display(self) -> TimeToDisplay:
        """How long each message took to be shown."""
        return TimeToDisplay(tuple(self.display_times))

    def to_json(self) -> Json:
        """All of it as what one process can hand another."""
        return {
            "observed": self.observed,
            "exercised": self.exercised.to_json(),
            "known_breaches": dict(self.known_breaches),
            "cleanup": dict(self.cleanup),
            "display_times": [asdict(time) for time in self.display_times],
        }

    @classmethod
    def from_json(cls, given: Json) -> Gathered:
        """What `to_json` gave."""
        return cls(
            given["observed"],
            Coverage.from_json(given["exercised"]),
            Counter(given["known_breaches"]),
            Counter(given["cleanup"]),
            [DisplayTime(**time) for time in given["display_times"]],
        )


def gathered_in(state: State) -> Gathered:
    """What this process knows, from the state of its run."""
    gathered = Gathered(exercised=state[EXERCISED].so_far())
    observed, times = state[OBSERVED], state[DISPLAY_TIMES]
    gathered.observed.update(observed)
    gathered.known_breaches.update(state[KNOWN].counts)
    gathered.cleanup.update(state[CLEANUP].counts)
    gathered.display_times.extend(times)
    return gathered
