"""Whether several reports are parts of one whole, and what of it is not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from fixtures.targets.target import TARGET_FAILED
from reports.model.parts import ShardOfRun
from reports.model.run import Run

_CAME_TO_ITS_END = frozenset({0, 1, TARGET_FAILED})
_OF_ALL: Mapping[str, Callable[[Run], object]] = {
    "of target": lambda run: f"{run.target.name} at {run.target.address}",
    "of planted bug": lambda run: run.planted_bug,
    "of revision": lambda run: run.revision,
}
_OF_SHARDS: Mapping[str, Callable[[ShardOfRun], object]] = {
    "one of so many parts:": lambda shard: shard.number_of_parts,
    "of the collection of tests": lambda shard: shard.collection,
}


class MergeError(Exception):
    """These reports do not belong together; the message says why."""


def hold_together(runs: Mapping[str, Run]) -> None:
    """Check that reports, which are known by their folders, are parts of one whole, and that nothing is in two of them.

    Raises:
        MergeError: something tells otherwise.
    """
    shards = {folder: run.shard for folder, run in runs.items() if run.shard}
    if shards and len(shards) < len(runs):
        whole = next(folder for folder in runs if folder not in shards)
        raise MergeError(f"{next(iter(shards))} is a shard and {whole} is none: merge the shards of one run alone")
    _hold_apart({folder: [f"shard {shard.part}"] for folder, shard in shards.items()})
    for what, of_run in _OF_ALL.items():
        _hold_equal(what, {folder: of_run(run) for folder, run in runs.items()})
    for what, of_shard in _OF_SHARDS.items():
        _hold_equal(what, {folder: of_shard(shard) for folder, shard in shards.items()})
    _hold_apart({folder: [test.test for test in run.tests] for folder, run in runs.items()})


def without_target(runs: Iterable[Run]) -> list[str]:
    """What of the whole is missing because a shard could not reach ChatApp, a sentence each."""
    every = list(runs)
    dead = [run for run in every if _reached_nothing(run)]
    earlier = [sentence for run in every if run.exit_code == TARGET_FAILED for sentence in run.incomplete]
    return [*(f"{_name(run)} could not reach ChatApp: none of its tests ran" for run in dead), *earlier]


def incomplete(runs: Iterable[Run]) -> list[str]:
    """What of the whole is missing for any other reason, a sentence each."""
    every = list(runs)
    cut_short = [f"{_name(run)} ended with exit code {run.exit_code}" for run in every if not _is_whole(run)]
    # What a report lacks that was merged before does not come back by merging it again.
    earlier = [sentence for run in every if run.exit_code != TARGET_FAILED for sentence in run.incomplete]
    shards = [run.shard for run in every if run.shard]
    if not shards:
        return [*earlier, *cut_short]
    present, parts = {shard.part for shard in shards}, shards[0].number_of_parts
    lost = [
        f"shard {number}/{parts} is missing" for number in range(1, parts + 1) if f"{number}/{parts}" not in present
    ]
    return [*lost, *earlier, *cut_short, *([] if lost else _never_run(every))]


def _never_run(every: list[Run]) -> Iterator[str]:
    begun = [run for run in every if not _reached_nothing(run)]
    shards = [run.shard for run in begun if run.shard]
    collected = max((shard.tests or 0 for shard in shards), default=0)
    ran = sum(len(run.tests) for run in begun)
    # Nobody knows how many tests a shard that never began would have had.
    if ran < collected and len(begun) == len(every):
        yield f"{collected - ran} of {collected} tests never ran"
    if any(shard.tests is None for shard in shards):
        yield "a shard does not know how many tests there are: each of its workers died"


def _reached_nothing(run: Run) -> bool:
    return run.exit_code == TARGET_FAILED and not run.tests


def _is_whole(run: Run) -> bool:
    return run.exit_code in _CAME_TO_ITS_END


def _name(run: Run) -> str:
    return f"shard {run.shard.part}" if run.shard else run.run


def _hold_equal(what: str, values: Mapping[str, object]) -> None:
    known = [(folder, value) for folder, value in values.items() if value is not None or what == "of planted bug"]
    for folder, value in known[1:]:
        if value != known[0][1]:
            raise MergeError(f"{known[0][0]} is {what} {known[0][1]} and {folder} {what} {value}: not of one run")


def _hold_apart(things: Mapping[str, list[str]]) -> None:
    twice = [thing for thing, count in Counter(one for ones in things.values() for one in ones).items() if count > 1]
    if twice:
        folders = " and ".join(folder for folder, ones in things.items() if twice[0] in ones)
        rest = f", as are {len(twice) - 1} others" if len(twice) > 1 else ""
        raise MergeError(f"{twice[0]} is in {folders}{rest}: nothing may be counted twice")
