"""Tests that open pages and fail, beside some that open none."""

import pytest


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("number", range(6))
def test_with_a_page(number: int):
    """Fails."""
    assert number < 0


def test_without_a_page():
    """Fails as well, and counts for nothing."""
    raise AssertionError
