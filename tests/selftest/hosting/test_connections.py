"""A run connects to its ChatApp, its browser and nothing else: it needs no network but this machine's loopback."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.selftest.harness_process import RUNS, run_command

UNSHARE = ["unshare", "--map-root-user", "--net"]
ALONE = [*UNSHARE, sys.executable, "-m", "tests.selftest.hosting.loopback_only"]
REACHING = "import socket; s = socket.socket(); s.settimeout(1); s.connect_ex(('192.0.2.1', 80))"


def _can_be_alone() -> bool:
    return bool(shutil.which(UNSHARE[0])) and subprocess.run([*UNSHARE, "true"], check=False).returncode == 0


pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(not _can_be_alone(), reason="this machine gives no process a network of its own (unshare)"),
]


def test_run_needs_loopback_alone(tmp_path: Path):
    """With pages, API, push, a failure, its second run and its report, nobody even tries to reach another address."""
    told, folder = tmp_path / "attempts", tmp_path / "run"
    tests = [str(RUNS / "failing_twice.py"), "-k", "only_once or typing", "tests/websocket/test_typing.py"]
    options = ["-c", "pyproject.toml", "-p", "no:cacheprovider", "--run-folder", str(folder)]
    command = [*ALONE, str(told), sys.executable, "-m", "pytest", *options, "-n", "0", *tests]

    ended = run_command(command, folder, {"TELL_FAILED": str(tmp_path / "failed"), "PYTHONBREAKPOINT": "0"})

    assert list(ended.failures.values()) == ["content"]
    assert ended.report["tests"][0]["evidence_run"] == {"outcome": "passed", "verdict": None}
    assert ended.report["totals"]["passed"] > 1
    assert told.read_text(encoding="utf-8") == "0"


def test_attempt_to_go_elsewhere_is_seen(tmp_path: Path):
    """Whatever tries to leave this machine is counted, though it gets nowhere."""
    told = tmp_path / "attempts"

    subprocess.run([*ALONE, str(told), sys.executable, "-c", REACHING], check=True)

    assert told.read_text(encoding="utf-8") == "1"
