"""What the terminal says of failed tests that ran once more to be recorded."""

from __future__ import annotations

from reports.outcomes import Outcomes


def told_of_second_runs(outcomes: Outcomes) -> list[str]:
    """A line that counts the failed tests which were not recorded; no line if all were."""
    left_out = outcomes.not_recorded
    told = f"{left_out} failed tests were not recorded in a second run, as many others were; name one to record it."
    return [told] if left_out else []
