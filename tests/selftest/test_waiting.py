"""Waiting for a deployment: tested once it answers and is of the right version; never does it look like a failure."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.hosting.frontend import ROOT, built_page
from fixtures.hosting.waiting import Patience
from tests.selftest.running import run_pytest

ONE_TEST = "tests/api/test_sent_message.py"


@pytest.fixture(scope="module")
def deployed() -> Iterator[HostedChatApp]:
    """A ChatApp that answers."""
    hosted = HostedChatApp(Source(ROOT, built_page()))
    yield hosted
    hosted.stop()


@pytest.mark.timeout(180)
def test_chat_app_that_starts_late_is_tested(tmp_path: Path):
    """A run that begins before its ChatApp answers waits for it, says so, and passes."""
    with socket.create_server(("127.0.0.1", 0)) as nobody, ThreadPoolExecutor(1) as beside:
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        starting = beside.submit(_start_when_asked, nobody)
        ended = run_pytest(tmp_path / "run", "--base-url", address, "--wait", "60", ONE_TEST)
        starting.result().stop()

    assert ended.exit_code == 0, ended.printed
    assert f"Waiting up to 60 s. target: no ChatApp answers at {address}/health: " in ended.printed


def test_chat_app_that_never_answers_is_the_targets_fault(tmp_path: Path):
    """Where nobody answers in time the run ends with exit code 10, and says how long it waited."""
    ended = run_pytest(tmp_path / "run", "--base-url", "http://127.0.0.1:1", "--wait", "1.5", ONE_TEST)

    assert ended.exit_code == 10
    assert "(waited 1.5 s)" in ended.printed


def test_other_version_is_the_targets_fault(tmp_path: Path, deployed: HostedChatApp):
    """A deployment that stays of another version is not tested, and both versions are said."""
    wanted = ("--wait", "1", "--wait-for-version", "99.0.0")

    ended = run_pytest(tmp_path / "run", "--base-url", deployed.base_url, *wanted, ONE_TEST)

    assert ended.exit_code == 10
    assert f"is of version {deployed.version}, and not 99.0.0 (waited 1 s)" in ended.printed


def test_right_version_is_tested_at_once(tmp_path: Path, deployed: HostedChatApp):
    """Nobody waits for what is there."""
    wanted = ("--wait", "60", "--wait-for-version", deployed.version)

    ended = run_pytest(tmp_path / "run", "--base-url", deployed.base_url, *wanted, ONE_TEST)

    assert ended.exit_code == 0
    assert "Waiting" not in ended.printed


def test_nobody_waits_for_the_embedded_chat_app(tmp_path: Path):
    """Without a deployment there is nothing to wait for, and that is said."""
    ended = run_pytest(tmp_path / "run", "--wait", "5", ONE_TEST)

    assert ended.exit_code == 4
    assert "--wait and --wait-for-version are for a deployment: name it with --base-url" in ended.printed


@pytest.mark.parametrize("seconds", [-1.0, float("nan"), float("inf")])
def test_time_that_cannot_be_waited_is_said(seconds: float):
    """A wait is a number of seconds that comes to an end."""
    with pytest.raises(ValueError, match="is no number of seconds; expected 0 or more"):
        Patience(seconds)


def _start_when_asked(nobody: socket.socket) -> HostedChatApp:
    """Start a ChatApp where somebody has asked for one in vain."""
    asking, _ = nobody.accept()
    port = nobody.getsockname()[1]
    nobody.close()
    asking.close()
    return HostedChatApp(Source(ROOT, built_page()), port=port)
