"""A run, or several that were merged: what was tested, with what, and what became of each test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from reports.model.json_object import JsonObject, MalformedError
from reports.model.parts import ContractCoverage, GateOfRun, MergedPart, ShardOfRun, TestedTarget, TimeToDisplay
from reports.model.result import TestResult, totals_of, verdicts_of, weather_of
from reports.shortcomings import lacks_of, shortcomings_of

SCHEMA_VERSION = 1
"""The version of the keys of `run.json`. It grows when a key goes or changes its meaning, not when one is added."""

_INTERRUPTED = 2
"""Pytest's exit code for a run that Ctrl-C, or a file that could not be loaded, has ended before its end."""

_BEFORE_VERSIONS: Mapping[str, Any] = {
    "options": None,
    "seconds_to_first_failure": None,
    "revision": None,
    "shard": None,
    "whole": False,
    "parts": [],
    "incomplete": [],
    "unstable": [],
    "remarks": [],
    "left_behind": {},
    "known_breaches": {},
    "time_to_display": {"summary": {}, "messages": []},
}
"""The keys that were added before the file had a version, each with its value for an old file that lacks it."""


@dataclass(frozen=True)
class Run:
    """Everything that is known of a run.

    `run` is its name, that of its folder; `began` is UTC in ISO 8601; `seconds` are those from its beginning.
    `seed` and `options` repeat it; both are None of a merged run whose parts had different ones. `exit_code` is None
    where the run did not come to its end. `whole` says that it left no test out; `incomplete` says what a merged run
    lacks, a sentence each. `unstable` names tests, `known_breaches` and `left_behind` count what they name.
    `schema_version` is None of a file that is older than versions.
    """

    run: str
    target: TestedTarget
    planted_bug: str | None
    seed: int | None
    options: Mapping[str, Any] | None
    versions: Mapping[str, str]
    began: str
    seconds: float
    seconds_to_first_failure: float | None
    exit_code: int | None
    contract: ContractCoverage
    tests: tuple[TestResult, ...]
    revision: str | None = None
    shard: ShardOfRun | None = None
    gate: GateOfRun | None = None
    whole: bool = False
    parts: tuple[MergedPart, ...] = ()
    incomplete: tuple[str, ...] = ()
    unstable: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    known_breaches: Mapping[str, int] = field(default_factory=dict)
    left_behind: Mapping[str, int] = field(default_factory=dict)
    time_to_display: TimeToDisplay = field(default_factory=TimeToDisplay)
    schema_version: int | None = SCHEMA_VERSION

    @property
    def told(self) -> str:
        """How many tests ended how, and before that whether the run was interrupted: then others were not played."""
        counts = ", ".join(f"{count} {outcome}" for outcome, count in sorted(self.totals.items())) or "no tests"
        return f"interrupted; until then {counts}" if self.exit_code == _INTERRUPTED else counts

    @property
    def totals(self) -> dict[str, int]:
        """See `totals_of`."""
        return totals_of(self.tests)

    @property
    def verdicts(self) -> dict[str, int]:
        """See `verdicts_of`."""
        return verdicts_of(self.tests)

    @property
    def weather(self) -> dict[str, dict[str, int]]:
        """See `weather_of`."""
        return weather_of(self.tests)

    @property
    def failures(self) -> tuple[TestResult, ...]:
        """The tests that have a verdict."""
        return tuple(test for test in self.tests if test.has_failed)

    @property
    def seeds(self) -> list[int | None]:
        """Its seed, or those of its parts, each once."""
        return list(dict.fromkeys(one.seed for one in self.parts or (self,)))

    def to_json(self) -> dict[str, Any]:
        """What `run.json` holds."""
        return {
            "schema_version": SCHEMA_VERSION,
            "run": self.run,
            "target": asdict(self.target),
            "planted_bug": self.planted_bug,
            "seed": self.seed,
            "options": None if self.options is None else dict(self.options),
            "versions": dict(self.versions),
            "began": self.began,
            "seconds": self.seconds,
            "seconds_to_first_failure": self.seconds_to_first_failure,
            "exit_code": self.exit_code,
            "contract": self.contract.to_json(),
            "known_breaches": dict(sorted(self.known_breaches.items())),
            "remarks": list(self.remarks),
            "revision": self.revision,
            "shard": self.shard.to_json() if self.shard else None,
            "gate": self.gate.to_json() if self.gate else None,
            "whole": self.whole,
            "parts": [asdict(part) for part in self.parts],
            "incomplete": list(self.incomplete),
            "unstable": list(self.unstable),
            "left_behind": dict(self.left_behind),
            "time_to_display": self.time_to_display.to_json(),
            "totals": self.totals,
            "verdicts": self.verdicts,
            "weather": self.weather,
            "shortcomings": [one.to_json() for one in shortcomings_of(self.tests)],
            "lacks": lacks_of(self.tests),
            "tests": [test.to_json() for test in self.tests],
        }

    @classmethod
    def from_json(cls, content: object) -> Run:
        """The run that a `run.json` tells of.

        Raises:
            MalformedError: it is of a newer version, or something is missing or wrong.
        """
        version = JsonObject(content).maybe("schema_version", int)
        if version is not None and version > SCHEMA_VERSION:
            raise MalformedError(f"it is of version {version}, and this harness knows versions up to {SCHEMA_VERSION}")
        try:
            return _read(content if version is not None else {**_BEFORE_VERSIONS, **_as_dict(content)}, version)
        except MalformedError:
            raise
        except (ValueError, TypeError, KeyError) as error:
            raise MalformedError(f"it is no report of a run ({error!r})") from error


def _as_dict(content: object) -> dict[str, Any]:
    return content if isinstance(content, dict) else {}


def _read(content: object, version: int | None) -> Run:
    told = JsonObject(content)
    return Run(
        run=told.take("run", str),
        target=told.one("target", TestedTarget.from_json),
        planted_bug=told.maybe("planted_bug", str),
        seed=told.maybe("seed", int),
        options=told.maybe("options", dict),
        versions=told.mapping("versions", str),
        began=told.take("began", str),
        seconds=told.take("seconds", float),
        seconds_to_first_failure=told.maybe("seconds_to_first_failure", float),
        exit_code=told.maybe("exit_code", int),
        contract=told.one("contract", ContractCoverage.from_json),
        tests=told.many("tests", TestResult.from_json),
        revision=told.maybe("revision", str),
        shard=told.maybe_one("shard", ShardOfRun.from_json),
        gate=told.maybe_one("gate", GateOfRun.from_json),
        whole=told.take("whole", bool),
        parts=told.many("parts", MergedPart.from_json),
        incomplete=told.texts("incomplete"),
        unstable=told.texts("unstable"),
        remarks=told.texts("remarks"),
        known_breaches=told.mapping("known_breaches", int),
        left_behind=told.mapping("left_behind", int),
        time_to_display=told.one("time_to_display", TimeToDisplay.from_json),
        schema_version=version,
    )
