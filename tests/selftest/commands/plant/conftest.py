"""A workshop away from the real ones, and a suite that fails as it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.campaigns import suite_with_bug
from fixtures.campaigns.suite import SuiteRun
from fixtures.commands.plant import main
from fixtures.planted_bugs import bug as bug_module
from fixtures.planted_bugs import workshop as workshop_module
from fixtures.planted_bugs.workshop import Workshop
from reports.model.file import write_run
from tests.selftest.commands.plant.standing_in import Terminal
from tests.selftest.run_reports import a_run, a_test

Failing = Callable[..., list[tuple[str, ...]]]


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Folders of our own for bugs and workshops; no terminal."""
    monkeypatch.setattr(bug_module, "BUGS", tmp_path / "bugs")
    monkeypatch.setattr(workshop_module, "WORKSHOPS", tmp_path / "workshops")
    monkeypatch.setattr("sys.stdin", Terminal(is_one=False))
    (tmp_path / "bugs").mkdir()
    return tmp_path


@pytest.fixture
def workshop(capsys: pytest.CaptureFixture[str]) -> Workshop:
    """The workshop of `lost`, set up."""
    assert main(["lost"]) == 0
    capsys.readouterr()
    return Workshop("lost")


@pytest.fixture
def failing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Failing:
    """Says what the suite's run is to give instead of running it; gives the arguments of the runs there were."""

    def gives(exit_code: int = 1, **verdicts: str) -> list[tuple[str, ...]]:
        asked: list[tuple[str, ...]] = []

        def run(folder: Path, *arguments: str, shown: bool = False) -> SuiteRun:
            asked.append(arguments)
            folder.mkdir()
            tests = [a_test(f"tests/x.py::{name}", "failed", verdict) for name, verdict in verdicts.items()]
            write_run(folder, a_run(*tests))
            return SuiteRun(exit_code, 1.0, folder, "")

        monkeypatch.setattr(suite_with_bug, "run_suite", run)
        return asked

    return gives
