"""Machines that lack something: room, rights, descriptors, IPv6, a direct way, letters, a steady clock."""

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.chaos.troubled import RUNS, troubled
from tests.selftest.harness_process import ROOT

PASSING = f"{RUNS}/passing.py"
WITH_PAGES = "tests/ui/test_two_people.py"
NOBODY_LISTENS = "http://127.0.0.1:9"
ENVIRONMENTS = {
    "proxy": dict.fromkeys(("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"), NOBODY_LISTENS),
    "plain-letters": {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "home-that-cannot-be-written": {"HOME": "/proc/1"},
}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with sixteen megabytes of room, six more than a report needs to begin."""
    place = tmp_path / "disk"
    place.mkdir()
    with _mounted("-t", "tmpfs", "-o", "size=16m", "none", str(place)):
        yield place


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS.keys())
def test_environment_of_a_person_changes_nothing(tmp_path: Path, environment: dict[str, str]):
    """A proxy that nobody reaches, a machine without Russian letters and a home that cannot be written: all passes."""
    with troubled(tmp_path, PASSING, environment=environment) as run:
        assert run.ends(150) == 0, run.printed
        assert run.left_behind() == []


@pytest.mark.parametrize("tests", [PASSING, WITH_PAGES], ids=["api", "pages"])
def test_few_descriptors_are_enough(tmp_path: Path, tests: str):
    """With 256 open files for each process, as on some machines, two workers pass, with pages, too."""

    def fewer() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))

    with troubled(tmp_path, tests, "-n", "2", before=fewer) as run:
        assert run.ends(150) == 0, run.printed


def test_machine_without_ipv6_is_enough(tmp_path: Path):
    """Where no socket of IPv6 can be had (here: in every Python of the run), all passes."""
    (tmp_path / "sitecustomize.py").write_text(
        "import socket\n"
        "class Socket(socket.socket):\n"
        "    def __init__(self, family=-1, *rest, **more):\n"
        "        if family == socket.AF_INET6:\n"
        "            raise OSError(97, 'Address family not supported by protocol')\n"
        "        super().__init__(family, *rest, **more)\n"
        "socket.socket, socket.has_ipv6 = Socket, False\n",
        encoding="utf-8",
    )

    with troubled(tmp_path, PASSING, environment={"PYTHONPATH": str(tmp_path)}) as run:
        assert run.ends(150) == 0, run.printed


@pytest.mark.parametrize("by", [3600, -3600], ids=["ahead", "back"])
def test_clock_that_jumps_changes_nothing(tmp_path: Path, by: int):
    """The clock jumps by an hour again and again (here: that of every Python of the run): limits do not go by it."""
    (tmp_path / "sitecustomize.py").write_text(
        f"import time\nreal, began = time.time, time.monotonic()\n"
        f"time.time = lambda: real() + {by} * (int(time.monotonic() - began) % 2)\n"
        "time.time_ns = lambda: int(time.time() * 1e9)\n",
        encoding="utf-8",
    )

    with troubled(tmp_path, PASSING, environment={"PYTHONPATH": str(tmp_path)}) as run:
        assert run.ends(150) == 0, run.printed
        assert run.report["totals"] == {"passed": 1}


def test_full_disk_of_reports_is_told(tmp_path: Path, small_disk: Path):
    """Without room for a report no run begins: exit code 4 and a sentence."""
    _fill(small_disk)

    with troubled(tmp_path, PASSING, "--run-folder", str(small_disk / "run")) as run:
        assert run.ends(150) == 4
        assert "the report cannot be written (No space left on device" in run.printed
        assert "Traceback" not in run.printed
        assert run.left_behind() == []


@pytest.mark.parametrize("workers", ["0", "2"], ids=["one-process", "two-workers"])
def test_disk_of_reports_that_fills_costs_the_report_alone(tmp_path: Path, small_disk: Path, workers: str):
    """Where it fills during a run every test keeps its outcome, and the terminal says why there is no report."""
    with troubled(
        tmp_path, f"{RUNS}/filling_the_disk.py", "--run-folder", str(small_disk / "run"), "-n", workers
    ) as run:
        assert run.ends(150) == 4, run.printed
        assert "harness: AssertionError: not as promised" in run.printed
        assert "1 failed, 2 passed" in run.printed
        assert "the report cannot be written ([Errno 28] No space left on device)" in run.printed
        assert "Traceback" not in run.printed
        assert "INTERNALERROR" not in run.printed
        assert run.left_behind() == []


def test_full_disk_of_temporary_files_is_left_for_another(tmp_path: Path, small_disk: Path):
    """Where the folder of temporary files has no room, Python takes the next one, and all passes."""
    _fill(small_disk)

    with troubled(tmp_path, PASSING, environment={"TMPDIR": str(small_disk)}) as run:
        assert run.ends(150) == 0, run.printed


def test_checkout_that_cannot_be_written_is_told(tmp_path: Path):
    """Who cannot write into the checkout is told so, and that a report can lie elsewhere."""
    _copy_of_checkout(tmp_path / "copy")
    (tmp_path / "checkout").mkdir()
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", PASSING]
    with _mounted("--bind", "-o", "ro", str(tmp_path / "copy"), str(tmp_path / "checkout")):
        done = subprocess.run(command, cwd=tmp_path / "checkout", capture_output=True, text=True, check=False)

    assert done.returncode == 4
    assert "the report cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@contextmanager
def _mounted(*what: str) -> Iterator[None]:
    """Have something mounted, the last of these words saying where; without the right to do so the test is skipped."""
    if shutil.which("mount") is None or subprocess.run(["mount", *what], check=False, capture_output=True).returncode:  # noqa: S607 - wherever it is
        pytest.skip("root alone can mount, and not in every container")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", what[-1]], check=True)  # noqa: S607 - wherever it is


def _copy_of_checkout(place: Path) -> None:
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607
    for name in files.decode().split("\0")[:-1]:
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)


def _fill(disk: Path) -> None:
    with (disk / "full").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
