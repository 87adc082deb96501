"""Recording on version 1.3: its page has no roles and no ids, and lists chats under the names they were given."""

from collections import deque
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fixtures.journey.facts.journal import Journal
from fixtures.journey.verdict import PromiseBroken, Verdict
from fixtures.scenarios.playing import play_scenario
from fixtures.scenarios.reading import read_feature
from fixtures.scenarios.recorder.keeping import KeptFile
from fixtures.scenarios.recorder.session import Ended, session_in
from fixtures.scenarios.recorder.stage import Opening, play_in
from fixtures.targets.profile import load_profile
from fixtures.targets.target import Target
from tests.selftest.scenarios.recorder.complaints import ALEXANDER, MARIA
from tests.selftest.scenarios.recorder.engineer import Engineer
from tests.selftest.version_1_3.deployment import Deployment, SeedBug, deployed

OPENING = Opening(has_windows=False)


def _target(deployment: Deployment) -> Target:
    return load_profile("chatapp-1.3").at(deployment.page_url, deployment.api_url, deployment.api_url)


def _plays(browser: Browser, target: Target, file: KeptFile, journal: Journal) -> None:
    (scenario,) = read_feature(file.path).scenarios
    with play_in(browser, target, OPENING, deque()) as play:
        play_scenario(play, scenario, journal)


@pytest.mark.timeout(120)
def test_complaint_about_an_old_page_is_recorded_and_played_there(browser: Browser, journal: Journal, tmp_path: Path):
    """What was recorded there, with its profile, is red on the bug with its verdict, and green where the bug is not."""
    file = KeptFile(tmp_path / "bug.feature", "bug.feature")
    with deployed(SeedBug.FEED_WAITS_FOR_PUSH, has_broker=True) as deployment:
        target = _target(deployment)
        with session_in(browser, target, OPENING, file) as session:
            engineer = Engineer(session)
            engineer.opens_chat(MARIA, ALEXANDER)
            engineer.types(MARIA, "Hi")
            engineer.presses(MARIA, "Enter")
            engineer.sees_in_list(ALEXANDER, MARIA, "Hi")
            engineer.opens_chat(ALEXANDER, MARIA)
            engineer.sees(ALEXANDER, "Hi")
            engineer.chooses(ALEXANDER, "push удерживается у Александра Петрова")
            engineer.types(ALEXANDER, "Hello")
            engineer.clicks(ALEXANDER, "send_button")
            engineer.ticks(ALEXANDER, "feed", "видит в ленте сообщение", "Hello")
            engineer.is_done()
            assert session.run() is Ended.DONE
        assert session.recording.notes == []
        with pytest.raises(PromiseBroken) as broken:
            _plays(browser, target, file, journal)
    with deployed(has_broker=True) as deployment:
        _plays(browser, _target(deployment), file, journal)

    (scenario,) = read_feature(file.path).scenarios
    assert broken.value.verdict is Verdict.FEED
    assert [step.kind for step in scenario.steps] == [
        *("chat_exists", "signs_in", "signs_in", "opens_chat", "writes", "presses_enter"),
        *("previews", "opens_chat", "push_held", "writes", "presses_send", "sees_message"),
    ]
