"""Browsers that run elsewhere do all that one here does, and one that is not there is no finding about ChatApp."""

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from fixtures.hosting.browser_endpoint import place_of, speaks_cdp
from fixtures.running.options import read_endpoint
from tests.selftest.harness_process import RUNS, run_pytest
from tests.selftest.hosting.browsers_elsewhere import chromium_over_cdp, playwright_server

FAILING = str(RUNS / "wrong_about_the_feed.py")
UNDER_FAULTS = "tests/ui/test_answer_and_push.py"
NOBODY = "127.0.0.1:9"
"""The port of `discard`, at which nobody listens."""


@pytest.mark.timeout(200)
@pytest.mark.parametrize("server", [playwright_server, chromium_over_cdp], ids=["playwright", "cdp"])
def test_browser_elsewhere_does_all_that_one_here_does(
    tmp_path: Path, server: Callable[[Path], AbstractContextManager[str]]
):
    """Faults act, what is seen is recorded, and a failure is run again with trace and pictures."""
    with server(tmp_path / "server") as endpoint:
        ended = run_pytest(
            tmp_path / "run", FAILING, UNDER_FAULTS, "-k", "nonsense or answer", f"--browser-endpoint={endpoint}"
        )

    assert ended.exit_code == 1
    assert ended.failures == {f"{FAILING}::test_expects_nonsense": "harness"}, ended.printed
    assert ended.report["totals"] == {"failed": 1, "passed": len(ended.report["tests"]) - 1}
    (failed,) = [test for test in ended.report["tests"] if test["verdict"]]
    kept = {Path(path).name for path in failed["evidence"]}
    assert failed["evidence_run"] == {"outcome": "failed", "verdict": "harness"}
    assert {"page-1.png", "journey.json", "trace-1.zip", "second-run.jsonl"} <= kept


@pytest.mark.parametrize("scheme", ["ws", "http"])
def test_endpoint_without_a_browser_is_told_once(tmp_path: Path, scheme: str):
    """Of all tests one fails, as `harness`, and says what is expected there; it names no secret of the address."""
    endpoint = f"{scheme}://name:s3cret@{NOBODY}/?token=s3cret"

    ended = run_pytest(tmp_path / "run", UNDER_FAULTS, "-k", "answer", f"--browser-endpoint={endpoint}")

    assert ended.exit_code == 1, ended.printed
    assert list(ended.failures.values()) == ["harness"]
    assert ended.report["totals"] == {"error": 1, "skipped": len(ended.report["tests"]) - 1}
    (failed,) = [test for test in ended.report["tests"] if test["verdict"]]
    assert f"no browser can be had at {scheme}://{NOBODY}: " in failed["message"]
    assert "Expected there is " in failed["message"]
    assert "s3cret" not in ended.printed
    assert "s3cret" not in (tmp_path / "run" / "run.json").read_text(encoding="utf-8")


def test_address_that_is_none_is_refused(tmp_path: Path):
    """What is no address of a browser is said at once."""
    ended = run_pytest(tmp_path / "run", UNDER_FAULTS, "--browser-endpoint=grid.example:3000")

    assert ended.exit_code == 4
    assert "'grid.example:3000' is no address of a browser; expected one such as ws://" in ended.printed


@pytest.mark.parametrize("address", ["ws://", "http://[::1", "ws://localhost:99999", "http://localhost:chromium"])
def test_half_an_address_is_none(address: str):
    """Where the host or the port is no such thing nobody is asked for a browser."""
    with pytest.raises(ArgumentTypeError, match=f"^'{re.escape(address)}' is no address of a browser; expected one "):
        read_endpoint(address)


@pytest.mark.parametrize(
    ("endpoint", "is_cdp"),
    [
        pytest.param("ws://grid.example:3000", False, id="run-server"),
        pytest.param("wss://moon.example/playwright/chromium", False, id="playwright-of-a-grid"),
        pytest.param("http://localhost:9222", True, id="chromium"),
        pytest.param("ws://localhost:9222/devtools/browser/1", True, id="websocket-of-a-chromium"),
        pytest.param("ws://grid.example:4444/session/1/se/cdp", True, id="selenium-grid"),
    ],
)
def test_protocol_is_known_by_the_address(endpoint: str, is_cdp: bool):
    """Playwright's protocol and Chromium's are told apart before anyone is asked."""
    assert speaks_cdp(endpoint) == is_cdp


def test_place_has_no_secret():
    """What is said of an endpoint is where it is, and no more."""
    assert place_of("wss://name:s3cret@[::1]:4444/s3cret?token=s3cret") == "wss://[::1]:4444"
