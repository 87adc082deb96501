"""What a stored journey says of a failed test: the facts that its verdict rests on, and those that lead there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures.journey.facts.fact import Seen, Sighting
from fixtures.journey.facts.stored_journal import JournalError, read_journal
from fixtures.journey.story.broken_link import Finding
from fixtures.journey.story.story import tell
from fixtures.journey.story.timeline import Excerpt, excerpt_of
from fixtures.journey.verdict import Broken, Verdict

_OF_THE_TEST = {Seen.TEST_ENDED, Seen.TARGET}


@dataclass(frozen=True)
class FailedJourney:
    """The journey of a failed test: when it began in Unix ms, all facts up to its end, those to be told, the break."""

    opened_at_ms: float
    sightings: tuple[Sighting, ...]
    excerpt: Excerpt
    broken: Broken


def failed_journey(path: Path, broken: Broken) -> FailedJourney | None:
    """The journey in a file, of a test that failed as `broken` says; None where there is none that can be read."""
    try:
        stored = read_journal(path)
    except (OSError, JournalError):
        return None
    sightings = _until_the_end(stored.sightings)
    evidence = _evidence(tell(sightings), broken.verdict)
    if not any(seen.what == Seen.BREACH for seen in evidence):
        evidence += _sought_in_vain(sightings)
    told = [seen for seen in sightings if seen.what not in _OF_THE_TEST]
    return FailedJourney(stored.opened_at_ms, sightings, excerpt_of(told, evidence), broken)


def _until_the_end(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """Without the seeing off: pages that close tell nothing more."""
    ends = [seen.at_ms for seen in sightings if seen.what == Seen.TEST_ENDED]
    return tuple(seen for seen in sightings if not ends or seen.at_ms <= ends[-1])


def _evidence(findings: Sequence[Finding], verdict: Verdict) -> list[Sighting]:
    """What every finding of this verdict rests on, but for the failure itself, of which nobody sees anything."""
    same = [seen for finding in findings if finding.verdict == verdict for seen in finding.evidence]
    return [seen for seen in same if seen.what != Seen.TEST_ENDED]


def _sought_in_vain(sightings: Sequence[Sighting]) -> list[Sighting]:
    looks = [seen for seen in sightings if seen.what == Seen.LOOKED_FOR and seen.detail.get("found") is False]
    return looks[-1:]
