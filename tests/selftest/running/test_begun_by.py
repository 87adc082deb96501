"""A run ends with the process that has begun it, and temporary folders with theirs, also where that was killed."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from fixtures.running.begun_by import VARIABLE, end_with_beginner
from fixtures.running.scratch import scratch_folder
from tests.selftest.harness_process import ROOT
from tests.selftest.processes import comes_true, has_ended

RUN = "from fixtures.running.begun_by import end_with_beginner; import time; end_with_beginner(); time.sleep(60)"
BEGINNER = f"""
import os, subprocess, sys, time
from fixtures.running.begun_by import told_begun_by_this
environment = {{**os.environ, **told_begun_by_this()}}
run = subprocess.Popen([sys.executable, "-c", {RUN!r}], env=environment, start_new_session=True)
print(run.pid, flush=True)
time.sleep(60)
"""
SCRATCH = """
import time
from fixtures.running.scratch import scratch_folder
with scratch_folder("chatapp-test-") as folder:
    (folder / "file").touch()
    print(folder, flush=True)
    time.sleep(60)
"""


def _told_and_killed(code: str) -> str:
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
    return told


def test_run_ends_with_who_began_it():
    """A run whose beginner is killed ends by itself."""
    run = int(_told_and_killed(BEGINNER))

    assert comes_true(lambda: has_ended(run))


def test_nobody_else_is_meant():
    """What a run begins itself does not take the run's beginner for its own."""
    environment = {VARIABLE: "1", "OTHER": "2"}

    end_with_beginner(environment)

    assert environment == {"OTHER": "2"}


def test_temporary_folder_goes_with_its_process():
    """A folder is removed at the end of its block, and soon after its process was killed."""
    with scratch_folder("chatapp-test-") as folder:
        assert folder.is_dir()
        assert folder.parent == Path(tempfile.gettempdir())
    assert not folder.exists()

    left = Path(_told_and_killed(SCRATCH))

    assert comes_true(lambda: not left.exists())
