"""Small tables for the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KINDS = {"first_row_ms": "first row", "confirmed_row_ms": "confirmed row"}


def display_table(times: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """How long sent messages took to be shown, a line for each thing that push did meanwhile."""
    if not times:
        return []
    width = max(len(condition) for condition in times)
    titles = "".join(f"  {title:>22}" for title in _KINDS.values())
    lines = [
        f"{condition:<{width}}{''.join(f'  {_spread(row[kind]):>22}' for kind in _KINDS)}  {row['messages']:>8}"
        for condition, row in times.items()
    ]
    return [
        "Time to display, ms from the gesture until painted: median / 95 % / most",
        f"{'':<{width}}{titles}  messages",
        *lines,
    ]


def _spread(times: dict[str, float]) -> str:
    return f"{times['median']:.0f} / {times['p95']:.0f} / {times['max']:.0f}"
