"""Browsers and Playwright's driver end or hang in the middle of a test: our own fault, and that test's alone."""

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.troubled import RUNS, Troubled, troubled

OPENING = f"{RUNS}/opening_pages.py"
WAITING = f"{RUNS}/waiting.py"
SHELLS = {"sh", "bash", "dash"}


def test_killed_browser_costs_one_test(tmp_path: Path):
    """The test whose browser is killed is an error of ours; the next one has a browser again."""
    with troubled(tmp_path, WAITING, "--timeout", "20") as run:
        run.told()
        _kill(_browser(run))

        assert run.ends(150) == 1
        assert run.outcomes == {"test_passes": "passed", "test_waits": "harness", "test_comes_later": "passed"}
        assert "harness: the browser has ended in the middle of this test" in run.printed
        assert run.left_behind() == []


def _kill(browser: int) -> None:
    os.kill(browser, signal.SIGKILL)


def _take_its_memory(browser: int) -> None:
    resource.prlimit(browser, resource.RLIMIT_AS, (1, resource.RLIM_INFINITY))


@pytest.mark.parametrize("trouble", [_kill, _take_its_memory], ids=["killed", "out-of-memory"])
def test_browser_that_ends_while_pages_open_costs_one_test(tmp_path: Path, trouble: Callable[[int], None]):
    """A browser that is killed, or gets no memory any more, while a page opens is replaced for the next test."""
    with troubled(tmp_path, OPENING, "--timeout", "30") as run:
        run.told()
        trouble(_browser(run))

        assert run.ends(150) == 1
        assert run.outcomes == {"test_before": "passed", "test_opens_pages": "harness", "test_after": "passed"}
        assert "harness: the browser has ended in the middle of this test" in run.printed
        assert run.left_behind() == []


def test_frozen_browser_ends_at_the_limit(tmp_path: Path):
    """The test whose browser is stopped ends at its time limit, as an error of ours; the next one has another."""
    with troubled(tmp_path, WAITING, "--timeout", "10") as run:
        run.told()
        os.kill(_browser(run), signal.SIGSTOP)

        assert run.ends(120) == 1
        assert run.outcomes == {"test_passes": "passed", "test_waits": "harness", "test_comes_later": "passed"}
        assert run.left_behind() == []


def test_killed_driver_is_our_own_fault(tmp_path: Path):
    """Where Playwright's driver is gone tests say that, and never that the page or the browser is broken."""
    with troubled(tmp_path, WAITING, "--timeout", "20") as run:
        run.told()
        (driver,) = run.processes("run-driver")
        os.kill(driver, signal.SIGKILL)

        assert run.ends(150) == 1
        assert run.outcomes == {"test_passes": "passed", "test_waits": "harness", "test_comes_later": "harness"}
        assert "Playwright's driver has ended" in run.printed
        assert "apt-get" not in run.printed


def _browser(run: Troubled) -> int:
    """The browser itself: on some machines a shell begins it, and waits for its end."""
    begun = run.processes("--remote-debugging-pipe")
    (browser,) = [number for number in begun if Path(f"/proc/{number}/exe").resolve().name not in SHELLS]
    return browser
