"""A whole recording: a complaint is played in windows, and the file shows the bug to whoever runs it."""

import os
import signal
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserType

from fixtures.hosting.browser import find_chromium, launch_options
from fixtures.journey.facts.journal import Journal
from fixtures.scenarios.playing import play_scenario
from fixtures.scenarios.reading import read_feature
from fixtures.scenarios.recorder.keeping import KeptFile
from fixtures.scenarios.recorder.session import Ended, session_in
from fixtures.scenarios.recorder.stage import Opening, play_in
from fixtures.scenarios.recorder.windows import IN_RUSSIAN
from fixtures.targets.target import Target
from tests.selftest.harness_process import run_pytest, run_verb
from tests.selftest.scenarios.recorder.complaints import ALEXANDER, COMPLAINTS, MARIA, recorded
from tests.selftest.scenarios.recorder.engineer import Engineer
from tests.selftest.scenarios.recorder.screens import hindrance, unseen_screen


@pytest.fixture
def windows(browser_type: BrowserType) -> Iterator[Browser]:
    """A browser whose pages have windows, on a screen that nobody sees."""
    if lack := hindrance():
        pytest.skip(f"opens windows, and this machine has {lack}")
    if find_chromium(headed=True) is None:
        pytest.skip("opens windows, and this machine has only a browser without any; Chromium or Chrome has some")
    options: dict[str, Any] = launch_options("chromium", headed=True)
    with unseen_screen() as display:
        environment = {**os.environ, **IN_RUSSIAN, "DISPLAY": display}
        browser = browser_type.launch(**options, headless=False, env=environment)
        yield browser
        browser.close()


@pytest.fixture
def file(tmp_path: Path) -> KeptFile:
    """Where a recording is kept."""
    return KeptFile(tmp_path / "bug.feature", "bug.feature")


def _plays(browser: Browser, target: Target, file: KeptFile, journal: Journal) -> None:
    """Play what was recorded on this ChatApp; it fails where a promise is broken."""
    (scenario,) = read_feature(file.path).scenarios
    with play_in(browser, target, Opening(has_windows=False), deque()) as play:
        play_scenario(play, scenario, journal)


@pytest.mark.campaign
@pytest.mark.timeout(120)
def test_recorded_complaint_shows_its_bug(
    windows: Browser, browser: Browser, target: Target, file: KeptFile, journal: Journal, tmp_path: Path
):
    """What was recorded in windows on a planted bug is red there with its verdict, and green on a healthy ChatApp."""
    complaint = COMPLAINTS[0]

    assert recorded(windows, complaint, file) is Ended.DONE
    on_the_bug = run_pytest(tmp_path / "bug", "-n", "0", "--evidence", "none", "--plant", complaint.bug, str(file.path))

    assert list(on_the_bug.failures.values()) == [complaint.verdict], on_the_bug.printed
    _plays(browser, target, file, journal)


def test_two_people_are_recorded_as_they_take_turns(
    browser: Browser, target: Target, file: KeptFile, journal: Journal, monkeypatch: pytest.MonkeyPatch
):
    """Acts, waiting, a fault and ticks become steps in their order; Ctrl-C keeps them, and they can be played."""
    opening = Opening(has_windows=False)
    with session_in(browser, target, opening, file) as session:
        engineer = Engineer(session)
        engineer.opens_chat(ALEXANDER, MARIA)
        engineer.types(ALEXANDER, "Hi")
        engineer.presses(ALEXANDER, "Enter")
        engineer.sees_in_list(MARIA, ALEXANDER, "Hi")
        engineer.ticks(MARIA, engineer.listed(MARIA, ALEXANDER), "непрочитанных: …", "1")
        engineer.opens_chat(MARIA, ALEXANDER)
        engineer.sees(MARIA, "Hi")
        engineer.types(MARIA, "Hello")
        engineer.clicks(MARIA, "send_button")
        engineer.sees(ALEXANDER, "Hello")
        engineer.ticks(ALEXANDER, "row", "Александр Петров видит сообщение «Hi» ровно один раз")
        engineer.ticks(ALEXANDER, "row", "Александр Петров видит время сообщения «Hi»")
        engineer.undoes(len(session.recording.steps))
        engineer.chooses(ALEXANDER, "у Александра Петрова пропадает связь")
        engineer.waits_for(lambda: engineer.tab(ALEXANDER).part("connection_banner").inner_text() != "")
        engineer.ticks(ALEXANDER, "connection_banner", "Александр Петров видит сообщение о связи «Нет соединения»")
        monkeypatch.setattr(session, "turn", lambda: os.kill(os.getpid(), signal.SIGINT))
        assert session.run() is Ended.INTERRUPTED
    (scenario,) = read_feature(file.path).scenarios

    assert [step.kind for step in scenario.steps] == [
        *("chat_exists", "signs_in", "signs_in"),
        *("opens_chat", "writes", "presses_enter", "counts_unread", "previews", "opens_chat"),
        *("writes", "presses_send", "sees_once", "sees_message", "goes_offline", "says_of_connection"),
    ]
    _plays(browser, target, file, journal)


def test_signing_in_is_recorded_as_it_is_typed(browser: Browser, target: Target, file: KeptFile):
    """Who signs in by the form is recorded so, without the code; a closed panel keeps what was recorded."""
    opening = Opening(people=1, is_signed_in=False, has_windows=False)
    with session_in(browser, target, opening, file) as session:
        engineer = Engineer(session)
        engineer.fills(ALEXANDER, "phone_field", "8 911 111-11-11")
        engineer.clicks(ALEXANDER, "request_code_button")
        engineer.waits_for(lambda: engineer.tab(ALEXANDER).part("code_field").is_visible())
        engineer.fills(ALEXANDER, "code_field", target.code)
        engineer.presses(ALEXANDER, "Enter")
        engineer.waits_for(lambda: engineer.tab(ALEXANDER).part("own_identity").is_visible())
        engineer.ticks(ALEXANDER, "own_identity", "на странице Александра Петрова показан вход под своим именем")
        session.panel.page.close()
        assert session.run() is Ended.CLOSED

    (scenario,) = read_feature(file.path).scenarios

    assert [step.kind for step in scenario.steps] == ["signs_in_by_form", "shows_own_name"]
    assert target.code not in file.path.read_text(encoding="utf-8")


def test_record_says_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without a display, or where the file is there already, it says so in a sentence, and opens nothing."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    there = tmp_path / "bug.feature"
    there.write_text("Функционал: Мой", encoding="utf-8")

    refused = run_verb(tmp_path, "record", str(there))
    without_display = run_verb(tmp_path, "record", "--force", str(there))
    no_scenario = run_verb(tmp_path, "record", str(tmp_path / "bug.txt"))

    assert [one.exit_code for one in (refused, without_display, no_scenario)] == [4, 4, 4]
    assert "there is one already; --force writes over it" in refused.printed
    assert "this machine has no display" in without_display.printed
    assert "a file such as bug.feature" in no_scenario.printed
    assert there.read_text(encoding="utf-8") == "Функционал: Мой"
