"""Tests that need something of their target; none of them asks ChatApp for anything."""

import pytest


@pytest.mark.needs("offline_queue")
def test_needs_a_queue():
    """Runs where there is an offline queue."""


@pytest.mark.needs("clean_console", "offline_queue")
def test_needs_two_things():
    """Runs where there are both."""


def test_needs_nothing():
    """Runs anywhere."""
