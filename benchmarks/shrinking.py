"""How far long scenarios are shortened, and how long that takes, on ten planted bugs.

    .venv/bin/python benchmarks/shrinking.py [BUG ...] [--repeats 10]

Each scenario of `long_scenarios` is named after its bug. The shortest is then played ten times, in which it has to fail
with the same verdict every time, and once without the bug, where it has to be green.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from fixtures.campaigns.shrink.result import Shrunk, read_shrunk, size_of
from fixtures.running.checkout import ROOT
from reports.model.file import read_run_if_any

SCENARIOS = Path(__file__).with_name("long_scenarios")
_ROW = (
    "| {bug} | {verdict} | {steps} | {people} | {faults} | {tried} | {seconds:.0f} s | {red} of {repeats} | {green} |"
)


@dataclass(frozen=True)
class Measured:
    """What came of one scenario."""

    bug: str
    shrunk: Shrunk
    seconds: float
    red: int
    is_green: bool


def main() -> int:
    """Print the table; 1 where a shortest scenario was not red every time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bugs", nargs="*", default=sorted(path.stem for path in SCENARIOS.glob("*.feature")))
    parser.add_argument("--repeats", type=int, default=10)
    options = parser.parse_args()
    print("| planted bug | verdict | steps | people | faults | tried | time | red again | green without it |")
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    measured = []
    for bug in options.bugs:
        measured.append(one := _measure(bug, options.repeats))
        print(_row(one, options.repeats), flush=True)
    steps = statistics.median(size_of(one.shrunk.best).steps for one in measured)
    seconds = statistics.median(one.seconds for one in measured)
    print(f"\nMedian: {steps:g} steps, {seconds:.0f} s.")
    return int(any(one.red < options.repeats for one in measured))


def _measure(bug: str, repeats: int) -> Measured:
    with tempfile.TemporaryDirectory() as scratch:
        folder, shortest = Path(scratch) / "run", Path(scratch) / "shortest.feature"
        given = ["--plant", bug, "-o", str(shortest), "--run-folder", str(folder)]
        began = time.monotonic()
        done = _e2e("shrink", str(SCENARIOS / f"{bug}.feature"), *given)
        seconds = time.monotonic() - began
        if done.returncode:
            sys.exit(f"{bug}: {done.stdout}{done.stderr}")
        shrunk = read_shrunk(folder)
        verdicts = _verdicts(shortest, repeats, Path(scratch) / "again", "--plant", bug) if repeats else []
        healthy = _verdicts(shortest, 1, Path(scratch) / "healthy")
        return Measured(bug, shrunk, seconds, verdicts.count(shrunk.verdict), healthy == [""])


def _verdicts(scenario: Path, times: int, folder: Path, *options: str) -> list[str]:
    """The verdicts of so many plays, empty where one is green; of copies, as a run plays a scenario once."""
    text = scenario.read_text(encoding="utf-8")
    copies = [scenario.with_name(f"{folder.name}-{number}.feature") for number in range(times)]
    for copy in copies:
        copy.write_text(text, encoding="utf-8")
    done = _e2e(*map(str, copies), "-n", "0", "--evidence", "none", "--run-folder", str(folder), *options)
    run = read_run_if_any(folder)
    if run is None or len(run.tests) != times:
        sys.exit(f"{scenario} was not played: {done.stdout}{done.stderr}")
    return [test.verdict or "" for test in run.tests]


def _e2e(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "e2e"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _row(one: Measured, repeats: int) -> str:
    was, now = size_of(one.shrunk.whole), size_of(one.shrunk.best)
    counts = {name: f"{getattr(was, name)} → {getattr(now, name)}" for name in ("steps", "people", "faults")}
    about = {"bug": one.bug, "verdict": one.shrunk.verdict, "tried": len(one.shrunk.tried), "seconds": one.seconds}
    return _ROW.format(**about, **counts, red=one.red, repeats=repeats, green="yes" if one.is_green else "no")


if __name__ == "__main__":
    sys.exit(main())
