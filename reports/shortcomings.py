"""What is wrong with ChatApp as a run saw it: each shortcoming once, with all tests that met it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fixtures.journey.verdict import NAMES_NO_LINK
from reports.failure_sentence import reason_of
from reports.model.result import TestResult

_LACK = re.compile(r"(?:Skipped: )?(?P<what>.* \(capability \w+\)|the page of \S+ has no `\w+`)$")


@dataclass(frozen=True)
class Shortcoming:
    """One thing that is wrong: its verdict, the reason in the words of the first of its tests, and all of these."""

    verdict: str
    reason: str
    tests: tuple[TestResult, ...]

    def to_json(self) -> dict[str, Any]:
        """As `run.json` has it."""
        return {"verdict": self.verdict, "reason": self.reason, "tests": [test.test for test in self.tests]}


def shortcomings_of(tests: Iterable[TestResult]) -> list[Shortcoming]:
    """The failures of a run by what they failed for: what touched most tests first, else in the order of the tests.

    What says nothing of ChatApp's links, such as that it was dead, comes last.
    """
    by_cause: dict[tuple[str, str], list[TestResult]] = {}
    for test in tests:
        if test.verdict is not None:
            by_cause.setdefault((test.verdict, test.cause or reason_of(test)), []).append(test)
    found = [Shortcoming(verdict, reason_of(touched[0]), tuple(touched)) for (verdict, _), touched in by_cause.items()]
    return sorted(found, key=lambda one: (one.verdict in NAMES_NO_LINK, -len(one.tests)))


def lacks_of(tests: Iterable[TestResult]) -> dict[str, int]:
    """What the target cannot do, in the words of its profile, each with how many tests were skipped for it."""
    told = (_LACK.match(test.message) for test in tests if test.outcome == "skipped")
    return dict(Counter(lack["what"] for lack in told if lack).most_common())


def others_that_met(test: TestResult, shortcomings: Iterable[Shortcoming]) -> list[str]:
    """The other tests that failed for the same thing as this one."""
    shared = next((one for one in shortcomings if test in one.tests), None)
    return [other.test for other in shared.tests if other != test] if shared else []
