"""The proof that our tests catch the bugs they are for: each bug is planted, and must be found out."""

from pathlib import Path

import pytest

from fixtures.planted_bugs.bug import bug_names, load_bug
from tests.selftest.running import run_pytest

NAIVE = "tests/planted_bugs/naive.py"
SUITE_SECONDS = 180


@pytest.mark.timeout(SUITE_SECONDS)
@pytest.mark.parametrize("name", bug_names())
def test_planted_bug_is_caught(name: str, tmp_path: Path):
    """With the bug planted the tests of its promise fail, each of them and each with the bug's verdict."""
    bug = load_bug(name)

    ended = run_pytest(tmp_path / "run", "-n", "0", "--plant", name, *bug.must_fail, limit=SUITE_SECONDS)

    assert ended.exit_code == 1, ended.printed[-3000:]
    assert ended.failures == dict.fromkeys(bug.must_fail, bug.verdict)


@pytest.mark.timeout(SUITE_SECONDS)
def test_same_tests_pass_without_the_bug(tmp_path: Path):
    """The tests that catch planted bugs pass on a healthy ChatApp."""
    tests = sorted({test for name in bug_names() for test in load_bug(name).must_fail})

    ended = run_pytest(tmp_path / "run", "-n", "0", *tests, limit=SUITE_SECONDS)

    assert ended.exit_code == 0, ended.printed[-3000:]
    assert ended.report["totals"] == {"passed": len(tests)}


def test_waiting_for_the_text_alone_would_be_fooled(tmp_path: Path):
    """A test that merely waits for the text passes with `feed-waits-for-push` planted; with push held it fails."""
    ended = run_pytest(tmp_path / "run", "-n", "0", NAIVE, "--plant", "feed-waits-for-push")

    assert ended.failures == {f"{NAIVE}::test_with_push_held": "feed"}
    assert ended.report["totals"] == {"failed": 1, "passed": 1}
