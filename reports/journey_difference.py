"""Where two journeys of one test part: the first fact that one of them has and the other has not. Pure.

Two runs of a test differ in ids, times, names and texts, and in the order of things that happen at the same time. None
of that counts as a difference here: facts are compared in words without those parts, and are counted rather than
compared one by one. The order is compared only where both journeys have the same facts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.story.timeline import in_words

_NOBODY = ("the test", "contract", "ChatApp", "sign_in_api")
_LEFT_OUT = {str(Kind.TEST_ENDED), str(Kind.TARGET)}
"""How a test ended is what the difference has to explain, and the name of its target is the same in all runs."""
_WORDS = (
    (re.compile(r"\b(dlg|msg|usr)_\w+…?"), r"\1_…"),
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "…"),
    (re.compile(r"\b(?=\w*\d)[0-9a-f]{6,}\b…?"), "…"),
    (re.compile(r"\b79\d{9}\b"), "79…"),
    (re.compile(r"\b\d+([.,]\d+)? ?(ms|s)\b"), r"… \2"),
    (re.compile(r"\b\d\d:\d\d(:\d\d)?\b"), "…"),
)


@dataclass(frozen=True)
class Difference:
    """Where a good and a bad journey part.

    `good` is the first fact that only the good one has, `bad` the first that only the bad one has; either may be empty.
    `after` is the last fact of the same person before that, which both have. With `same_facts` only the order differs:
    `good` and `bad` are then what came next in each journey after the part in which they are alike.
    """

    after: str
    good: str
    bad: str
    same_facts: bool = False


def first_difference(good: Sequence[Fact], bad: Sequence[Fact]) -> Difference | None:
    """Where two journeys of one test part; None where all they tell is the same."""
    well, badly = _told(good), _told(bad)
    in_good, in_bad = _only(well, badly), _only(badly, well)
    if in_good or in_bad:
        # Up to its first fact of its own a journey has only what both have, so its place tells which comes first.
        candidates = [(places[0], facts) for facts, places in ((well, in_good), (badly, in_bad)) if places]
        first, facts = min(candidates, key=lambda one: one[0])
        return Difference(_before(facts, first), _first(well, in_good), _first(badly, in_bad))
    at = next((at for at, pair in enumerate(zip(well, badly, strict=True)) if pair[0] != pair[1]), len(well))
    if at == len(well):
        return None
    return Difference(well[at - 1] if at else "", well[at], badly[at], same_facts=True)


def _told(journey: Sequence[Fact]) -> list[str]:
    """The facts in order, in words that are the same in every run."""
    in_order = sorted((seen for seen in journey if seen.what not in _LEFT_OUT), key=lambda seen: seen.at_ms)
    people = _numbered("person", [seen.who for seen in in_order if seen.who not in _NOBODY])
    texts = _numbered("text", [str(seen.detail["text"]) for seen in in_order if seen.detail.get("text")])
    return [_in_words(seen, people, texts) for seen in in_order]


def _numbered(word: str, names: Sequence[str]) -> dict[str, str]:
    return {name: f"{word} {number}" for number, name in enumerate(dict.fromkeys(names), start=1)}


def _in_words(seen: Fact, people: dict[str, str], texts: dict[str, str]) -> str:
    detail = {key: value for key, value in seen.detail.items() if key != "message"}
    if text := detail.get("text"):
        detail["text"] = texts[str(text)]
    told = in_words(replace(seen, detail=detail))
    for name in sorted(people, key=len, reverse=True):
        told = told.replace(name, people[name])
    for pattern, word in _WORDS:
        told = pattern.sub(word, told)
    return f"{people.get(seen.who, seen.who)}: {told}"


def _only(these: Sequence[str], those: Sequence[str]) -> list[int]:
    """Which of these facts the others have not, or not so often: their places."""
    left, places = Counter(those), []
    for at, fact in enumerate(these):
        if left[fact]:
            left[fact] -= 1
        else:
            places.append(at)
    return places


def _before(facts: Sequence[str], place: int) -> str:
    """What the same person did or saw last before the fact at this place."""
    who = facts[place].partition(":")[0]
    return next((fact for fact in reversed(facts[:place]) if fact.partition(":")[0] == who), "")


def _first(facts: Sequence[str], places: Sequence[int]) -> str:
    return facts[places[0]] if places else ""
