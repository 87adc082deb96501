"""Several reports put together: their runs in, one run out. Pure; nothing is lost, and nothing counted twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fixtures.contract.coverage import Coverage
from fixtures.targets.target import TARGET_FAILED
from reports.merging_checks import hold_together, incomplete, without_target
from reports.model.file import RUN_FILE
from reports.model.parts import ContractCoverage, MergedPart, TimeToDisplay
from reports.model.result import verdicts_of
from reports.model.run import Run


def merge(runs: Mapping[str, Run], name: str, *, cut_off: Sequence[str] = ()) -> Run:
    """A run of this name that did what all of these did; `runs` are known by their folders.

    The folders that are `cut_off` belong to it too, and hold no `run.json`.

    Raises:
        MergeError: they are not of one target, revision or collection of tests, or something is in two of them.
    """
    hold_together(runs)
    every = list(runs.values())
    first = every[0]
    tests = tuple(sorted((test for run in every for test in run.tests), key=lambda test: test.test))
    dead = without_target(every)
    lacking = [*(f"{folder} has no {RUN_FILE}: its run was cut off" for folder in cut_off), *incomplete(every)]
    to_failures = [run.seconds_to_first_failure for run in every if run.seconds_to_first_failure is not None]
    return Run(
        run=name,
        target=first.target,
        planted_bug=first.planted_bug,
        revision=first.revision,
        seed=first.seed if len({run.seed for run in every}) == 1 else None,
        options=_options(every),
        versions=_joined(run.versions for run in every),
        began=min(run.began for run in every),
        seconds=max(run.seconds for run in every),
        seconds_to_first_failure=min(to_failures, default=None),
        exit_code=_exit_code({run.exit_code for run in every}, verdicts_of(tests), lacking),
        contract=_contract([run.contract for run in every]),
        known_breaches=_sum(run.known_breaches for run in every),
        remarks=tuple(_remarks(every)),
        whole=all(run.whole for run in every) and not lacking and not dead,
        parts=tuple(_part(run) for run in every),
        incomplete=(*lacking, *dead),
        unstable=tuple(sorted({test for run in every for test in run.unstable})),
        left_behind=_sum(run.left_behind for run in every),
        time_to_display=TimeToDisplay(tuple(message for run in every for message in run.time_to_display.messages)),
        tests=tests,
    )


def _options(every: list[Run]) -> Mapping[str, Any] | None:
    """What repeats all of them; None where each is repeated in its own way."""
    options = [run.options for run in every]
    return options[0] if all(one == options[0] for one in options) else None


def _exit_code(codes: set[int | None], verdicts: Mapping[str, int], lacking: list[str]) -> int:
    """The exit code, as of a run: 10 if only the target failed, 1 if anything else failed or is missing."""
    if lacking or set(verdicts) - {"target"}:
        return 1
    return TARGET_FAILED if verdicts or TARGET_FAILED in codes else 0


def _contract(parts: list[ContractCoverage]) -> ContractCoverage:
    """What nobody exercised; the parts are of one revision, so all were promised the same."""
    answers = frozenset.intersection(*(part.missing.answers for part in parts))
    events = frozenset.intersection(*(part.missing.events for part in parts))
    return ContractCoverage(parts[0].promised, Coverage(answers, events))


def _remarks(every: list[Run]) -> list[str]:
    """A remark on a whole list, such as on an entry that nothing met, is true of the whole if every part makes it."""
    lists = [run.shard.remarks if run.shard else run.remarks for run in every]
    common = [remark for remark in lists[0] if all(remark in others for others in lists[1:])]
    versions = sorted({run.versions.get("chatapp", "") for run in every} - {""})
    mixed = [f"The parts met different versions of ChatApp: {', '.join(versions)}"] if len(versions) > 1 else []
    return common + mixed


def _part(run: Run) -> MergedPart:
    return MergedPart(
        run=run.run,
        seed=run.seed,
        began=run.began,
        seconds=run.seconds,
        exit_code=run.exit_code,
        shard=run.shard.part if run.shard else None,
        tests=len(run.tests),
    )


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for one in counts:
        total.update(one)
    return dict(sorted(total.items()))


def _joined(versions: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Each version; where the machines differ, all of them."""
    found: dict[str, list[str]] = {}
    for one in versions:
        for name, version in one.items():
            found.setdefault(name, []).append(version)
    return {name: ", ".join(dict.fromkeys(ones)) for name, ones in found.items()}
