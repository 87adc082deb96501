"""What became of the tests in earlier runs, for each target on its own, as Allure keeps it: a line of JSON a run.

A run with a planted bug shows the past but does not become part of it. The same holds for a run of a selection, because
ten of those would push out the runs of the whole suite. Two runs that end at the same time wait for each other.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fixtures.running.run_folder import REPORTS
from reports.model.parts import TestedTarget
from reports.model.run import Run

HISTORIES = REPORTS / "history"


class History:
    """The past of one target."""

    LONGEST = 10
    """Runs that are remembered; each is part of every later page."""

    def __init__(self, run: Run, folder: Path = HISTORIES) -> None:
        """The past of the target of a run."""
        self._file = folder / f"{_name(run.target)}.jsonl"
        self._is_healthy = run.planted_bug is None

    def copy_to(self, path: Path) -> Path:
        """Put what is known so far where Allure may write on."""
        with self._locked():
            path.write_bytes(self._file.read_bytes() if self._file.exists() else b"")
        return path

    def take_from(self, path: Path) -> None:
        """Remember the run that Allure has put last in this file."""
        new = path.read_bytes().splitlines(keepends=True)[-1:]
        if not self._is_healthy or not new:
            return
        with self._locked():
            known = self._file.read_bytes().splitlines(keepends=True) if self._file.exists() else []
            unfinished = self._file.with_suffix(".new")
            unfinished.write_bytes(b"".join([*known, *new][-self.LONGEST :]))
            unfinished.replace(self._file)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def _name(target: TestedTarget) -> str:
    """A file name for a target: its kind and, of a deployment, its address."""
    address = target.address.partition("://")
    told = f"{target.name}-{address[2]}" if address[1] else target.name
    return re.sub(r"[^\w.-]+", "-", told)[:100]
