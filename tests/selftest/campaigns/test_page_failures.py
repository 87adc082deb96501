"""`--page-failures`: once a page is broken enough, what opens pages is left out, and said to be."""

from collections import Counter
from pathlib import Path

import pytest

from fixtures.campaigns.page_failures.count import LEFT_OUT, PageFailures
from tests.selftest.harness_process import RUNS, run_pytest

FAILING = str(RUNS / "failing_pages.py")
UNRECORDED = ("--evidence", "none")


def test_count_is_of_all_workers(tmp_path: Path):
    """What one worker counts the others know."""
    here, there = PageFailures(tmp_path), PageFailures(tmp_path)

    here.add()
    there.add()

    assert (here.count, there.count) == (2, 2)
    assert here.reason_to_skip(3) is None
    assert (here.reason_to_skip(2) or "").startswith(LEFT_OUT)
    here.forget()
    assert there.count == 0


@pytest.mark.parametrize("workers", ["0", "2"], ids=["one-process", "two-workers"])
def test_pages_are_left_alone_after_so_many_failures(tmp_path: Path, workers: str):
    """After two failures the other tests that open pages are skipped; those that open none go on."""
    ended = run_pytest(tmp_path / "run", "-n", workers, "--page-failures", "2", *UNRECORDED, FAILING)

    became = {test["test"].partition("::")[2]: test["outcome"] for test in ended.report["tests"]}
    reasons = {test["message"] for test in ended.report["tests"] if test["outcome"] == "skipped"}
    assert became.pop("test_without_a_page") == "failed"
    # A worker may be in the middle of a test when another reaches the limit.
    assert 2 <= Counter(became.values())["failed"] <= 2 + int(workers) // 2
    assert reasons
    assert all(LEFT_OUT in reason for reason in reasons)
    assert not (tmp_path / "run" / ".page-failures").exists()


def test_without_a_limit_all_are_run(tmp_path: Path):
    """Without the option nothing is left out."""
    ended = run_pytest(tmp_path / "run", "-n", "0", *UNRECORDED, FAILING)

    assert ended.report["totals"] == {"failed": 7}


def test_bugs_own_tests_are_never_left_out(tmp_path: Path):
    """With a planted bug the tests of its promise are run, however many pages have failed before."""
    own = "tests/ui/test_console.py::test_ordinary_session_leaves_the_console_empty"

    options = ("-n", "0", "--page-failures", "1", "--plant", "debug-log-left", *UNRECORDED)
    ended = run_pytest(tmp_path / "run", *options, FAILING, own, "tests/ui/test_bug_report.py")

    assert ended.failures[own] == "page"
    assert ended.report["totals"]["skipped"] >= 6
