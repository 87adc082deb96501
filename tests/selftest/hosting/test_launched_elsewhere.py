"""How a browser elsewhere is launched: as one here where that can be said, and told as a lack where it cannot."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from fixtures.hosting.browser import launch_options_elsewhere, with_own
from fixtures.hosting.browser_endpoint import LaunchedOtherwiseError, connect
from tests.selftest.harness_process import RUNS, run_pytest
from tests.selftest.hosting.browsers_elsewhere import chromium_over_cdp, playwright_server

Server = Callable[[Path], AbstractContextManager[str]]
WITHOUT_FLAGS = "is not known to have been launched with --js-flags, which this test wants"
OWN_WAY = str(RUNS / "launching_its_own_way.py")


@pytest.mark.campaign
@pytest.mark.timeout(200)
@pytest.mark.parametrize(
    ("server", "told"),
    [
        pytest.param(None, None, id="here"),
        pytest.param(partial(playwright_server, unsafe=True), None, id="unsafe"),
        pytest.param(playwright_server, WITHOUT_FLAGS, id="playwright"),
        pytest.param(chromium_over_cdp, WITHOUT_FLAGS, id="cdp"),
    ],
)
def test_own_launch_options_are_had_or_missed(tmp_path: Path, server: Server | None, told: str | None):
    """A test that wants its browser launched in its own way has it so, or fails with what is missing."""
    with server(tmp_path / "server") if server else nullcontext() as endpoint:
        elsewhere = [f"--browser-endpoint={endpoint}"] if endpoint else []
        ended = run_pytest(tmp_path / "run", OWN_WAY, *elsewhere)

    assert ended.exit_code == (1 if told else 0), ended.printed
    assert list(ended.failures.values()) == (["harness"] if told else [])
    if told:
        assert told in ended.printed


def test_playwrights_server_is_told_how_to_launch_and_reaches_what_is_here():
    """Its browser starts as one here does, and reaches the embedded ChatApp through the run, wherever it is."""
    asked: dict[str, Any] = {}
    server: Any = SimpleNamespace(connect=lambda *_, **given: asked.update(given))

    connect(server, "ws://grid.example:3000", {"args": ["--lang=ru"], "headless": True})

    assert asked["expose_network"] == "<loopback>"
    assert json.loads(asked["headers"]["x-playwright-launch-options"]) == {"args": ["--lang=ru"], "headless": True}


@pytest.mark.parametrize(
    ("given", "told"),
    [
        pytest.param({"slow_mo": 300, "headless": True}, {"slowMo": 300, "headless": True}, id="slowly"),
        pytest.param({"firefox_user_prefs": {"a_b": 1}}, {"firefoxUserPrefs": {"a_b": 1}}, id="preferences"),
    ],
)
def test_playwrights_server_is_told_in_its_own_words(given: dict[str, Any], told: dict[str, Any]):
    """What Python calls `slow_mo` is `slowMo` in Playwright's protocol, and the server heeds nothing else."""
    asked: dict[str, Any] = {}
    server: Any = SimpleNamespace(connect=lambda *_, **given: asked.update(given))

    connect(server, "ws://grid.example:3000", given)

    assert json.loads(asked["headers"]["x-playwright-launch-options"]) == told


def test_browser_over_cdp_is_slowed_down_too():
    """`--slowmo` is Playwright's own doing, so it holds for a browser that others have launched."""
    asked: dict[str, Any] = {}
    grid: Any = SimpleNamespace(connect_over_cdp=lambda *_, **given: asked.update(given))

    connect(grid, "http://grid.example:9222", {"slow_mo": 300, "headless": True})

    assert asked["slow_mo"] == 300


def test_launched_browser_is_not_launched_otherwise():
    """Over CDP a browser has been launched: a test that wants another one is told so, and has none of these."""
    grid: Any = SimpleNamespace(connect_over_cdp=lambda *_, **__: pytest.fail("it was taken all the same"))

    with pytest.raises(LaunchedOtherwiseError, match="is not known to have been launched with proxy, which"):
        connect(grid, "http://grid.example:9222", {"proxy": {"server": "http://proxy.example"}, "headless": True})


def test_own_arguments_come_beside_ours():
    """What a test wants of its browser takes nothing from how ours has to start."""
    ours = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}

    assert with_own(ours, {"args": ["--lang=ru"], "slow_mo": 300}) == {
        "executable_path": "/usr/bin/chromium",
        "args": ["--no-sandbox", "--lang=ru"],
        "slow_mo": 300,
    }
    assert with_own(ours, {}) == ours


def test_browser_elsewhere_trusts_the_same_keys():
    """Whoever launches Chromium elsewhere is told which keys of a private authority to trust; others cannot be told."""
    arguments = launch_options_elsewhere("chromium", trusted_keys=["k1", "k2"])["args"]

    assert "--ignore-certificate-errors-spki-list=k1,k2" in arguments  # type: ignore[operator]
    assert launch_options_elsewhere("firefox", trusted_keys=["k1"]) == {}
