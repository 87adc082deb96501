"""What there is to repeat of a stored run."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.model.file import RUN_FILE, RunFileError, read_run
from reports.model.result import TestResult
from reports.repeating.repeat_line import arguments_of

_EACH = "name one of their folders, or take the line of each failure, `repeat` in run.json"


class NothingToRepeatError(ValueError):
    """There is no run whose failures could be repeated; the message says why."""


@dataclass(frozen=True)
class Stored:
    """A stored run: its folder, the options that repeat it, and its tests that failed."""

    folder: Path
    options: dict[str, Any]
    failed: tuple[TestResult, ...]

    @property
    def tests(self) -> list[str]:
        """The tests that failed, as pytest names them."""
        return [test.test for test in self.failed]

    @property
    def selection(self) -> list[str]:
        """What pytest has to collect to find out which of these tests still exist; empty if no file of theirs does."""
        files = {test.partition("::")[0] for test in self.tests}
        present = sorted(file for file in files if Path(file).exists())
        return [*arguments_of({"browser": self.options.get("browser", [])}), *present] if present else []

    @property
    def traces(self) -> list[str]:
        """The recordings for Playwright's trace viewer that still exist."""
        kept = [self.folder / file for test in self.failed for file in test.evidence if file.endswith(".zip")]
        return [os.path.relpath(path) for path in dict.fromkeys(kept) if path.exists()]

    def missing(self, known: Collection[str]) -> list[str]:
        """The tests that failed and are not among those that are `known` today."""
        return [test for test in self.tests if test not in known]


def stored_run(folder: Path, *, is_last: bool = False) -> Stored:
    """Read what there is to repeat of a run; `is_last` says that nobody named it and it is the last one.

    Raises:
        NothingToRepeatError: it is no run, or one that says too little.
    """
    try:
        run = read_run(folder)
    except OSError as error:
        raise NothingToRepeatError(_no_run(folder, is_last=is_last)) from error
    except RunFileError as error:
        raise NothingToRepeatError(f"{error}; run it once more") from error
    if run.options is None:
        if run.parts:
            raise NothingToRepeatError(f"{folder} is of parts that had different seeds or options; {_EACH}")
        raise NothingToRepeatError(f"{folder / RUN_FILE} does not say how it is repeated; run it once more")
    return Stored(folder.resolve(), dict(run.options), run.failures)


def _no_run(folder: Path, *, is_last: bool) -> str:
    if is_last:
        return "there is no run yet whose failures could be repeated; `./e2e` makes one"
    return f"{folder} is no stored run: runs are in reports/runs/, the last is reports/latest"
