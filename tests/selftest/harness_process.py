"""Running the harness as a person does, in a process of its own, with a run folder that is not among the real ones."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fixtures.commands.__main__ import main

ROOT = Path(__file__).parents[2]
RUNS = Path("tests/selftest/runs")
# Nobody looks at the page of the report, which takes longer than many a run.
_OPTIONS = ("-c", "pyproject.toml", "-p", "no:cacheprovider", "--report-language", "none")
PYTEST = (sys.executable, "-m", "pytest", *_OPTIONS)
"""Plain pytest as tests run it."""


@dataclass(frozen=True)
class Ended:
    """A run that is over: its exit code, what it printed, and its `run.json` where it got as far as that."""

    exit_code: int
    printed: str
    folder: Path

    @property
    def report(self) -> dict[str, Any]:
        """The run's `run.json`."""
        return report_in(self.folder)

    @property
    def failures(self) -> dict[str, str]:
        """The verdict of each test that failed, by test."""
        return {test["test"]: test["verdict"] for test in self.report["tests"] if test["verdict"]}


def report_in(folder: Path) -> dict[str, Any]:
    """The `run.json` in the folder of a run."""
    content: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return content


def run_pytest(folder: Path, *arguments: str, environment: dict[str, str] | None = None, limit: float = 100.0) -> Ended:
    """Run plain pytest with these arguments, its report in `folder`, for at most `limit` seconds."""
    command = [*PYTEST, "--run-folder", str(folder), *arguments]
    return _run(command, folder, environment, limit)


def run_e2e(folder: Path, *arguments: str, limit: float = 100.0) -> Ended:
    """Run `./e2e` with these arguments, for at most `limit` seconds."""
    return _run([str(ROOT / "e2e"), *arguments], folder, None, limit)


def run_command(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Ended:
    """Run a command that runs the harness, for at most a hundred seconds."""
    return _run(command, folder, environment, 100.0)


def run_verb(folder: Path, *arguments: str) -> Ended:
    """Run a verb in this process, as the launcher does in one of its own: for what ends before it opens a page."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        exit_code = main(list(arguments))
    return Ended(exit_code, printed.getvalue(), folder)


def _run(command: list[str], folder: Path, environment: dict[str, str] | None, limit: float) -> Ended:
    # A run inside a run must not take itself for a worker of the outer one.
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**inherited, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=limit,
        check=False,
    )
    return Ended(done.returncode, done.stdout, folder)
