"""The door to pytest, where a run is one of GitHub Actions: see `commands`."""

from __future__ import annotations

import json
import secrets

import pytest

from reports.github.commands import failures_annotated, is_on_github, resume_commands, stop_commands, tell_runner
from reports.plugin import RUN_FOLDER

_TOKEN = pytest.StashKey[str]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Have nothing that is printed from now on taken for a command."""
    if is_on_github() and not hasattr(config, "workerinput"):
        config.stash[_TOKEN] = token = secrets.token_hex(16)
        tell_runner(stop_commands(token))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Annotate the failures, once everything else is printed."""
    token = config.stash.get(_TOKEN, None)
    if token is None:
        return
    report = config.stash[RUN_FOLDER] / "run.json" if RUN_FOLDER in config.stash else None
    tests = json.loads(report.read_text(encoding="utf-8"))["tests"] if report and report.exists() else []
    tell_runner(resume_commands(token), *failures_annotated(tests))
