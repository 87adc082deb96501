"""A run of the harness that something happens to: how it ends, how long that takes, and what it leaves behind."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.selftest.harness_process import PYTEST, ROOT, report_in
from tests.selftest.processes import comes_true

RUNS = "tests/chaos/runs"
_MARK = "CHAOS_RUN"
_TELL = "CHAOS_TELL"
_END_SECONDS = 40.0
_LONGEST_START = 90.0


class Troubled:
    """A run that has begun. Every process that comes of it bears a mark, by which those that stay are found."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, mark: str) -> None:
        self.process_id = process.pid
        self.folder = folder / "run"
        self.seconds = 0.0
        self._process, self._place, self._mark = process, folder, mark
        self._began = time.monotonic()

    @property
    def printed(self) -> str:
        """What it has printed so far."""
        return (self._place / "printed").read_text(encoding="utf-8", errors="replace")

    @property
    def report(self) -> dict[str, Any]:
        """Its `run.json`."""
        return report_in(self.folder)

    @property
    def outcomes(self) -> dict[str, str]:
        """How each test ended, by the name of its function: the verdict of what failed, else the outcome."""
        return {test["test"].rpartition("::")[2]: test["verdict"] or test["outcome"] for test in self.report["tests"]}

    def told(self, name: str = "told") -> int:
        """The number, such as of a process, that a test of this run has told; waits until it has."""
        path = self._place / name
        assert comes_true(lambda: path.exists() and path.read_text(encoding="utf-8") != "", _LONGEST_START), (
            self.printed
        )
        return int(path.read_text(encoding="utf-8"))

    def says(self, words: str) -> None:
        """Wait until it has printed these words."""
        assert comes_true(lambda: words in self.printed), self.printed

    def interrupt(self) -> None:
        """Press Ctrl-C, which reaches everyone at the terminal."""
        os.killpg(self.process_id, signal.SIGINT)

    def kill(self) -> None:
        """End it as nobody can prevent, and nothing else."""
        os.kill(self.process_id, signal.SIGKILL)

    def ends(self, within: float) -> int:
        """Wait for its end, for at most so many seconds; gives its exit code."""
        try:
            code = self._process.wait(within)
        except subprocess.TimeoutExpired as error:
            raise AssertionError(f"it goes on after {within:g} s:\n{self.printed}") from error
        self.seconds = time.monotonic() - self._began
        return code

    def left_behind(self) -> list[str]:
        """Its processes and its temporary files that are there some seconds later."""
        comes_true(lambda: not self._left(), _END_SECONDS)
        return self._left()

    def processes(self, words: str = "") -> list[int]:
        """Its processes whose command line holds these words."""
        return [number for number, command in self._living() if words in command]

    def _left(self) -> list[str]:
        # Folders of tests' own are pytest's, which keeps those of the last runs.
        files = sorted(path.name for path in (self._place / "tmp").iterdir() if not path.name.startswith("pytest-of-"))
        return [command for _, command in self._living()] + files

    def _living(self) -> Iterator[tuple[int, str]]:
        mark = f"{_MARK}={self._mark}".encode()
        for place in Path("/proc").iterdir():
            with suppress(OSError):
                if place.name.isdecimal() and mark in (place / "environ").read_bytes().split(b"\0"):
                    yield (
                        int(place.name),
                        (place / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"),
                    )


@contextmanager
def troubled(
    folder: Path,
    *arguments: str,
    command: Sequence[str] = PYTEST,
    environment: dict[str, str] | None = None,
    before: Callable[[], object] | None = None,
    user: str | None = None,
) -> Iterator[Troubled]:
    """Begin a run with these arguments; `before` is done in its process, before it begins; `user` is its own."""
    mark = secrets.token_hex(8)
    (folder / "tmp").mkdir(parents=True)
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    own = {_MARK: mark, _TELL: str(folder / "told"), "TMPDIR": str(folder / "tmp")}
    given = [*arguments, "--run-folder", str(folder / "run")] if "--run-folder" not in arguments else arguments
    with (folder / "printed").open("wb") as printed:
        process = subprocess.Popen(
            [*command, *given],
            cwd=ROOT,
            env={**inherited, **own, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=before,  # noqa: PLW1509 - it sets limits, and takes no lock
            user=user,
        )
    run = Troubled(process, folder, mark)
    try:
        yield run
    finally:
        for number in run.processes():
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.wait()
