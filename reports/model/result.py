"""What became of one test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from reports.model.json_object import JsonObject


@dataclass(frozen=True)
class EvidenceRun:
    """What became of a failed test that was run again to be recorded, with that run's own verdict.

    Its `outcome` is "left out" where so many had failed that it was not run again.
    """

    outcome: str
    verdict: str | None = None

    @classmethod
    def from_json(cls, content: JsonObject) -> EvidenceRun:
        """As `run.json` has it."""
        return cls(content.take("outcome", str), content.maybe("verdict", str))


@dataclass(frozen=True)
class TestResult:
    """What became of one test.

    `outcome` is passed, failed, error, skipped or xfailed (it failed, as expected); `verdict` is that of a failure and
    None for every other outcome; `duration` is in seconds; `evidence` names files in the run's folder; `weather` is
    what a sweep was played in. `repeat` is the command that repeats a failure; `line` is where the test's file tells of
    it: where it failed, else where it begins. `cause` is what its failure has in common with others that met the same;
    `cleanup` says what went wrong when it was cleaned up after, which decides nothing.
    """

    __test__ = False

    test: str
    outcome: str = "passed"
    verdict: str | None = None
    duration: float = 0.0
    message: str = ""
    evidence: tuple[str, ...] = ()
    weather: str | None = None
    repeat: str | None = None
    evidence_run: EvidenceRun | None = None
    line: int | None = None
    cause: str | None = None
    cleanup: tuple[str, ...] = ()

    @property
    def has_failed(self) -> bool:
        """Whether it has a verdict."""
        return self.verdict is not None

    @property
    def first_line(self) -> str:
        """The first line of its message."""
        return self.message.partition("\n")[0]

    def to_json(self) -> dict[str, Any]:
        """As `run.json` has it."""
        return {**asdict(self), "evidence": list(self.evidence), "cleanup": list(self.cleanup)}

    @classmethod
    def from_json(cls, content: JsonObject) -> TestResult:
        """As `run.json` has it."""
        return cls(
            test=content.take("test", str),
            outcome=content.take("outcome", str),
            verdict=content.maybe("verdict", str),
            duration=content.take("duration", float),
            message=content.take("message", str),
            evidence=content.texts("evidence"),
            weather=content.maybe("weather", str),
            repeat=content.maybe("repeat", str),
            evidence_run=content.maybe_one("evidence_run", EvidenceRun.from_json),
            line=content.maybe("line", int),
            cause=content.maybe("cause", str),
            cleanup=content.maybe_texts("cleanup"),
        )


def totals_of(tests: Iterable[TestResult]) -> dict[str, int]:
    """How many tests passed, failed, erred, were skipped or failed as is known."""
    return _sorted(Counter(test.outcome for test in tests))


def verdicts_of(tests: Iterable[TestResult]) -> dict[str, int]:
    """How often each verdict was given."""
    return _sorted(Counter(test.verdict for test in tests if test.verdict is not None))


def weather_of(tests: Iterable[TestResult]) -> dict[str, dict[str, int]]:
    """Of each weather that tests were played in, how many of them passed, failed and so on."""
    played: dict[str, Counter[str]] = {}
    for test in tests:
        if test.weather:
            played.setdefault(test.weather, Counter())[test.outcome] += 1
    return {name: dict(outcomes) for name, outcomes in sorted(played.items())}


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))
