"""The steps of a test, in words of the domain: what was seen in it, an answer together with its request.

Of a scenario they are its own sentences, and what was seen stands under the one that it was seen at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.story.timeline import Told, in_words

_MOST_OF_PASSED = 40
_OF_PASSED = {
    Kind.GESTURE,
    Kind.REQUESTED,
    Kind.ARRIVED,
    Kind.RECEIVED,
    Kind.ROW_SHOWN,
    Kind.LOOKED_FOR,
    Kind.FAULT_BEGAN,
    Kind.FAULT_ENDED,
}
_ENDS = (Kind.ANSWERED, Kind.UNANSWERED)


class Step(NamedTuple):
    """One step: its beginning and end in Unix ms, and what happened."""

    start_ms: float
    stop_ms: float
    words: str
    is_sentence: bool = False


def steps_of_passed(facts: Sequence[Fact], opened_at_ms: float) -> list[Step]:
    """What a passed test did and saw, without the stations in between; of a very long test only the beginning."""
    told = [seen for seen in facts if seen.what in _OF_PASSED]
    ends = {seen.detail.get("request"): seen for seen in facts if seen.what in _ENDS}
    in_order = sorted(told, key=lambda seen: seen.at_ms)
    steps = [_step(seen, ends, opened_at_ms) for seen in in_order[:_MOST_OF_PASSED]]
    if more := len(in_order) - len(steps):
        last = steps[-1].stop_ms
        steps.append(Step(last, last, f"… and {more} more"))
    return sorted([*sentences_of(facts, opened_at_ms), *steps], key=lambda step: (step.start_ms, not step.is_sentence))


def sentences_of(facts: Sequence[Fact], opened_at_ms: float) -> list[Step]:
    """The sentences of the scenario that was played, each until the next; none of another test."""
    told = [seen for seen in facts if seen.what == Kind.STEP]
    ends = [*(seen.at_ms for seen in told[1:]), max((seen.at_ms for seen in facts), default=0)]
    return (
        [
            Step(opened_at_ms + seen.at_ms, opened_at_ms + end, str(seen.detail.get("text")), is_sentence=True)
            for seen, end in zip(told, ends, strict=True)
        ]
        if told
        else []
    )


def parted(steps: Sequence[Step]) -> list[tuple[Step | None, list[Step]]]:
    """Steps under the sentences that they stand behind; those before the first sentence under none."""
    parts: list[tuple[Step | None, list[Step]]] = [(None, [])]
    for step in steps:
        if step.is_sentence:
            parts.append((step, []))
        else:
            parts[-1][1].append(step)
    return [part for part in parts if part[0] or part[1]]


def step_of_failed(one: Told, since_first_ms: float, opened_at_ms: float) -> Step:
    """A fact of a failed test, so long after the first; `>` where the verdict rests on it."""
    at_ms, mark = opened_at_ms + one.seen.at_ms, "> " if one.decisive else ""
    return Step(at_ms, at_ms, f"{mark}+{since_first_ms:.0f} ms  {one.seen.who}: {in_words(one.seen)}")


def _step(seen: Fact, ends: dict[object, Fact], opened_at_ms: float) -> Step:
    at_ms, words = opened_at_ms + seen.at_ms, f"{seen.who}: {in_words(seen)}"
    end = ends.get(seen.detail.get("request")) if seen.what == Kind.REQUESTED else None
    if end is None:
        return Step(at_ms, at_ms, words)
    return Step(at_ms, opened_at_ms + max(end.at_ms, seen.at_ms), f"{words} → {end.detail.get('status', end.what)}")
