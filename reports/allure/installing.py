"""Allure 3 from npm: installed on the first need, once for each state of its lock file."""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

from fixtures.hosting.node import HostingError, node_environment
from fixtures.running.checkout import CACHE

_PACKAGE = Path(__file__).parent
_FILES = ("package.json", "package-lock.json", ".npmrc")
_LIMIT_SECONDS = 300.0


def is_installed() -> bool:
    """Whether the next page needs nothing from npm."""
    return _program(_folder()).exists()


def installed_allure() -> Path:
    """Allure's program, for Node to run.

    Raises:
        HostingError: Node is missing, or npm failed or took more than five minutes; with its own words.
    """
    folder = _folder()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / "installing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_installed():
            _install(folder)
    return _program(folder)


def _folder() -> Path:
    pins = hashlib.sha256((_PACKAGE / "package-lock.json").read_bytes()).hexdigest()[:16]
    return CACHE / "allure" / f"program-{pins}"


def _program(folder: Path) -> Path:
    return folder / "node_modules" / "allure" / "cli.js"


def _install(folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="installing-", dir=folder.parent) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        for name in _FILES:
            shutil.copyfile(_PACKAGE / name, made / name)
        _npm(made)
        if not _program(made).exists():
            raise HostingError("Allure could not be installed: `npm ci` ended well, and its program is not there.")
        for old in folder.parent.glob("program-*"):
            shutil.rmtree(old, ignore_errors=True)
        made.rename(folder)


def _npm(folder: Path) -> None:
    command = ["npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=node_environment(),
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
            timeout=_LIMIT_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise HostingError(f"Installing Allure took more than {_LIMIT_SECONDS:.0f} s.") from error
    if done.returncode:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise HostingError(f"Allure could not be installed; `npm ci` said: {said[0][:200] if said else 'nothing'}")
