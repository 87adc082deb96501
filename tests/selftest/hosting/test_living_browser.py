"""The browser of a process: another for one that has ended, and the end of one that is frozen."""

import subprocess
import sys
from typing import cast

import pytest
from playwright.sync_api import Browser

from fixtures.hosting.browsers.living import LivingBrowser

ENDS_A_FROZEN_ONE = """
import os, signal, subprocess
from fixtures.hosting.browsers.living import end_browsers

browser = subprocess.Popen(["sh", "-c", "sleep 60 & wait", "--remote-debugging-pipe"], start_new_session=True)
other = subprocess.Popen(["sleep", "60"])
os.killpg(browser.pid, signal.SIGSTOP)
end_browsers()
print(browser.wait(20), other.poll())
other.kill()
"""


class _Browser:
    """One that lives until it is told not to."""

    def __init__(self) -> None:
        self.lives = True

    def is_connected(self) -> bool:
        """Whether it lives."""
        return self.lives


def test_browser_that_has_ended_is_replaced():
    """The same one is given until it has ended; then another is launched."""
    launched: list[_Browser] = []

    def launch() -> Browser:
        launched.append(_Browser())
        return cast("Browser", launched[-1])

    living = LivingBrowser(launch)
    first = [living.get(), living.get()]
    launched[0].lives = False

    assert (first, living.has_ended) == ([launched[0]] * 2, True)
    assert (living.get(), living.has_ended, len(launched)) == (launched[1], False, 2)


def test_browser_that_never_started_is_tried_once():
    """Each test is told why it does not start, and waits for no further try."""
    tries: list[str] = []

    def launch() -> Browser:
        tries.append("tried")
        raise OSError("no such browser")

    living = LivingBrowser(launch)
    for _ in range(2):
        with pytest.raises(OSError, match="no such browser"):
            living.get()

    assert (tries, living.has_ended) == (["tried"], False)


def test_frozen_browser_is_ended_with_its_group():
    """A browser that is stopped ends, and no other process does."""
    done = subprocess.run(
        [sys.executable, "-c", ENDS_A_FROZEN_ONE], capture_output=True, text=True, check=False, timeout=40
    )

    assert (done.stdout, done.stderr) == ("-9 None\n", "")
