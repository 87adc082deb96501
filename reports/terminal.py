"""What the terminal says at the end of a run, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.failure_sentence import reason_of
from reports.model.parts import ContractCoverage
from reports.model.result import TestResult

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
    """Each failure's verdict and reason, unshortened: pytest's own summary is cut at the terminal's edge."""
    for failure in (test for test in tests if test.has_failed):
        yield failure.test
        yield f"    {failure.verdict}: {reason_of(failure)}"
