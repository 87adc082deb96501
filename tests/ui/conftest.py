"""Every test in this room opens pages."""

import pytest


@pytest.fixture(autouse=True)
def _opens_pages(pages: None) -> None:
    """See `pages`."""
