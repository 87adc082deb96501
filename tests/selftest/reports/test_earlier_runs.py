"""What earlier runs say of the tests of a run, and which state of the checkout a run was of."""

import subprocess
from pathlib import Path
from typing import Any

import pytest

from fixtures.running.revision import revision_of
from reports.earlier_runs import earlier_runs, history_of
from reports.model.file import write_run
from reports.model.result import EvidenceRun, TestResult
from tests.selftest.run_reports import a_run, a_test

NOW = "2025-11-05T12:00:00Z"


def test_changed_mind_without_a_change_of_code_is_unstable():
    """A test that passed and fails, or failed and passes, with the same code is called unstable, and where it was."""
    earlier = a_run(a_test("a"), a_test("b", "failed"), a_test("c"), run="earlier")

    history = history_of(a_run(a_test("a", "failed"), a_test("b"), a_test("c"), began=NOW), [earlier])

    assert history.unstable == {"a": "failed, and passed in earlier", "b": "passed, and failed in earlier"}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"revision": "decaf"}, id="another-revision"),
        pytest.param({"revision": None}, id="unknown-revision"),
        pytest.param({"versions": {"chatapp": "1.3.2"}}, id="another-version-of-chatapp"),
    ],
)
def test_changed_mind_with_a_change_of_code_is_not(other: dict[str, Any]):
    """A test may change its mind when the code has."""
    assert history_of(a_run(a_test("a")), [a_run(a_test("a", "failed"), **other)]).unstable == {}


@pytest.mark.parametrize(
    "says_nothing",
    [
        pytest.param(a_test("a", "skipped"), id="left-out"),
        pytest.param(a_test("a", "xfailed"), id="known-to-fail"),
        pytest.param(a_test("a", "failed", "target"), id="target-was-dead"),
    ],
)
def test_what_says_nothing_of_the_test_counts_for_nothing(says_nothing: TestResult):
    """Neither a test that was left out nor one whose target was dead has had another mind, then or now."""
    then = history_of(a_run(a_test("a")), [a_run(says_nothing)])
    now = [history_of(a_run(says_nothing), [a_run(a_test("a", outcome))]) for outcome in ("passed", "failed")]

    assert [(one.unstable, one.new_failures, one.fixed) for one in [then, *now]] == [({}, frozenset(), ())] * 3


def test_test_that_was_never_begun_is_not_unstable():
    """Where the harness could not set a test up, such as for a broken browser, nothing was seen of its mind."""
    never_begun, passed = a_run(a_test("a", "error", "harness"), began=NOW), a_run(a_test("a"))

    assert history_of(never_begun, [passed]).unstable == {}


def test_second_run_for_evidence_that_passes_is_unstable():
    """A test that failed and passed when it was run once more changed its mind within one run."""
    recorded = {name: EvidenceRun(name) for name in ("passed", "failed", "left out")}
    run = a_run(*(a_test(name, "failed", evidence_run=second) for name, second in recorded.items()))

    assert history_of(run, []).unstable == {"passed": "failed, and passed when it was run once more"}


def test_new_and_fixed_are_told_by_each_tests_last_run():
    """A test that was not in the last run is compared to the one before; what never ran before and fails is new."""
    old = a_run(a_test("was-red", "failed"), a_test("stays-red", "failed"), run="old")
    last = a_run(a_test("was-green"), run="last", began="2025-11-05T10:00:00Z")
    now = a_run(a_test("was-red"), *(a_test(name, "failed") for name in ("stays-red", "was-green", "newborn")))

    history = history_of(now, [last, old])

    assert history.previous == "last"
    assert history.new_failures == {"was-green", "newborn"}
    assert history.fixed == ("was-red",)


def test_first_run_has_nothing_new():
    """Without an earlier run nothing is called new."""
    assert history_of(a_run(a_test("a", "failed")), []).new_failures == frozenset()


def test_only_comparable_runs_are_asked(tmp_path: Path):
    """Runs of another target or bug, parts of a run, gates, later ones, the run itself and rubbish are left alone."""
    run = a_run(run="now", began=NOW)
    others = {
        "earlier": a_run(run="earlier"),
        "target": a_run(target={"name": "other", "address": "x"}),
        "bug": a_run(planted_bug="feed-waits-for-push"),
        "shard": a_run(shard={"part": "1/3", "remarks": []}),
        "gate": a_run(gate={"seconds": 5.0, "chosen": 1, "tests": 2, "takes": 4.9, "promises": 3, "left_out": []}),
        "later": a_run(began="2025-11-06T00:00:00Z"),
        "now": run,
    }
    for name, other in others.items():
        (tmp_path / name).mkdir()
        write_run(tmp_path / name, other)
    for name, content in {"rubbish": "[1]", "matrix": '{"run": "x"}', "half": "{"}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text(content, encoding="utf-8")

    assert [one.run for one in earlier_runs(tmp_path, run)] == ["earlier"]


def test_revision_tells_states_apart(tmp_path: Path):
    """A changed, a new and a removed file each make another revision, and taking them back makes the same again."""
    _git(tmp_path, "init", "-q")
    (tmp_path / "a").write_text("1", encoding="utf-8")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "-c", "user.name=T", "-c", "user.email=t@example.org", "commit", "-qm", "One", "--no-gpg-sign")
    clean = revision_of(tmp_path)
    (tmp_path / "a").write_text("2", encoding="utf-8")
    changed = revision_of(tmp_path)
    (tmp_path / "b").write_text("новое", encoding="utf-8")
    with_new = revision_of(tmp_path)
    (tmp_path / "b").unlink()
    (tmp_path / "a").write_text("1", encoding="utf-8")

    assert clean is not None
    assert revision_of(tmp_path) == clean
    assert len({clean, changed, with_new}) == 3
    assert changed is not None
    assert changed.startswith(f"{clean}+")


def test_outside_git_there_is_no_revision(tmp_path: Path):
    """A checkout without git has no revision, and nothing fails for it."""
    assert revision_of(tmp_path) is None


def _git(folder: Path, *arguments: str) -> None:
    command = ["git", "-C", str(folder), *arguments]
    subprocess.run(command, check=True, capture_output=True)
