"""Which browser is started before a run is asked for, and whether the run has it."""

from types import SimpleNamespace

import pytest

from fixtures.watching.standby import ahead
from fixtures.watching.standby import plugin as standby
from fixtures.watching.standby.standing_by import StandingBy
from tests.selftest.conftest import Understood


@pytest.mark.parametrize(
    ("line", "launched"),
    [
        pytest.param("", True, id="plain"),
        pytest.param("--browser chromium", True, id="chromium"),
        pytest.param("--headed", False, id="window"),
        pytest.param("--browser firefox", False, id="firefox"),
        pytest.param("--browser-channel chrome", False, id="channel"),
        pytest.param("--browser-endpoint ws://grid.example:3000", False, id="elsewhere"),
    ],
)
def test_browser_is_started_beforehand_only_where_it_is_used(
    monkeypatch: pytest.MonkeyPatch, understood: Understood, line: str, launched: bool
):
    """Whoever wants another browser, or has one elsewhere, has none started here."""
    asked: list[bool] = []
    standing_by = SimpleNamespace(wait_or_leave=lambda: None)
    monkeypatch.setattr(StandingBy, "begun", lambda *, may_launch: asked.append(may_launch) or standing_by)
    manager = SimpleNamespace(register=lambda *_: None)

    standby.pytest_load_initial_conftests(SimpleNamespace(known_args_namespace=understood(line), pluginmanager=manager))  # type: ignore[arg-type]

    assert asked == [launched]


@pytest.mark.parametrize("change", ["none", "other-options", "dead"])
def test_browser_that_was_started_beforehand_is_used_once(monkeypatch: pytest.MonkeyPatch, change: str):
    """A run has the browser that was launched for it where it still lives and is as the run wants it."""
    closed: list[str] = []
    browser = SimpleNamespace(is_connected=lambda: change != "dead", close=lambda: closed.append("closed"))
    driver = SimpleNamespace(chromium=SimpleNamespace(launch=lambda **_: browser))
    monkeypatch.setattr(ahead, "sync_playwright", lambda: SimpleNamespace(start=lambda: driver))
    monkeypatch.setattr(ahead, "launch_options", lambda *_, **__: {"args": ["--lang=ru"]})
    started = ahead.Ahead()
    started.launch_browser()

    taken = [started.take_browser({"args": ["--lang=ru" if change != "other-options" else "--lang=en"]}) for _ in "12"]

    assert taken == [browser if change == "none" else None, None]
    assert closed == ([] if change == "none" else ["closed"])
