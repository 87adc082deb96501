"""Which plugins a run loads: those that `pyproject.toml` names, and no others that happen to be installed."""

import pytest

# Random order is one of ours, named by whoever asks for it.
NAMED = {"pytest-playwright", "pytest-random-order", "pytest-timeout", "pytest-xdist"}


def test_no_plugin_comes_by_itself(pytestconfig: pytest.Config):
    """An installed plugin that nobody named is not loaded: each one that is would make every start slower."""
    loaded = {distribution.project_name for _, distribution in pytestconfig.pluginmanager.list_plugin_distinfo()}

    assert loaded <= NAMED
