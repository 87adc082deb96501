"""A journey as strokes between lanes: each person, their pages and clients, ChatApp; and the broken link among them.

Pure: what is drawn follows from the facts and the finding alone. How it looks is `sequence_svg`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from fixtures.journey.facts.fact import Fact, Kind
from fixtures.journey.story.timeline import Excerpt, Told
from fixtures.journey.verdict import Broken, Verdict
from reports.sequence_lanes import Lanes, lanes_of
from reports.sequence_words import words_of

_ROWS = {Kind.ROW_SHOWN, Kind.ROW_CHANGED, Kind.ROW_GONE}
_FAULTS = {Kind.FAULT_BEGAN, Kind.FAULT_ENDED}
_BREAKS = {Kind.BREACH, Kind.UNANSWERED, Kind.CHAT_APP_DOWN, Kind.NOISE}
_FROM_SERVER = {Verdict.STATUS, Verdict.ENVELOPE, Verdict.ACCESS, Verdict.PUSH_SERVER, Verdict.PUSH_DELIVERY}
_BESIDE_THE_CHAIN = {Verdict.HARNESS, Verdict.UNKNOWN, Verdict.PAGE}


class StrokeKind(StrEnum):
    """What a stroke stands for."""

    PERSON = "person"
    HTTP = "http"
    PUSH = "push"
    NOTE = "note"
    FAULT = "fault"
    FOLD = "fold"
    BROKEN = "broken"


@dataclass(frozen=True)
class Stroke:
    """One line of the drawing, `at_ms` after the first fact; from one lane to another, or beside one.

    Lanes are counted from 0; between two whole numbers is the wire. `stopped` where it does not get there.
    """

    at_ms: float | None
    kind: StrokeKind
    start: float
    end: float
    words: str
    decisive: bool = False
    stopped: bool = False


@dataclass(frozen=True)
class Drawing:
    """The lanes from left to right, the strokes from above to below, and what is broken."""

    lanes: Lanes
    strokes: tuple[Stroke, ...]
    broken: Broken


def draw(excerpt: Excerpt, broken: Broken) -> Drawing:
    """What is told of a journey, with its broken link where it broke."""
    told = _condensed(excerpt.told)
    lanes = lanes_of([one.seen for one in told])
    place, strokes = broken_place(told), list[Stroke]()
    for number, one in enumerate(told):
        if one.skipped:
            strokes.append(Stroke(None, StrokeKind.FOLD, 0, lanes.last, f"{one.skipped} facts are left out"))
        at_ms = one.seen.at_ms - excerpt.start_ms
        if number != place or not _is_the_break(one.seen):
            strokes.append(_stroke(one, at_ms, lanes))
        if number == place:
            strokes.append(_broken_link(one.seen, at_ms, lanes, broken.verdict))
    if not told:
        strokes.append(Stroke(None, StrokeKind.BROKEN, 0, 0, str(broken.verdict), stopped=True))
    return Drawing(lanes, tuple(strokes), broken)


def _condensed(told: Sequence[Told]) -> list[Told]:
    """A push is one stroke from end to end: stations on its way at which nothing happened are left out."""
    withheld = {_packet(one.seen) for one in told if one.seen.what == Kind.WITHHELD}
    arrived = {_event(one.seen) for one in told if one.seen.what in {Kind.ARRIVED, Kind.RECEIVED}}

    def goes_without_saying(seen: Fact) -> bool:
        if seen.what == Kind.LET_THROUGH:
            return _packet(seen) not in withheld or _event(seen) in arrived
        return seen.what == Kind.EMITTED and (_packet(seen) in withheld or _event(seen) in arrived)

    kept, skipped = list[Told](), 0
    for one in told:
        skipped += one.skipped
        if not goes_without_saying(one.seen):
            kept.append(Told(one.seen, one.decisive, skipped))
            skipped = 0
    return kept


def _packet(seen: Fact) -> tuple[str, object]:
    return seen.who, seen.detail.get("packet")


def _event(seen: Fact) -> tuple[object, ...]:
    return seen.who, *(seen.detail.get(key) for key in ("via", "event", "message", "kind", "status"))


def broken_place(told: Sequence[Told]) -> int:
    """Where the broken link is marked: at the fact that was missing or wrong, or at the last fact of the finding."""
    broken = [number for number, one in enumerate(told) if _is_the_break(one.seen)]
    decisive = [number for number, one in enumerate(told) if one.decisive]
    both = [number for number in broken if number in decisive]
    return next((places[-1] for places in (both, broken, decisive) if places), len(told) - 1)


def _is_the_break(seen: Fact) -> bool:
    return seen.what in _BREAKS or (seen.what == Kind.LOOKED_FOR and seen.detail.get("found") is False)


def _stroke(one: Told, at_ms: float, lanes: Lanes) -> Stroke:
    kind, start, end = _way(one.seen, lanes)
    stopped = one.seen.what in {Kind.WITHHELD, Kind.UNANSWERED}
    return Stroke(at_ms, kind, start, end, words_of(one.seen), one.decisive, stopped)


def _way(seen: Fact, lanes: Lanes) -> tuple[StrokeKind, float, float]:
    """What kind of stroke a fact is, and from where to where."""
    page, person, server = lanes.via(seen), lanes.person(seen), lanes.server
    wire = (page + server) / 2
    if seen.what in _FAULTS:
        return StrokeKind.FAULT, 0, lanes.last
    if seen.what in _ROWS:
        return StrokeKind.PERSON, page, person
    ways: dict[str, tuple[StrokeKind, float, float]] = {
        Kind.GESTURE: (StrokeKind.PERSON, person, page),
        Kind.REQUESTED: (StrokeKind.HTTP, page, server),
        Kind.ANSWERED: (StrokeKind.HTTP, server, page),
        Kind.UNANSWERED: (StrokeKind.HTTP, page, wire),
        Kind.SENT_EVENT: (StrokeKind.PUSH, page, server),
        Kind.EMITTED: (StrokeKind.PUSH, server, wire),
        Kind.WITHHELD: (StrokeKind.PUSH, server, wire),
        Kind.LET_THROUGH: (StrokeKind.PUSH, wire, (wire + page) / 2),
        Kind.ARRIVED: (StrokeKind.PUSH, server, page),
        Kind.RECEIVED: (StrokeKind.PUSH, server, page),
    }
    return ways.get(seen.what, (StrokeKind.NOTE, page, page))


def _broken_link(seen: Fact, at_ms: float, lanes: Lanes, verdict: Verdict) -> Stroke:
    page, person = lanes.via(seen), lanes.person(seen)
    if verdict == Verdict.TARGET:
        start, end = lanes.server, lanes.server
    elif verdict in _BESIDE_THE_CHAIN:
        start, end = page, page
    elif verdict == Verdict.INPUT:
        start, end = person, page
    elif verdict == Verdict.REQUEST:
        start, end = page, lanes.server
    elif verdict in _FROM_SERVER:
        start, end = lanes.server, page
    else:
        start, end = page, person
    words = f"{verdict}: {words_of(seen)}" if seen.what == Kind.LOOKED_FOR else str(verdict)
    return Stroke(at_ms, StrokeKind.BROKEN, start, end, words, decisive=True, stopped=True)
