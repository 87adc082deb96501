"""What follows from a matrix: which bugs and tests need somebody's attention. Pure: facts in, findings out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from fixtures.planted_bugs.reasons import Reason
from fixtures.targets.known import fits
from reports.matrix import BugRun, Ended, Matrix

PASSED, LEFT_OUT, SKIPPED, NOT_RUN = "passed", "left out", "skipped", "not run"


@dataclass(frozen=True)
class Findings:
    """What a matrix tells.

    `caught` are the bugs that some test fails for, `right` those whose own tests all fail with the stated verdict.
    `wrong` says for each other caught bug what became of those tests instead, `no_result` why a bug's run tells
    nothing, `others` how often tests gave another verdict than the bug's. `by_one` names the only test that catches a
    bug, `twins` bugs that the same tests catch with the same verdicts.
    Of tests that catch no bug some have a reason (`idle`: which), some have none, and some were left out with some bug
    (`undecided`: with how many); these are empty as long as the matrix is not complete, and so are the `stale` reasons.
    """

    caught: list[str] = field(default_factory=list)
    not_caught: list[str] = field(default_factory=list)
    no_result: dict[str, str] = field(default_factory=dict)
    right: list[str] = field(default_factory=list)
    wrong: dict[str, dict[str, str]] = field(default_factory=dict)
    others: dict[str, dict[str, int]] = field(default_factory=dict)
    our_faults: dict[str, dict[str, str]] = field(default_factory=dict)
    by_one: dict[str, str] = field(default_factory=dict)
    twins: list[list[str]] = field(default_factory=list)
    bugs_by_test: dict[str, list[str]] = field(default_factory=dict)
    idle: dict[str, str] = field(default_factory=dict)
    without_reason: list[str] = field(default_factory=list)
    undecided: dict[str, int] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)
    first_red: dict[str, float] = field(default_factory=dict)

    @property
    def has_complaints(self) -> bool:
        """Whether something must be done: about a bug, a test or a reason."""
        about_bugs = self.not_caught or self.no_result or self.wrong or self.our_faults
        return bool(about_bugs or self.without_reason or self.stale)


def find(matrix: Matrix, reasons: Sequence[Reason] = ()) -> Findings:
    """Draw the conclusions."""
    finished = {name: run for name, run in matrix.runs.items() if run.ended == Ended.FINISHED}
    caught = [name for name, run in finished.items() if run.catching]
    wrong = {name: _wrong(matrix, name) for name in caught}
    reds = [red for name in caught if (red := finished[name].first_red) is not None]
    return Findings(
        caught=caught,
        not_caught=[name for name in finished if name not in caught],
        no_result={
            name: f"{run.ended}: {run.told}" if run.told else str(run.ended)
            for name, run in matrix.runs.items()
            if name not in finished
        },
        right=[name for name in caught if not wrong[name]],
        wrong={name: told for name, told in wrong.items() if told},
        others={name: told for name in caught if (told := _other_verdicts(matrix, name))},
        our_faults={name: run.our_faults for name, run in finished.items() if run.our_faults},
        by_one={
            name: next(iter(finished[name].catching))
            for name in caught
            if len(finished[name].catching) == 1 and not finished[name].left_out
        },
        twins=_twins(matrix, caught),
        bugs_by_test=(by_test := _bugs_by_test(matrix)),
        first_red={"median": median(reds), "most": max(reds)} if reds else {},
        **(_about_idle_tests(matrix, by_test, reasons) if matrix.is_complete else {}),
    )


def _wrong(matrix: Matrix, name: str) -> dict[str, str]:
    """The tests of a bug's promise that did not fail with its verdict, with what became of them instead."""
    bug, run, known = matrix.bugs[name], matrix.runs[name], set(matrix.tests)
    told = {}
    for test in bug.must_fail:
        if test not in known and not matrix.whole:
            continue
        became = run.failed.get(test) or _without_failing(test, run, known)
        if became != bug.verdict:
            told[test] = became
    return told


def _without_failing(test: str, run: BugRun, known: set[str]) -> str:
    if test in run.left_out:
        return LEFT_OUT
    if test in run.skipped:
        return SKIPPED
    return PASSED if test in known else NOT_RUN


def _other_verdicts(matrix: Matrix, name: str) -> dict[str, int]:
    given = Counter(matrix.runs[name].catching.values())
    return {verdict: count for verdict, count in sorted(given.items()) if verdict != matrix.bugs[name].verdict}


def _twins(matrix: Matrix, caught: list[str]) -> list[list[str]]:
    """Bugs that the same tests catch with the same verdicts; where tests were left out nobody can tell."""
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for name in caught:
        if not matrix.runs[name].left_out:
            groups.setdefault(tuple(sorted(matrix.runs[name].catching.items())), []).append(name)
    return [names for names in groups.values() if len(names) > 1]


def _bugs_by_test(matrix: Matrix) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {test: [] for test in matrix.tests}
    for name, run in matrix.runs.items():
        for test in run.catching:
            found.setdefault(test, []).append(name)
    return found


def _about_idle_tests(matrix: Matrix, by_test: dict[str, list[str]], reasons: Sequence[Reason]) -> dict[str, Any]:
    left_out = Counter(test for run in matrix.runs.values() for test in run.left_out)
    idle = [test for test, bugs in by_test.items() if not bugs]
    needing = [test for test in idle if not left_out[test]]
    found = {test: next((one.reason for one in reasons if fits(one.tests, test)), None) for test in idle}
    return {
        "idle": {test: reason for test, reason in found.items() if reason},
        "without_reason": [test for test in needing if not found[test]],
        "undecided": {test: left_out[test] for test in idle if left_out[test] and not found[test]},
        "stale": {one.tests: told for one in reasons if (told := _staleness(one, by_test, set(idle), matrix))},
    }


def _staleness(reason: Reason, by_test: dict[str, list[str]], idle: set[str], matrix: Matrix) -> str:
    fitting = [test for test in by_test if fits(reason.tests, test)]
    if not fitting:
        # A test that the matrix leaves out may have its reason all the same.
        return "" if any(fits(reason.tests, test) for test in matrix.left_out) else "fits no test"
    if idle.isdisjoint(fitting):
        return "fits only tests that do catch a bug"
    return ""
