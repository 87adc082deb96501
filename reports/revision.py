"""Which state of the checkout a run was of."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

_SECONDS = 10.0


def revision_of(checkout: Path) -> str | None:
    """The commit, and after a `+` what tells one state of changed and new files from another; None outside git."""
    try:
        commit = _git(checkout, "rev-parse", "HEAD").decode().strip()
        difference = _git(checkout, "diff", "HEAD", "--binary") + _new_files(checkout)
    except (OSError, subprocess.SubprocessError):
        return None
    return f"{commit}+{hashlib.sha256(difference).hexdigest()[:12]}" if difference else commit


def _new_files(checkout: Path) -> bytes:
    listed = _git(checkout, "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")
    names = [name.decode("utf-8", "surrogateescape") for name in listed if name]
    return b"".join(_as_bytes(checkout, name) for name in names)


def _as_bytes(checkout: Path, name: str) -> bytes:
    try:
        content = (checkout / name).read_bytes()
    except OSError:
        # It has just gone, or is a link to nowhere.
        content = b""
    return name.encode("utf-8", "surrogateescape") + b"\0" + content


def _git(checkout: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(checkout), *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=_SECONDS).stdout
