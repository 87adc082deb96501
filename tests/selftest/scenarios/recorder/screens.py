"""A screen that nobody sees, for browsers with windows on a machine without a display."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = (1600, 1200)


def hindrance() -> str:
    """What this machine lacks for such a screen; empty where it lacks nothing."""
    return "" if shutil.which("Xvfb") else "no display server (Xvfb)"


@contextmanager
def unseen_screen(folder: str = "") -> Iterator[str]:
    """Its address, as DISPLAY takes it; what it shows stands in `folder`, where one is given, as a file of XWD."""
    read, write = os.pipe()
    width, height = SIZE
    shown = ["-fbdir", folder] if folder else []
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", *shown]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
