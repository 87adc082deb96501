"""Of several `./e2e` on a fresh checkout one prepares it; the others wait, and take over from one that was ended."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.selftest.harness_process import ROOT
from tests.selftest.processes import comes_true

PYTHON = """#!/bin/sh
case "$*" in *provide) echo prepared >>.cache/log ;; *"pip install"*) env >.cache/environment ;; esac
"""
OF_OTHER_PROJECTS = {
    "PYTHONOPTIMIZE": "1",
    "PYTHONPATH": "/elsewhere",
    "PYTHONHOME": "/elsewhere",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PIP_USER": "1",
    "PIP_TARGET": "/elsewhere",
    "PIP_PREFIX": "/elsewhere",
    "PIP_NO_DEPS": "1",
    "PIP_DRY_RUN": "1",
}
OVERTAKEN = """#!/bin/sh
# Another ./e2e takes the lock over just before this one does.
case "$*" in
    *preparing/heir* | *preparing.stale*)
        rm -rf .cache/preparing
        /bin/mkdir .cache/preparing
        echo {process} >.cache/preparing/pid
        ;;
esac
exec /bin/{name} "$@"
"""


@pytest.fixture
def checkout() -> Iterator[Path]:
    """A checkout that is not prepared, with a Python that does nothing, for whatever user."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("", ".cache", ".venv", ".venv/bin", ".venv/lib/python3.12/site-packages", "commands"):
            (folder / name).mkdir(parents=True, exist_ok=True)
            (folder / name).chmod(0o777)
        shutil.copy2(ROOT / "e2e", folder / "e2e")
        (folder / "requirements.txt").touch()
        _command(folder / ".venv" / "bin" / "python", PYTHON)
        yield folder


def _command(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


def _lock(checkout: Path, process: int) -> Path:
    lock = checkout / ".cache" / "preparing"
    lock.mkdir()
    (lock / "pid").write_text(f"{process}\n", encoding="utf-8")
    return lock


@contextmanager
def launched(
    checkout: Path, user: int | None = None, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Run its `./e2e`; what it says is in `said`."""
    with (checkout / "said").open("wb") as said:
        launcher = subprocess.Popen(
            ["/bin/sh", str(checkout / "e2e")],
            env={**(environment or {}), "PATH": f"{checkout}/commands:/usr/bin:/bin"},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            user=user,
        )
    try:
        yield launcher
    finally:
        launcher.kill()
        launcher.wait()


def _said(checkout: Path) -> str:
    return (checkout / "said").read_text(encoding="utf-8")


def _dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_lock_of_a_process_that_was_ended_is_taken_over(checkout: Path):
    """Whoever comes next prepares the checkout, and leaves no lock behind."""
    _lock(checkout, _dead_process())

    with launched(checkout) as launcher:
        assert launcher.wait(30) == 0, _said(checkout)

    assert (checkout / ".cache" / "log").read_text(encoding="utf-8") == "prepared\n"
    assert sorted(path.name for path in (checkout / ".cache").iterdir()) == ["environment", "log"]


def test_lock_that_another_has_taken_over_is_left_alone(checkout: Path):
    """Of two who find the lock of a dead process, the later one does not take the earlier one's for it."""
    lock = _lock(checkout, _dead_process())
    us = f"(process {os.getpid()})"
    for name in ("mv", "mkdir"):
        _command(checkout / "commands" / name, OVERTAKEN.format(name=name, process=os.getpid()))

    with launched(checkout):
        assert comes_true(lambda: f"waiting for another ./e2e that prepares this checkout {us}" in _said(checkout), 10)

        assert (lock / "pid").read_text(encoding="utf-8") == f"{os.getpid()}\n"
        assert not (checkout / ".cache" / "log").exists()


def test_process_of_another_user_is_alive(checkout: Path):
    """A process that may not be sent a signal is there: its lock is waited for."""
    lock = _lock(checkout, 1)
    nobody = pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None

    with launched(checkout, nobody):
        assert comes_true(lambda: "(process 1)" in _said(checkout), 10), _said(checkout)

        assert (lock / "pid").exists()
        assert not (checkout / ".cache" / "log").exists()


@pytest.mark.parametrize("obstacle", ["cache-is-a-file", "full-disk"])
def test_cache_that_cannot_be_written_is_said(checkout: Path, obstacle: str):
    """Nobody is waited for where nobody holds the lock: one sentence, and exit code 4."""
    if obstacle == "full-disk":
        _command(checkout / "commands" / "mkdir", "#!/bin/sh\necho No space left on device >&2\nexit 1\n")
    else:
        (checkout / ".cache").rmdir()
        (checkout / ".cache").touch()

    with launched(checkout) as launcher:
        assert launcher.wait(30) == 4, _said(checkout)

    assert "/.cache cannot be written" in _said(checkout)


def test_settings_for_other_projects_prepare_nothing_else(checkout: Path):
    """Where pip installs, and whether Python keeps asserts, is not decided by what a person has set elsewhere."""
    with launched(checkout, environment=OF_OTHER_PROJECTS) as launcher:
        assert launcher.wait(30) == 0, _said(checkout)

    installed_with = (checkout / ".cache" / "environment").read_text(encoding="utf-8").splitlines()
    there = {line.partition("=")[0]: line.partition("=")[2] for line in installed_with}
    assert {name: there[name] for name in OF_OTHER_PROJECTS if name in there} == {"PIP_USER": "0"}


def test_preparing_never_ends_as_a_failed_test(checkout: Path):
    """A step that ends with 1 ends the launcher with 4, and is taken up again the next time."""
    _command(checkout / ".venv" / "bin" / "python", '#!/bin/sh\ncase "$*" in *provide) exit 1 ;; esac\n')

    with launched(checkout) as launcher:
        assert launcher.wait(30) == 4, _said(checkout)

    assert "could not be prepared" in _said(checkout)
    assert not (checkout / ".venv" / ".installed-requirements.txt").exists()
    assert not (checkout / ".cache" / "preparing").exists()


def test_closed_input_is_an_empty_one(checkout: Path):
    """Without a standard input the program has an empty one: the first file that it opens is not taken for it."""
    reading = '#!/bin/sh\ncase "$*" in *pytest*) cat && echo empty >.cache/input ;; esac\n'
    _command(checkout / ".venv" / "bin" / "python", reading)
    shutil.copy2(checkout / "requirements.txt", checkout / ".venv" / ".installed-requirements.txt")

    subprocess.run(["/bin/sh", "-c", f"exec {checkout}/e2e <&-"], check=True, timeout=20)

    assert (checkout / ".cache" / "input").read_text(encoding="utf-8") == "empty\n"
