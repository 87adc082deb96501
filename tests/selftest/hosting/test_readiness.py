"""Waiting for a deployment: tested once it answers and is of the right version; never does it look like a failure."""

import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.hosting.frontend import built_page
from fixtures.hosting.published import OBSERVED
from fixtures.hosting.readiness import Patience, wait_for
from fixtures.running.checkout import ROOT
from fixtures.running.plugin import state_of_run
from fixtures.targets.target import Target, TargetError
from tests.selftest.harness_process import run_pytest

ONE_TEST = "tests/api/test_sent_message.py"


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


def test_chat_app_that_never_answers_is_the_targets_fault(target: Target):
    """Where nobody answers in time that is said once while waiting, and again at the end with how long it was."""
    said: list[str] = []

    with pytest.raises(TargetError, match=r"no ChatApp answers at http://127\.0\.0\.1:1/.* \(waited 0\.3 s\)$"):
        wait_for(target.at("http://127.0.0.1:1"), Patience(0.3), said.append)

    assert len(said) == 1
    assert said[0].startswith("Waiting up to 0.3 s. target: no ChatApp answers at http://127.0.0.1:1/health")


def test_who_does_not_wait_is_told_at_once(target: Target):
    """Without `--wait` there is one look, and no word of waiting."""
    with pytest.raises(TargetError, match="no ChatApp answers") as refusal:
        wait_for(target.at("http://127.0.0.1:1"), Patience(), pytest.fail)

    assert "waited" not in str(refusal.value)


def test_other_version_is_the_targets_fault(target: Target, pytestconfig: pytest.Config):
    """A deployment that stays of another version is not tested, and both versions are said."""
    version = state_of_run(pytestconfig)[OBSERVED]["chatapp"]

    with pytest.raises(TargetError, match=rf"is of version {version}, and not 99\.0\.0 \(waited 0\.2 s\)"):
        wait_for(target, Patience(0.2, "99.0.0"), lambda _: None)


def test_right_version_is_tested_at_once(target: Target, pytestconfig: pytest.Config):
    """Nobody waits for what is there."""
    version = state_of_run(pytestconfig)[OBSERVED]["chatapp"]

    assert wait_for(target, Patience(60.0, version), pytest.fail) == version


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
