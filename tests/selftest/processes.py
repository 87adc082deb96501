"""Waiting for what other processes do: no handle tells of it, so it is asked for again and again, up to a limit."""

import os
import time
from collections.abc import Callable
from pathlib import Path


def comes_true(claim: Callable[[], bool], within: float = 30.0) -> bool:
    """Whether a claim becomes true within so many seconds."""
    deadline = time.monotonic() + within
    while not claim():
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.01)
    return True


def has_ended(process_id: int) -> bool:
    """Whether a process is no more, or is only still listed."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return True
    # An orphan that has ended stays in the table until init takes notice; Linux tells its state.
    status = Path(f"/proc/{process_id}/stat")
    try:
        return status.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return not status.parent.exists() and Path("/proc/self").exists()
