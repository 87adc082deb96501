"""Gathering each test's outcome from pytest's reports of its phases."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fixtures.journey.verdict import Verdict
from reports.model.result import EvidenceRun, TestResult
from reports.repeating.repeat_line import with_line

if TYPE_CHECKING:
    import pytest


class Outcomes:
    """The outcomes of a run, as far as it has come."""

    def __init__(self) -> None:
        self._by_test: dict[str, TestResult] = {}

    def add(self, report: pytest.TestReport) -> None:
        """Take in the report of one phase of a test; the first failure decides."""
        so_far = self._by_test.get(report.nodeid, TestResult(report.nodeid))
        self._by_test[report.nodeid] = _with_outcome(_with_notes(so_far, report), report)

    def verdict_of(self, test: str) -> str | None:
        """The verdict of a test, if it failed."""
        return self._by_test[test].verdict

    @property
    def tests(self) -> tuple[TestResult, ...]:
        """What became of every test, by name."""
        return tuple(self._by_test[test] for test in sorted(self._by_test))

    @property
    def not_recorded(self) -> int:
        """How many failed tests were not run again, because there were too many of them."""
        return sum(test.evidence_run == EvidenceRun("left out") for test in self.tests)


def _with_notes(so_far: TestResult, report: pytest.TestReport) -> TestResult:
    """What a phase says of a test however it ended."""
    properties = dict(report.user_properties)
    named = _told(report, "evidence")
    return replace(
        so_far,
        duration=round(so_far.duration + report.duration, 4),
        line=_begins_at(report) if so_far.line is None else so_far.line,
        weather=str(properties["weather"]) if "weather" in properties else so_far.weather,
        evidence=tuple(dict.fromkeys([*so_far.evidence, *named])),
        evidence_run=_evidence_run(properties) or so_far.evidence_run,
        cleanup=tuple(dict.fromkeys([*so_far.cleanup, *_told(report, "cleanup")])),
    )


def _with_outcome(so_far: TestResult, report: pytest.TestReport) -> TestResult:
    if report.skipped and so_far.outcome == "passed":
        known = getattr(report, "wasxfail", None)
        outcome, message = ("skipped", _skip_reason(report)) if known is None else ("xfailed", str(known))
        return replace(so_far, outcome=outcome, message=message)
    if not report.failed or so_far.outcome not in {"passed", "skipped", "xfailed"}:
        return so_far
    properties = dict(report.user_properties)
    repeat = str(properties["repeat"]) if "repeat" in properties else None
    return replace(
        so_far,
        outcome="failed" if report.when == "call" else "error",
        verdict=str(properties.get("verdict", Verdict.HARNESS)),
        repeat=repeat,
        message=_failure_message(report, repeat),
        cause=str(properties["cause"]) if "cause" in properties else None,
        line=_failed_at(report) or so_far.line,
    )


def _told(report: pytest.TestReport, key: str) -> list[str]:
    return [str(value) for name, value in report.user_properties if name == key]


def _evidence_run(properties: dict[str, Any]) -> EvidenceRun | None:
    if (outcome := properties.get("evidence_run")) is None:
        return None
    verdict = properties.get("evidence_run_verdict")
    return EvidenceRun(str(outcome), str(verdict) if verdict else None)


def _skip_reason(report: pytest.TestReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else report.longreprtext


def _failure_message(report: pytest.TestReport, repeat: str | None) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message) if crash else report.longreprtext.removesuffix(with_line("", repeat or ""))


def _begins_at(report: pytest.TestReport) -> int | None:
    # Pytest counts lines from 0 here, and knows no line where the worker of the test died.
    return None if report.location[1] is None else report.location[1] + 1


def _failed_at(report: pytest.TestReport) -> int | None:
    """The last line of the test's own file that the traceback goes through."""
    file = report.nodeid.partition("::")[0]
    entries = getattr(getattr(report.longrepr, "reprtraceback", None), "reprentries", [])
    places = [place for entry in entries if (place := getattr(entry, "reprfileloc", None))]
    return next((place.lineno for place in reversed(places) if place.path == file), None)
