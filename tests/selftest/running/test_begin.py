"""The launcher begins Python so that an early Ctrl-C is neither a traceback nor a failed test."""

import signal
import subprocess
import sys
from pathlib import Path

from tests.selftest.harness_process import ROOT

SLOW = """
import time
print("importing", flush=True)
time.sleep(60)
"""


def test_early_interruption_ends_without_a_word(tmp_path: Path):
    """Ctrl-C while the harness is still loaded ends it as it ends any program, by the signal; nothing has begun."""
    (tmp_path / "slow.py").write_text(SLOW, encoding="utf-8")
    command = [sys.executable, "-S", "-P", str(ROOT / "fixtures/running/begin.py"), "slow"]

    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "importing\n"
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=30)

    assert process.returncode == -signal.SIGINT
    assert complaints == ""
