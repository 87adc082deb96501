"""A test of our own that is wrong."""


def test_is_wrong():
    """Fails by itself, whatever ChatApp does."""
    assert 1 + 1 == 3
