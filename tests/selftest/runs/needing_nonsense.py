"""A test that needs what nobody has heard of."""

import pytest


@pytest.mark.needs("offline_que")
def test_needs_nonsense():
    """Never runs."""
