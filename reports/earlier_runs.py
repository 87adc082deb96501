"""What earlier runs say of the tests of this one. Pure: reads `run.json` files and writes nothing.

Only runs of the same target with the same planted bug count; a part of a run (`--shard`) and a gate do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fixtures.journey.verdict import Verdict
from reports.model.file import RUN_FILE, read_run_if_any
from reports.model.result import TestResult
from reports.model.run import Run

_BROKEN = frozenset({"failed", "error"})


@dataclass(frozen=True)
class History:
    """Tests of a run by what is new about them.

    `previous` is the newest earlier run, to which this one was compared; None if there is none. `new_failures` are
    tests that passed when they last ran, or that never ran. `fixed` tests failed then and pass now. `unstable` gives
    the reason for each unstable test.
    """

    previous: str | None = None
    new_failures: frozenset[str] = frozenset()
    fixed: tuple[str, ...] = ()
    unstable: Mapping[str, str] = field(default_factory=dict)


def earlier_runs(runs: Path, run: Run) -> list[Run]:
    """The runs in a folder that this one can be compared to and that began before it, the newest first."""
    found = [one for path in runs.glob(f"*/{RUN_FILE}") if (one := read_run_if_any(path.parent)) is not None]
    earlier = [one for one in found if _is_comparable(one, run) and one.began <= run.began]
    return sorted(earlier, key=lambda one: one.began, reverse=True)


def history_of(run: Run, earlier: Iterable[Run]) -> History:
    """What earlier runs, the newest first, say of this one."""
    earlier = list(earlier)
    last = _last_outcomes(earlier)
    now = {test.test: test.outcome for test in run.tests if _tells(test)}
    broken = {test for test, outcome in now.items() if outcome in _BROKEN}
    return History(
        previous=earlier[0].run if earlier else None,
        new_failures=frozenset(test for test in broken if earlier and last.get(test) not in _BROKEN),
        fixed=tuple(test for test, outcome in now.items() if outcome == "passed" and last.get(test) in _BROKEN),
        unstable=_unstable(run, earlier),
    )


def _unstable(run: Run, earlier: list[Run]) -> dict[str, str]:
    """The tests whose outcome changed without a change of code: in this run, or since a run of the same revision."""
    found: dict[str, str] = {}
    same = [one for one in earlier if _has_same_code(one, run)]
    by_run = [(one.run, {test.test: test.outcome for test in one.tests if _tells(test)}) for one in same]
    for test in run.tests:
        name, outcome = test.test, test.outcome
        if test.evidence_run is not None and test.evidence_run.outcome == "passed":
            found[name] = "failed, and passed when it was run once more"
        elif _tells(test) and not _was_never_begun(test) and (other := _run_of_another_mind(name, outcome, by_run)):
            found[name] = f"{_word(outcome)}, and {'passed' if _word(outcome) == 'failed' else 'failed'} in {other}"
    # Of a merged run: what its parts saw on their machines.
    return {**dict.fromkeys(run.unstable, "as one of the parts saw"), **found}


def _was_never_begun(test: TestResult) -> bool:
    """Its set-up failed by the harness's own fault, such as a browser that does not start: nothing of it was tried."""
    return test.outcome == "error" and test.verdict == Verdict.HARNESS


def _run_of_another_mind(test: str, outcome: str, by_run: list[tuple[str, dict[str, str]]]) -> str | None:
    return next((run for run, outcomes in by_run if test in outcomes and _word(outcomes[test]) != _word(outcome)), None)


def _word(outcome: str) -> str:
    return "failed" if outcome in _BROKEN else outcome


def _tells(test: TestResult) -> bool:
    """Whether the outcome says something about the test; not if the test was left out or its target was dead."""
    return test.outcome in {"passed", *_BROKEN} and test.verdict != "target"


def _last_outcomes(earlier: list[Run]) -> dict[str, str]:
    last: dict[str, str] = {}
    for one in reversed(earlier):
        last.update({test.test: test.outcome for test in one.tests if _tells(test)})
    return last


def _has_same_code(one: Run, run: Run) -> bool:
    same_version = one.versions.get("chatapp") == run.versions.get("chatapp")
    return same_version and run.revision is not None and one.revision == run.revision


def _is_comparable(one: Run, run: Run) -> bool:
    is_itself = one.run == run.run and one.began == run.began
    same = (one.target, one.planted_bug) == (run.target, run.planted_bug)
    return same and not is_itself and one.shard is None and one.gate is None
