"""From saving to the verdict in `./e2e watch`, for a test, a room of the harness, ChatApp's server, and Enter.

    .venv/bin/python benchmarks/watch_latency.py
    .venv/bin/python benchmarks/watch_latency.py --rounds 10

The scenario is `benchmarks/one_scenario.py`. Files are saved as they are. Between two runs it waits until processes
stand by again, as a person does who thinks before the next change. In each round the scenario also runs once without
`watch`.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from fixtures.running.checkout import ROOT

_SCENARIO = "benchmarks/one_scenario.py"
_SAVED = {
    "the test": ROOT / _SCENARIO,
    "the harness": ROOT / "fixtures" / "network" / "wire.py",
    "ChatApp's server": ROOT / "fixtures" / "chat_app" / "server" / "envelope.py",
}
_ENTER = "Enter"
_ALONE = "a run of its own"
_TOLD = re.compile(r"^(\w+): .*?([\d.]+) s after ")


class Watching:
    """`./e2e watch`, at its terminal."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["./e2e", "watch", _SCENARIO], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.seconds()

    def press_enter(self) -> None:
        """Ask for another run."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def seconds(self) -> float:
        """What the next run has taken, by its own line."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if told := _TOLD.match(line):
                assert told[1] == "passed", line
                return float(told[2])
        raise RuntimeError("watching has ended")

    def end(self) -> None:
        """Press Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait()


def main() -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pause", type=float, default=6.0, metavar="SECONDS", help="before each change (default: 6)")
    given = parser.parse_args()
    measured: dict[str, list[float]] = {name: [] for name in (*_SAVED, _ENTER, _ALONE)}
    before = os.getloadavg()[0]
    watching = Watching()
    for _ in range(given.rounds):
        for name, path in _SAVED.items():
            time.sleep(given.pause)
            save(path)
            measured[name].append(watching.seconds())
        time.sleep(given.pause)
        watching.press_enter()
        measured[_ENTER].append(watching.seconds())
        time.sleep(given.pause)
        measured[_ALONE].append(alone())
    watching.end()
    sys.stdout.write(f"load {before:.1f} before, {os.getloadavg()[0]:.1f} after; seconds\n")
    for name, seconds in measured.items():
        sys.stdout.write(f"{name}: median {statistics.median(seconds):.2f}, {min(seconds):.2f} to {max(seconds):.2f}\n")
    return 0


def save(path: Path) -> None:
    """Save a file as it is, in one step, as many editors do."""
    beside = path.with_suffix(".saving")
    shutil.copy(path, beside)
    beside.replace(path)


def alone() -> float:
    """How long the scenario takes as a process of its own."""
    began = time.monotonic()
    command = ["./e2e", _SCENARIO, "--evidence", "none", "--report-language", "none", "-q"]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
