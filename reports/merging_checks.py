"""Whether several reports are parts of one whole, and what of it is not among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from fixtures.targets.target import TARGET_FAILED

Json = Mapping[str, Any]

_CAME_TO_ITS_END = frozenset({0, 1, TARGET_FAILED})
_OF_ALL: Mapping[str, Callable[[Json], Any]] = {
    "of target": lambda run: f"{run['target']['name']} at {run['target']['address']}",
    "of planted bug": lambda run: run["planted_bug"],
    "of revision": lambda run: run["revision"],
}
_OF_SHARDS: Mapping[str, Callable[[Json], Any]] = {
    "one of so many parts:": lambda run: run["shard"]["part"].partition("/")[2],
    "of the collection of tests": lambda run: run["shard"]["collection"],
}


class MergeError(Exception):
    """These reports do not belong together; the message says why."""


def hold_together(runs: Mapping[str, Json]) -> None:
    """See that reports, known by their folders, are parts of one whole, and that nothing is in two of them.

    Raises:
        MergeError: something tells otherwise.
    """
    shards = {folder: run for folder, run in runs.items() if run["shard"]}
    if shards and len(shards) < len(runs):
        whole = next(folder for folder in runs if folder not in shards)
        raise MergeError(f"{next(iter(shards))} is a shard and {whole} is none: merge the shards of one run alone")
    _hold_apart({folder: [f"shard {run['shard']['part']}"] for folder, run in shards.items()})
    _hold_equal(runs, _OF_ALL)
    _hold_equal(shards, _OF_SHARDS)
    _hold_apart({folder: [test["test"] for test in run["tests"]] for folder, run in runs.items()})


def without_target(runs: Iterable[Json]) -> list[str]:
    """What of the whole is missing because a shard could not reach ChatApp, a sentence each."""
    dead = [run for run in runs if _reached_nothing(run)]
    return [f"{_name(run)} could not reach ChatApp: none of its tests ran" for run in dead]


def incomplete(runs: Iterable[Json]) -> list[str]:
    """What of the whole is missing for any other reason, a sentence each."""
    every = list(runs)
    cut_short = [f"{_name(run)} ended with exit code {run['exit_code']}" for run in every if not _is_whole(run)]
    if not every[0]["shard"]:
        return cut_short
    present = {run["shard"]["part"] for run in every}
    parts = int(every[0]["shard"]["part"].partition("/")[2])
    lost = [
        f"shard {number}/{parts} is missing" for number in range(1, parts + 1) if f"{number}/{parts}" not in present
    ]
    return [*lost, *cut_short, *([] if lost else _never_run(every))]


def _never_run(every: list[Json]) -> Iterator[str]:
    begun = [run for run in every if not _reached_nothing(run)]
    collected = max((run["shard"]["tests"] or 0 for run in begun), default=0)
    ran = sum(len(run["tests"]) for run in begun)
    # How many belong to a shard that never began, nobody can tell.
    if ran < collected and len(begun) == len(every):
        yield f"{collected - ran} of {collected} tests never ran"
    if any(run["shard"]["tests"] is None for run in begun):
        yield "a shard does not know how many tests there are: each of its workers died"


def _reached_nothing(run: Json) -> bool:
    return run["exit_code"] == TARGET_FAILED and not run["tests"]


def _is_whole(run: Json) -> bool:
    return run["exit_code"] in _CAME_TO_ITS_END


def _name(run: Json) -> str:
    return f"shard {run['shard']['part']}" if run["shard"] else str(run["run"])


def _hold_equal(runs: Mapping[str, Json], rules: Mapping[str, Callable[[Json], Any]]) -> None:
    for what, value_of in rules.items():
        values = {folder: value_of(run) for folder, run in runs.items()}
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
