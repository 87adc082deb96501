"""What a hunt for unstable tests has found so far, and `hunt.json`.

A test is unstable that failed in one run and passed in another. How it looks is in `hunt_text`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from fixtures.journey.verdict import Verdict
from reports.journey_difference import Difference
from reports.one_step import write_in_one_step

FILE = "hunt.json"


@dataclass(frozen=True)
class HuntRun:
    """One run of a hunt: its seed, the load beside it, the line that repeats it, and how it ended.

    `exit_code` is pytest's, None where the run hung and was ended; `told` says what went wrong with the run itself, if
    anything did.
    """

    number: int
    seed: int
    load: str
    line: str
    seconds: float
    exit_code: int | None
    totals: dict[str, int]
    told: str = ""


@dataclass(frozen=True)
class Failure:
    """One failure of a test: in which run, with which verdict and message, and the line that repeats it."""

    run: int
    verdict: str
    message: str
    repeat: str


@dataclass
class Tries:
    """What became of one test in the runs of a hunt, and where a good journey of it parts from a bad one."""

    passed: list[int] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    difference: Difference | None = None

    @property
    def played(self) -> int:
        """How often it was played to its end."""
        return len(self.passed) + len(self.failures)

    @property
    def verdicts(self) -> dict[str, int]:
        """How often it failed with which verdict, the most frequent first."""
        return dict(Counter(failure.verdict for failure in self.failures).most_common())


@dataclass
class Hunt:
    """All runs that there were so far of as many as were `wanted`, of a selection of tests."""

    began: str
    wanted: int
    selection: list[str]
    runs: list[HuntRun] = field(default_factory=list)
    tests: dict[str, Tries] = field(default_factory=dict)

    def add(self, run: HuntRun, outcomes: Sequence[dict[str, Any]]) -> None:
        """Take in a run, and what `run.json` says became of its tests."""
        self.runs.append(run)
        for test in outcomes:
            tries = self.tests.setdefault(test["test"], Tries())
            if test["verdict"] == Verdict.TARGET:
                # The ChatApp was dead, which says nothing of the test; the run tells of it.
                continue
            if test["verdict"]:
                first = test["message"].partition("\n")[0]
                tries.failures.append(Failure(run.number, test["verdict"], first, test["repeat"] or ""))
            elif test["outcome"] == "passed":
                tries.passed.append(run.number)

    @property
    def unstable(self) -> dict[str, Tries]:
        """The tests that failed and passed, the most often failed first."""
        found = {test: tries for test, tries in self.tests.items() if tries.failures and tries.passed}
        return dict(sorted(found.items(), key=lambda one: (-len(one[1].failures) / one[1].played, one[0])))

    @property
    def failing(self) -> dict[str, Tries]:
        """The tests that failed whenever they were played."""
        return {test: tries for test, tries in sorted(self.tests.items()) if tries.failures and not tries.passed}

    @property
    def stable(self) -> int:
        """How many tests passed whenever they were played."""
        return sum(bool(tries.passed and not tries.failures) for tries in self.tests.values())


def write_hunt(folder: Path, hunt: Hunt) -> Path:
    """Write `hunt.json` in one step."""
    content = {
        "began": hunt.began,
        "wanted": hunt.wanted,
        "selection": hunt.selection,
        "runs": [asdict(run) for run in hunt.runs],
        "stable": hunt.stable,
        "unstable": [_told(test, tries) for test, tries in hunt.unstable.items()],
        "failing": [_told(test, tries) for test, tries in hunt.failing.items()],
    }
    return write_in_one_step(folder / FILE, json.dumps(content, ensure_ascii=False, indent=2) + "\n")


def _told(test: str, tries: Tries) -> dict[str, Any]:
    return {
        "test": test,
        "failed": len(tries.failures),
        "played": tries.played,
        "verdicts": tries.verdicts,
        "difference": asdict(tries.difference) if tries.difference else None,
        "passed_in": tries.passed,
        "failures": [asdict(failure) for failure in tries.failures],
    }
