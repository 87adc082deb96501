"""The two kinds of places from which a run can take browsers, as processes of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fixtures.hosting.browser import find_chromium, launch_options
from tests.selftest.processes import comes_true

_LAUNCH = """
from playwright.sync_api import Error, sync_playwright

with sync_playwright() as playwright:
    try:
        playwright.chromium.launch()
    except Error as error:
        print(error)
"""


@contextmanager
def playwright_server(place: Path, *, unsafe: bool = False) -> Iterator[str]:
    """`playwright run-server`; its browser is the one of this machine, as it finds it among its own downloads.

    With `unsafe` it takes arguments of browsers from whoever asks.
    """
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(place / "downloads")}
    told = subprocess.run([sys.executable, "-c", _LAUNCH], env=environment, capture_output=True, text=True, check=True)
    named = re.search(r"Executable doesn't exist at (.+)", told.stdout)
    browser = find_chromium(headed=False)
    assert named
    assert browser
    executable = Path(named[1].strip())
    executable.parent.mkdir(parents=True)
    executable.symlink_to(browser)
    command = [sys.executable, "-m", "playwright", "run-server", "--port", "0", *(["--unsafe"] if unsafe else [])]
    with _served(place, command, environment) as log:
        yield _address_in(log, r"ws://\S+").replace("localhost", "127.0.0.1")


@contextmanager
def chromium_over_cdp(place: Path) -> Iterator[str]:
    """A Chromium with a debugging port."""
    options = launch_options("chromium", headed=False)
    arguments = options["args"]
    assert isinstance(arguments, list)
    command = [str(options["executable_path"]), "--headless", *arguments, "--remote-debugging-port=0"]
    with _served(place, [*command, f"--user-data-dir={place}/profile"], dict(os.environ)) as log:
        yield _address_in(log, r"ws://[^/\s]+").replace("ws://", "http://")


@contextmanager
def _served(place: Path, command: list[str], environment: dict[str, str]) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    log = place / "server.log"
    with (
        log.open("wb") as written,
        subprocess.Popen(command, env=environment, stdout=written, stderr=written, start_new_session=True) as server,
    ):
        try:
            yield log
        finally:
            # Playwright's command only starts the server, and would leave it behind.
            os.killpg(server.pid, signal.SIGTERM)


def _address_in(log: Path, pattern: str) -> str:
    assert comes_true(lambda: re.search(pattern, log.read_text(encoding="utf-8")) is not None), log.read_text()
    return re.findall(pattern, log.read_text(encoding="utf-8"))[-1].rstrip("/")
