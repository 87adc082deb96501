"""What the end of a run with a bug says, from what was left of it."""

from pathlib import Path

import pytest

from fixtures.campaigns import suite
from fixtures.campaigns.matrix.plan import Plan
from fixtures.campaigns.matrix.result import Bug, BugRun, Ended, Matrix, read_matrix, write_matrix
from fixtures.campaigns.matrix.run import MatrixCampaign, bug_run
from fixtures.campaigns.page_failures.count import LEFT_OUT
from fixtures.campaigns.suite import Suite, SuiteRun, run_suite
from fixtures.planted_bugs.bug import load_bug
from reports.model.file import write_run
from tests.selftest.harness_process import RUNS
from tests.selftest.processes import comes_true, has_ended
from tests.selftest.run_reports import a_run, a_test

TESTS = [
    a_test("a"),
    a_test("b", "failed", "feed"),
    a_test("c", "error", "harness", "boom"),
    a_test("d", "skipped", message=f"Skipped: {LEFT_OUT}20 tests have failed"),
    a_test("e", "skipped", message="Skipped: waits for what never came"),
    a_test("f", "skipped", message="Skipped: without a bug too"),
]
PRINTED = "====\ne2e: first\nlast words\nReport: somewhere\n"


def ended(folder: Path, exit_code: int | None, *, reported: bool = True) -> SuiteRun:
    """A run that ended with this exit code, and left a report or none."""
    if reported:
        write_run(folder, a_run(*TESTS, seconds_to_first_failure=3.5))
    return SuiteRun(exit_code, 60.0, folder, PRINTED)


def test_run_to_its_end(tmp_path: Path):
    """A run that comes to its end tells what failed, when first, and what was left out or skipped itself."""
    run = bug_run(ended(tmp_path, 1), {"a", "b", "c", "d", "e"})

    assert run == BugRun(Ended.FINISHED, 60.0, "", 3.5, {"b": "feed", "c": "harness"}, ["d"], ["e"])
    assert (run.catching, run.our_faults) == ({"b": "feed"}, {"c": "harness"})


@pytest.mark.parametrize(
    ("exit_code", "reported", "how", "words"),
    [
        pytest.param(None, True, Ended.HUNG, "still running after 60 s", id="hung"),
        pytest.param(4, False, Ended.NOT_STARTED, "it could not be begun: e2e: first / last words", id="wrong-usage"),
        pytest.param(5, True, Ended.NOT_STARTED, "there were no tests", id="no-tests"),
        pytest.param(3, True, Ended.NOT_STARTED, "pytest itself failed", id="internal-error"),
        pytest.param(-9, False, Ended.DIED, "ended with signal 9 and left no report", id="killed"),
        pytest.param(1, False, Ended.DIED, "ended with exit code 1 and left no report", id="no-report"),
        pytest.param(10, True, Ended.DIED, "ChatApp did not start, or died", id="dead-chat-app"),
        pytest.param(2, True, Ended.DIED, "ended with exit code 2", id="interrupted"),
    ],
)
def test_run_without_an_end(tmp_path: Path, exit_code: int | None, reported: bool, how: Ended, words: str):
    """A run that hung, died or never began says so and why, and catches nothing."""
    run = bug_run(ended(tmp_path, exit_code, reported=reported), {"a", "b"})

    assert run.ended == how
    assert words in run.told
    assert run.catching == {}


def test_what_was_stopped_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """With the matrix of an earlier time only the bugs that it lacks are run, without another control run."""
    bugs = [load_bug(name) for name in ("answer-under-message", "status-goes-back")]
    rows = {bugs[0].name: BugRun(Ended.FINISHED, 60.0, failed={"a": "envelope"})}
    known = {bug.name: Bug(bug.title, str(bug.verdict), list(bug.must_fail)) for bug in bugs}
    earlier = Matrix("2026-01-01T00:00:00Z", True, 20, 60.0, ["a", "b"], known, rows)
    folders: list[Path] = []

    def run(folder: Path, *_: str, limit: float) -> SuiteRun:
        folders.append(folder)
        folder.mkdir(parents=True)
        return ended(folder, 1)

    monkeypatch.setattr(suite, "run_suite", run)
    write_matrix(tmp_path, earlier, {})
    MatrixCampaign(tmp_path, Suite("0"), Plan(bugs, bugs, ["a", "b"], 20), read_matrix(tmp_path)).carry_out()

    assert folders == [tmp_path / "bugs" / bugs[1].name]
    assert list(read_matrix(tmp_path).runs) == [bug.name for bug in bugs]


@pytest.mark.timeout(90)
def test_options_that_are_given_decide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What a campaign asks of a run stands behind what every run is given, so that pytest takes it."""
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(suite, "run_suite", lambda _, *arguments, **__: started.append(arguments))

    Suite("2").run(tmp_path, "-n", "0", "--evidence", "failures", limit=1.0)

    assert started[0][-4:] == ("-n", "0", "--evidence", "failures")


def test_hung_suite_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A run beyond its limit is ended with all that it started, and what it printed is kept."""
    tell = tmp_path / "process"
    monkeypatch.setenv("TELL_CHAT_APP", str(tell))

    run = run_suite(tmp_path / "run", "-n", "0", str(RUNS / "hanging.py"), limit=12.0)

    assert run.exit_code is None
    assert comes_true(lambda: has_ended(int(tell.read_text())))
    assert "ChatApp: embedded" in (tmp_path / "run" / "printed.txt").read_text(encoding="utf-8")
