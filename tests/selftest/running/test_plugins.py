"""Which plugins a run loads: those that `pyproject.toml` names, and no others that happen to be installed."""

import os

import psutil
import pytest

from fixtures.running.plugin import pytest_sessionstart

# Random order is one of ours, named by whoever asks for it.
NAMED = {"pytest-playwright", "pytest-random-order", "pytest-timeout", "pytest-xdist"}


def test_no_plugin_comes_by_itself(pytestconfig: pytest.Config):
    """An installed plugin that nobody named is not loaded: each one that is would make every start slower."""
    loaded = {distribution.project_name for _, distribution in pytestconfig.pluginmanager.list_plugin_distinfo()}

    assert loaded <= NAMED


def test_worker_that_ends_while_it_starts_interrupts_the_run():
    """Ctrl-C reaches workers, too: one that has only begun to start ends first, which is no error of the harness."""
    starting = pytest_sessionstart()
    next(starting)

    with pytest.raises(pytest.exit.Exception, match="a worker ended while it was starting") as ended:
        starting.throw(EOFError("couldn't load message header, expected 9 bytes, got 0"))

    assert ended.value.returncode == 2


def test_all_cores_are_all_cores_whatever_is_installed(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch):
    """`-n auto` takes every core, also where psutil is installed, which knows that two are threads of one."""
    monkeypatch.delenv("PYTEST_XDIST_AUTO_NUM_WORKERS", raising=False)
    monkeypatch.setattr(psutil, "cpu_count", lambda logical=True: 99 if logical else 98)

    assert pytestconfig.hook.pytest_xdist_auto_num_workers(config=pytestconfig) == len(os.sched_getaffinity(0))
