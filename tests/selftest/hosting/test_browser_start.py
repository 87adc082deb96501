"""A browser that does not start is no finding about ChatApp: one test says so, with the command that mends it."""

from pathlib import Path

import pytest
from playwright.sync_api import Error

from fixtures.hosting import browser_start
from fixtures.hosting.browser_start import is_first_to_tell, why_not_started
from fixtures.journey.verdict import Verdict
from fixtures.judgement.failures import verdict_of
from tests.selftest.harness_process import run_pytest

COMPLAINT = "error while loading shared libraries: libnss3.so: cannot open shared object file"
BROKEN = f"#!/bin/sh\necho '{COMPLAINT}' >&2\nexit 127\n"
PAGES = ("tests/ui/test_answer_and_push.py", "-k", "push_before_the_answer or push_after_the_answer")


def test_browser_that_does_not_start_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Of all workers and tests one fails, as `harness`; the others are skipped, and none is recorded or unstable."""
    _broken_browser(tmp_path, monkeypatch)

    ended = run_pytest(tmp_path / "run", *PAGES, "-n", "2")

    assert ended.exit_code == 1, ended.printed
    assert list(ended.failures.values()) == ["harness"]
    assert ended.report["totals"] == {"error": 1, "skipped": len(ended.report["tests"]) - 1}
    assert ended.report["totals"]["skipped"] >= 1
    (failed,) = [test for test in ended.report["tests"] if test["verdict"]]
    assert f"chromium ({tmp_path}/bin/chromium-headless-shell) does not start: " in failed["message"]
    assert COMPLAINT in failed["message"]
    assert "install it anew: " in failed["message"]
    assert (failed["evidence_run"], ended.report["unstable"]) == (None, [])
    assert "answers and events were exercised" in ended.printed
    assert not list((tmp_path / "run").glob(".browser*"))


def test_only_the_first_process_of_a_run_tells(tmp_path: Path):
    """All workers of a run share its folder, and so the news."""
    assert [is_first_to_tell(tmp_path) for _ in range(3)] == [True, False, False]

    browser_start.forget_telling(tmp_path)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("browser", "root", "command"),
    [
        pytest.param("chromium", False, "sudo apt-get install --reinstall -y chromium-headless-shell", id="of-debian"),
        pytest.param("chromium", True, "anew: apt-get install --reinstall -y chromium-headless-shell", id="root"),
        pytest.param("firefox", True, "-m playwright install --with-deps --force firefox", id="of-playwright"),
    ],
)
def test_command_mends_the_browser_that_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: str, root: bool, command: str
):
    """A browser of the system comes from there, all others from Playwright; who is not root needs `sudo`."""
    _broken_browser(tmp_path, monkeypatch)
    (tmp_path / "bin" / "apt-get").symlink_to("/bin/true")
    monkeypatch.setattr(browser_start, "is_root", lambda: root)
    error = Error(f"BrowserType.launch: closed\nBrowser logs:\n[pid=7][err] {COMPLAINT}\n[pid=7][err] more")

    told = why_not_started(error, browser, headed=False)

    assert f" does not start: {COMPLAINT}. " in told
    assert told.endswith(command)


def test_what_fails_before_chat_app_was_asked_is_ours():
    """An error of the browser is a page's fault only once ChatApp was asked for anything."""
    error = Error("Target page, context or browser has been closed")

    assert verdict_of(error, chat_app_was_asked=False) == Verdict.HARNESS
    assert verdict_of(error) == Verdict.PAGE


def _broken_browser(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "bin").mkdir()
    program = folder / "bin" / "chromium-headless-shell"
    program.write_text(BROKEN, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder / "bin"), prepend=":")
