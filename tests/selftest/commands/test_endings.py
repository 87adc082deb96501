"""How a run ends that does not end well: what it says, its exit code, and that nothing is left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.selftest.harness_process import ROOT, RUNS, run_pytest
from tests.selftest.processes import comes_true, has_ended


def test_dead_chat_app_is_no_regression(tmp_path: Path):
    """A ChatApp that dies in the middle of a run gives exit code 10, and the verdict `target` to what it met."""
    ended = run_pytest(tmp_path / "run", str(RUNS / "killed_chat_app.py"))

    assert ended.exit_code == 10
    assert set(ended.failures.values()) == {"target"}
    assert "ChatApp was killed by signal 9" in ended.printed
    assert ended.report["totals"]["passed"] == 1


def test_crash_is_the_finding_of_the_test_that_made_it(tmp_path: Path):
    """The test whose act ends ChatApp is a finding: anyone can end it. The next test finds ChatApp at work."""
    run = RUNS / "ending_chat_app.py"

    ended = run_pytest(tmp_path / "run", "-n", "0", "--plant", "event-without-payload-ends-all", str(run))

    assert ended.exit_code == 1
    assert ended.failures == {f"{run}::test_ends_it": "access"}
    assert ended.report["totals"] == {"failed": 1, "passed": 1}
    reason = "access: what this test did has ended ChatApp, for everyone. ChatApp ended with exit code 1."
    assert f"{run}::test_ends_it\n    {reason}" in ended.printed


def test_wrong_test_is_our_own_fault(tmp_path: Path):
    """A test of ours that is wrong gets the verdict `harness`."""
    ended = run_pytest(tmp_path / "run", str(RUNS / "wrong_on_purpose.py"))

    assert ended.exit_code == 1
    assert list(ended.failures.values()) == ["harness"]


@pytest.mark.timeout(90)
def test_hung_test_is_ended_with_what_was_seen(tmp_path: Path):
    """A test that hangs is ended by its time limit, shows what was seen so far, and lets the next one run."""
    tell = {"TELL_CHAT_APP": str(tmp_path / "process")}

    ended = run_pytest(
        tmp_path / "run",
        str(RUNS / "hanging.py"),
        "tests/ui/test_two_people.py::test_message_reaches_the_other_browser",
        "--timeout=15",
        environment=tell,
    )

    assert ended.exit_code == 1
    assert ended.report["totals"] == {"failed": 1, "passed": 1}
    assert "requested [page 1]: GET /api/" in ended.printed
    pictures = list((tmp_path / "run" / "failures").glob("*/page-1.png"))
    assert len(pictures) == 1


@pytest.mark.parametrize("workers", ["0", "2"], ids=["one-process", "two-workers"])
def test_interrupted_run_leaves_nothing_behind(tmp_path: Path, workers: str):
    """Ctrl-C in the middle of a test ends with exit code 2, a whole report, and no process left."""
    tell, folder = tmp_path / "process", tmp_path / "run"
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--run-folder", str(folder), "-n", workers]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    run = subprocess.Popen(
        [*command, str(RUNS / "hanging.py")],
        cwd=ROOT,
        env={**environment, "TELL_CHAT_APP": str(tell)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert comes_true(lambda: tell.exists() and tell.read_text() != "")

    os.killpg(run.pid, signal.SIGINT)

    assert run.wait(30) == 2
    assert (folder / "run.json").exists()
    assert (folder / "junit.xml").exists()
    assert comes_true(lambda: has_ended(int(tell.read_text())))
    assert comes_true(lambda: not _group_members(run.pid))


def _group_members(group: int) -> list[str]:
    command = ["/bin/ps", "-o", "pid=,stat=", "-g", str(group)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in listed.stdout.splitlines() if "Z" not in line]
