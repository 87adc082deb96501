"""Whoever proves bugs: a process that stays, so that Python, the driver and the browser start once for many of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from fixtures.running.checkout import ROOT

ASKED_BY = "E2E_PROVING_FOR"
"""The variable that names the descriptor on which the process is asked and answers."""
_HERE = "tests/planted_bugs"
"""Whose `conftest.py` has the process ask for questions."""
_FAREWELL_SECONDS = 20.0
_TAIL = 3000


@dataclass(frozen=True)
class Question:
    """Which tests are to be run with which planted bug; without one on a healthy ChatApp."""

    bug: str | None
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What became of these tests: the outcome of each, the verdict of each that failed, and what was said of those."""

    outcomes: dict[str, str] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    told: str = ""
    """Also why there are no outcomes, where the bug could not be planted or the tests not be found."""


class Prover:
    """A process of pytest that runs tests with one bug after the other; each bug has a ChatApp of its own."""

    def __init__(self, folder: Path) -> None:
        """`folder` takes what the processes print, and the reports that nobody reads."""
        self._folder = folder
        self._started = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Connection | None = None

    def ask(self, bug: str | None, tests: Sequence[str], *, limit: float) -> Answer:
        """Run these tests, for at most `limit` seconds.

        A process that has died or hangs is told in the answer; the next bug gets a new one.
        """
        line = self._line or self._start()
        try:
            line.send(Question(bug, tuple(tests)))
            if line.poll(limit):
                answer: Answer = line.recv()
                return answer
            why = f"no answer within {limit:g} s"
        except (EOFError, OSError) as error:
            why = f"the process has ended: {error!r}"
        self._end(at_once=True)
        return Answer(told=f"{why}\n{self._printed()}")

    def close(self) -> None:
        """End the process, which closes its browser first."""
        self._end(at_once=False)

    def _start(self) -> Connection:
        self._started += 1
        ours, theirs = Pipe()
        command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:cacheprovider", _HERE]
        command += ["-n", "0", "--evidence", "none", "--report-language", "none"]
        command += ["--run-folder", str(self._folder / f"run-{self._started}")]
        # A run inside a run must not take itself for a worker of the outer one.
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        with self._log.open("wb") as log, theirs:
            self._process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**inherited, ASKED_BY: str(theirs.fileno())},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=[theirs.fileno()],
            )
        self._line = ours
        return ours

    def _end(self, *, at_once: bool) -> None:
        if self._process is None or self._line is None:
            return
        # The process ends when nobody can ask it any more.
        self._line.close()
        self._line = None
        if at_once:
            self._process.kill()
        try:
            self._process.wait(_FAREWELL_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _printed(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")[-_TAIL:]

    @property
    def _log(self) -> Path:
        return self._folder / f"printed-{self._started}.txt"
