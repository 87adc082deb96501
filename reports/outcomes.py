"""Gathering each test's outcome from pytest's reports of its phases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from fixtures.journey.verdict import Verdict
from reports.repeating.line import with_line

if TYPE_CHECKING:
    import pytest


@dataclass
class TestOutcome:
    """What became of one test.

    `outcome` is passed, failed, error, skipped or xfailed (it failed, as is known); `duration` is in seconds; `weather`
    is what a sweep was played in. `line` is where the test's file tells of it: where it failed, else where it begins.
    `repeat` is the command that repeats a failure; `evidence_run` what became of a failed test that was run again to
    be recorded, with that run's own verdict; "left out" where there were too many.
    """

    __test__ = False

    test: str
    outcome: str = "passed"
    verdict: str | None = None
    duration: float = 0.0
    message: str = ""
    evidence: list[str] = field(default_factory=list)
    weather: str | None = None
    repeat: str | None = None
    evidence_run: dict[str, str | None] | None = None
    line: int | None = None


class Outcomes:
    """The outcomes of a run."""

    def __init__(self) -> None:
        self._by_test: dict[str, TestOutcome] = {}

    def add(self, report: pytest.TestReport) -> None:
        """Take in the report of one phase of a test; the first failure decides."""
        one = self._by_test.setdefault(report.nodeid, TestOutcome(report.nodeid))
        one.duration = round(one.duration + report.duration, 4)
        properties = dict(report.user_properties)
        one.line = _begins_at(report) if one.line is None else one.line
        one.weather = str(properties["weather"]) if "weather" in properties else one.weather
        named = [str(value) for key, value in report.user_properties if key == "evidence"]
        one.evidence = list(dict.fromkeys([*one.evidence, *named]))
        if (again := properties.get("evidence_run")) is not None:
            verdict = properties.get("evidence_run_verdict")
            one.evidence_run = {"outcome": str(again), "verdict": str(verdict) if verdict else None}
        if report.skipped and one.outcome == "passed":
            known = getattr(report, "wasxfail", None)
            one.outcome, one.message = ("skipped", _skip_reason(report)) if known is None else ("xfailed", str(known))
        if report.failed and one.outcome in {"passed", "skipped", "xfailed"}:
            one.outcome = "failed" if report.when == "call" else "error"
            one.verdict = str(properties.get("verdict", Verdict.HARNESS))
            one.repeat = str(properties["repeat"]) if "repeat" in properties else None
            one.message = _failure_message(report, one.repeat)
            one.line = _failed_at(report) or one.line

    def verdict_of(self, test: str) -> str | None:
        """The verdict of a test, if it failed."""
        return self._by_test[test].verdict

    @property
    def tests(self) -> list[dict[str, Any]]:
        """All outcomes as plain JSON, by test name."""
        return [asdict(self._by_test[test]) for test in sorted(self._by_test)]

    @property
    def weather(self) -> dict[str, dict[str, int]]:
        """See `weather_of`."""
        return weather_of(self.tests)

    @property
    def verdicts(self) -> Counter[str]:
        """How often each verdict was given."""
        return Counter(one.verdict for one in self._by_test.values() if one.verdict)

    @property
    def not_recorded(self) -> int:
        """How many failed tests would have run again, had there not been so many."""
        return sum((test["evidence_run"] or {}).get("outcome") == "left out" for test in self.tests)

    @property
    def totals(self) -> Counter[str]:
        """How many tests passed, failed, erred, were skipped or failed as is known."""
        return Counter(one.outcome for one in self._by_test.values())


def weather_of(tests: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Of each weather that tests were played in, how many of them passed, failed and so on."""
    played: dict[str, Counter[str]] = {}
    for test in tests:
        if test["weather"]:
            played.setdefault(test["weather"], Counter())[test["outcome"]] += 1
    return {name: dict(outcomes) for name, outcomes in sorted(played.items())}


def _skip_reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else report.longreprtext


def _failure_message(report: pytest.TestReport, repeat: str | None) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message) if crash else report.longreprtext.removesuffix(with_line("", repeat or ""))


def _begins_at(report: pytest.TestReport) -> int | None:
    # Pytest counts lines from 0 here; of a test whose worker died it knows none.
    return None if report.location[1] is None else report.location[1] + 1


def _failed_at(report: pytest.TestReport) -> int | None:
    """The last line of the test's own file that the traceback goes through."""
    file = report.nodeid.partition("::")[0]
    entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", [])
    places = [place for entry in entries if (place := getattr(entry, "reprfileloc", None))]
    return next((place.lineno for place in reversed(places) if place.path == file), None)
