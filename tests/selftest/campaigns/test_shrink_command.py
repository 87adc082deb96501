"""`./e2e shrink`: what it refuses before anything is played, and one scenario that is really shortened."""

from pathlib import Path

import pytest

from fixtures.scenarios.reading import read_feature
from tests.selftest.campaigns.shrink_scenarios import kinds
from tests.selftest.harness_process import Ended, run_e2e, run_verb

BUG = "feed-waits-for-push"
TWO = """# language: ru
Функционал: Сообщение не появилось

  Сценарий: Появляется
    Когда Саша открывает чат с Андреем Волковым
    И push у него не приходит
    И пишет ему «Привет»
    Тогда поле ввода пусто
    И сообщение появилось в ленте

  Сценарий: Другой
    Когда Саша входит
"""


@pytest.fixture
def feature(tmp_path: Path) -> Path:
    """A file of two scenarios."""
    file = tmp_path / "bug.feature"
    file.write_text(TWO, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "which scenario? ./e2e shrink bug.feature[:LINE]"),
        (["none.feature"], "none.feature: такого файла нет."),
        (["{file}"], "means 2 scenarios, and one is shortened at a time:\n  bug.feature:4  Появляется"),
        (["{file}:1"], "в этой строке сценария нет"),
        (["{file}:4", "{file}:11"], "one scenario is shortened at a time, and these were named"),
        (["tests/api/test_sign_in.py::test_x"], "only scenarios can be shortened so far"),
        (["{file}:4", "--plant", "no-such-bug"], "There is no planted bug 'no-such-bug'"),
        (["{file}:4", "-o", "{folder}"], "cannot be written: it is a folder"),
        (["{file}:4", "-o", "{file}"], "is the scenario itself, which stays as it is"),
        (["{file}:4", "-o", "{folder}/there.feature"], "is there already; --force writes over it"),
    ],
    ids=["nothing", "no-file", "several", "no-line", "two", "python", "bug", "folder", "itself", "there"],
)
def test_wrong_usage_is_said(feature: Path, arguments: list[str], told: str):
    """What cannot be shortened is said in a sentence, and nothing is played."""
    (feature.parent / "there.feature").touch()

    ended = run_verb(feature.parent, "shrink", *(one.format(file=feature, folder=feature.parent) for one in arguments))

    assert ended.exit_code == 4
    assert told in ended.printed


@pytest.mark.campaign
@pytest.mark.timeout(180)
def test_scenario_is_shortened(feature: Path):
    """Of five steps the four stay without which the message would be there."""
    ended = _shrunk(feature, "--plant", BUG)

    assert ended.exit_code == 0, ended.printed
    assert "feed with 4 of 5 steps, 2 of 2 people, 1 of 1 fault" in ended.printed
    kept = read_feature(feature.parent / "shortest.feature").scenarios
    assert [kinds(one) for one in kept] == [["opens_chat", "push_held", "writes_to", "sees_message"]]


def _shrunk(feature: Path, *arguments: str) -> Ended:
    folder = feature.parent / "run"
    given = [f"{feature}:4", "-o", str(feature.parent / "shortest.feature"), "--run-folder", str(folder)]
    return run_e2e(folder, "shrink", *given, *arguments, limit=170)
