"""A ChatApp that starts ahead, while a browser does: it is given once, and never outlives the run."""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fixtures.hosting.ahead import StartingAhead
from fixtures.hosting.browser import keep_compiled_driver
from fixtures.hosting.chat_app import HostedChatApp, Source
from fixtures.running.checkout import ROOT
from fixtures.targets.target import TargetError

Start = Callable[[], HostedChatApp]


@pytest.fixture
def started() -> Iterator[list[HostedChatApp]]:
    """Each ChatApp that was started; all are stopped with the test."""
    everyone: list[HostedChatApp] = []
    yield everyone
    for hosted in everyone:
        hosted.stop()


@pytest.fixture
def start(started: list[HostedChatApp], tmp_path: Path) -> Start:
    """Starts a ChatApp with the smallest page that it takes."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<!doctype html>", encoding="utf-8")

    def start_one() -> HostedChatApp:
        started.append(HostedChatApp(Source(ROOT, tmp_path)))
        return started[-1]

    return start_one


def test_it_is_given_once_and_then_is_not_ours(start: Start):
    """Whoever takes it has it, whatever becomes of what started it."""
    with closing(StartingAhead(start)) as ahead:
        taken, again = ahead.chat_app(), ahead.chat_app()

    assert taken
    assert taken.is_running
    assert again is None


def test_what_nobody_takes_is_stopped(start: Start, started: list[HostedChatApp]):
    """A run that ends before its first test leaves no ChatApp behind."""
    StartingAhead(start).close()

    assert [hosted.is_running for hosted in started] == [False]
    assert not started[0].folder.exists()


def test_what_does_not_start_says_so_to_whoever_wants_it():
    """The error is that of the start; where nobody asks, nobody is told."""

    def fail() -> HostedChatApp:
        raise TargetError("ChatApp ended with exit code 1")

    ahead = StartingAhead(fail)
    StartingAhead(fail).close()

    with closing(ahead), pytest.raises(TargetError, match="ended with exit code 1"):
        ahead.chat_app()


def test_driver_is_compiled_once(monkeypatch: pytest.MonkeyPatch):
    """What Node compiles is kept within the checkout, unless a person keeps it elsewhere."""
    monkeypatch.delenv("NODE_COMPILE_CACHE", raising=False)
    keep_compiled_driver()
    kept = Path(os.environ["NODE_COMPILE_CACHE"])
    monkeypatch.setenv("NODE_COMPILE_CACHE", "elsewhere")
    keep_compiled_driver()

    assert kept.is_relative_to(ROOT / ".cache")
    assert os.environ["NODE_COMPILE_CACHE"] == "elsewhere"


def test_garbage_of_tests_is_looked_for():
    """The search that a start puts off goes on once tests run, and leaves out what the start has made."""
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
