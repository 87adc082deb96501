"""Which coins are flipped."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """The coins by name, and how often each is flipped."""

    coins: tuple[str, ...] = ("red", "green", "blue")
    flips: int = 6
