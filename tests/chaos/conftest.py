"""What runs inside runs must not inherit, and how long a test of trouble may take."""

import pytest

from tests.selftest.conftest import (  # noqa: F401 - fixtures that hold here, too
    _programs_hear_signals,
    _runs_inside_runs_are_no_ci_jobs,
    _terminals_speak_english,
)

LONGEST_SECONDS = 240


def pytest_itemcollected(item: pytest.Item) -> None:
    """Have none of them recorded, and give them the time of a whole run."""
    if item.path.name.startswith("test_"):
        item.add_marker("run_once")
        item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))
