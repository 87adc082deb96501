"""What became of each test, from pytest's reports of its phases to `run.json`."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

from fixtures.running.checkout import ROOT
from reports.model.file import read_run, write_run
from reports.model.result import TestResult, totals_of, verdicts_of, weather_of
from reports.outcomes import Outcomes
from reports.versions import versions
from tests.selftest.run_reports import a_run

TEST = "tests/api/test_x.py::test_y"
SKIPPED = ("tests/api/test_x.py", 7, "Skipped: the target cannot do this")
KEYS = {
    *["schema_version", "run", "target", "planted_bug", "seed", "options", "versions", "began", "seconds", "exit_code"],
    *[
        "totals",
        "verdicts",
        "tests",
        "contract",
        "known_breaches",
        "left_behind",
        "time_to_display",
        "weather",
        "remarks",
        "seconds_to_first_failure",
        "revision",
        "shard",
        "whole",
        "parts",
        "incomplete",
        "unstable",
        "shortcomings",
        "lacks",
        "gate",
    ],
}

Phase = Literal["setup", "call", "teardown"]
Outcome = Literal["passed", "failed", "skipped"]


@pytest.mark.parametrize(
    ("phases", "outcome"),
    [
        pytest.param({"setup": "passed", "call": "passed", "teardown": "passed"}, "passed", id="passed"),
        pytest.param({"setup": "passed", "call": "failed", "teardown": "passed"}, "failed", id="failed"),
        pytest.param({"setup": "failed", "teardown": "passed"}, "error", id="failed-in-setup"),
        pytest.param({"setup": "passed", "call": "passed", "teardown": "failed"}, "error", id="failed-in-teardown"),
        pytest.param({"setup": "passed", "call": "failed", "teardown": "failed"}, "failed", id="failed-twice"),
        pytest.param({"setup": "skipped", "teardown": "passed"}, "skipped", id="skipped"),
        pytest.param({"setup": "passed", "call": "skipped", "teardown": "passed"}, "skipped", id="skipped-inside"),
        pytest.param({"setup": "passed", "call": "skipped", "teardown": "failed"}, "error", id="skipped-then-failed"),
    ],
)
def test_phases_of_a_test_make_one_outcome(phases: dict[Phase, Outcome], outcome: str):
    """A test has one outcome, whichever of its phases decides, and is counted once."""
    outcomes = Outcomes()
    for phase, became in phases.items():
        outcomes.add(_report(phase, became))

    assert [test.outcome for test in outcomes.tests] == [outcome]
    assert totals_of(outcomes.tests) == {outcome: 1}


def test_first_failure_names_verdict_and_message():
    """Of two failures of one test the first gives verdict and message; evidence and time are those of all phases."""
    outcomes = Outcomes()
    outcomes.add(_report("setup", "passed"))
    outcomes.add(_report("call", "failed", "feed: no row", verdict="feed", evidence="a.png"))
    outcomes.add(_report("teardown", "failed", "page: on the console", verdict="page", evidence="b.txt"))

    (test,) = outcomes.tests
    assert test == TestResult(
        TEST, "failed", "feed", duration=0.75, message="feed: no row", evidence=("a.png", "b.txt"), line=2
    )
    assert verdicts_of(outcomes.tests) == {"feed": 1}


def test_failure_without_a_verdict_is_our_own():
    """What nobody judged is the harness's fault until shown otherwise; a dead worker is such a case."""
    outcomes = Outcomes()
    outcomes.add(
        pytest.TestReport(TEST, ("x", None, "x"), {}, "failed", "worker 'gw0' crashed", "???")  # type: ignore[arg-type]
    )

    (test,) = outcomes.tests
    assert (test.outcome, test.verdict, test.message) == ("error", "harness", "worker 'gw0' crashed")


def test_skipped_test_says_why_and_has_no_verdict():
    """The reason of a skipped test is in the report, and nothing counts as broken."""
    outcomes = Outcomes()
    outcomes.add(_report("setup", "skipped"))

    (test,) = outcomes.tests
    assert (test.verdict, test.message) == (None, "Skipped: the target cannot do this")
    assert not verdicts_of(outcomes.tests)


def test_tests_are_counted_and_listed_by_name():
    """Totals and verdicts count tests; the list is in the same order whoever finished first."""
    outcomes = Outcomes()
    for name, outcome in {"c": "failed", "a": "passed", "b": "failed", "d": "skipped"}.items():
        outcomes.add(_report("call", outcome, test=name, verdict="status"))  # type: ignore[arg-type]

    assert [test.test for test in outcomes.tests] == ["a", "b", "c", "d"]
    assert totals_of(outcomes.tests) == {"failed": 2, "passed": 1, "skipped": 1}
    assert verdicts_of(outcomes.tests) == {"status": 2}


def test_weather_is_told_with_what_became_of_it():
    """Of each weather that tests were played in the report says how many passed and failed."""
    outcomes = Outcomes()
    outcomes.add(_report("call", "passed", test="a", weather="held-late"))
    outcomes.add(_report("call", "failed", test="b", weather="held-late"))
    outcomes.add(_report("call", "passed", test="c"))

    assert weather_of(outcomes.tests) == {"held-late": {"passed": 1, "failed": 1}}


def test_run_json_holds_what_it_was_given(tmp_path: Path):
    """`run.json` holds what was tested beside the outcomes, readable by people: Russian stays Russian."""
    outcomes = Outcomes()
    outcomes.add(_report("call", "failed", "content: «Привет» \ud800", verdict="content"))
    run = a_run(*outcomes.tests, seed=8)

    path = write_run(tmp_path, run)

    assert read_run(tmp_path) == run
    assert json.loads(path.read_text(encoding="utf-8")).keys() == KEYS
    assert json.loads(path.read_text(encoding="utf-8"))["verdicts"] == {"content": 1}
    assert "«Привет»" in path.read_text(encoding="utf-8")


def test_run_json_is_never_half_written(tmp_path: Path):
    """A report that cannot be written leaves the earlier one whole, and no other file ever stays behind."""
    write_run(tmp_path, a_run())

    with pytest.raises(TypeError):
        write_run(tmp_path, replace(a_run(), options={"target": object()}))

    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["seed"] == 7


def test_versions_are_those_of_what_a_result_may_depend_on():
    """The report names the versions of Python, pytest and what talks to ChatApp."""
    known = versions()

    assert known["python"] == sys.version.split()[0]
    assert known["pytest"] == pytest.__version__
    assert all(known.values())


def test_report_of_a_real_run_has_every_key(tmp_path: Path):
    """A run leaves a report with every key, the tests among them."""
    folder = tmp_path / "run"
    run = _run(
        "tests/selftest/journey/test_links.py", "-k", "first_of_two_equal", "--seed", "7", "--run-folder", str(folder)
    )

    report: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert run.returncode == 0, run.stdout
    assert report.keys() == KEYS
    assert (report["run"], report["seed"], report["exit_code"]) == ("run", 7, 0)
    assert report["totals"] == {"passed": 1}


def _run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _report(when: Phase, outcome: Outcome, message: str = "", test: str = TEST, **properties: str) -> pytest.TestReport:
    longrepr: Any = {"failed": message, "skipped": SKIPPED}.get(outcome)
    kept = list[tuple[str, object]](properties.items())
    return pytest.TestReport(test, ("x", 1, "x"), {}, outcome, longrepr, when, user_properties=kept, duration=0.25)
