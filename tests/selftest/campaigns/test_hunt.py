"""What a hunt makes of its runs: which tests are unstable, what is told of them, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fixtures.campaigns.hunt import run as hunting
from fixtures.campaigns.hunt.load import LOADS, Load
from fixtures.campaigns.hunt.plan import Plan
from fixtures.campaigns.hunt.run import HuntCampaign
from fixtures.campaigns.suite import SuiteRun
from fixtures.journey.facts.fact import Kind
from fixtures.journey.facts.journal import Journal
from reports.model.file import write_run
from tests.selftest.run_reports import a_run, a_test

GOOD, BAD, SHAKY = "tests/x.py::test_good", "tests/x.py::test_bad", "tests/x.py::test_shaky"

Suite = Callable[..., int]


def outcome(test: str, verdict: str | None) -> dict[str, Any]:
    """What `run.json` says of a test."""
    if verdict is None:
        return a_test(test)
    return a_test(test, "failed", verdict, f"{verdict}: no\nmore", repeat="./e2e x")


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Suite:
    """Hunts in `tmp_path`, with runs that end as given: an exit code, and the verdicts of tests that had a journey."""

    def hunt(*runs: tuple[int | None, dict[str, str | None]]) -> int:
        ends = iter(runs)
        monkeypatch.setattr(hunting, "run_suite", lambda folder, *_, **__: _stored(folder, *next(ends)))
        return HuntCampaign(tmp_path, Plan(len(runs), 7, ("tests/x.py",))).carry_out()

    monkeypatch.setattr(hunting, "load_of", lambda _: Load("no load", 0))
    return hunt


def _stored(folder: Path, exit_code: int | None, verdicts: dict[str, str | None]) -> SuiteRun:
    folder.mkdir(parents=True)
    for test, verdict in verdicts.items():
        journal = Journal(folder / "journeys" / f"{test.replace('/', '-').replace('::', '-')}.jsonl", test)
        journal.note("Анна", Kind.GESTURE, gesture="Enter")
        if verdict is None:
            journal.note("Анна", Kind.REQUESTED, method="POST", path="/api/x")
        journal.close(keep=True)
    if verdicts:
        write_run(folder, a_run(*[outcome(test, verdict) for test, verdict in verdicts.items()]))
    return SuiteRun(exit_code, 1.0, folder, "so it ended\n")


def found(folder: Path) -> dict[str, Any]:
    """What `hunt.json` says."""
    content: dict[str, Any] = json.loads((folder / "hunt.json").read_text(encoding="utf-8"))
    return content


def test_unstable_test_is_told_with_how_often_and_where_it_parts(suite: Suite, tmp_path: Path):
    """A test that failed and passed is unstable: how often, with which verdicts, and what its good journey has more."""
    code = suite(
        (1, {GOOD: None, BAD: "feed", SHAKY: None}),
        (1, {GOOD: None, BAD: "feed", SHAKY: "order"}),
        (1, {GOOD: None, BAD: "status", SHAKY: "feed"}),
    )

    hunt = found(tmp_path)
    (shaky,), (bad,) = hunt["unstable"], hunt["failing"]
    assert (code, hunt["stable"]) == (1, 1)
    assert (shaky["test"], shaky["failed"], shaky["played"]) == (SHAKY, 2, 3)
    assert (shaky["verdicts"], bad["verdicts"]) == ({"order": 1, "feed": 1}, {"feed": 2, "status": 1})
    assert shaky["difference"]["good"] == "person 1: requested: POST /api/x"
    text = (tmp_path / "hunt.md").read_text(encoding="utf-8")
    assert "### Failed 2 of 3: order × 1, feed × 1" in text
    assert "    good  person 1: requested: POST /api/x" in text
    assert "    Repeat: ./e2e x" in text


def test_dead_chat_app_makes_no_test_unstable(suite: Suite, tmp_path: Path):
    """What befell a test whose ChatApp was dead says nothing of the test."""
    assert (
        suite((0, {GOOD: None, BAD: None}), (10, {GOOD: "target", BAD: "target"}), (0, {GOOD: None, BAD: None})) == 10
    )

    hunt = found(tmp_path)
    assert (hunt["unstable"], hunt["failing"], hunt["stable"]) == ([], [], 2)


def test_only_journeys_that_are_of_use_are_kept(suite: Suite, tmp_path: Path):
    """Of what failed the bad journeys and the first good one stay, of all other tests none."""
    suite((1, {GOOD: None, SHAKY: None}), (1, {GOOD: None, SHAKY: None}), (1, {GOOD: None, SHAKY: "feed"}))

    kept = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.jsonl"))

    assert kept == [f"{run}/journeys/tests-x.py-test_shaky.jsonl" for run in (1, 3)]


def test_each_run_has_its_seeds_and_the_line_that_repeats_it(suite: Suite, tmp_path: Path):
    """Names, weather and order of a run come from a seed of its own, and its line gives all of them."""
    suite((0, {GOOD: None}), (0, {GOOD: None}))

    assert [run["seed"] for run in found(tmp_path)["runs"]] == [7, 8]
    assert found(tmp_path)["runs"][1]["line"] == (
        "./e2e tests/x.py --seed 8 --weather-seed 8 -p random_order --random-order --random-order-seed=8"
    )


def test_hunt_keeps_journeys_and_asks_for_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`--evidence all` is a person's word for keeping videos with phones; no run of a hunt gives it for them."""
    given: list[tuple[str, ...]] = []

    def run(folder: Path, *arguments: str, limit: float) -> SuiteRun:
        given.append(arguments)
        return _stored(folder, 0, {GOOD: None})

    monkeypatch.setattr(hunting, "run_suite", run)
    monkeypatch.setattr(hunting, "load_of", lambda _: Load("no load", 0))
    HuntCampaign(tmp_path, Plan(2, 7, ())).carry_out()

    assert [one[one.index("--evidence") + 1] for one in given] == ["journeys"] * 2


@pytest.mark.parametrize(
    ("runs", "code"),
    [
        pytest.param([(0, {GOOD: None}), (0, {GOOD: None})], 0, id="nothing-failed"),
        pytest.param([(10, {GOOD: "target"}), (0, {GOOD: None})], 10, id="target-died"),
        pytest.param([(10, {GOOD: "target"}), (1, {GOOD: "feed"})], 1, id="target-died-and-something-failed"),
        pytest.param([(0, {GOOD: None}), (None, {GOOD: None})], 1, id="hung"),
        pytest.param([(0, {GOOD: None}), (-9, {})], 1, id="killed"),
        pytest.param([(4, {})], 4, id="wrong-usage"),
        pytest.param([(10, {})], 10, id="no-target"),
        pytest.param([(5, {})], 5, id="no-tests"),
    ],
)
def test_hunt_ends_as_its_runs_do(suite: Suite, runs: list[tuple[int | None, dict[str, str | None]]], code: int):
    """A failure is 1; a target that failed alone is 10; a first run without any test ends the hunt as it ended."""
    assert suite(*runs) == code


def test_run_that_hung_is_told(suite: Suite, tmp_path: Path):
    """What is wrong with a run itself stands beside its outcome."""
    suite((0, {GOOD: None}), (None, {GOOD: None}))

    assert found(tmp_path)["runs"][1]["told"] == "it was still running after 1 s, and was ended"


def test_runs_take_turns_in_their_load():
    """There are runs without any load, and runs with more and more."""
    loads = [hunting.load_of(run) for run in range(1, 7)]

    assert loads == [*LOADS, *LOADS]
    assert [load.processes_per_core for load in LOADS] == [0, 1, 2]
