"""What a run holds besides its tests: its target, its place in a whole, its parts, its measurements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from fixtures.contract.coverage import Coverage
from fixtures.journey.story.display_times import DisplayTime, summary
from fixtures.running.ordering.gate import Gate
from reports.model.json_object import JsonObject


@dataclass(frozen=True)
class TestedTarget:
    """What was tested: the name of its profile, and its address, or in words where the embedded ones were."""

    __test__ = False

    name: str
    address: str

    @classmethod
    def from_json(cls, content: JsonObject) -> TestedTarget:
        """As `run.json` has it."""
        return cls(content.take("name", str), content.take("address", str))


@dataclass(frozen=True)
class ShardOfRun:
    """A run that is part K/N of a whole.

    `tests` are how many tests all parts have together, and `collection` is the fingerprint of their names; both are
    None where no worker lived long enough to say. `remarks` are those on the target's lists as far as this part tells.
    """

    part: str
    tests: int | None = None
    collection: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def number_of_parts(self) -> int:
        """The N of K/N."""
        return int(self.part.partition("/")[2])

    def to_json(self) -> dict[str, Any]:
        """As `run.json` has it."""
        return {**asdict(self), "remarks": list(self.remarks)}

    @classmethod
    def from_json(cls, content: JsonObject) -> ShardOfRun:
        """As `run.json` has it."""
        collected = content.maybe("tests", int), content.maybe("collection", str)
        return cls(content.take("part", str), *collected, content.texts("remarks"))


@dataclass(frozen=True)
class GateOfRun:
    """A run that was a gate of so many `seconds`: `chosen` of `tests` tests, which were to take `takes` seconds.

    `left_out` names the promises, of `promises` in all, that none of its tests holds.
    """

    seconds: float
    chosen: int
    tests: int
    takes: float
    promises: int
    left_out: tuple[str, ...] = ()

    @classmethod
    def of(cls, gate: Gate | None) -> GateOfRun | None:
        """What a gate has chosen, as far as the report of its run has it."""
        return (
            None
            if gate is None
            else cls(gate.seconds, gate.chosen, gate.tests, gate.takes, gate.promises, gate.left_out)
        )

    def to_json(self) -> dict[str, Any]:
        """As `run.json` has it."""
        return {**asdict(self), "left_out": list(self.left_out)}

    @classmethod
    def from_json(cls, content: JsonObject) -> GateOfRun:
        """As `run.json` has it."""
        return cls(
            seconds=content.take("seconds", float),
            chosen=content.take("chosen", int),
            tests=content.take("tests", int),
            takes=content.take("takes", float),
            promises=content.take("promises", int),
            left_out=content.texts("left_out"),
        )


@dataclass(frozen=True)
class MergedPart:
    """One of the runs that a merged run was put together from; `shard` is its part K/N, `tests` how many it had."""

    run: str
    seed: int | None
    began: str
    seconds: float
    exit_code: int | None
    shard: str | None
    tests: int

    @classmethod
    def from_json(cls, content: JsonObject) -> MergedPart:
        """As `run.json` has it."""
        return cls(
            run=content.take("run", str),
            seed=content.maybe("seed", int),
            began=content.take("began", str),
            seconds=content.take("seconds", float),
            exit_code=content.maybe("exit_code", int),
            shard=content.maybe("shard", str),
            tests=content.take("tests", int),
        )


@dataclass(frozen=True)
class ContractCoverage:
    """How many answers and events the contract promises, and which of them nothing in the run exercised."""

    promised: int
    missing: Coverage

    @property
    def exercised(self) -> int:
        """How many were exercised."""
        return self.promised - self.missing.count

    def to_json(self) -> dict[str, Any]:
        """As `run.json` has it."""
        return {"promised": self.promised, "exercised": self.exercised, "missing": self.missing.to_json()}

    @classmethod
    def from_json(cls, content: JsonObject) -> ContractCoverage:
        """As `run.json` has it."""
        return cls(content.take("promised", int), Coverage.from_json(content.take("missing", dict)))


@dataclass(frozen=True)
class TimeToDisplay:
    """How long each message that was sent on a page took to be shown."""

    messages: tuple[DisplayTime, ...] = ()

    @property
    def summary(self) -> Mapping[str, Mapping[str, Any]]:
        """All of them together, by what push did meanwhile; see `display_times.summary`."""
        return summary(list(self.messages))

    def to_json(self) -> dict[str, Any]:
        """As `run.json` has it."""
        return {"summary": self.summary, "messages": [asdict(message) for message in self.messages]}

    @classmethod
    def from_json(cls, content: JsonObject) -> TimeToDisplay:
        """As `run.json` has it."""
        return cls(content.many("messages", _display_time))


def _display_time(content: JsonObject) -> DisplayTime:
    return DisplayTime(
        condition=content.take("condition", str),
        first_row_ms=content.take("first_row_ms", float),
        confirmed_row_ms=content.take("confirmed_row_ms", float),
        test=content.take("test", str),
    )
