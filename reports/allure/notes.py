"""What pytest's reports tell of a test besides its outcome: when it ran, its traceback, logs and steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.allure.steps import Step

if TYPE_CHECKING:
    import pytest

STEPS = "chatapp_steps"
"""The attribute of a report that bears a passed test's steps: lists, as xdist takes plain values alone."""
_EVIDENCE = "Evidence: "
_TAGS = ("load", "sweep", "needs")


@dataclass
class TestNotes:
    """What is noted of one test: begin and end in Unix ms, how it failed, logs by title, marks, steps if it passed."""

    __test__ = False

    start_ms: int = 0
    stop_ms: int = 0
    trace: str = ""
    logs: dict[str, str] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)

    def add(self, report: pytest.TestReport) -> None:
        """Take in the report of one phase."""
        self.start_ms = self.start_ms or round(report.start * 1000)
        self.stop_ms = round(report.stop * 1000)
        self.marks = self.marks or _marks(report.keywords)
        if report.failed and not self.trace:
            self.trace = report.longreprtext
        self.logs |= _logs(report.sections)
        self.steps += [Step(*told) for told in getattr(report, STEPS, [])]


def _marks(keywords: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(mark for mark in _TAGS if mark in keywords)


def _logs(sections: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {title.removeprefix(_EVIDENCE): text for title, text in sections if title.startswith(_EVIDENCE)}
