"""Browsers that run elsewhere do all that one here does, and one that is not there is no finding about ChatApp."""

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Error

from fixtures.hosting.browser_endpoint import EndpointError, connect, place_of, speaks_cdp
from fixtures.hosting.browsers import plugin as browsers
from fixtures.running.options import read_endpoint
from tests.selftest.conftest import Understood
from tests.selftest.harness_process import RUNS, run_pytest
from tests.selftest.hosting.browsers_elsewhere import chromium_over_cdp, playwright_server

Server = Callable[[Path], AbstractContextManager[str]]
FAILING = str(RUNS / "wrong_about_the_feed.py")
UNDER_FAULTS = "tests/ui/test_answer_and_push.py"
NOBODY = "127.0.0.1:9"
"""The port of `discard`, at which nobody listens."""


@pytest.mark.campaign
@pytest.mark.timeout(200)
@pytest.mark.parametrize("server", [playwright_server, chromium_over_cdp], ids=["playwright", "cdp"])
def test_browser_elsewhere_does_all_that_one_here_does(tmp_path: Path, server: Server):
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
        pytest.param("wss://grid.example/cdpool/playwright", False, id="cdp-in-another-word"),
        pytest.param("http://localhost:9222", True, id="chromium"),
        pytest.param("https://grid.example/wd", True, id="grid"),
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


@pytest.mark.parametrize(
    ("endpoint", "said"),
    [
        pytest.param(
            "http://grid.example:9222?token=s3cret",
            "Unexpected status 404 when connecting to http://grid.example:9222/json/version/?token=s3cret.\nTry ws://.",
            id="cdp",
        ),
        pytest.param(
            "wss://name:s3cret@grid.example:9222/?token=s3cret",
            "WebSocket error: wss://name:s3cret@grid.example:9222/ 404 Not Found\nCall log:\n  wss://name:s3cret@grid",
            id="playwright",
        ),
    ],
)
def test_refusal_of_an_endpoint_has_no_secret(endpoint: str, said: str):
    """Playwright names the address that it has asked, which is not always the one that was typed, with its secrets."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise Error(said)

    with pytest.raises(EndpointError) as refusal:
        connect(SimpleNamespace(connect=refuse, connect_over_cdp=refuse), endpoint, {})  # type: ignore[arg-type]

    told = str(refusal.value)
    assert "s3cret" not in told
    assert "404" in told
    assert told.count("://grid.example:9222") == 2


@pytest.mark.parametrize("port", ["99999", "port", "0"])
def test_port_that_cannot_be_is_refused(port: str, understood: Understood):
    """A wrong port is wrong usage like any other address that is none, and no test fails with it."""
    with pytest.raises(pytest.UsageError, match="is no address of a browser; expected one such as ws://"):
        understood(f"--browser-endpoint=ws://grid.example:{port}")


@pytest.mark.parametrize(
    ("line", "needs_one_here"),
    [
        pytest.param("", True, id="here"),
        pytest.param("--browser firefox --browser chromium", True, id="chromium-too"),
        pytest.param("--browser-endpoint ws://grid.example:3000", False, id="elsewhere"),
        pytest.param("--browser-channel chrome", False, id="channel"),
        pytest.param("--browser firefox", False, id="firefox"),
        pytest.param("--collect-only", False, id="only-collected"),
    ],
)
def test_machine_without_a_browser_runs_tests_with_one_elsewhere(
    monkeypatch: pytest.MonkeyPatch, understood: Understood, line: str, needs_one_here: bool
):
    """Where pages are opened, a Chromium is missed before the first test, but not by who takes browsers elsewhere."""
    monkeypatch.setattr(browsers, "find_chromium", lambda **_: None)
    config = SimpleNamespace(option=understood(line), stash={})
    session: Any = SimpleNamespace(config=config, items=[SimpleNamespace(fixturenames=["pages"])])

    if needs_one_here:
        with pytest.raises(pytest.UsageError, match="No browser was found"):
            browsers.pytest_collection_finish(session)
    else:
        browsers.pytest_collection_finish(session)
