"""`./e2e watch` in a clone of this checkout, where a test can save whatever it likes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.selftest.processes import comes_true, has_ended

_TOLD = re.compile(r" s after (.+)$", re.MULTILINE)


class Watched:
    """A clone that is watched; all processes that belong to it have its temporary folder in their environment."""

    def __init__(self, process: subprocess.Popen[str], temporary: Path) -> None:
        self.process, self.temporary = process, temporary
        self.printed = ""
        self._told = 0
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def told(self, within: float = 60.0) -> str:
        """What is said of the next run: its line, and the report below it."""
        assert comes_true(lambda: len(_TOLD.findall(self.printed)) > self._told, within), self.printed
        self._told += 1
        # The report is printed together with its line.
        return list(re.split(r"(?m)^(?=.* s after .+$)", self.printed))[self._told]

    def press_enter(self) -> None:
        """As a person does who wants to see it again."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def end(self, *signals: signal.Signals) -> int:
        """Its exit code after these signals, sent to itself alone."""
        for one in signals:
            self.process.send_signal(one)
        code = self.process.wait(60)
        self._reading.join(60)
        return code

    def left_behind(self) -> list[str]:
        """Processes and folders that are still there, after a moment in which they may go."""
        comes_true(lambda: not self._remaining(), within=15)
        return self._remaining()

    def _remaining(self) -> list[str]:
        mark = f"{self.temporary}/".encode()
        processes = [path for path in Path("/proc").glob("[0-9]*") if mark in _environment_of(path)]
        alive = [path.name for path in processes if not has_ended(int(path.name))]
        return [*alive, *(path.name for path in self.temporary.iterdir())]

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line


@contextmanager
def watched(clone: Path, temporary: Path, *arguments: str) -> Iterator[Watched]:
    """Watch a selection in this clone."""
    temporary.mkdir()
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "E2E_"))}
    with subprocess.Popen(
        ["./e2e", "watch", *arguments],
        cwd=clone,
        env={**environment, "TMPDIR": f"{temporary}/"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield Watched(process, temporary)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _environment_of(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""
