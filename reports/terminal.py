"""What the terminal says at the end of a run, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.model.parts import ContractCoverage
from reports.model.result import TestResult
from reports.shortcomings import lacks_of, shortcomings_of

_MOST_MISSING_TOLD = 12


def coverage_line(contract: ContractCoverage) -> str:
    """How much of the contract was exercised, and what was not, where that is little."""
    missing = [
        *(f"{answer.operation_id} {answer.status}" for answer in sorted(contract.missing.answers)),
        *sorted(contract.missing.events),
    ]
    told = ", ".join(missing) if 0 < len(missing) <= _MOST_MISSING_TOLD else ""
    line = f"Contract: {contract.exercised} of {contract.promised} promised answers and events were exercised."
    return f"{line} Missing: {told}." if told else line


def verdict_lines(tests: Iterable[TestResult]) -> Iterator[str]:
    """Each shortcoming with verdict, reason and its tests, unshortened: pytest's own summary is cut at the edge.

    What several tests have met is told once, in the words of the first of them.
    """
    for one in shortcomings_of(tests):
        if len(one.tests) > 1:
            yield f"{len(one.tests)} tests met one thing:"
        yield from (test.test for test in one.tests)
        yield f"    {one.verdict}: {one.reason}"


def lack_lines(tests: Iterable[TestResult]) -> Iterator[str]:
    """What the target cannot do, once each, with how many tests were skipped for it."""
    for what, count in lacks_of(tests).items():
        yield f"Skipped {count} x, as {what}"


def cleanup_lines(tests: Iterable[TestResult]) -> Iterator[str]:
    """What went wrong in cleaning up, once each, with how many tests it was after."""
    after: dict[str, list[str]] = {}
    for name, told in ((test.test, told) for test in tests for told in test.cleanup):
        after.setdefault(told, []).append(name)
    for told, names in after.items():
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        yield f"Cleaning up after {names[0]}{more}, which decides nothing: {told}"
