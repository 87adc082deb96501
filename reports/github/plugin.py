"""The door to pytest, where a run is one of GitHub Actions: see `commands`."""

from __future__ import annotations

import secrets

import pytest

from fixtures.running.plugin import is_worker, state_of_run
from fixtures.running.published import RUN_FOLDER
from fixtures.running.state import Slot
from reports.github.commands import failures_annotated, is_on_github, resume_commands, stop_commands, tell_runner
from reports.model.file import has_run, read_run

_TOKEN: Slot[str] = Slot("reports.github_token")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Have nothing that is printed from now on taken for a command."""
    if is_on_github() and not is_worker(config):
        state_of_run(config)[_TOKEN] = token = secrets.token_hex(16)
        tell_runner(stop_commands(token))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Annotate the failures, once everything else is printed."""
    token = state_of_run(config).get(_TOKEN)
    if token is None:
        return
    folder = state_of_run(config).get(RUN_FOLDER)
    tests = read_run(folder).tests if folder and has_run(folder) else ()
    tell_runner(resume_commands(token), *failures_annotated(tests))
