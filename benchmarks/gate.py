"""What a gate is worth against bugs that it has not seen, and how soon a run of everything turns red.

    .venv/bin/python benchmarks/gate.py                          # by tests/catches.json: arithmetic, no test is run
    .venv/bin/python benchmarks/gate.py --seconds 20 --workers 4
    .venv/bin/python benchmarks/gate.py --fold 1 --try 2         # runs the gate against two bugs that it has not seen

The planted bugs are dealt into five parts. Each part in turn is kept from the choice of the gate: neither the bugs nor
which tests catch them count. A bug of that part is caught when one of the gate's tests catches it by
`tests/catches.json`. Of bugs that are known by their proof alone only their own tests are known to catch them, so for
these the count is a lower bound; `--try` runs the gate's tests with such bugs planted and says what is true.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import random
import statistics
import sys
import tempfile
from pathlib import Path

from fixtures.campaigns.matrix.run import bug_run
from fixtures.campaigns.suite import run_suite
from fixtures.planted_bugs.bug import load_bug
from fixtures.running.ordering.catches import Catches, KnownBy, load_catches
from fixtures.running.ordering.cover import ends, in_order
from fixtures.running.ordering.gate import Budget, chosen_for_gate

PARTS = 5
LIMIT = 180.0


def dealt(names: list[str], seed: int) -> list[list[str]]:
    """The bugs in five parts of about the same size, by chance."""
    shuffled = random.Random(seed).sample(sorted(names), len(names))  # noqa: S311 - no secret
    return [shuffled[number::PARTS] for number in range(PARTS)]


def without(catches: Catches, unseen: list[str]) -> Catches:
    """What is known when nobody has thought of these bugs."""
    return dataclasses.replace(catches, bugs={name: bug for name, bug in catches.bugs.items() if name not in unseen})


def caught_by(tests: list[str], bugs: list[str], catches: Catches) -> int:
    """How many of these bugs one of the tests is known to catch."""
    chosen = set(tests)
    return sum(not chosen.isdisjoint(catches.bugs[name].caught_by) for name in bugs)


def cross_validation(catches: Catches, budget: Budget, seed: int) -> list[str]:
    """The table: for each part that was left out, what its gate catches of it and of the others."""
    lines = [f"| left out | tests in the gate | of the {PARTS - 1} parts it knows | of the part it has not seen |"]
    lines.append("|---|---|---|---|")
    totals = [0, 0, 0, 0]
    for number, unseen in enumerate(dealt(list(catches.bugs), seed), start=1):
        known = without(catches, unseen)
        chosen = chosen_for_gate(budget, catches.tests, known)
        counts = [caught_by(chosen, list(known.bugs), catches), len(known.bugs)]
        counts += [caught_by(chosen, unseen, catches), len(unseen)]
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
        lines.append(f"| part {number} | {len(chosen)} | {_share(*counts[:2])} | {_share(*counts[2:])} |")
    return [*lines, f"| together | | {_share(*totals[:2])} | {_share(*totals[2:])} |"]


def first_reds(catches: Catches, order: list[str], workers: int) -> list[float]:
    """For each bug, when the first test ends that is known to catch it, in seconds from the first test's beginning."""
    ended = ends(order, workers, catches.seconds())
    return sorted(min(ended[test] for test in bug.caught_by) for bug in catches.bugs.values())


def _share(count: int, of: int) -> str:
    return f"{count} of {of} ({count / of:.0%})"


def _row(title: str, reds: list[float]) -> str:
    return f"| {title} | {statistics.median(reds):.1f} s | {reds[int(len(reds) * 0.95)]:.1f} s | {reds[-1]:.1f} s |"


def report(catches: Catches, budget: Budget, seed: int) -> str:
    """All that follows from what is known, as text."""
    by_proof = sum(bug.known_by == KnownBy.PROOF for bug in catches.bugs.values())
    files, caught, seconds = sorted(catches.tests), catches.bugs_by_test(), catches.seconds()
    whole = sum(seconds[test] for test in files)
    ours = in_order(files, caught, seconds)
    lines = [
        f"{len(catches.bugs)} planted bugs, {by_proof} of them known by their proofs alone.",
        f"{len(files)} tests of {whole:.0f} s; {budget.workers} workers.",
        f"Times: {catches.times}.",
        "",
        f"Gate of {budget.seconds:g} s:",
        "",
        *cross_validation(catches, budget, seed),
        "",
        "| order | median first red | 95 % | last |",
        "|---|---|---|---|",
        _row("by name", first_reds(catches, files, budget.workers)),
        _row("most bugs a second first", first_reds(catches, ours, budget.workers)),
    ]
    return "\n".join(lines)


def try_gate(catches: Catches, budget: Budget, fold: list[str], number: int, seed: int) -> None:
    """Run the gate that does not know a part's bugs against some of them; print a line each."""
    chosen = chosen_for_gate(budget, catches.tests, without(catches, fold))
    for name in random.Random(seed).sample(fold, number):  # noqa: S311 - no secret
        with tempfile.TemporaryDirectory() as folder:
            options = ["--plant", name, "--evidence", "none", "-n", str(budget.workers), *_able(name)]
            run = bug_run(run_suite(Path(folder) / "run", *options, *chosen, limit=LIMIT), chosen)
        by_file = "caught" if caught_by(chosen, [name], catches) else "not known"
        found = f"caught by {len(run.catching)}, first after {run.first_red} s" if run.catching else "not caught"
        print(f"| {name} | {by_file} | {run.told or found} | {', '.join([*run.catching][:3])} |", flush=True)


def _able(name: str) -> list[str]:
    """What a bug of the page alone leaves out: tests that open none cannot notice it."""
    return ["-m", "page"] if load_bug(name).is_of_the_page else []


def main() -> int:
    """Print what follows from `tests/catches.json`, or try a gate."""
    parser = argparse.ArgumentParser(description="What a gate catches of bugs that it has not seen.")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=(os.cpu_count() or 1) + min(os.cpu_count() or 1, 2))
    parser.add_argument("--seed", type=int, default=1, help="deals the bugs")
    parser.add_argument("--fold", type=int, choices=range(1, PARTS + 1), default=1, help="which part is left out")
    parser.add_argument(
        "--try", dest="number", type=int, default=0, metavar="NUMBER", help="how many of its bugs to run"
    )
    given = parser.parse_args()
    catches, budget = load_catches(), Budget(given.seconds, given.workers)
    if given.number:
        try_gate(catches, budget, dealt(list(catches.bugs), given.seed)[given.fold - 1], given.number, given.seed)
    else:
        print(report(catches, budget, given.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
