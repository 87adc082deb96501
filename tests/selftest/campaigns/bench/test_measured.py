"""The process that measures another with all its descendants."""

import sys
from pathlib import Path

import pytest

from fixtures.campaigns.bench.measuring import Measurement, measure
from fixtures.campaigns.bench.tools.tool import Start
from tests.selftest.processes import comes_true, has_ended, interrupted

BUSY = (
    "import time\nend = time.process_time() + 0.3\nblock = bytearray(60_000_000)\nwhile time.process_time() < end: pass"
)
ORPHAN = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}])"
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of other processes in /proc")


@on_linux
@pytest.mark.parametrize("code", [BUSY, ORPHAN], ids=["command", "orphan"])
def test_all_descendants_count(tmp_path: Path, code: str):
    """CPU time is that of all processes, of one too whose parent has gone before it."""
    taken = measure(_python(code), tmp_path, 20)

    assert taken.exit_code == 0
    assert 0.3 <= taken.cpu < 3


@on_linux
def test_memory_is_that_of_the_whole_tree(tmp_path: Path):
    """What a child of the command holds counts as well."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY + chr(10) + 'time.sleep(0.4)'!r}])"

    assert (measure(_python(child), tmp_path, 20).memory or 0) > 60


@on_linux
def test_memory_that_is_shared_counts_once(tmp_path: Path):
    """What several processes share, as those of a browser do, is shared out among them."""
    shared = (
        "import os, time\nblock = bytearray(b'x' * 60_000_000)\n"
        "for _ in range(3):\n    if os.fork() == 0:\n        time.sleep(1)\n        os._exit(0)\ntime.sleep(1)"
    )

    assert 60 < (measure(_python(shared), tmp_path, 20).memory or 0) < 200


def test_command_that_takes_too_long_is_ended(tmp_path: Path):
    """A run that hangs is ended with all its processes, and has no exit code."""
    taken = measure(_python("import time; print('begun', flush=True); time.sleep(60)"), tmp_path, 0.5)

    assert taken == Measurement(None, taken.wall, taken.cpu, taken.memory, "begun\n")


def _python(code: str) -> Start:
    return Start((sys.executable, "-c", code))


def test_stopped_bench_leaves_no_process(tmp_path: Path):
    """Ctrl-C ends what is measured with all its processes, those of another session included."""
    told = tmp_path / "sleeper"
    sleeper = (
        "import subprocess, sys, pathlib, time\n"
        "one = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'], start_new_session=True)\n"
        f"pathlib.Path({str(told)!r}).write_text(str(one.pid)); time.sleep(60)"
    )
    code = (
        "import pathlib, sys\n"
        "from fixtures.campaigns.bench.measuring import measure\n"
        "from fixtures.campaigns.bench.tools.tool import Start\n"
        f"measure(Start((sys.executable, '-c', {sleeper!r})), pathlib.Path({str(tmp_path)!r}), 60)"
    )

    with interrupted([sys.executable, "-c", code], {}) as bench:
        bench.when(lambda: told.exists() and told.read_text(encoding="utf-8").isdecimal())

    assert bench.exit_code != 0
    assert comes_true(lambda: has_ended(int(told.read_text(encoding="utf-8"))))
