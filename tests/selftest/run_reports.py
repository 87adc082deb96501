"""Reports of runs that never were."""

from __future__ import annotations

from collections import Counter
from typing import Any

Json = dict[str, Any]


def a_test(name: str, outcome: str = "passed", verdict: str | None = None, message: str = "", **more: object) -> Json:
    """What `run.json` says of one test; a failure is one of `feed` unless it is told otherwise."""
    verdict = verdict or ("feed" if outcome in {"failed", "error"} else None)
    message = message or (f"{verdict}: no row appeared" if verdict else "")
    fixed = {"duration": 0.5, "evidence": [], "weather": None, "line": 7, "repeat": None}
    return {"test": name, "outcome": outcome, "verdict": verdict, "message": message, **fixed, **more}


def a_run(*tests: Json, **more: object) -> Json:
    """The `run.json` of a run with these tests, with other values where they are given."""
    return {
        "run": "2025-11-05-093000",
        "target": {"name": "made-up", "address": "http://127.0.0.1:8000"},
        "planted_bug": None,
        "seed": 7,
        "versions": {"python": "3.12.1", "chatapp": "1.4.0"},
        "began": "2025-11-05T09:30:00Z",
        "seconds": 10.0,
        "seconds_to_first_failure": None,
        "exit_code": 1 if any(test["verdict"] for test in tests) else 0,
        "contract": {"promised": 95, "exercised": 93, "missing": {"answers": [["getMe", 200]], "events": ["a"]}},
        "known_breaches": {},
        "remarks": [],
        "revision": "c0ffee",
        "shard": None,
        "whole": True,
        "parts": [],
        "incomplete": [],
        "unstable": [],
        "left_behind": {},
        "time_to_display": {"summary": {}, "messages": []},
        "totals": dict(Counter(test["outcome"] for test in tests)),
        "verdicts": dict(Counter(test["verdict"] for test in tests if test["verdict"])),
        "weather": {},
        "tests": list(tests),
        **more,
    }


def a_shard(part: str, *tests: Json, collected: int | None, **more: object) -> Json:
    """The `run.json` of one part of a run that has so many tests in all."""
    shard = {"part": part, "tests": collected, "collection": "abc", "remarks": more.pop("remarks_of_part", [])}
    return a_run(*tests, shard=shard, **more)


def two_shards(**changes: object) -> dict[str, Json]:
    """Two shards of a run of four tests, the second with these changes."""
    first = a_shard("1/2", a_test("a"), a_test("d", weather="held-late"), collected=4)
    second = a_shard("2/2", a_test("c", weather="held-late"), a_test("b"), collected=4)
    return {"one": first, "two": {**second, **changes}}
