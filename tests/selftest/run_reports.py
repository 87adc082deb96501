"""Reports of runs that never were."""

from __future__ import annotations

from typing import Any

from reports.model.result import TestResult
from reports.model.run import Run

_ABOUT = {
    "run": "2025-11-05-093000",
    "target": {"name": "made-up", "address": "http://127.0.0.1:8000"},
    "seed": 7,
    "versions": {"python": "3.12.1", "chatapp": "1.4.0"},
    "began": "2025-11-05T09:30:00Z",
    "seconds": 10.0,
    "contract": {"promised": 95, "exercised": 93, "missing": {"answers": [["getMe", 200]], "events": ["a"]}},
    "revision": "c0ffee",
    "shard": None,
    "whole": True,
    "parts": [],
    "incomplete": [],
    "unstable": [],
    "remarks": [],
    "known_breaches": {},
    "left_behind": {},
    "time_to_display": {"summary": {}, "messages": []},
    "schema_version": 1,
}


def a_test(
    name: str,
    outcome: str = "passed",
    verdict: str | None = None,
    message: str = "",
    **more: Any,  # noqa: ANN401 - fields of all types
) -> TestResult:
    """What became of one test; a failure is one of `feed` unless it is told otherwise."""
    verdict = verdict or ("feed" if outcome in {"failed", "error"} else None)
    message = message or (f"{verdict}: no row appeared" if verdict else "")
    return TestResult(name, outcome, verdict, **{"duration": 0.5, "message": message, "line": 7, **more})


def a_run(*tests: TestResult, **more: object) -> Run:
    """A run with these tests, with other values where they are given as `run.json` has them."""
    code = 1 if any(test.has_failed for test in tests) else 0
    return Run.from_json({**_ABOUT, "exit_code": code, "tests": [test.to_json() for test in tests], **more})


def a_shard(part: str, *tests: TestResult, collected: int | None, **more: object) -> Run:
    """One part of a run that has so many tests in all."""
    shard = {"part": part, "tests": collected, "collection": "abc", "remarks": more.pop("remarks_of_part", [])}
    return a_run(*tests, **{"shard": shard, **more})


def changed(run: Run, **changes: object) -> Run:
    """The same run with these changes, as `run.json` has them; `tests` may be results."""
    content = {**run.to_json(), **changes}
    told = [test.to_json() if isinstance(test, TestResult) else test for test in content["tests"]]
    return Run.from_json({**content, "tests": told})


def two_shards(**changes: object) -> dict[str, Run]:
    """Two shards of a run of four tests, the second with these changes."""
    first = a_shard("1/2", a_test("a"), a_test("d", weather="held-late"), collected=4)
    second = a_shard("2/2", a_test("c", weather="held-late"), a_test("b"), collected=4)
    return {"one": first, "two": changed(second, **changes)}
