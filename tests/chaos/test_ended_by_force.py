"""Runs and campaigns that are killed or interrupted: nothing of them is left, and none ends as if a test had failed."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.chaos.troubled import RUNS, troubled
from tests.selftest.harness_process import ROOT
from tests.selftest.processes import comes_true

WAITING = f"{RUNS}/waiting.py"
E2E = (str(ROOT / "e2e"),)
VERB = (sys.executable, "-m", "fixtures.commands")
KILLED = -signal.SIGKILL
WORKERS = pytest.mark.parametrize("workers", ["0", "2"], ids=["one-process", "two-workers"])


@WORKERS
def test_killed_run_leaves_nothing_behind(tmp_path: Path, workers: str):
    """What a killed run has begun ends with it: workers, ChatApps, browsers, temporary files."""
    with troubled(tmp_path, WAITING, "-n", workers, "--plant", "feed-waits-for-push") as run:
        run.told()
        run.kill()

        assert run.ends(10) == KILLED
        assert run.left_behind() == []


@pytest.mark.parametrize(
    "campaign",
    [
        pytest.param(("--hunt", "--hunt", "2", WAITING), id="hunt"),
        pytest.param(("selftest", "--matrix", WAITING, "--bug", "feed-waits-for-push"), id="matrix"),
    ],
)
def test_killed_campaign_leaves_nothing_behind(tmp_path: Path, campaign: tuple[str, ...]):
    """The run under way ends with its campaign, also where that is killed and can end nothing any more."""
    with troubled(tmp_path, *campaign, command=VERB) as verb:
        verb.told()
        verb.kill()

        assert verb.ends(10) == KILLED
        assert verb.left_behind() == []


@WORKERS
def test_second_interruption_ends_a_run_at_once(tmp_path: Path, workers: str):
    """Ctrl-C twice ends with exit code 2 and a sentence, without a traceback, and with no process left."""
    with troubled(tmp_path, WAITING, "-n", workers, command=E2E) as run:
        run.told()
        run.interrupt()
        time.sleep(0.2)
        run.interrupt()

        assert run.ends(60) == 2
        assert "Traceback" not in run.printed
        assert comes_true(lambda: run.processes() == [])


def test_killed_worker_loses_its_own_test_alone(tmp_path: Path):
    """A worker that is killed is replaced; the test that it had is an error of ours, and all others have run."""
    with troubled(tmp_path, WAITING, "-n", "2", "--timeout", "60") as run:
        os.kill(_parent_of(run.told()), signal.SIGKILL)

        assert run.ends(150) == 1
        assert run.outcomes == {"test_passes": "passed", "test_waits": "harness", "test_comes_later": "passed"}
        assert "crashed while running" in run.printed
        assert run.left_behind() == []


def test_second_run_in_a_checkout_disturbs_nobody(tmp_path: Path):
    """Two runs of one checkout at the same time both pass, each with a report of its own."""
    with (
        troubled(tmp_path / "one", f"{RUNS}/passing.py") as one,
        troubled(tmp_path / "other", f"{RUNS}/passing.py") as other,
    ):
        assert (one.ends(150), other.ends(90)) == (0, 0)
        assert one.report["totals"] == other.report["totals"] == {"passed": 1}
        assert one.left_behind() + other.left_behind() == []


def _parent_of(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
