"""The matrix: which tests catch which planted bugs, as one process finds out and another reads again.

Facts alone are here; what follows from them is in `matrix_findings`, and how it looks in `matrix_page`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from fixtures.journey.verdict import NAMES_NO_LINK
from reports.one_step import write_in_one_step

_FILE = "matrix.json"


class MatrixError(ValueError):
    """What is to be read is no matrix, or the parts do not belong together; the message says which and why."""


class Ended(StrEnum):
    """How the suite's run with a bug ended."""

    FINISHED = "finished"
    HUNG = "hung"
    DIED = "died"
    NOT_STARTED = "not started"


@dataclass(frozen=True)
class Bug:
    """What a planted bug says of itself."""

    title: str
    verdict: str
    must_fail: list[str]


@dataclass(frozen=True)
class BugRun:
    """The suite's run with one bug: how it ended (`told` says why, when not well), and what failed.

    `seconds` and `first_red`, when the first test failed, count from the beginning of the run. `failed` gives the
    verdict of each test that failed, `left_out` names those that were skipped once too many pages had failed, and
    `skipped` those that skipped themselves, though they pass without the bug.
    """

    ended: Ended
    seconds: float
    told: str = ""
    first_red: float | None = None
    failed: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def catching(self) -> dict[str, str]:
        """The tests that caught the bug, with their verdicts; one that names no link is no finding."""
        came_to_its_end = self.ended == Ended.FINISHED
        return {
            test: verdict for test, verdict in self.failed.items() if came_to_its_end and verdict not in NAMES_NO_LINK
        }

    @property
    def our_faults(self) -> dict[str, str]:
        """The tests that failed without a finding about ChatApp."""
        return {test: verdict for test, verdict in self.failed.items() if verdict in NAMES_NO_LINK}


@dataclass
class Matrix:
    """All bugs, the tests that pass without any (of the `whole` suite, or of some), and the runs there were so far.

    `control_seconds` is what the suite takes without a bug, `page_failures` after how many of them a run leaves pages
    alone.
    """

    began: str
    whole: bool
    page_failures: int
    control_seconds: float
    tests: list[str]
    bugs: dict[str, Bug]
    runs: dict[str, BugRun] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    """Tests that no run of this matrix has: too long, or skipped without a bug too."""

    @property
    def is_complete(self) -> bool:
        """Whether the whole suite has run to its end with each bug."""
        ended_well = {name for name, run in self.runs.items() if run.ended == Ended.FINISHED}
        return self.whole and ended_well == self.bugs.keys()


def write_matrix(folder: Path, matrix: Matrix, findings: dict[str, Any]) -> Path:
    """Write `matrix.json` in one step: the facts, and what follows from them."""
    text = json.dumps({"findings": findings, **asdict(matrix)}, ensure_ascii=False, indent=2) + "\n"
    return write_in_one_step(folder / _FILE, text)


def read_matrix(folder: Path) -> Matrix:
    """What `write_matrix` wrote into this folder.

    Raises:
        MatrixError: there is none.
    """
    path = folder / _FILE if folder.is_dir() else folder
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content.pop("findings")
        content["bugs"] = {name: Bug(**bug) for name, bug in content["bugs"].items()}
        runs = content["runs"].items()
        content["runs"] = {name: BugRun(**{**run, "ended": Ended(run["ended"])}) for name, run in runs}
        return Matrix(**content)
    except OSError as error:
        raise MatrixError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise MatrixError(f"{path} is no matrix of this version of the harness ({error!r})") from error


def put_together(parts: dict[str, Matrix]) -> Matrix:
    """One matrix of several, which are given by the names that the person knows them by.

    Raises:
        MatrixError: they are of different suites or bugs, or two of them have the same bug.
    """
    first_name, first = next(iter(parts.items()))
    runs: dict[str, BugRun] = {}
    whose: dict[str, str] = {}
    for name, part in parts.items():
        if (part.bugs, part.tests, part.whole) != (first.bugs, first.tests, first.whole):
            raise MatrixError(f"{first_name} and {name} are not parts of one matrix: their bugs or their tests differ")
        if twice := sorted(runs.keys() & part.runs.keys()):
            raise MatrixError(f"the runs with {twice[0]} are in {whose[twice[0]]} and in {name}")
        runs.update(part.runs)
        whose.update(dict.fromkeys(part.runs, name))
    return replace(
        first,
        began=min(part.began for part in parts.values()),
        control_seconds=max(part.control_seconds for part in parts.values()),
        page_failures=min(part.page_failures for part in parts.values()),
        runs=dict(sorted(runs.items())),
    )
