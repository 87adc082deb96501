"""`--resume`: a campaign that was stopped goes on from its result, and never mixes two plans."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fixtures.campaigns.fuzz import run as fuzzing
from fixtures.campaigns.fuzz.plan import Plan as FuzzPlan
from fixtures.campaigns.fuzz.result import Searched
from fixtures.campaigns.fuzz.schemathesis_run import Search
from fixtures.campaigns.fuzz.setting import Setting
from fixtures.campaigns.hunt import run as hunting
from fixtures.campaigns.hunt.load import Load
from fixtures.campaigns.matrix.plan import Plan as MatrixPlan
from fixtures.campaigns.matrix.result import Bug, Matrix
from fixtures.campaigns.matrix.run import MatrixCampaign
from fixtures.campaigns.mutation.plan import Plan as MutationPlan
from fixtures.campaigns.mutation.result import Mutants
from fixtures.campaigns.mutation.run import MutationCampaign
from fixtures.campaigns.result_file import ResultError
from fixtures.campaigns.suite import Suite, SuiteRun
from fixtures.commands import fuzz, hunt
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from fixtures.running import run_folder
from reports.model.file import write_run
from tests.selftest.run_reports import a_run, a_test

TEST = "tests/x.py::test_x"
GONE = Bug("a bug that is there no more", "feed", [TEST])

Hunting = Callable[..., int]


@pytest.fixture
def hunted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hunting:
    """Hunts in `tmp_path/hunt`, whose runs end with these verdicts of one test; `stopped` is Ctrl-C."""

    def called(*arguments: str, verdicts: list[str | None]) -> int:
        ends = iter(verdicts)
        monkeypatch.setattr(hunting, "run_suite", lambda folder, *_, **__: _played(folder, next(ends)))
        return hunt.main(["--run-folder", str(tmp_path / "hunt"), *arguments])

    monkeypatch.setattr(hunting, "load_of", lambda _: Load("no load", 0))
    return called


def _played(folder: Path, verdict: str | None) -> SuiteRun:
    if verdict == "stopped":
        raise KeyboardInterrupt
    folder.mkdir(parents=True)
    journal = Journal(folder / "journeys" / "tests-x.py-test_x.jsonl", TEST)
    journal.note("Анна", Kind.GESTURE, gesture="Enter")
    if verdict is None:
        journal.note("Анна", Kind.REQUESTED, method="POST", path="/api/x")
    journal.close(keep=True)
    write_run(folder, a_run(a_test(TEST) if verdict is None else a_test(TEST, "failed", verdict, f"{verdict}: no")))
    return SuiteRun(0 if verdict is None else 1, 1.0, folder, "so it ended\n")


def told(folder: Path) -> dict[str, Any]:
    """What `hunt.json` says."""
    content: dict[str, Any] = json.loads((folder / "hunt" / "hunt.json").read_text(encoding="utf-8"))
    return content


def test_hunt_goes_on_for_days(hunted: Hunting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The same line begins a hunt and goes on with it: seeds count on, and each run keeps its date and revision."""
    revisions = iter(["c0ffee", "c0ffee", "decade", "decade"])
    monkeypatch.setattr(hunting, "revision_of", lambda _: next(revisions))
    line = ("--hunt", "3", "--resume", "tests/x.py")

    first = hunted(*line, verdicts=[None, "stopped"])
    last = hunted(*line, verdicts=[None, None])

    runs = told(tmp_path)["runs"]
    assert (first, last) == (2, 0)
    assert [run["seed"] - told(tmp_path)["seed"] for run in runs] == [0, 1, 2]
    assert [run["revision"] for run in runs] == ["c0ffee", "decade", "decade"]
    assert all(run["began"].endswith("Z") for run in runs)
    text = (tmp_path / "hunt" / "hunt.md").read_text(encoding="utf-8")
    assert "The runs are of different code" in text
    assert "    decade: runs 2, 3\n" in text


def test_failure_of_a_later_day_is_compared_with_a_good_journey(hunted: Hunting, tmp_path: Path):
    """A hunt that was stopped has removed its good journeys; the next ones are kept, and the difference is told."""
    hunted("--hunt", "3", "tests/x.py", verdicts=[None, "stopped"])

    assert hunted("--hunt", "3", "--resume", verdicts=[None, "feed"]) == 1

    (unstable,) = told(tmp_path)["unstable"]
    assert (unstable["failed"], unstable["passed_in"]) == (1, [1, 2])
    assert unstable["difference"]["good"] == "person 1: requested: POST /api/x"
    text = (tmp_path / "hunt" / "hunt.md").read_text(encoding="utf-8")
    assert "The journeys of runs 2 (good) and 3 (bad) part here" in text


def test_hunt_may_want_more_runs(hunted: Hunting, tmp_path: Path):
    """A hunt that has come to its end goes on when more runs are wanted, and else tells its result again."""
    hunted("--hunt", "2", verdicts=[None, None])

    assert hunted("--hunt", "2", "--resume", verdicts=[]) == 0
    assert hunted("--hunt", "3", "--resume", verdicts=["feed"]) == 1
    assert (told(tmp_path)["wanted"], len(told(tmp_path)["runs"])) == (3, 3)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(["--resume", "tests/y.py"], "this hunt is of `./e2e tests/x.py`, with seeds from 7", id="tests"),
        pytest.param(["--resume", "--seed", "8"], "this hunt is of `./e2e tests/x.py`, with seeds from 7", id="seed"),
        pytest.param([], "is not an empty folder", id="not-resumed"),
    ],
)
def test_other_hunt_is_refused(
    hunted: Hunting, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
):
    """Runs of other tests or seeds are no part of a hunt, and without `--resume` nothing is gone on with."""
    hunted("--hunt", "2", "--seed", "7", "tests/x.py", verdicts=[None, None])

    assert hunted("--hunt", "3", *arguments, verdicts=[]) == 4
    assert sentence in capsys.readouterr().err


def test_hunt_that_somebody_else_makes_is_left_alone(
    hunted: Hunting, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Two processes never work on one hunt."""
    hunted("--hunt", "2", verdicts=[None, None])
    (tmp_path / "hunt" / ".running").write_text(str(os.getppid()), encoding="utf-8")

    assert hunted("--hunt", "3", "--resume", verdicts=[]) == 4
    assert "another process is at work in " in capsys.readouterr().err


def test_newest_folder_with_a_result_is_gone_on_with(tmp_path: Path):
    """Without `--run-folder` the last campaign of its kind is meant, whatever ran since."""
    for name, file in (("2025-11-05-093000", "hunt.json"), ("2025-11-06-093000", "hunt.json"), ("2025-11-07-1", "x")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).touch()

    assert run_folder.newest_with("hunt.json", tmp_path) == tmp_path / "2025-11-06-093000"
    assert run_folder.newest_with("fuzz.json", tmp_path) is None


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[int, int]]:
    """The seed and seconds of each search by chance; none sends anything, and the second is interrupted once."""
    made: list[tuple[int, int]] = []

    def by_chance(search: Search, seconds: int) -> Searched:
        if len(made) == 1 and not (tmp_path / "stopped").exists():
            (tmp_path / "stopped").touch()
            raise KeyboardInterrupt
        made.append((search.seed, seconds))
        return Searched("", 90, ("GET /health",) if len(made) == 1 else ())

    monkeypatch.setattr(fuzzing, "prepare", lambda *_: Setting("a token", tmp_path / "none", []))
    monkeypatch.setattr(fuzzing, "version_at", lambda _: "1.4.0")
    monkeypatch.setattr(Search, "through_everything", lambda _: Searched("", 700, ()))
    monkeypatch.setattr(Search, "by_chance", by_chance)
    return made


def test_fuzzing_goes_on(searches: list[tuple[int, int]], tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A long search by chance is cut into rounds; those that are done are kept, and only the others are made."""
    where = ["--run-folder", str(tmp_path / "fuzz")]

    first = fuzz.main(["--fuzz-time", "150", "--seed", "7", "--base-url", "http://localhost:1", *where])
    told_first = capsys.readouterr().out
    last = fuzz.main(["--resume", *where])

    assert (first, last) == (2, 0)
    assert searches == [(7, 75), (8, 75)]
    assert "Stopped: 2 of 3 rounds are done, and are kept." in told_first
    assert "Stopped after 2 of 3 rounds.\nNot reached by chance" in told_first
    assert "Nothing found.\nRequests: 700 through every operation, 180 by chance.\nRepeat: " in capsys.readouterr().out
    assert fuzz.main(["--resume", "--seed", "8", *where]) == 4
    assert "is another search: ./e2e fuzz --seed 7 --fuzz-time 150" in capsys.readouterr().err


def test_rounds_are_as_long_as_was_asked_for():
    """The rounds of a search by chance take its time together, and each has a seed of its own."""
    for seconds in (1, 30, 61, 150, 3600):
        first, *rounds = FuzzPlan(seconds, 7).rounds
        assert (first.seconds, sum(one.seconds or 0 for one in rounds)) == (None, seconds)
        assert [one.seed for one in rounds] == list(range(7, 7 + len(rounds)))


def test_matrix_of_other_bugs_is_refused(tmp_path: Path):
    """A matrix goes on only while the planted bugs and the chosen tests are the same."""
    of_before = Matrix("2025-11-05", whole=True, page_failures=20, control_seconds=1.0, tests=[], bugs={"x": GONE})

    with pytest.raises(ResultError, match="are others than in this matrix"):
        MatrixCampaign(tmp_path, Suite("0"), MatrixPlan([], [], [], 20), of_before).carry_out()


def test_mutants_of_other_sources_are_refused(tmp_path: Path):
    """A report of mutants goes on only with the same seed and sources."""
    before = Mutants("2025-11-05", seed=7, wanted=2, available=0, control_seconds=1.0)

    with pytest.raises(ResultError, match="of another seed, or of other sources"):
        MutationCampaign(tmp_path, Suite("0"), MutationPlan([], 2, 8), before).carry_out()
    with pytest.raises(ResultError, match="of another seed, or of other sources"):
        MutationCampaign(tmp_path, Suite("0"), MutationPlan([], 2, 7), replace(before, available=5)).carry_out()
