"""How long a large suite takes on many machines, and what that costs: the arithmetic behind `--shard`.

    .venv/bin/python benchmarks/many_machines.py
    .venv/bin/python benchmarks/many_machines.py --tests 10000 --prepare 60 --speed 1.9

Nothing is run. A suite of that many tests is made of the durations in `tests/durations.json`, again and again, and is
dealt out as `--shard` does it. `--prepare` is how many seconds a machine needs before its first test, `--speed` how
many seconds of tests it does in one second with all its workers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice

from pytest_split.algorithms import LeastDurationAlgorithm

from fixtures.running.sharding.split import load_durations

_MACHINES = (1, 3, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Named:
    """One test, as pytest-split asks for it."""

    nodeid: str


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", type=int, default=10_000)
    parser.add_argument("--prepare", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--speed", type=float, default=1.9)
    given = parser.parse_args()
    durations = suite_of(given.tests, load_durations())
    total, longest = sum(durations.values()), max(durations.values())
    sys.stdout.write(f"{given.tests} tests take {total:.0f} s one after the other, the longest {longest:.1f} s\n\n")
    sys.stdout.write(
        "| machines | tests each | longest part | more than the mean | until the end | machine-minutes |\n"
    )
    sys.stdout.write(f"|{'---|' * 6}\n")
    for machines in _MACHINES:
        sys.stdout.write(f"| {' | '.join(row(durations, machines, given.prepare, given.speed))} |\n")
    return 0


def suite_of(tests: int, known: Mapping[str, float]) -> dict[str, float]:
    """A suite of so many tests: the known ones again and again, under other names."""
    return {f"{number}:{test}": known[test] for number, test in enumerate(islice(cycle(known), tests))}


def row(durations: Mapping[str, float], machines: int, prepare: float, speed: float) -> list[str]:
    """What one number of machines comes to.

    A machine is as fast as all its workers together, but its last test is one worker's alone, and may be the longest.
    """
    groups = LeastDurationAlgorithm()(machines, [Named(test) for test in sorted(durations)], dict(durations))
    parts = [sum(durations[item.nodeid] for item in group.selected) / speed for group in groups]
    tail = max(durations.values())
    lasts = [prepare + part + tail for part in parts]
    over = max(parts) * len(parts) / sum(parts) - 1
    return [
        str(machines),
        str(len(durations) // machines),
        f"{max(parts):.0f} s",
        f"{over:.2%}",
        f"{max(lasts) / 60:.1f} min",
        f"{sum(lasts) / 60:.0f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
