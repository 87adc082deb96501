"""The lanes of a sequence: ChatApp, beside it everybody's pages and clients, beside a page its person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fixtures.journey.facts.fact import Fact

CHAT_APP = "ChatApp"


@dataclass(frozen=True)
class Lane:
    """A vertical line: a person, or one of their pages and clients (`via`), or ChatApp itself."""

    who: str
    via: str = ""


@dataclass(frozen=True)
class Lanes:
    """All lanes, from left to right."""

    all: tuple[Lane, ...]

    @property
    def last(self) -> int:
        """The number of the rightmost lane."""
        return len(self.all) - 1

    @property
    def server(self) -> int:
        """Where ChatApp is."""
        return self.all.index(Lane(CHAT_APP))

    def via(self, seen: Fact) -> int:
        """The page or client that a fact was seen at; ChatApp where it was none."""
        lane = Lane(seen.who, str(seen.detail.get("via") or ""))
        own = [number for number, one in enumerate(self.all) if one.who == seen.who and one.via]
        return self.all.index(lane) if lane in self.all and lane.via else (own or [self.server])[0]

    def person(self, seen: Fact) -> int:
        """The person who saw a fact; where they have no page, their client."""
        lane = Lane(seen.who)
        return self.all.index(lane) if lane in self.all else self.via(seen)


def lanes_of(facts: Sequence[Fact]) -> Lanes:
    """The lanes of everybody who was seen at a page or client: who came first on the left, all others on the right."""
    vias: dict[str, list[str]] = {}
    for seen in facts:
        via = str(seen.detail.get("via") or "")
        if via and via not in vias.setdefault(seen.who, []):
            vias[seen.who].append(via)
    present = [(who, own) for who, own in vias.items() if own]
    left = [lane for who, own in present[:1] for lane in [*_person(who, own), *_clients(who, own)]]
    right = [lane for who, own in present[1:] for lane in [*_clients(who, own), *_person(who, own)]]
    return Lanes((*left, Lane(CHAT_APP), *right))


def _clients(who: str, vias: list[str]) -> list[Lane]:
    return [Lane(who, via) for via in vias]


def _person(who: str, vias: list[str]) -> list[Lane]:
    return [Lane(who)] if any(via.startswith("page") for via in vias) else []
