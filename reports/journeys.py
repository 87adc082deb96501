"""What a stored journey says of a failed test: the facts that its verdict rests on, and those that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.facts.stored_journal import JournalError, read_journal
from fixtures.journey.story.broken_link import BrokenLink
from fixtures.journey.story.story import tell
from fixtures.journey.story.timeline import Excerpt, excerpt_of
from fixtures.journey.verdict import Broken, Verdict

_OF_THE_TEST = {Kind.TEST_ENDED, Kind.TARGET, Kind.STEP}


@dataclass(frozen=True)
class FailedJourney:
    """The journey of a failed test: when it began in Unix ms, all facts up to its end, those to be told, the break."""

    opened_at_ms: float
    facts: tuple[Fact, ...]
    excerpt: Excerpt
    broken: Broken


def failed_journey(path: Path, broken: Broken) -> FailedJourney | None:
    """The journey in a file, of a test that failed as `broken` says; None where there is none that can be read."""
    try:
        stored = read_journal(path)
    except (OSError, JournalError):
        return None
    facts = until_the_end(stored.facts)
    evidence = _evidence(tell(facts), broken.verdict)
    if not any(seen.what == Kind.BREACH for seen in evidence):
        evidence += _sought_in_vain(facts)
    told = [seen for seen in facts if seen.what not in _OF_THE_TEST]
    return FailedJourney(stored.opened_at_ms, facts, excerpt_of(told, evidence), broken)


def until_the_end(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts without those at the end that only tell of pages being closed."""
    ends = [seen.at_ms for seen in facts if seen.what == Kind.TEST_ENDED]
    return tuple(seen for seen in facts if not ends or seen.at_ms <= ends[-1])


def _evidence(links: Sequence[BrokenLink], verdict: Verdict) -> list[Fact]:
    """The facts that every broken link of this verdict rests on, without the failure itself, which is no fact."""
    same = [seen for link in links if link.verdict == verdict for seen in link.evidence]
    return [seen for seen in same if seen.what != Kind.TEST_ENDED]


def _sought_in_vain(facts: Sequence[Fact]) -> list[Fact]:
    looks = [seen for seen in facts if seen.what == Kind.LOOKED_FOR and seen.detail.get("found") is False]
    return looks[-1:]
