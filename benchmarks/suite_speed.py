"""Whether one state of the harness runs the whole suite as fast as another: runs in turns, medians, their ratio.

    .venv/bin/python benchmarks/suite_speed.py BEFORE AFTER --rounds 5

Each round runs the suite of both checkouts, the first one now of one and now of the other, so that whatever else the
machine does meanwhile falls on both alike. One run of each checkout before the first round warms the
caches and does not count. Times are seconds of the whole command. Only tests that both checkouts have are run, as a new
test must not look like a slower harness.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def tests_of(checkout: Path, options: list[str]) -> set[str]:
    """The ids of the tests that the options select in a checkout."""
    given = [str(checkout / "e2e"), *options, "--collect-only", "-q", "-n", "0"]
    shown = subprocess.run(given, cwd=checkout, capture_output=True, text=True, check=True).stdout
    return {line for line in shown.splitlines() if line.startswith("tests/") and "::" in line}


def seconds_of(checkout: Path, options: list[str]) -> float:
    """Run the suite of a checkout once; raises where a test failed, as a failing run takes another time."""
    with tempfile.TemporaryDirectory() as folder:
        # A selection alone would run in one process; both checkouts must run with as many workers.
        workers = ["-n", str(os.cpu_count())]
        given = [
            str(checkout / "e2e"),
            "--run-folder",
            f"{folder}/run",
            "--report-language",
            "none",
            *workers,
            *options,
        ]
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        began = time.monotonic()
        done = subprocess.run(given, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
        took = time.monotonic() - began
    if done.returncode:
        raise SystemExit(f"the suite of {checkout} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return took


def main() -> int:
    """Measure both checkouts in turns and print what came out."""
    parser = argparse.ArgumentParser(description="Run the suites of two checkouts in turns and compare their times.")
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    arguments, options = parser.parse_known_args()
    checkouts = (arguments.before.resolve(), arguments.after.resolve())
    times: dict[Path, list[float]] = {checkout: [] for checkout in checkouts}
    selected = {checkout: tests_of(checkout, options) for checkout in checkouts}
    shared = selected[checkouts[0]] & selected[checkouts[1]]
    left_out = {
        checkout: [f"--deselect={name}" for name in sorted(names - shared)] for checkout, names in selected.items()
    }
    counts = ", ".join(str(len(names)) for names in left_out.values())
    print(f"{len(shared)} tests in both; left out: {counts}", flush=True)
    for number in range(arguments.rounds + 1):
        for checkout in checkouts if number % 2 else checkouts[::-1]:
            took = seconds_of(checkout, [*options, *left_out[checkout]])
            if number:
                times[checkout].append(took)
            print(f"{'warm-up' if not number else f'round {number}':10}{took:8.1f} s  {checkout}", flush=True)
    before, after = (statistics.median(times[checkout]) for checkout in checkouts)
    print(f"\nmedian before {before:.1f} s, after {after:.1f} s, ratio {after / before:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
