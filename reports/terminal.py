"""What the terminal says at the end of a run, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reports.reasons import reason_of

Json = Mapping[str, Any]

_MOST_MISSING_TOLD = 12


def coverage_line(contract: Json) -> str:
    """How much of the contract was exercised, and what was not, where that is little."""
    missing = [
        *(f"{operation} {status}" for operation, status in contract["missing"]["answers"]),
        *contract["missing"]["events"],
    ]
    told = ", ".join(missing) if 0 < len(missing) <= _MOST_MISSING_TOLD else ""
    line = f"Contract: {contract['exercised']} of {contract['promised']} promised answers and events were exercised."
    return f"{line} Missing: {told}." if told else line


def verdict_lines(tests: Iterable[Json]) -> Iterator[str]:
    """Each failure's verdict and reason, unshortened: pytest's own summary is cut at the terminal's edge."""
    for failure in (test for test in tests if test["verdict"]):
        yield failure["test"]
        yield f"    {failure['verdict']}: {reason_of(failure)}"
