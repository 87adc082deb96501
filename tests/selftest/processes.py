"""Waiting for what other processes do: no handle tells of it, so it is asked for again and again, up to a limit."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_END_SECONDS = 60.0


def comes_true(claim: Callable[[], bool], within: float = 30.0) -> bool:
    """Whether a claim becomes true within so many seconds."""
    deadline = time.monotonic() + within
    while not claim():
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.01)
    return True


class Interrupted:
    """A program that runs, is interrupted by Ctrl-C, and is then known by its exit code and what it printed."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process_id = process.pid
        self.exit_code: int | None = None
        self.printed = ""
        self._process = process
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def when(self, claim: Callable[[], bool]) -> None:
        """Press Ctrl-C, which reaches everyone at the terminal, once a claim is true."""
        assert comes_true(claim), self.printed
        os.killpg(self._process.pid, signal.SIGINT)
        self.exit_code = self._process.wait(_END_SECONDS)
        self._reading.join(_END_SECONDS)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed += line


@contextmanager
def interrupted(command: list[str], environment: dict[str, str] | None = None) -> Iterator[Interrupted]:
    """Run a program in a process group of its own, of which nothing stays behind."""
    # A run inside a run must not take itself for a worker of the outer one.
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    with subprocess.Popen(
        command,
        cwd=Path(__file__).parents[2],
        env={**inherited, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield Interrupted(process)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def has_ended(process_id: int) -> bool:
    """Whether a process is no more, or is only still listed."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    # An orphan that has ended stays in the table until init takes notice; Linux tells its state.
    status = Path(f"/proc/{process_id}/stat")
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return not status.parent.exists() and Path("/proc/self").exists()
